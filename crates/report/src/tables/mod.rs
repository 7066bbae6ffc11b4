//! [`Table`] values in every printed and every data format.

mod cell;
mod comparison;
pub(crate) mod csv;
pub(crate) mod html;
mod json;
mod latex;
mod markdown;
mod outcomes;
mod regression;
mod stars;
mod text;
mod typst;

use fxsens_core::table::Table;

use crate::error::ReportError;

pub use comparison::{regression_comparison, regression_records};
pub use csv::to_csv;
pub use html::to_html;
pub use json::to_json;
pub use latex::to_latex;
pub use markdown::{escape as escape_markdown, to_markdown};
pub use outcomes::{test_table, tests_text};
pub use regression::{fit_text, regression_table};
pub use stars::Stars;
pub use text::to_text;
pub use typst::to_typst;

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableFormat {
    /// Aligned columns for a terminal.
    Text,
    /// GitHub's Markdown.
    Markdown,
    /// LaTeX with booktabs.
    Latex,
    /// RFC 4180, all digits.
    Csv,
    /// A fragment with a caption.
    Html,
    /// Columns, rows of raw values, notes.
    Json,
    /// Typst, ready to be included.
    Typst,
}

/// Writes a table in the given format.
///
/// # Errors
/// [`ReportError::Row`] when a row does not match the columns.
pub fn render(table: &Table, format: TableFormat) -> Result<String, ReportError> {
    match format {
        TableFormat::Text => to_text(table),
        TableFormat::Markdown => to_markdown(table),
        TableFormat::Latex => to_latex(table),
        TableFormat::Csv => to_csv(table),
        TableFormat::Html => to_html(table),
        TableFormat::Json => to_json(table),
        TableFormat::Typst => to_typst(table),
    }
}

/// Every row has a cell for every column.
fn check(table: &Table) -> Result<(), ReportError> {
    let expected = table.columns.len();
    match table.rows.iter().enumerate().find(|(_, row)| row.len() != expected) {
        None => Ok(()),
        Some((i, row)) => {
            Err(ReportError::Row { table: table.id.clone(), row: i + 1, expected, found: row.len() })
        }
    }
}

#[cfg(test)]
pub(crate) mod sample {
    use fxsens_core::table::{Cell, Column, Table};

    /// A small table with everything that needs escaping.
    pub(crate) fn table() -> Table {
        Table {
            id: "sample".into(),
            title: "R&D, 50% of <all>".into(),
            columns: vec![Column::text("Term"), Column::number("Estimate", "JPY per USD")],
            rows: vec![
                vec![Cell::text("I(a_1 | b), \"quoted\""), Cell::number(-1_234.567_89, 2)],
                vec![Cell::text("日本"), Cell::number(3.2e-12, 3)],
                vec![Cell::text("gap"), Cell::Empty],
            ],
            notes: vec!["Covariance: hac (bartlett, 13 lags)".into()],
        }
    }
}

#[cfg(test)]
mod golden;

#[cfg(test)]
mod tests {
    use fxsens_core::table::Cell;

    use super::TableFormat::{Csv, Html, Json, Latex, Markdown, Text, Typst};
    use super::{render, sample};

    #[test]
    fn a_short_row_is_an_error_in_every_format() {
        let mut table = sample::table();
        table.rows.push(vec![Cell::Empty]);
        for format in [Text, Markdown, Latex, Csv, Html, Json, Typst] {
            let message = render(&table, format).map_err(|error| error.to_string());
            assert_eq!(message, Err("table `sample`, row 4: 1 cells for 2 columns".into()));
        }
    }
}
