//! Foreign exchange intervention: months and announced windows against the single days.

use std::collections::BTreeMap;

use fxsens_core::period::{Frequency, Period};

use super::{Context, Tally};
use crate::error::IngestError;
use crate::published::rows;

/// Announced totals are rounded to 0.1 billion, and so is each day.
const ROUNDING: f64 = 0.15;

/// Days with a yen leg, in JPY billion.
fn days(context: &Context<'_>) -> Result<Vec<(Period, f64)>, IngestError> {
    let mut days = Vec::new();
    for row in rows(context.library.source(), "published/fx_intervention_daily.csv")? {
        let signed = row.text("pair")?.contains("JPY");
        if let (true, Some(value)) = (signed, row.number("value")?) {
            days.push((row.period("date")?, value));
        }
    }
    Ok(days)
}

pub(super) fn months(context: &Context<'_>) -> Result<Tally, IngestError> {
    let mut sums: BTreeMap<Period, f64> = BTreeMap::new();
    for (day, value) in days(context)? {
        if let Some(month) = day.containing(Frequency::Monthly) {
            *sums.entry(month).or_default() += value;
        }
    }
    let id = "jp_fx_intervention";
    let data = context.library.load([id])?;
    let mut tally = Tally::default();
    let Some(series) = data.get(id) else {
        return Ok(tally);
    };
    for (month, value) in series.iter() {
        let sum = sums.remove(&month).unwrap_or(0.0);
        tally.number(format!("{id} {month}"), value, sum, 1e-6);
    }
    for month in sums.keys() {
        tally.fact(false, || format!("`{id}` has no {month}"));
    }
    Ok(tally)
}

pub(super) fn windows(context: &Context<'_>) -> Result<Tally, IngestError> {
    let days = days(context)?;
    let mut tally = Tally::default();
    for row in rows(context.library.source(), "published/fx_intervention_windows.csv")? {
        let Some(total) = row.number("value")? else {
            continue;
        };
        if row.text("kind")? != "announced" || row.text("unit")? != "JPY billion" {
            continue;
        }
        let (start, end) = (row.period("start")?, row.period("end")?);
        let inside = days.iter().filter(|(day, _)| (start..=end).contains(day));
        let sum: f64 = inside.map(|(_, value)| value).sum();
        tally.number(format!("{start} to {end}"), sum, total, ROUNDING);
    }
    Ok(tally)
}
