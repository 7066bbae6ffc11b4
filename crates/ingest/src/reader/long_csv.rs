//! A user's long table: one row per observation, columns `series`, `period`, `value`.

use std::collections::BTreeMap;

use fxsens_core::dataset::Dataset;
use fxsens_core::period::Period;

use super::cell::{self, Cell};
use super::index_column::checked;
use super::user_table::{UserTable, at, series};
use super::{Cells, RawTable, index};
use crate::error::IngestError;

/// Whether the table has just the three columns of the long layout.
pub(super) fn is_long(table: &RawTable) -> bool {
    table.columns.len() == 3 && ["series", "period", "value"].iter().all(|name| column(table, name).is_some())
}

fn column<'a>(table: &'a RawTable, name: &str) -> Option<&'a Cells> {
    table.columns.iter().find(|column| column.name.eq_ignore_ascii_case(name)).map(|column| &column.cells)
}

/// Reads a long table.
///
/// # Errors
/// [`IngestError::Cell`] for a row without a name, an unreadable period or value, or a period that occurs twice.
pub(super) fn build(table: &RawTable) -> Result<UserTable, IngestError> {
    let ids = texts(column(table, "series"));
    let periods = texts(column(table, "period"));
    let values = texts(column(table, "value"));
    let mut groups: BTreeMap<&str, Vec<(usize, Period, f64)>> = BTreeMap::new();
    for (row, id) in ids.iter().enumerate() {
        if id.is_empty() {
            return Err(at(table, &[row], Some("series"), "no name".into(), "name the series of every row"));
        }
        let period = index::parse(&periods[row]).ok_or_else(|| {
            let hint = "write periods as 2023-12, 2023Q4, 2023, FY2023 or 2023-12-29";
            at(table, &[row], Some("period"), format!("`{}` is not a period", periods[row]), hint)
        })?;
        let value = match cell::read(&values[row]) {
            Cell::Number(number) => number,
            Cell::Missing => f64::NAN,
            Cell::Text { hint } => {
                let problem = format!("`{}` is not a number", values[row]);
                return Err(at(table, &[row], Some("value"), problem, hint));
            }
        };
        groups.entry(id).or_default().push((row, period, value));
    }
    let mut dataset = Dataset::new();
    for (id, rows) in groups {
        let part = RawTable {
            path: table.path.clone(),
            columns: Vec::new(),
            lines: rows.iter().map(|(row, _, _)| table.lines[*row]).collect(),
        };
        let raw: Vec<Period> = rows.iter().map(|(_, period, _)| *period).collect();
        let periods = checked(&part, id, &raw)?;
        let observations = periods.into_iter().zip(rows.iter().map(|(_, _, value)| *value)).collect();
        dataset.insert(series(table, id, observations)?);
    }
    let index = Some("period".to_owned());
    Ok(UserTable { dataset, layout: "long", index, skipped: Vec::new(), notes: Vec::new() })
}

fn texts(cells: Option<&Cells>) -> Vec<String> {
    match cells {
        Some(Cells::Text(texts)) => texts.clone(),
        Some(Cells::Numbers(numbers)) => numbers.iter().map(f64::to_string).collect(),
        Some(Cells::Days(days)) => {
            let day = |day: i32| Period::from_ordinal(fxsens_core::period::Frequency::Daily, day).to_string();
            days.iter().map(|cell| cell.map(day).unwrap_or_default()).collect()
        }
        Some(Cells::Other(_)) | None => Vec::new(),
    }
}
