//! Typst.

use std::fmt::Write as _;

use fxsens_core::table::Table;

use super::cell::{column_heading, printed};
use crate::error::ReportError;

/// The table as a Typst figure with rules above, below and under the headings; it may run over several pages. Every
/// text is a string, so that nothing in it is read as markup.
///
/// # Errors
/// [`ReportError::Row`] when a row does not match the columns.
pub fn to_typst(table: &Table) -> Result<String, ReportError> {
    super::check(table)?;
    let list = |cells: Vec<String>| cells.iter().map(|cell| string(cell)).collect::<Vec<_>>().join(", ");
    let alignment: Vec<&str> =
        table.columns.iter().map(|column| if column.numeric { "right" } else { "left" }).collect();
    let mut text = String::from("#[\n#show figure: set block(breakable: true)\n#figure(\n");
    if !table.title.is_empty() {
        let _ = writeln!(text, "  caption: figure.caption(position: top, {}),", string(&table.title));
    }
    // A trailing comma keeps the alignment of a single column an array.
    let _ = writeln!(
        text,
        "  kind: table,\n  table(\n    columns: {},\n    align: ({},),\n    stroke: none,\n    table.hline(),",
        table.columns.len(),
        alignment.join(", ")
    );
    let headings = table.columns.iter().map(column_heading).collect();
    let _ = writeln!(text, "    table.header({}),\n    table.hline(stroke: 0.5pt),", list(headings));
    for row in &table.rows {
        let _ = writeln!(text, "    {},", list(row.iter().map(printed).collect()));
    }
    let _ = writeln!(text, "    table.hline(),\n  ),\n) <tab-{}>", label(&table.id));
    for note in &table.notes {
        let _ = writeln!(text, "#par(text(size: 0.85em, {}))", string(note));
    }
    text.push_str("]\n");
    Ok(text)
}

/// A Typst string literal: backslash and quote are escaped, a line break is a space.
fn string(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 2);
    escaped.push('"');
    for letter in text.chars() {
        match letter {
            '\\' | '"' => {
                escaped.push('\\');
                escaped.push(letter);
            }
            c if c.is_control() => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped.push('"');
    escaped
}

/// What a Typst label may hold.
fn label(id: &str) -> String {
    id.chars()
        .map(|c| if c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '-' })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::string;

    #[test]
    fn nothing_leaves_its_string() {
        assert_eq!(string("#let x = $1$ * _a_ @b <c> [d] `e`"), "\"#let x = $1$ * _a_ @b <c> [d] `e`\"");
        assert_eq!(string("say \"no\" \\ end"), "\"say \\\"no\\\" \\\\ end\"");
        assert_eq!(string("two\nlines\\"), "\"two lines\\\\\"");
    }
}
