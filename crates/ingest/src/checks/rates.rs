//! Exchange rates and yields: monthly against daily figures, known months, quote direction.

use std::collections::BTreeMap;

use fxsens_core::dataset::Dataset;
use fxsens_core::period::{Frequency, Period};
use fxsens_core::unit::Unit;

use super::{Context, Tally};
use crate::error::IngestError;

type Outcome = Result<Tally, IngestError>;

/// Half a unit of the fourth decimal, the rounding of the monthly averages.
const FOURTH_DECIMAL: f64 = 5e-5;
/// Half a unit of the second decimal, the rounding of the published 10-year average.
const SECOND_DECIMAL: f64 = 5e-3;
const EXACT: f64 = 1e-9;

pub(super) fn usdjpy_mean(context: &Context<'_>) -> Outcome {
    let mut tally = Tally::default();
    compare(&mut tally, context, ("usdjpy", "usdjpy_d"), mean, FOURTH_DECIMAL, "1971-01")?;
    Ok(tally)
}

pub(super) fn usdjpy_end(context: &Context<'_>) -> Outcome {
    let mut tally = Tally::default();
    compare(&mut tally, context, ("usdjpy_eom", "usdjpy_d"), last, EXACT, "1971-01")?;
    Ok(tally)
}

/// jp_2y_d lacks Saturdays before 1986-07-05; us_10y_d starts within 1974-09.
pub(super) fn yield_means(context: &Context<'_>) -> Outcome {
    let mut tally = Tally::default();
    for (monthly, daily, tolerance, from) in [
        ("us_3m", "us_3m_d", FOURTH_DECIMAL, "1981-09"),
        ("us_2y", "us_2y_d", FOURTH_DECIMAL, "1976-06"),
        ("us_10y", "us_10y_d", SECOND_DECIMAL, "1974-10"),
        ("jp_2y", "jp_2y_d", FOURTH_DECIMAL, "1986-08"),
        ("jp_10y", "jp_10y_d", FOURTH_DECIMAL, "1986-08"),
    ] {
        compare(&mut tally, context, (monthly, daily), mean, tolerance, from)?;
    }
    Ok(tally)
}

