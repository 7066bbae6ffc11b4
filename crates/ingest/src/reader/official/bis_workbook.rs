//! Bank for International Settlements, workbook of effective exchange rates.
//!
//! Sheets `Nominal` and `Real`: names of areas in row 4, codes (`NBJP`, `RBJP`) in row 5, month-end dates in column A and
//! values from row 6; index 2010 = 100.

use fxsens_core::period::Frequency;
use fxsens_core::unit::Unit;

use super::collector::Collector;
use super::draft::Draft;
use super::found::Place;
use super::workbook::{Sheet, Value};
use super::{Input, Layout, broken};
use crate::error::IngestError;

pub(super) const LAYOUT: Layout = Layout {
    name: "bis-workbook",
    title: "BIS effective exchange rates (xlsx)",
    recognises: |input| input.sheets().iter().any(is_sheet),
    read,
};

fn is_sheet(sheet: &Sheet) -> bool {
    ["Nominal", "Real"].contains(&sheet.name.as_str()) && codes(sheet).is_some()
}

/// The row of codes: four or more capitals from column B, with a date in column A below it.
fn codes(sheet: &Sheet) -> Option<usize> {
    let is_code = |text: &str| text.len() >= 4 && text.bytes().all(|byte| byte.is_ascii_uppercase());
    (1..12).find(|row| {
        is_code(sheet.text(*row, 2)) && sheet.cell(row + 1, 1).is_some_and(|cell| cell.day().is_some())
    })
}

fn read(input: &Input, collector: &mut Collector) -> Result<(), IngestError> {
    let sheets: Vec<&Sheet> = input.workbook()?.iter().filter(|sheet| is_sheet(sheet)).collect();
    if sheets.is_empty() {
        let hint = "sheets Nominal and Real need codes such as NBJP in row 5 and dates below";
        return Err(broken(input.path, "has no sheet of the BIS workbook", hint));
    }
    for sheet in sheets {
        let Some(at) = codes(sheet) else {
            continue;
        };
        let mut keys = Vec::new();
        for (column, code) in sheet.rows.get(&at).into_iter().flatten() {
            let Value::Text(code) = code else {
                continue;
            };
            let area = sheet.text(at - 1, *column);
            let unit = Unit::Other("index 2010=100".into());
            let draft = Draft::new(code.trim(), "Bank for International Settlements")
                .title(format!("{} effective exchange rate, {area}", sheet.name))
                .unit(unit);
            keys.push((*column, collector.series(draft)));
        }
        for (row, cells) in sheet.rows.range(at + 1..) {
            let place = |column: usize| Place::Sheet { sheet: sheet.name.clone(), row: *row, column };
            let Some(first) = cells.get(&1) else {
                continue;
            };
            let Some(month) = first.day().and_then(|day| day.containing(Frequency::Monthly)) else {
                collector.reject(place(1), "", &first.shown(), "not a date; the row is left out");
                continue;
            };
            for (column, key) in &keys {
                match cells.get(column) {
                    Some(Value::Number(value)) => collector.value(*key, month, *value, || place(*column)),
                    Some(other) => collector.cell(*key, month, &other.shown(), || place(*column)),
                    None => collector.value(*key, month, f64::NAN, || place(*column)),
                }
            }
        }
    }
    Ok(())
}
