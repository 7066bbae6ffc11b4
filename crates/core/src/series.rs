//! One series: values at consecutive periods with their unit and provenance.

use serde::{Deserialize, Serialize};

use crate::period::{Frequency, Period};
use crate::provenance::Provenance;
use crate::unit::Unit;

/// How a value relates to its period; decides how it is converted to a lower frequency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Aggregation {
    /// A flow over the period: lower frequencies add.
    Sum,
    /// An average over the period: lower frequencies average.
    Mean,
    /// The last observation of the period: lower frequencies take the last.
    End,
    /// An index level averaged over the period: lower frequencies average.
    Index,
    /// Not stated.
    Unknown,
}

/// A time series without holes in its index: missing values are `NaN` at their period.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// Identifier used in formulas.
    pub id: String,
    /// Title as printed.
    pub title: String,
    /// What the numbers measure.
    pub unit: Unit,
    /// How values relate to periods.
    pub aggregation: Aggregation,
    /// Seasonal adjustment: `NSA`, `SA`, `SAAR` or `none`.
    pub adjustment: String,
    /// Source and vintage.
    pub provenance: Provenance,
    start: Period,
    values: Vec<f64>,
}

/// A series that cannot be built.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum SeriesError {
    /// No observation.
    #[error("series `{id}` has no observation")]
    Empty {
        /// The series.
        id: String,
    },
    /// Two values for one period.
    #[error("series `{id}` has two values for {period}: {first} and {second}")]
    Duplicate {
        /// The series.
        id: String,
        /// The period that occurs twice.
        period: Period,
        /// The value met first.
        first: f64,
        /// The value met second.
        second: f64,
    },
    /// Observations of two frequencies.
    #[error("series `{id}` mixes {left} and {right} periods (at {period})")]
    MixedFrequencies {
        /// The series.
        id: String,
        /// Frequency of the first observation.
        left: &'static str,
        /// The other frequency.
        right: &'static str,
        /// Where it was met.
        period: Period,
    },
}

impl Series {
    /// A series with unknown unit and provenance from observations in any order.
    ///
    /// # Errors
    /// [`SeriesError`] when there is no observation, a period occurs twice, or frequencies are mixed.
    pub fn from_observations(
        id: impl Into<String>,
        mut observations: Vec<(Period, f64)>,
    ) -> Result<Self, SeriesError> {
        let id = id.into();
        observations.sort_by_key(|(period, _)| *period);
        let Some((&(start, _), &(last, _))) = observations.first().zip(observations.last()) else {
            return Err(SeriesError::Empty { id });
        };
        let Some(length) = last.since(start) else {
            return Err(SeriesError::MixedFrequencies {
                id,
                left: start.frequency().noun(),
                right: last.frequency().noun(),
                period: last,
            });
        };
        let mut values = vec![f64::NAN; length as usize + 1];
        let mut previous: Option<Period> = None;
        for (period, value) in observations {
            let index = period.since(start).unwrap_or_default() as usize;
            if previous == Some(period) {
                return Err(SeriesError::Duplicate { id, period, first: values[index], second: value });
            }
            previous = Some(period);
            values[index] = value;
        }
        Ok(Self::from_values(id, start, values))
    }

    /// A series with unknown unit and provenance from consecutive values.
    pub fn from_values(id: impl Into<String>, start: Period, values: Vec<f64>) -> Self {
        let id = id.into();
        Self {
            title: id.clone(),
            id,
            unit: Unit::Unknown,
            aggregation: Aggregation::Unknown,
            adjustment: "none".into(),
            provenance: Provenance::default(),
            start,
            values,
        }
    }

    /// First period of the index.
    pub fn start(&self) -> Period {
        self.start
    }

    /// Last period of the index; the start when the series is empty.
    pub fn last(&self) -> Period {
        self.start.shift(self.values.len().saturating_sub(1) as i32)
    }

    /// Frequency of the index.
    pub fn frequency(&self) -> Frequency {
        self.start.frequency()
    }

    /// Number of periods in the index, missing ones included.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether the index is empty.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// All values in period order; `NaN` is missing.
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// The value at a period; `None` when it is outside the index, missing, or of another frequency.
    pub fn get(&self, period: Period) -> Option<f64> {
        let index = usize::try_from(period.since(self.start)?).ok()?;
        self.values.get(index).copied().filter(|value| !value.is_nan())
    }

    /// Periods and values, missing ones included as `NaN`.
    pub fn iter(&self) -> impl Iterator<Item = (Period, f64)> + '_ {
        self.values.iter().enumerate().map(|(i, &value)| (self.start.shift(i as i32), value))
    }

    /// Values from `first` to `last`, `NaN` where there is none.
    pub fn window(&self, first: Period, last: Period) -> Vec<f64> {
        first.range_to(last).map(|period| self.get(period).unwrap_or(f64::NAN)).collect()
    }

    /// The same series with the values of an older state before its first period, and `also_after` its last one. Inside its own span
    /// nothing is taken from the older state: what is missing there was withdrawn. States of another frequency have nothing to add.
    #[must_use]
    pub fn continued_by(&self, older: &Self, also_after: bool) -> Self {
        let last = if also_after { self.last().max(older.last()) } else { self.last() };
        let further = older.start() < self.start() || last > self.last();
        if self.frequency() != older.frequency() || !further {
            return self.clone();
        }
        let start = self.start().min(older.start());
        let value = |period: Period| {
            let own = (self.start()..=self.last()).contains(&period);
            if own { self.get(period) } else { older.get(period) }.unwrap_or(f64::NAN)
        };
        let mut joined = Self { start, values: start.range_to(last).map(value).collect(), ..self.clone() };
        let (new, old) = (&self.provenance.vintage, &older.provenance.vintage);
        if new != old {
            joined.provenance.vintage = format!("{new} (from {}); {old}", self.start());
        }
        joined
    }
}
