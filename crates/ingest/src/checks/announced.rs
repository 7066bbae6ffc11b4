//! Sums over years against announced figures.

use std::collections::BTreeMap;

use fxsens_core::convert::to_frequency;
use fxsens_core::period::{Frequency, Period};
use fxsens_core::unit::Unit;

use super::{Context, Tally};
use crate::error::IngestError;

type Outcome = Result<Tally, IngestError>;

/// First preliminary figures of FY2023, May 2024, in JPY trillion.
const FIRST: [(&str, f64); 4] =
    [("goods", -3.57), ("services", -2.45), ("primary_income", 35.53), ("current_account", 25.34)];

/// FY2023 in the vintage of the monthly table, in JPY trillion.
const REVISED: [(&str, f64); 4] =
    [("bop_goods", -3.48), ("bop_services", -3.24), ("bop_primary_income", 37.5), ("bop_ca", 26.4)];

/// Cash-flow current account by calendar year, vintage of October 2017, in JPY trillion.
const CASHFLOW: [(i32, f64); 4] = [(2010, 8.8), (2012, -6.3), (2013, -9.0), (2014, -10.6)];

pub(super) fn first_release(context: &Context<'_>) -> Outcome {
    let published = context.library.published()?;
    let mut tally = Tally::default();
    for (series, expected) in FIRST {
        let found = published.first_releases.iter().find(|figure| {
            figure.series == series
                && figure.item == "net"
                && figure.period == "FY2023"
                && figure.vintage == "2024-05"
                && figure.status == "preliminary"
        });
        let value = found.and_then(|figure| figure.value).unwrap_or(f64::NAN);
        tally.number(format!("{series} FY2023"), value, expected, 0.005);
    }
    Ok(tally)
}

pub(super) fn revised(context: &Context<'_>) -> Outcome {
    let mut tally = Tally::default();
    for (id, expected) in REVISED {
        let sum = total(context, &[(id, 1.0)], Period::fiscal_year(2023).ok())?;
        tally.number(format!("{id} FY2023"), sum, expected, 0.05);
    }
    Ok(tally)
}

/// The annual digital balance: of each year the announced figure with the latest dated vintage, else the undated one.
pub(super) fn digital(context: &Context<'_>) -> Outcome {
    let published = context.library.published()?;
    let data = context.library.load(["digital_full_annual", "digital_narrow_annual"])?;
    let mut tally = Tally::default();
    for series in data.iter() {
        let definition = if series.id.contains("narrow") { "narrow" } else { "full" };
        let mut latest: BTreeMap<Period, (&str, f64)> = BTreeMap::new();
        let all = published.digital.iter().filter(|figure| {
            figure.series == "digital_balance" && figure.item == "net" && figure.definition == definition
        });
        for figure in all.filter(|figure| figure.basis == "CY") {
            let (Some(year), Some(value)) = (figure.when(), figure.value) else { continue };
            let dated = if figure.vintage == "undated" { "" } else { &figure.vintage };
            let known = latest.entry(year).or_insert((dated, value));
            if dated > known.0 {
                *known = (dated, value);
            }
        }
        for year in series.start().range_to(series.last()) {
            let expected = latest.get(&year).map_or(f64::NAN, |(_, value)| *value);
            let value = series.get(year).unwrap_or(f64::NAN);
            if !(value.is_nan() && expected.is_nan()) {
                tally.number(format!("{} {year}", series.id), value, expected, 1e-9);
            }
        }
    }
    Ok(tally)
}

pub(super) fn cashflow(context: &Context<'_>) -> Outcome {
    let parts = [
        ("bop_ca", 1.0),
        ("bop17_primary_income_di_reinvested_earnings", -1.0),
        ("bop17_primary_income_portfolio", -1.0),
    ];
    let mut tally = Tally::default();
    for (year, expected) in CASHFLOW {
        let sum = total(context, &parts, Period::year(year).ok())?;
        tally.number(format!("cash-flow current account {year}"), sum, expected, 0.1);
    }
    Ok(tally)
}

/// Signed sum of monthly flows over a year, in JPY trillion; `NaN` when a month is missing.
fn total(context: &Context<'_>, parts: &[(&str, f64)], year: Option<Period>) -> Result<f64, IngestError> {
    let data = context.library.load(parts.iter().map(|(id, _)| *id))?;
    let target = year.map_or(Frequency::Annual, Period::frequency);
    let value = |(id, sign): &(&str, f64)| -> Option<f64> {
        let series = data.get(id)?;
        let factor = series.unit.factor_to(&Unit::yen_trillion()).ok()?;
        Some(sign * factor * to_frequency(series, target).ok()?.series.get(year?)?)
    };
    Ok(parts.iter().map(|part| value(part).unwrap_or(f64::NAN)).sum())
}
