//! Japan National Tourism Organization, workbook of visitor arrivals.
//!
//! One sheet per year. A row with `1月, 伸率, 2月, 伸率 …` names the columns; the row `総数` is the total, the others are
//! countries and regions. Months to come are blank; rates of growth are not read.

use std::collections::BTreeMap;

use fxsens_core::unit::Unit;

use super::collector::Collector;
use super::draft::Draft;
use super::found::Place;
use super::workbook::{Sheet, Value};
use super::{Input, Layout, broken, dates};
use crate::error::IngestError;

pub(super) const LAYOUT: Layout = Layout {
    name: "jnto",
    title: "JNTO visitor arrivals (xlsx, one sheet per year)",
    recognises: |input| {
        input.sheets().iter().any(|sheet| year_of(sheet).is_some() && months(sheet).is_some())
    },
    read,
};

/// The year a sheet is named after.
fn year_of(sheet: &Sheet) -> Option<i32> {
    dates::western_year(&sheet.name).filter(|year| (1960..=2100).contains(year))
}

/// The row that names the months, and the column of each.
fn months(sheet: &Sheet) -> Option<(usize, Vec<(usize, i32)>)> {
    sheet.rows.iter().take(20).find_map(|(row, cells)| {
        let month = |(column, value): (&usize, &Value)| match value {
            Value::Text(text) if text.trim().ends_with('月') => {
                dates::japanese_month(text).map(|month| (*column, month))
            }
            _ => None,
        };
        let found: Vec<(usize, i32)> = cells.iter().filter_map(month).collect();
        (found.first().is_some_and(|(_, month)| *month == 1)).then_some((*row, found))
    })
}

fn read(input: &Input, collector: &mut Collector) -> Result<(), IngestError> {
    let mut years = 0;
    for sheet in input.workbook()? {
        let (Some(year), Some((header, months))) = (year_of(sheet), months(sheet)) else {
            continue;
        };
        years += 1;
        // "Others" stands below every region: the second one of a sheet is another series than the first.
        let mut met: BTreeMap<String, usize> = BTreeMap::new();
        let first = months.first().map_or(2, |(column, _)| *column);
        for (row, cells) in sheet.rows.range(header + 1..) {
            let label = cells.range(..first).find_map(|(_, value)| match value {
                Value::Text(text) => Some(text.trim().trim_matches('\u{3000}').to_owned()),
                _ => None,
            });
            let has_number = cells.range(first..).any(|(_, value)| matches!(value, Value::Number(_)));
            let Some(label) = label.filter(|_| has_number) else {
                continue;
            };
            let times = met.entry(label.clone()).or_default();
            *times += 1;
            let key = collector.keyed(&format!("{label} {times}"), || draft(&label));
            for (column, month) in &months {
                let Some(period) = dates::month(year, *month) else {
                    continue;
                };
                let place = || Place::Sheet { sheet: sheet.name.clone(), row: *row, column: *column };
                match cells.get(column) {
                    Some(Value::Number(value)) => collector.value(key, period, *value, place),
                    Some(other) => collector.cell(key, period, &other.shown(), place),
                    None => collector.value(key, period, f64::NAN, place),
                }
            }
        }
    }
    if years == 0 {
        let hint = "sheets must be named after years and have a row with 1月, 2月 …";
        return Err(broken(input.path, "has no sheet of the JNTO workbook", hint));
    }
    Ok(())
}

fn draft(label: &str) -> Draft {
    let (id, title) =
        if label == "総数" { ("visitor_arrivals", "Visitor arrivals, total") } else { (label, label) };
    Draft::new(id, "Japan National Tourism Organization")
        .title(title)
        .unit(Unit::Other("persons".into()))
        .adjustment("NSA")
        .table(label)
}
