//! Comma-separated values as in RFC 4180.

use fxsens_core::table::{Cell, Table};

use super::cell::column_heading;
use crate::error::ReportError;

/// The table as CSV: a heading line, CRLF line ends, all digits of every number. Title and notes are left out.
///
/// # Errors
/// [`ReportError::Row`] when a row does not match the columns.
pub fn to_csv(table: &Table) -> Result<String, ReportError> {
    super::check(table)?;
    let mut csv = record(table.columns.iter().map(column_heading));
    for row in &table.rows {
        csv.push_str(&record(row.iter().map(|cell| match cell {
            Cell::Number { value, .. } => exact(*value),
            Cell::Text(text) => text.clone(),
            Cell::Empty => String::new(),
        })));
    }
    Ok(csv)
}

pub(crate) fn record(fields: impl Iterator<Item = String>) -> String {
    let mut line = fields.map(|field| quote(&field)).collect::<Vec<_>>().join(",");
    line.push_str("\r\n");
    line
}

fn quote(field: &str) -> String {
    if field.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.into()
    }
}

/// The shortest text that reads back as the same number.
pub(crate) fn exact(value: f64) -> String {
    let text = format!("{value:?}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::{super::sample, exact, to_csv};

    #[test]
    fn fields_are_quoted_and_numbers_exact() -> Result<(), crate::ReportError> {
        let expected = "Term,Estimate (JPY per USD)\r\n\
                        \"I(a_1 | b), \"\"quoted\"\"\",-1234.56789\r\n\
                        日本,3.2e-12\r\n\
                        gap,\r\n";
        assert_eq!(to_csv(&sample::table())?, expected);
        Ok(())
    }

    #[test]
    fn numbers_read_back_as_they_were() {
        for value in [0.1 + 0.2, 1e-300, 5.0, -0.0, 123_456_789.123_456_78] {
            assert_eq!(exact(value).parse::<f64>().map(f64::to_bits), Ok(value.to_bits()));
        }
        assert_eq!(exact(5.0), "5");
    }
}
