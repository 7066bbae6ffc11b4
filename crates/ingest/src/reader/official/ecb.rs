//! European Central Bank, euro foreign exchange reference rates (`eurofxref-hist.csv`, `eurofxref.csv`).
//!
//! One row per day, newest first; units of each currency per euro; `N/A` is missing; every line ends in a comma, so the
//! last column is empty.

use fxsens_core::period::Period;
use fxsens_core::unit::Unit;

use super::collector::Collector;
use super::draft::Draft;
use super::fields::{Row, Rows};
use super::wide::{self, Wide};
use super::{Input, Layout, dates, quote};
use crate::error::IngestError;

pub(super) const LAYOUT: Layout = Layout {
    name: "ecb",
    title: "European Central Bank, reference rates (eurofxref*.csv)",
    recognises: |input| input.first_rows().first().is_some_and(is_header),
    read,
};

fn is_header(row: &Row) -> bool {
    let mut names = row.fields.iter().skip(1).filter(|name| !name.is_empty()).peekable();
    let some = names.peek().is_some();
    row.get(0) == "Date"
        && some
        && names.all(|name| quote::is_currency(name))
        && row.position("USD").is_some()
}

fn read(input: &Input, collector: &mut Collector) -> Result<(), IngestError> {
    let text = input.text()?;
    let rows = Rows::new(input.path, &text)?;
    let header = rows.get(0);
    let mut series = Vec::new();
    for (field, currency) in header.fields.iter().enumerate().skip(1).filter(|(_, name)| !name.is_empty()) {
        let unit = Unit::Rate { quote: currency.to_string(), base: "EUR".into() };
        let draft = Draft::new(currency.as_ref(), "European Central Bank")
            .title(format!("{currency} per EUR"))
            .unit(unit);
        series.push((field, collector.series(draft)));
    }
    let wide = Wide { date: 0, series, width: header.fields.len(), parse: date };
    wide::fill(collector, rows.from(1), &wide);
    Ok(())
}

/// `2024-09-24` in the history, `24 September 2024` in the file of the day.
fn date(text: &str) -> Option<Period> {
    dates::iso_day(text).or_else(|| dates::day_month_year(text))
}
