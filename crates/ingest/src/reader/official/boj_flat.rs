//! Bank of Japan, flat files of the statistics site (`bp_m_en.csv` and its sisters).
//!
//! One row per series, one column per period. Three or four columns describe the series before the first period; the
//! header runs past the data, so the last columns are empty. Periods are `YYYYMM`, or `YYYYQQ` in quarterly files.

use fxsens_core::period::Period;

use super::collector::Collector;
use super::draft::Draft;
use super::fields::{Row, Rows};
use super::found::Place;
use super::{Input, Layout, boj_api, broken, dates};
use crate::error::IngestError;

pub(super) const LAYOUT: Layout = Layout {
    name: "boj-flat",
    title: "Bank of Japan, flat files (bp_m_en.csv and sisters)",
    recognises: |input| input.first_rows().first().and_then(first_period).is_some(),
    read,
};

/// The first field that is a date; all fields before it are empty, all after it are dates or empty.
fn first_period(header: &Row) -> Option<usize> {
    let at = header.fields.iter().position(|field| !field.is_empty())?;
    let is_date =
        |field: &str| matches!(field.len(), 4 | 6) && dates::iso(field).is_some() || quarter(field).is_some();
    let rest = &header.fields[at..];
    ((2..=5).contains(&at) && rest.iter().all(|field| field.is_empty() || is_date(field))).then_some(at)
}

fn read(input: &Input, collector: &mut Collector) -> Result<(), IngestError> {
    let text = input.text()?;
    let rows = Rows::new(input.path, &text)?;
    let header = rows.get(0);
    let first = first_period(&header).ok_or_else(|| {
        let hint = "row 1 must hold two to five empty fields and then dates as 202312";
        broken(input.path, "has no row of dates on top", hint)
    })?;
    let parse: fn(&str) -> Option<Period> =
        if is_quarterly(&header, first, &input.name()) { quarter } else { dates::iso };
    let periods: Vec<Option<Period>> = header.fields.iter().map(|field| parse(field)).collect();
    for row in rows.from(1) {
        // Four columns: code, data set, name, unit. Three: code, name, unit.
        let code = row.get(0).trim_start_matches('\'');
        let code = code.rsplit('\'').next().unwrap_or(code);
        let name = row.get(first.saturating_sub(2));
        let adjusted = if code.ends_with("X12") { "SA" } else { "" };
        let draft = Draft::new(code, "Bank of Japan")
            .title(name)
            .unit(boj_api::unit(row.get(first - 1)))
            .adjustment(adjusted)
            .table(row.get(0));
        let key = collector.series(draft);
        for (field, text) in row.fields.iter().enumerate().skip(first) {
            let place = || Place::Field { line: row.line, column: field + 1 };
            match periods.get(field).copied().flatten() {
                Some(period) => collector.cell(key, period, text, place),
                None if text.is_empty() => {}
                None => collector.reject(place(), code, text, "no date above it"),
            }
        }
    }
    Ok(())
}

/// Whether the last two digits are quarters: the year changes after 04, or the file's name says so.
fn is_quarterly(header: &Row, first: usize, name: &str) -> bool {
    let parts: Vec<(&str, &str)> = header.fields[first..]
        .iter()
        .filter(|f| f.len() == 6)
        .filter_map(|f| f.split_at_checked(4))
        .collect();
    let small = parts.iter().all(|(_, part)| ("01"..="04").contains(part));
    let wraps = parts.windows(2).any(|pair| pair[0].1 == "04" && pair[1].1 == "01" && pair[0].0 != pair[1].0);
    small && (wraps || name.contains("_q_") || name.contains("_q."))
}

fn quarter(text: &str) -> Option<Period> {
    let (year, part) = text.split_at_checked(4).filter(|_| text.len() == 6)?;
    dates::quarter(year.parse().ok()?, part.parse().ok()?)
}
