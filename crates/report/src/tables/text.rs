//! Aligned columns for a terminal.

use fxsens_core::table::Table;

use super::cell::{column_heading, printed, tail, tails};
use crate::error::ReportError;
use crate::format::wrap;

/// The table as aligned text: title, headings, a rule, rows, notes. Numbers are right-aligned.
///
/// # Errors
/// [`ReportError::Row`] when a row does not match the columns.
pub fn to_text(table: &Table) -> Result<String, ReportError> {
    super::check(table)?;
    let headings: Vec<String> = table.columns.iter().map(column_heading).collect();
    let mut rows: Vec<Vec<String>> = table.rows.iter().map(|row| row.iter().map(printed).collect()).collect();
    // Stars and closing brackets stand to the right of aligned digits.
    let tails = tails(table);
    for row in &mut rows {
        for (cell, longest) in row.iter_mut().zip(&tails).filter(|(cell, _)| !cell.is_empty()) {
            cell.push_str(&" ".repeat(longest.saturating_sub(tail(cell))));
        }
    }
    let widths: Vec<usize> = headings
        .iter()
        .enumerate()
        .map(|(i, heading)| rows.iter().map(|row| width(&row[i])).fold(width(heading), usize::max))
        .collect();
    let line = |cells: &[String]| {
        let mut line = String::new();
        for ((cell, column), full) in cells.iter().zip(&table.columns).zip(&widths) {
            let pad = " ".repeat(full - width(cell));
            line.push_str(if line.is_empty() { "" } else { "  " });
            if column.numeric {
                line.push_str(&pad);
            }
            line.push_str(cell);
            if !column.numeric {
                line.push_str(&pad);
            }
        }
        format!("{}\n", line.trim_end())
    };
    let mut text = String::new();
    if !table.title.is_empty() {
        text.push_str(&table.title);
        text.push_str("\n\n");
    }
    text.push_str(&line(&headings));
    let total = widths.iter().sum::<usize>() + 2 * widths.len().saturating_sub(1);
    text.push_str(&"─".repeat(total));
    text.push('\n');
    text.extend(rows.iter().map(|row| line(row)));
    if !table.notes.is_empty() {
        text.push('\n');
    }
    for note in &table.notes {
        text.push_str(&wrap(note, total.clamp(80, 120), ""));
        text.push('\n');
    }
    Ok(text)
}

/// Columns a text takes on a terminal: combining marks none, East Asian wide characters two (Unicode Annex 11).
fn width(text: &str) -> usize {
    text.chars().map(|letter| char_width(letter as u32)).sum()
}

fn char_width(code: u32) -> usize {
    match code {
        0..0x20 | 0x7F..0xA0 | 0x300..=0x36F | 0x200B..=0x200F | 0x20D0..=0x20FF | 0xFE00..=0xFE0F => 0,
        0x1100..=0x115F
        | 0x2E80..=0x303E
        | 0x3041..=0xA4CF
        | 0xAC00..=0xD7A3
        | 0xF900..=0xFAFF
        | 0xFE30..=0xFE6F
        | 0xFF01..=0xFF60
        | 0xFFE0..=0xFFE6
        | 0x1F300..=0x1FAFF
        | 0x20000..=0x3FFFD => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::{super::sample, to_text, width};

    #[test]
    fn columns_line_up_with_wide_characters() -> Result<(), crate::ReportError> {
        let text = to_text(&sample::table())?;
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[2], "Term                  Estimate (JPY per USD)");
        assert_eq!(lines[4], "I(a_1 | b), \"quoted\"               −1,234.57");
        assert_eq!(lines[5], "日本                                 3.2e−12");
        assert_eq!(lines[8], "Covariance: hac (bartlett, 13 lags)");
        Ok(())
    }

    #[test]
    fn widths_follow_the_terminal() {
        assert_eq!(width("円 yen"), 6);
        assert_eq!(width("e\u{301}"), 1);
    }
}
