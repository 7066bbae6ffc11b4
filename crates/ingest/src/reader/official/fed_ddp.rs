//! Board of Governors, Data Download Program.
//!
//! Quoted rows describe the series: description, unit, multiplier, currency, unique identifier; then `Time Period` with
//! the codes, then `YYYY-MM` or a day and the values. `ND` and `NC` are missing.

use fxsens_core::unit::Unit;

use super::collector::Collector;
use super::draft::{Dates, Draft};
use super::fields::{Row, Rows};
use super::wide::{self, Wide};
use super::{Input, Layout, broken, dates, quote};
use crate::error::IngestError;

pub(super) const LAYOUT: Layout = Layout {
    name: "fed-ddp",
    title: "Federal Reserve, Data Download Program (CSV)",
    recognises: |input| {
        let rows = input.first_rows();
        let starts = |label: &str| rows.iter().any(|row| row.get(0).starts_with(label));
        starts("Series Description") && starts("Time Period")
    },
    read,
};

fn read(input: &Input, collector: &mut Collector) -> Result<(), IngestError> {
    let text = input.text()?;
    let rows = Rows::new(input.path, &text)?;
    let top: Vec<Row> = rows.from(0).take(20).collect();
    let at = top.iter().position(|row| row.get(0).starts_with("Time Period")).ok_or_else(|| {
        broken(
            input.path,
            "has no row `Time Period` among its first 20",
            "the rows that describe the series must stand above it",
        )
    })?;
    let line = |label: &str, field: usize| {
        top[..at].iter().find(|row| row.get(0).starts_with(label)).map_or("", |row| row.get(field))
    };
    let codes = &top[at];
    let mut series = Vec::new();
    for (field, code) in codes.fields.iter().enumerate().skip(1).filter(|(_, code)| !code.is_empty()) {
        let unit = unit(line("Unit", field), line("Multiplier", field), line("Currency", field));
        let draft = Draft::new(code.as_ref(), "Board of Governors of the Federal Reserve System")
            .title(line("Series Description", field))
            .unit(unit)
            .table(line("Unique Identifier", field))
            .dates(Dates::MayStand);
        series.push((field, collector.series(draft)));
    }
    let wide = Wide { date: 0, series, width: codes.fields.len(), parse: dates::iso };
    wide::fill(collector, rows.from(at + 1), &wide);
    Ok(())
}

/// `Percent:_Per_Year`, `Currency:_Per_USD` of a currency, `USD:_Per_EUR`, or an amount with its multiplier.
fn unit(words: &str, multiplier: &str, currency: &str) -> Unit {
    if words.eq_ignore_ascii_case("Percent:_Per_Year") {
        return Unit::PercentPerAnnum;
    }
    if let Some((counted, priced)) = words.split_once(":_Per_") {
        let counted = if counted.eq_ignore_ascii_case("Currency") { currency } else { counted };
        if quote::is_currency(counted) && quote::is_currency(priced) {
            return Unit::Rate { quote: counted.into(), base: priced.into() };
        }
    }
    let exponent = multiplier.parse::<f64>().ok().filter(|m| *m >= 1.0).map(f64::log10);
    if let Some(exponent) = exponent.filter(|e| e.fract().abs() < 1e-9 && *e <= 15.0)
        && words.eq_ignore_ascii_case("Currency")
        && quote::is_currency(currency)
    {
        return Unit::Money { currency: currency.into(), exponent: exponent as i8 };
    }
    let scaled = exponent.is_some_and(|exponent| exponent > 0.0);
    match words {
        "" => Unit::Unknown,
        words if scaled => Unit::Other(format!("{words} x {multiplier}")),
        words => Unit::Other(words.into()),
    }
}