pub(super) fn yield_ends(context: &Context<'_>) -> Outcome {
    let mut tally = Tally::default();
    compare(&mut tally, context, ("us_10y_eom", "us_10y_d"), last, EXACT, "1974-09")?;
    compare(&mut tally, context, ("jp_10y_eom", "jp_10y_d"), last, EXACT, "1986-07")?;
    Ok(tally)
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn last(values: &[f64]) -> f64 {
    values.last().copied().unwrap_or(f64::NAN)
}

/// Compares a monthly series with a statistic of the days of each month, from a month on.
fn compare(
    tally: &mut Tally,
    context: &Context<'_>,
    (monthly, daily): (&str, &str),
    statistic: fn(&[f64]) -> f64,
    tolerance: f64,
    from: &str,
) -> Result<(), IngestError> {
    let data = context.library.load([monthly, daily])?;
    let (Some(months), Some(days)) = (data.get(monthly), data.get(daily)) else {
        return Ok(());
    };
    let mut by_month: BTreeMap<Period, Vec<f64>> = BTreeMap::new();
    for (day, value) in days.iter().filter(|(_, value)| !value.is_nan()) {
        if let Some(month) = day.containing(Frequency::Monthly) {
            by_month.entry(month).or_default().push(value);
        }
    }
    let start: Option<Period> = from.parse().ok();
    for (month, values) in by_month.into_iter().filter(|(month, _)| Some(*month) >= start) {
        if let Some(found) = months.get(month) {
            tally.number(format!("{monthly} {month}"), found, statistic(&values), tolerance);
        }
    }
    Ok(())
}

/// Series, month, value and rounding, as printed by the agencies.
const ANCHORS: [(&str, &str, f64, f64); 8] = [
    ("usdjpy", "2011-10", 76.643, 5e-4),
    ("usdjpy", "2013-12", 103.460, 5e-4),
    ("usdjpy", "2022-10", 147.052, 5e-4),
    ("usdjpy", "2023-12", 143.982, 5e-4),
    ("usdjpy", "2024-06", 157.860, 5e-4),
    ("us_10y", "2023-10", 4.80, 5e-3),
    ("jp_10y", "2023-10", 0.821, 5e-4),
    ("jp_10y_eom", "2023-10", 0.952, 5e-4),
];

pub(super) fn anchors(context: &Context<'_>) -> Outcome {
    let data = context.library.load(ANCHORS.map(|(id, ..)| id))?;
    let mut tally = Tally::default();
    for (id, month, expected, tolerance) in ANCHORS {
        tally.number(format!("{id} {month}"), at(&data, id, month), expected, tolerance);
    }
    Ok(tally)
}

/// Monthly averages of January 2020 to three digits: an inverted quote is far outside 3 %.
const JANUARY_2020: [(&str, f64); 21] = [
    ("audusd", 0.687),
    ("eurusd", 1.11),
    ("gbpusd", 1.31),
    ("nzdusd", 0.660),
    ("usdbrl", 4.15),
    ("usdcad", 1.31),
    ("usdchf", 0.969),
    ("usdcny", 6.92),
    ("usddkk", 6.73),
    ("usdhkd", 7.77),
    ("usdinr", 71.3),
    ("usdjpy", 109.0),
    ("usdkrw", 1166.0),
    ("usdmxn", 18.8),
    ("usdmyr", 4.08),
    ("usdnok", 8.94),
    ("usdsek", 9.50),
    ("usdsgd", 1.35),
    ("usdthb", 30.4),
    ("usdtwd", 30.0),
    ("usdzar", 14.4),
];

pub(super) fn quote_units(context: &Context<'_>) -> Tally {
    let mut tally = Tally::default();
    for entry in context.library.catalog().iter() {
        let Unit::Rate { quote, base } = &entry.unit else {
            continue;
        };
        let pair = format!("{base}{quote}").to_lowercase();
        let stem = entry.id.trim_end_matches("_eom").trim_end_matches("_d");
        tally.fact(stem == pair, || format!("`{}` is quoted in `{}`", entry.id, entry.unit));
        let dollar_per_unit = matches!(base.as_str(), "AUD" | "EUR" | "GBP" | "NZD");
        let dollar_side = if dollar_per_unit { quote } else { base };
        tally.fact(dollar_side == "USD", || format!("`{}` is quoted in `{}`", entry.id, entry.unit));
    }
    tally
}

/// Monthly averages, and month ends where there are any, against January 2020. A month end may be 4 % away.
pub(super) fn quote_levels(context: &Context<'_>) -> Outcome {
    let mut tally = Tally::default();
    for (id, level) in JANUARY_2020 {
        for (id, share) in [(id.to_owned(), 0.03), (format!("{id}_eom"), 0.04)] {
            if context.library.contains(&id) {
                let data = context.library.load([&id])?;
                tally.number(format!("{id} 2020-01"), at(&data, &id, "2020-01"), level, share * level);
            }
        }
    }
    Ok(tally)
}

/// Devaluations moved a monthly average by up to 0.41 in logarithms; an inverted or misplaced figure moves more.
pub(super) fn continuous(context: &Context<'_>) -> Outcome {
    const LARGEST: f64 = 0.5;
    let rates = context
        .library
        .catalog()
        .iter()
        .filter(|entry| matches!(entry.unit, Unit::Rate { .. }) && entry.frequency == Frequency::Monthly);
    let data = context.library.load(rates.map(|entry| entry.id.as_str()))?;
    let mut tally = Tally::default();
    for series in data.iter() {
        let values: Vec<(Period, f64)> = series.iter().collect();
        for pair in values.windows(2) {
            let change = (pair[1].1 / pair[0].1).ln();
            tally.number(format!("{} {}", series.id, pair[1].0), change, 0.0, LARGEST);
        }
    }
    Ok(tally)
}

fn at(data: &Dataset, id: &str, period: &str) -> f64 {
    let value = period.parse().ok().and_then(|period| data.get(id)?.get(period));
    value.unwrap_or(f64::NAN)
}
