//! Files against the catalogue.

use std::collections::BTreeSet;

use fxsens_core::period::Frequency;
use fxsens_core::unit::Unit;

use super::{Context, Tally};

pub(super) fn spans(context: &Context<'_>) -> Tally {
    let mut tally = Tally::default();
    for entry in context.library.catalog().iter() {
        let key = (entry.file.clone(), entry.id.clone());
        let Some(column) = context.tables.columns.get(&key) else {
            tally.fact(false, || format!("`{}` is not in {}", entry.id, entry.file));
            continue;
        };
        let periods = || column.periods.iter().map(|(period, _)| *period);
        let found = (periods().min(), periods().max(), column.nobs);
        let expected = (Some(entry.first), Some(entry.last), entry.nobs);
        tally.fact(found == expected, || {
            let show = |p: Option<fxsens_core::period::Period>| p.map(|p| p.to_string()).unwrap_or_default();
            format!("`{}`: {}..{} {} in the file", entry.id, show(found.0), show(found.1), found.2)
        });
        tally.fact(periods().all(|period| period.frequency() == entry.index_frequency()), || {
            format!("`{}` has periods that are not by {}", entry.id, entry.index_frequency().noun())
        });
    }
    tally
}

pub(super) fn complete(context: &Context<'_>) -> Tally {
    let mut tally = Tally::default();
    let catalog = context.library.catalog();
    for (file, series) in context.tables.columns.keys() {
        let known = catalog.get(series).is_some_and(|entry| entry.file == *file);
        tally.fact(known, || format!("`{series}` in {file} is not catalogued there"));
    }
    let named: BTreeSet<&str> = catalog.iter().map(|entry| entry.file.as_str()).collect();
    for file in &context.tables.files {
        tally.fact(named.contains(file.as_str()), || format!("{file} holds no catalogued series"));
    }
    for file in named {
        tally.fact(context.tables.files.iter().any(|known| known == file), || format!("{file} is missing"));
    }
    tally
}

pub(super) fn readable(context: &Context<'_>) -> Tally {
    let mut tally = Tally::default();
    for broken in &context.tables.broken {
        tally.fact(false, || broken.clone());
    }
    for column in context.tables.columns.values() {
        for _ in column.unreadable.len()..column.nobs {
            tally.fact(true, String::new);
        }
        for problem in &column.unreadable {
            tally.fact(false, || problem.clone());
        }
    }
    tally
}

pub(super) fn unique(context: &Context<'_>) -> Tally {
    let mut tally = Tally::default();
    for ((file, series), column) in &context.tables.columns {
        let mut seen = BTreeSet::new();
        for (period, line) in &column.periods {
            tally.fact(seen.insert(*period), || format!("`{series}` has {period} twice, {file} line {line}"));
        }
    }
    tally
}

/// Units that are neither money, rates nor yields.
const OTHER_UNITS: [&str; 9] = [
    "JPY billion SAAR",
    "JPY thousand",
    "USD per MMBtu",
    "USD per barrel",
    "USD per tonne",
    "contracts",
    "kilolitres",
    "persons",
    "tonnes",
];

pub(super) fn units(context: &Context<'_>) -> Tally {
    let mut tally = Tally::default();
    for entry in context.library.catalog().iter() {
        let controlled = match &entry.unit {
            Unit::Other(name) => OTHER_UNITS.contains(&name.as_str()) || is_index(name),
            Unit::PercentPerAnnum | Unit::Money { .. } | Unit::Rate { .. } => true,
            Unit::Unknown | Unit::One | Unit::PercentagePoints | Unit::Log(_) => false,
        };
        tally.fact(controlled, || format!("`{}`: `{}`", entry.id, entry.unit));
        let weekly_dates =
            entry.frequency != Frequency::Weekly || entry.first.frequency() == Frequency::Daily;
        tally.fact(weekly_dates, || format!("`{}` is weekly but not dated by day", entry.id));
    }
    tally
}

/// `index 2020=100`, `index 1982-84=100`, `index 2006-01=100`.
fn is_index(name: &str) -> bool {
    let base = name.strip_prefix("index ").and_then(|rest| rest.strip_suffix("=100"));
    base.is_some_and(|base| base.len() >= 4 && base.bytes().all(|b| b.is_ascii_digit() || b == b'-'))
}

pub(super) fn derived(context: &Context<'_>) -> Tally {
    let mut tally = Tally::default();
    let library = context.library;
    let available = library.definitions().ids().filter(|id| library.missing_inputs(id).is_empty());
    for id in available {
        match library.load([id]) {
            Ok(dataset) => {
                let finite =
                    dataset.iter().any(|series| series.values().iter().any(|value| value.is_finite()));
                tally.fact(finite, || format!("`{id}` has no value"));
            }
            Err(error) => tally.fact(false, || error.to_string()),
        }
    }
    tally
}
