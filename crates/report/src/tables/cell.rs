//! Cells and headings as printed.

use fxsens_core::table::{Cell, Column, Table};

use crate::format;

/// A cell in a printed format. With three decimals or more, a number that would round to zero is written as a
/// power of ten: a p-value of 3e-12 is not 0.000.
pub(crate) fn printed(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => text.clone(),
        Cell::Empty => String::new(),
        Cell::Number { value, decimals } => {
            let decimals = usize::from(*decimals);
            let vanishes = value.abs() > 0.0 && value.abs() < 0.5 * 10f64.powi(-(decimals as i32));
            if decimals >= 3 && vanishes {
                format!("{value:.1e}").replace('-', "−")
            } else {
                format::number(*value, decimals)
            }
        }
    }
}

/// Name and unit of a column.
pub(crate) fn column_heading(column: &Column) -> String {
    if column.unit.is_empty() { column.name.clone() } else { format!("{} ({})", column.name, column.unit) }
}

/// Stars and closing brackets at the end of a printed cell.
pub(crate) fn tail(words: &str) -> usize {
    words.len() - words.trim_end_matches(['*', ')']).len()
}

/// The longest tail of each column of numbers; none where there are words.
pub(crate) fn tails(table: &Table) -> Vec<usize> {
    let longest = |i: usize| table.rows.iter().map(|row| tail(&printed(&row[i]))).max().unwrap_or(0);
    table.columns.iter().enumerate().map(|(i, column)| if column.numeric { longest(i) } else { 0 }).collect()
}
