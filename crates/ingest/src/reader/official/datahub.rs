//! Frictionless packages as DataHub serves them: exchange rates, oil prices, the VIX.
//!
//! Exchange rates are long (date, country, units of its currency per dollar), monthly figures dated on the 1st; oil is
//! `Date,Price`, monthly figures dated on the 15th; the VIX is `DATE,OPEN,HIGH,LOW,CLOSE` with dates month first or ISO.

use fxsens_core::period::{Frequency, Period};
use fxsens_core::unit::Unit;

use super::collector::Collector;
use super::draft::{Dates, Draft};
use super::fields::{Row, Rows};
use super::found::Place;
use super::header::slug;
use super::wide::{self, Wide};
use super::{Input, Layout, dates};
use crate::error::IngestError;

const AGENCY: &str = "DataHub";

pub(super) const VIX: Layout = Layout {
    name: "datahub-vix",
    title: "DataHub package, VIX (CSV)",
    recognises: |input| {
        let rows = input.first_rows();
        let named = |row: &Row| {
            ["OPEN", "HIGH", "LOW", "CLOSE"].iter().all(|name| row.fields.iter().any(|f| f == name))
        };
        rows.first().is_some_and(|row| row.get(0) == "DATE" && row.fields.len() == 5 && named(row))
    },
    read: vix,
};

pub(super) const RATES: Layout = Layout {
    name: "datahub-rates",
    title: "DataHub package, exchange rates by country (CSV)",
    recognises: |input| input.first_rows().first().is_some_and(|row| columns(row).is_some()),
    read: rates,
};

pub(super) const OIL: Layout = Layout {
    name: "datahub-price",
    title: "DataHub package, one price (CSV with Date,Price)",
    recognises: |input| {
        let rows = input.first_rows();
        let named = ["brent", "wti"].iter().any(|oil| input.name().starts_with(oil));
        let day = |at: usize| rows.get(at).and_then(|row| dates::iso(row.get(0)));
        rows.first().is_some_and(|row| row.fields.len() == 2 && row.get(0) == "Date" && row.get(1) == "Price")
            && day(1).is_some_and(|first| named || (is_fifteenth(first) && day(2).is_none_or(is_fifteenth)))
    },
    read: price,
};

fn vix(input: &Input, collector: &mut Collector) -> Result<(), IngestError> {
    let text = input.text()?;
    let rows = Rows::new(input.path, &text)?;
    let header = rows.get(0);
    let describe = |name: &str| {
        let index = Unit::Other("index points".into());
        Draft::new(format!("vix_{}", name.to_ascii_lowercase()), AGENCY).unit(index).table(input.name())
    };
    let columns = header.fields.iter().enumerate().skip(1).filter(|(_, name)| !name.is_empty());
    let series = columns.map(|(field, name)| (field, collector.series(describe(name)))).collect();
    let parse = |text: &str| dates::iso_day(text).or_else(|| dates::american(text));
    wide::fill(collector, rows.from(1), &Wide { date: 0, series, width: header.fields.len(), parse });
    Ok(())
}

/// Fields of date, country and rate, in whatever order.
fn columns(header: &Row) -> Option<(usize, usize, usize)> {
    let rate = header.position("Exchange rate").or_else(|| header.position("Value"));
    let all = (header.position("Date")?, header.position("Country")?, rate?);
    (header.fields.len() == 3).then_some(all)
}

fn rates(input: &Input, collector: &mut Collector) -> Result<(), IngestError> {
    let text = input.text()?;
    let rows = Rows::new(input.path, &text)?;
    let Some((date, country, rate)) = columns(&rows.get(0)) else {
        let hint = "row 1 must name Date, Country and Exchange rate (or Value)";
        return Err(super::broken(input.path, "has not the columns of the exchange-rate package", hint));
    };
    let file = input.name();
    for row in rows.from(1) {
        let name = row.get(country);
        let place = |column: usize| Place::Field { line: row.line, column: column + 1 };
        let Some(period) = dates::iso(row.get(date)) else {
            collector.reject(place(date), name, row.get(date), "not a date; expected 2023-12-01");
            continue;
        };
        let key = collector.keyed(name, || {
            let rate = |quote: &str| Unit::Rate { quote: quote.into(), base: "USD".into() };
            let unit = currency(name).map_or_else(|| Unit::Other("currency units per USD".into()), rate);
            Draft::new(slug(name), AGENCY).title(name).unit(unit).dates(Dates::MayStand).table(&file)
        });
        collector.cell(key, period, row.get(rate), || place(rate));
    }
    Ok(())
}

fn price(input: &Input, collector: &mut Collector) -> Result<(), IngestError> {
    let text = input.text()?;
    let rows = Rows::new(input.path, &text)?;
    let stem = input.name();
    let stem = stem.trim_end_matches(".csv");
    let id = if slug(stem).is_empty() { "price".into() } else { slug(stem) };
    let key = collector.series(Draft::new(id, AGENCY).table(stem).dates(Dates::MayStand));
    // Every date the 15th: a month, one row each.
    let monthly = rows.from(1).all(|row| dates::iso(row.get(0)).is_none_or(is_fifteenth));
    let parse: fn(&str) -> Option<Period> = if monthly { month_of } else { dates::iso };
    wide::fill(collector, rows.from(1), &Wide { date: 0, series: vec![(1, key)], width: 2, parse });
    Ok(())
}

fn is_fifteenth(day: Period) -> bool {
    day.frequency() == Frequency::Daily && day.first_day().is_some_and(|date| date.day() == 15)
}

fn month_of(text: &str) -> Option<Period> {
    dates::iso(text)?.containing(Frequency::Monthly)
}

/// The currency of a country of the package.
fn currency(country: &str) -> Option<&'static str> {
    let known = [
        ("Australia", "AUD"),
        ("Brazil", "BRL"),
        ("Canada", "CAD"),
        ("China", "CNY"),
        ("Denmark", "DKK"),
        ("Euro", "EUR"),
        ("Hong Kong", "HKD"),
        ("India", "INR"),
        ("Japan", "JPY"),
        ("Malaysia", "MYR"),
        ("Mexico", "MXN"),
        ("New Zealand", "NZD"),
        ("Norway", "NOK"),
        ("Singapore", "SGD"),
        ("South Africa", "ZAR"),
        ("South Korea", "KRW"),
        ("Sri Lanka", "LKR"),
        ("Sweden", "SEK"),
        ("Switzerland", "CHF"),
        ("Taiwan", "TWD"),
        ("Thailand", "THB"),
        ("United Kingdom", "GBP"),
    ];
    known.iter().find(|(name, _)| *name == country).map(|(_, currency)| *currency)
}
