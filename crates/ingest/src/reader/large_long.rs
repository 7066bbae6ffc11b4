//! A user's large long table: one row per observation, gathered by series block by block.

use std::collections::BTreeMap;
use std::path::Path;

use fxsens_core::dataset::Dataset;
use fxsens_core::period::Period;
use rayon::prelude::*;

use super::blocks::{Blocks, pieces};
use super::cell::{self, Cell};
use super::large::{PIECES, of_values};
use super::user_table::UserTable;
use super::{RawTable, index, index_column};
use crate::error::IngestError;

/// Id, period and value of a row of a long table.
type Observation<'a> = (&'a str, Period, f64);

/// Reads a large long table: the fields of id, period and value, and the text below the header; `None` when the other
/// reader must look at the file.
///
/// # Errors
/// [`IngestError::Series`] for observations that make no series.
pub(super) fn read(
    path: &Path,
    body: String,
    mut blocks: Blocks<'_>,
    separator: char,
    fields: [usize; 3],
) -> Result<Option<UserTable>, IngestError> {
    let mut keys: BTreeMap<String, usize> = BTreeMap::new();
    let mut groups: Vec<(Vec<Period>, Vec<f64>)> = Vec::new();
    let mut last = (String::new(), 0);
    let mut block = Some(body);
    while let Some(text) = block {
        let parts = pieces(&text, PIECES);
        let parsed: Option<Vec<Vec<Observation>>> =
            parts.par_iter().map(|part| observations(part, separator, fields)).collect();
        let Some(parsed) = parsed else {
            return Ok(None);
        };
        for (id, period, value) in parsed.into_iter().flatten() {
            if last.0 != id || groups.is_empty() {
                let next = groups.len();
                last = (id.to_owned(), *keys.entry(id.to_owned()).or_insert(next));
                if last.1 == next {
                    groups.push((Vec::new(), Vec::new()));
                }
            }
            if let Some((periods, values)) = groups.get_mut(last.1) {
                periods.push(period);
                values.push(value);
            }
        }
        let Ok(next) = blocks.next() else {
            return Ok(None);
        };
        block = next;
    }
    let table = RawTable { path: path.into(), columns: Vec::new(), lines: Vec::new() };
    let mut dataset = Dataset::new();
    for (id, key) in keys {
        let Some((raw, values)) = groups.get_mut(key).map(std::mem::take) else {
            continue;
        };
        // A mixture of frequencies or a period that occurs twice: the other reader names the lines.
        let Ok(periods) = index_column::checked(&table, &id, &raw) else {
            return Ok(None);
        };
        dataset.insert(of_values(&table, &id, &periods, values)?);
    }
    let index = Some("period".to_owned());
    Ok(Some(UserTable { dataset, layout: "long", index, skipped: Vec::new(), notes: Vec::new() }))
}

/// The observations of some lines; `None` when one of them is out of the ordinary.
fn observations(
    text: &str,
    separator: char,
    [id, period, value]: [usize; 3],
) -> Option<Vec<Observation<'_>>> {
    let mut found = Vec::with_capacity(text.len() / 16);
    let mut days = index::Days::default();
    for line in text.lines() {
        let Some((first, rest)) = line.split_once(separator) else {
            // A blank line, or one field of three.
            if line.trim().is_empty() {
                continue;
            }
            return None;
        };
        let (second, third) = rest.split_once(separator)?;
        let cells = [first, second, third];
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if third.contains(separator) || cells[id].trim().is_empty() {
            return None;
        }
        let number = match cell::read_fast(cells[value]) {
            Cell::Number(number) => number,
            Cell::Missing => f64::NAN,
            Cell::Text { .. } => return None,
        };
        found.push((cells[id].trim(), days.parse(cells[period])?, number));
    }
    Some(found)
}
