//! The column of periods of a user's table.

use std::collections::BTreeMap;

use fxsens_core::period::Period;

use super::cell::{self, Cell};
use super::user_table::at;
use super::{Cells, RawTable, index};
use crate::error::IngestError;

/// The column of the periods: one with a telling name, else the first in which every cell is a period.
pub(super) fn find_index(table: &RawTable) -> Result<Option<(usize, Vec<Period>)>, IngestError> {
    for (position, column) in table.columns.iter().enumerate() {
        if !index::NAMES.iter().any(|name| column.name.eq_ignore_ascii_case(name)) {
            continue;
        }
        let cells = periods(&column.cells);
        if let Some(all) = cells.iter().copied().collect::<Option<Vec<Period>>>() {
            return Ok(Some((position, all)));
        }
        let counts = cells.iter().all(Option::is_none) && all_numbers(&column.cells);
        let bad = cells.iter().position(Option::is_none);
        if let Some(row) = bad.filter(|_| !counts) {
            let text = shown(&column.cells, row);
            let problem =
                if text.is_empty() { "no period".into() } else { format!("`{text}` is not a period") };
            return Err(at(table, &[row], Some(&column.name), problem, INDEX_HINT));
        }
    }
    for (position, column) in table.columns.iter().enumerate() {
        let Some(all) = periods(&column.cells).into_iter().collect::<Option<Vec<Period>>>() else {
            continue;
        };
        // Bare numbers can be data: they are the index only in front and in order.
        let plausible = !all_numbers(&column.cells) || (position == 0 && index::are_monotonic(&all));
        if plausible && !all.is_empty() {
            return Ok(Some((position, all)));
        }
    }
    Ok(None)
}

const INDEX_HINT: &str =
    "write periods as 2023-12, 2023Q4, 2023, FY2023, 2023-12-29 or 2023-W52; dates with the year first";

fn periods(cells: &Cells) -> Vec<Option<Period>> {
    match cells {
        Cells::Text(texts) => texts.iter().map(|text| index::parse(text)).collect(),
        Cells::Numbers(numbers) => numbers.iter().map(|number| index::parse(&number.to_string())).collect(),
        Cells::Days(days) => {
            let day = |day: &i32| Period::from_ordinal(fxsens_core::period::Frequency::Daily, *day);
            days.iter().map(|cell| cell.as_ref().map(day)).collect()
        }
        Cells::Other(_) => vec![None],
    }
}

fn all_numbers(cells: &Cells) -> bool {
    match cells {
        Cells::Numbers(_) => true,
        Cells::Text(texts) => texts.iter().all(|text| matches!(cell::read(text), Cell::Number(_))),
        Cells::Days(_) | Cells::Other(_) => false,
    }
}

fn shown(cells: &Cells, row: usize) -> String {
    match cells {
        Cells::Text(texts) => texts.get(row).cloned().unwrap_or_default(),
        Cells::Numbers(numbers) => {
            numbers.get(row).filter(|n| !n.is_nan()).map(f64::to_string).unwrap_or_default()
        }
        Cells::Days(_) | Cells::Other(_) => String::new(),
    }
}

/// One frequency and no period twice, after dates have been read as the periods they stand for.
pub(super) fn checked(table: &RawTable, column: &str, raw: &[Period]) -> Result<Vec<Period>, IngestError> {
    let first = raw.first().map(|period| period.frequency());
    if let Some(other) = raw.iter().position(|period| Some(period.frequency()) != first) {
        let problem = format!("`{}` and `{}` are periods of different length", raw[0], raw[other]);
        return Err(at(table, &[0, other], Some(column), problem, "one file holds one frequency"));
    }
    let periods = index::regularise(raw);
    if index::are_monotonic(&periods) {
        return Ok(periods);
    }
    let mut seen: BTreeMap<Period, usize> = BTreeMap::new();
    for (row, period) in periods.iter().enumerate() {
        if let Some(earlier) = seen.insert(*period, row) {
            let problem = format!("the period {period} occurs twice");
            let hint =
                "keep one row per period; if year and month stand in two columns, join them as 2023-12";
            return Err(at(table, &[earlier, row], Some(column), problem, hint));
        }
    }
    Ok(periods)
}

pub(super) fn describe(name: &str, periods: &[Period]) -> Option<String> {
    let (first, last) = (periods.iter().min()?, periods.iter().max()?);
    let noun = first.frequency().noun();
    let name = if name.is_empty() { "the first column".into() } else { format!("`{name}`") };
    Some(format!("{name} is the time index: one row per {noun}, {first} to {last}"))
}
