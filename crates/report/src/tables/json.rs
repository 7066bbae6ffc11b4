//! Tables as JSON: raw values in rows.

use fxsens_core::table::{Cell, Table};
use serde_json::{Value, json};

use crate::error::ReportError;

/// The table as JSON with keys `id`, `title`, `columns`, `rows`, `notes`. Cells are numbers, strings or null.
///
/// # Errors
/// [`ReportError::Row`] when a row does not match the columns.
pub fn to_json(table: &Table) -> Result<String, ReportError> {
    super::check(table)?;
    let cell = |cell: &Cell| match cell {
        Cell::Number { value, .. } => json!(value),
        Cell::Text(text) => json!(text),
        Cell::Empty => Value::Null,
    };
    let rows: Vec<Value> = table.rows.iter().map(|row| row.iter().map(cell).collect()).collect();
    let value = json!({
        "id": table.id,
        "title": table.title,
        "columns": table.columns,
        "rows": rows,
        "notes": table.notes,
    });
    Ok(format!("{value:#}\n"))
}

#[cfg(test)]
mod tests {
    use super::{super::sample, to_json};

    #[test]
    fn rows_hold_raw_values() -> Result<(), crate::ReportError> {
        let value: serde_json::Value = serde_json::from_str(&to_json(&sample::table())?)?;
        assert_eq!(value["rows"][0][1], -1_234.567_89);
        assert!(value["rows"][2][1].is_null());
        assert_eq!(value["columns"][1]["unit"], "JPY per USD");
        Ok(())
    }
}
