//! World Bank, Commodity Price Data ("Pink Sheet"), monthly workbook.
//!
//! Sheet `Monthly Prices`: names in row 5, units in row 6 as `($/bbl)`, dates `1960M01` in column A; `…` is missing.

use fxsens_core::unit::Unit;

use super::collector::Collector;
use super::draft::Draft;
use super::found::Place;
use super::header::slug;
use super::workbook::{Sheet, Value};
use super::{Input, Layout, broken, dates};
use crate::error::IngestError;

const SHEET: &str = "Monthly Prices";

pub(super) const LAYOUT: Layout = Layout {
    name: "pink-sheet",
    title: "World Bank Pink Sheet, monthly prices (xlsx)",
    recognises: |input| input.sheets().iter().any(|sheet| sheet.name == SHEET && first_row(sheet).is_some()),
    read,
};

/// The first row with a month in column A.
fn first_row(sheet: &Sheet) -> Option<usize> {
    sheet.rows.keys().copied().take(40).find(|row| *row > 2 && is_month(sheet.text(*row, 1)))
}

fn is_month(text: &str) -> bool {
    text.contains('M') && dates::iso(text).is_some()
}

fn read(input: &Input, collector: &mut Collector) -> Result<(), IngestError> {
    let sheet = input.workbook()?.iter().find(|sheet| sheet.name == SHEET);
    let found = sheet.and_then(|sheet| first_row(sheet).map(|start| (sheet, start)));
    let Some((sheet, start)) = found else {
        let hint = "the sheet needs names, units and months such as 1960M01 in column A";
        return Err(broken(input.path, format!("has no sheet `{SHEET}` with months"), hint));
    };
    // Names stand two rows above the first month and units one; between them there may be blank rows.
    let above: Vec<usize> = sheet.rows.range(..start).map(|(row, _)| *row).rev().take(2).collect();
    let [units, names] = above[..] else {
        return Err(broken(input.path, "has no rows of names and units above the months", ""));
    };
    let mut keys = Vec::new();
    for (column, name) in sheet.rows.get(&names).into_iter().flatten().filter(|(column, _)| **column > 1) {
        let title = name.shown().trim().trim_end_matches('*').trim().to_owned();
        let draft = Draft::new(slug(&title), "World Bank")
            .title(title)
            .unit(unit(sheet.text(units, *column)))
            .adjustment("NSA")
            .table(SHEET);
        keys.push((*column, collector.series(draft)));
    }
    for (row, cells) in sheet.rows.range(start..) {
        let place = |column: usize| Place::Sheet { sheet: sheet.name.clone(), row: *row, column };
        let date = sheet.text(*row, 1);
        let Some(period) = dates::iso(date) else {
            if cells.len() > 1 {
                let shown = cells.get(&1).map(Value::shown).unwrap_or_default();
                collector.reject(place(1), "", &shown, "not a month as 1960M01; the row is left out");
            }
            continue;
        };
        for (column, key) in &keys {
            match cells.get(column) {
                Some(Value::Number(value)) => collector.value(*key, period, *value, || place(*column)),
                Some(other) => collector.cell(*key, period, &other.shown(), || place(*column)),
                None => collector.value(*key, period, f64::NAN, || place(*column)),
            }
        }
    }
    Ok(())
}

/// `($/bbl)` is USD per barrel.
fn unit(text: &str) -> Unit {
    let inner = text.trim().trim_matches(['(', ')']).trim();
    match inner.split_once('/') {
        _ if inner.is_empty() => Unit::Unknown,
        Some(("$", "bbl")) => Unit::Other("USD per barrel".into()),
        Some(("$", per)) => Unit::Other(format!("USD per {per}")),
        _ => Unit::Other(inner.into()),
    }
}
