//! Which state of a series counts: the embedded one, or one of the store, given the day that is asked about.

use fxsens_core::period::{Frequency, Period};
use fxsens_core::series::Series;

use crate::catalog::Entry;
use crate::error::IngestError;
use crate::store::Vintages;

/// Tables whose figures are not revised once they are published: what was known on a day is what had happened by then.
const NEVER_REVISED: [&str; 3] = ["exchange_rates.csv", "interest_rates.csv", "daily.csv"];

/// The states of the store, and the day asked about; without a day the latest state counts.
#[derive(Debug, Clone)]
pub struct Known {
    vintages: Vintages,
    as_of: Option<String>,
}

/// Where a series is taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// The store.
    Stored,
    /// The tables of the data folder.
    Table,
    /// The tables of the data folder, up to the day asked about.
    TableUntil,
}

impl Known {
    /// `as_of` is a day, `2026-09-30`.
    pub fn new(vintages: Vintages, as_of: Option<String>) -> Self {
        Self { vintages, as_of }
    }

    /// The day asked about.
    pub fn as_of(&self) -> Option<&str> {
        self.as_of.as_deref()
    }

    /// Ids with a state in the store.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.vintages.ids(self.as_of())
    }

    /// Whether the store has a state of this series.
    pub fn contains(&self, id: &str) -> bool {
        self.vintages.vintage(id, self.as_of()).is_some()
    }

    /// Where a series is taken from: the latest vintage that was known on the day, the store's before the table's among equals. `None` when
    /// neither had one.
    pub fn state(&self, id: &str, entry: Option<&Entry>) -> Option<State> {
        let stored = self.vintages.vintage(id, self.as_of());
        let table = entry.map(table_vintage);
        let known = |vintage: &str| self.as_of().is_none_or(|day| vintage <= day);
        match (stored, table) {
            (Some(stored), Some(table)) if known(&table) && table.as_str() > stored => Some(State::Table),
            (Some(_), _) => Some(State::Stored),
            (None, Some(table)) if known(&table) => Some(State::Table),
            (None, Some(_)) if entry.is_some_and(|entry| NEVER_REVISED.contains(&entry.file.as_str())) => {
                Some(State::TableUntil)
            }
            _ => None,
        }
    }

    /// The states of a series in the store, the one that counts first.
    ///
    /// # Errors
    /// As [`Vintages::load_all`].
    pub fn load_all(&self, id: &str) -> Result<Vec<Series>, IngestError> {
        self.vintages.load_all(id, self.as_of())
    }

    /// Whether the table has something that was known on the day: all of it, or what is never revised up to the day.
    pub fn table(&self, entry: &Entry) -> Option<State> {
        let known = self.as_of().is_none_or(|day| table_vintage(entry).as_str() <= day);
        if known {
            return Some(State::Table);
        }
        NEVER_REVISED.contains(&entry.file.as_str()).then_some(State::TableUntil)
    }

    /// A series of the tables without what had not happened by the day asked about.
    ///
    /// # Errors
    /// [`IngestError::NotKnown`] when nothing had.
    pub fn until(&self, series: &Series) -> Result<Series, IngestError> {
        let Some(day) = self.as_of().and_then(|day| day.parse::<Period>().ok()) else {
            return Ok(series.clone());
        };
        let past = |period: Period| {
            period.containing(Frequency::Daily).is_none_or(|_| period.last_day() <= day.last_day())
        };
        let kept = series.iter().filter(|(period, _)| past(*period)).count();
        if kept == 0 {
            return Err(self.unknown(&series.id, None));
        }
        let mut cut =
            Series::from_values(series.id.clone(), series.start(), series.values()[..kept].to_vec());
        cut.title.clone_from(&series.title);
        cut.unit = series.unit.clone();
        cut.aggregation = series.aggregation;
        cut.adjustment.clone_from(&series.adjustment);
        cut.provenance = series.provenance.clone();
        Ok(cut)
    }

    /// The error of a series that had no state on the day asked about.
    pub fn unknown(&self, id: &str, entry: Option<&Entry>) -> IngestError {
        let stored = self.vintages.states(id).first().map(|state| state.vintage.clone());
        let earliest = stored.into_iter().chain(entry.map(table_vintage)).min().unwrap_or_default();
        IngestError::NotKnown { id: id.into(), as_of: self.as_of().unwrap_or_default().into(), earliest }
    }
}

/// The day from which figures dated in no other way count as known: that of the tables.
const TABLES: &str = "2026-08-31";

/// The day from which a table's figures count as known: the last day of the latest month its vintage names, of the latest year
/// where it names no month.
fn table_vintage(entry: &Entry) -> String {
    let words = || entry.vintage.split(|c: char| !(c.is_ascii_digit() || c == '-'));
    let latest = |length: usize| words().filter(|word| word.len() == length).filter_map(last_day).max();
    latest(7).or_else(|| latest(4)).map_or_else(|| TABLES.into(), |day| day.min(TABLES.into()))
}

/// The last day of a day, month or year, `2026-02` as `2026-02-28`; `None` for anything else. Figures dated by a period count as
/// known from its end.
pub(crate) fn last_day(period: &str) -> Option<String> {
    let period: Period = period.parse().ok()?;
    period.last_day().map(|day| day.to_string())
}

/// The day from which an announced figure counts as known; one without a date since the tables are.
pub(crate) fn announced(vintage: &str) -> String {
    last_day(vintage).unwrap_or_else(|| TABLES.into())
}
