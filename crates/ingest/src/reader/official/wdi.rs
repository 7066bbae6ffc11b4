//! World Bank, World Development Indicators: download of the site, bulk file, or DataBank export.
//!
//! One row per country and indicator, one column per year. The site's file has a preamble with the day of the last
//! update and ends every line in a comma; DataBank writes years as `1960 [YR1960]` and missing values as `..`.

use fxsens_core::period::Period;
use fxsens_core::unit::Unit;

use super::collector::Collector;
use super::draft::Draft;
use super::fields::{Row, Rows};
use super::found::Place;
use super::{Input, Layout, broken, dates};
use crate::error::IngestError;

pub(super) const LAYOUT: Layout = Layout {
    name: "wdi",
    title: "World Bank, World Development Indicators (CSV)",
    recognises: |input| input.first_rows().iter().any(|row| columns(row).is_some()),
    read,
};

/// Fields of the country's code, the indicator's name and its code.
fn columns(row: &Row) -> Option<(usize, usize, usize)> {
    let name = row.position("Indicator Name").or_else(|| row.position("Series Name"))?;
    let code = row.position("Indicator Code").or_else(|| row.position("Series Code"))?;
    Some((row.position("Country Code")?, name, code))
}

/// `1960` or `1960 [YR1960]`.
fn year(text: &str) -> Option<Period> {
    let year = text.split_once(" [").map_or(text, |(year, _)| year);
    Period::year(dates::western_year(year)?).ok()
}

fn read(input: &Input, collector: &mut Collector) -> Result<(), IngestError> {
    let text = input.text()?;
    let rows = Rows::new(input.path, &text)?;
    let top: Vec<Row> = rows.from(0).take(12).collect();
    let found = top.iter().position(|row| columns(row).is_some());
    let Some((at, (country, name, code))) =
        found.and_then(|at| columns(&top[at]).map(|columns| (at, columns)))
    else {
        let hint = "the header needs Country Code, Indicator Name and Indicator Code";
        return Err(broken(input.path, "has no header of the World Development Indicators", hint));
    };
    let updated = top[..at].iter().find(|row| row.get(0) == "Last Updated Date").map_or("", |row| row.get(1));
    let header = &top[at];
    let years: Vec<(usize, Period)> = header
        .fields
        .iter()
        .enumerate()
        .filter_map(|(field, text)| year(text).map(|year| (field, year)))
        .collect();
    for row in rows.from(at + 1) {
        // DataBank closes with lines on the source and the day.
        if row.get(country).is_empty() || row.get(code).is_empty() {
            continue;
        }
        let place = |field: usize| Place::Field { line: row.line, column: field + 1 };
        let id = format!("{}.{}", row.get(code), row.get(country));
        let title = format!("{}, {}", row.get(name), row.get(country));
        let draft = Draft::new(&id, "World Bank").title(title).unit(unit(row.get(name))).vintage(updated);
        let key = collector.series(draft);
        for (field, year) in &years {
            if let Some(text) = row.fields.get(*field) {
                collector.cell(key, *year, text, || place(*field));
            }
        }
        let last = years.last().map_or(0, |(field, _)| field + 1);
        if row.fields.len() < last {
            let reason = format!("the row ends after {} fields, {last} expected", row.fields.len());
            collector.reject(place(row.fields.len()), &id, "", &reason);
        }
    }
    Ok(())
}

/// The unit in the brackets at the end of an indicator's name.
pub(super) fn unit(name: &str) -> Unit {
    let inner = name.rsplit_once('(').and_then(|(_, rest)| rest.strip_suffix(')')).unwrap_or_default();
    match inner {
        "" => Unit::Unknown,
        "current US$" => Unit::Money { currency: "USD".into(), exponent: 0 },
        other => Unit::Other(other.into()),
    }
}
