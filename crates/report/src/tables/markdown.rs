//! GitHub's Markdown.

use fxsens_core::table::Table;

use super::cell::{column_heading, printed};
use crate::error::ReportError;

/// The table in Markdown: a bold title, the grid, notes below.
///
/// # Errors
/// [`ReportError::Row`] when a row does not match the columns.
pub fn to_markdown(table: &Table) -> Result<String, ReportError> {
    super::check(table)?;
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let mut text = String::new();
    if !table.title.is_empty() {
        text = format!("**{}**\n\n", escape(&table.title));
    }
    text.push_str(&line(table.columns.iter().map(|column| in_cell(&column_heading(column))).collect()));
    text.push_str(&line(
        table.columns.iter().map(|c| if c.numeric { "---:" } else { ":---" }.to_owned()).collect(),
    ));
    for row in &table.rows {
        text.push_str(&line(row.iter().map(|cell| in_cell(&printed(cell))).collect()));
    }
    for note in &table.notes {
        text.extend(["\n", &escape(note), "\n"]);
    }
    Ok(text)
}

fn in_cell(text: &str) -> String {
    escape(text).replace('|', "\\|").replace('\n', " ")
}

/// Escapes what Markdown reads as markup. Underscores inside words are left alone, as Markdown leaves them.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    let mut before: Option<char> = None;
    while let Some(letter) = letters.next() {
        let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let special = match letter {
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '$' | '~' => true,
            // What would be read as a character entity.
            '&' => {
                letters.clone().take_while(|c| c.is_alphanumeric() || *c == '#').count() > 0
                    && letters.clone().find(|c| !(c.is_alphanumeric() || *c == '#')) == Some(';')
            }
            '_' => !(word(before) && word(letters.peek().copied())),
            '#' | '+' | '-' => {
                before.is_none_or(|c| c == '\n') && letters.peek().is_none_or(|c| matches!(c, ' ' | '#'))
            }
            _ => false,
        };
        if special {
            escaped.push('\\');
        }
        escaped.push(letter);
        before = Some(letter);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::{super::sample, escape, to_markdown};

    #[test]
    fn markup_is_escaped_and_names_are_not() {
        assert_eq!(escape("a*b [x] <y> gap_10y _z_"), "a\\*b \\[x\\] \\<y\\> gap_10y \\_z\\_");
        assert_eq!(escape("R&D &lt; &#42; A&B; C & D"), "R&D \\&lt; \\&#42; A\\&B; C & D");
        assert_eq!(escape("# no heading"), "\\# no heading");
        assert_eq!(escape("- no list\nbut a-b"), "\\- no list\nbut a-b");
    }

    #[test]
    fn bars_in_cells_do_not_split_them() -> Result<(), crate::ReportError> {
        let text = to_markdown(&sample::table())?;
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], "**R&D, 50% of \\<all\\>**");
        assert_eq!(lines[3], "| :--- | ---: |");
        assert_eq!(lines[4], "| I(a_1 \\| b), \"quoted\" | −1,234.57 |");
        Ok(())
    }
}
