//! The shock: how much larger the deficit becomes, and along which path.

use fxsens_core::period::Period;
use fxsens_core::published::{Published, PublishedFigure};
use serde::{Deserialize, Serialize};

use crate::error::StudyError;
use crate::file::{FigureKey, Permanence, StudyFile};
use crate::words::plain;

/// A change of the digital deficit in JPY trillion a year; positive = larger deficit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Shock {
    /// Deficit before the shock, JPY trillion a year.
    pub base_level: f64,
    /// New level over base level.
    pub multiple: f64,
    /// Last period before the ramp.
    pub first: Period,
    /// Period in which the new level is reached.
    pub last: Period,
    /// Whether the new level lasts.
    pub permanence: Permanence,
    /// What happened instead: the latest published level, JPY trillion a year.
    pub realised_level: f64,
    /// Which figures these are.
    pub sources: Vec<String>,
}

impl Shock {
    /// Reads the shock of a study from the published figures.
    ///
    /// # Errors
    /// [`StudyError::Figure`] when a figure is missing or ambiguous.
    pub fn new(file: &StudyFile, published: &Published) -> Result<Self, StudyError> {
        let s = &file.shock;
        let base_key = FigureKey {
            series: s.series.clone(),
            definition: s.definition.clone(),
            basis: s.basis.clone(),
            period: s.period.clone(),
            vintage: s.vintage.clone(),
        };
        let base_level = -find(published, &base_key)?;
        let realised_level = -find(published, &file.realised)?;
        Ok(Self {
            base_level,
            multiple: s.multiple,
            first: s.first,
            last: s.last,
            permanence: s.permanence,
            realised_level,
            sources: vec![describe(&base_key), describe(&file.realised)],
        })
    }

    /// Change of the annual deficit once the new level is reached, JPY trillion.
    pub fn size(&self) -> f64 {
        self.base_level * (self.multiple - 1.0)
    }

    /// The shock in words: `a doubling`, or `a rise to 1.5 times its level`.
    pub fn in_words(&self) -> String {
        if (self.multiple - 2.0).abs() < 1e-9 {
            "a doubling".into()
        } else {
            format!("a change to {} times the level", plain(self.multiple, 2))
        }
    }

    /// Change of the annual deficit that happened, JPY trillion.
    pub fn realised_size(&self) -> f64 {
        self.realised_level - self.base_level
    }

    /// Growth that happened, as a share of the base level.
    pub fn realised_growth(&self) -> f64 {
        self.realised_size() / self.base_level
    }

    /// Change of the annual deficit at `period`: zero up to `first`, a straight line, the full size from `last`.
    /// `NaN` for a period of another frequency.
    pub fn at(&self, period: Period) -> f64 {
        let (Some(done), Some(whole)) = (period.since(self.first), self.last.since(self.first)) else {
            return f64::NAN;
        };
        let share = (f64::from(done) / f64::from(whole.max(1))).clamp(0.0, 1.0);
        self.size() * share
    }
}

/// The one value in JPY trillion that a key names among the published figures.
pub(crate) fn find(published: &Published, key: &FigureKey) -> Result<f64, StudyError> {
    find_item(published, key, "net")
}

/// The same for another item: payments, receipts.
pub(crate) fn find_item(published: &Published, key: &FigureKey, item: &str) -> Result<f64, StudyError> {
    let mut values: Vec<f64> = (published.digital.iter())
        .chain(&published.first_releases)
        .chain(&published.cashflow)
        .filter(|figure| fits(figure, key, item))
        .filter_map(|figure| figure.value)
        .collect();
    values.sort_by(f64::total_cmp);
    values.dedup();
    match values.as_slice() {
        [value] => Ok(*value),
        other => Err(StudyError::Figure {
            wanted: format!("{} {item}, {}", key.series, describe(key)),
            found: other.len(),
        }),
    }
}

fn fits(figure: &PublishedFigure, key: &FigureKey, item: &str) -> bool {
    figure.series == key.series
        && figure.item == item
        && figure.definition == key.definition
        && figure.basis == key.basis
        && figure.period == key.period
        && figure.vintage == key.vintage
}

fn describe(key: &FigureKey) -> String {
    format!("{} {}, {} definition, vintage {}", key.basis, key.period, key.definition, key.vintage)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(text: &str) -> Period {
        text.parse().unwrap_or_else(|error| panic!("{error}"))
    }

    fn doubling() -> Shock {
        Shock {
            base_level: 5.536,
            multiple: 2.0,
            first: period("2023-12"),
            last: period("2026-03"),
            permanence: Permanence::Permanent,
            realised_level: 6.7,
            sources: Vec::new(),
        }
    }

    #[test]
    fn the_ramp_is_straight_and_the_new_level_stays() {
        let shock = doubling();
        for (at, expected) in [("2020-01", 0.0), ("2023-12", 0.0), ("2026-03", 5.536), ("2030-01", 5.536)] {
            assert!((shock.at(period(at)) - expected).abs() < 1e-12, "{at}");
        }
        // Nine of twenty-seven months.
        assert!((shock.at(period("2024-09")) - 5.536 / 3.0).abs() < 1e-12);
        assert!(shock.at(period("2024")).is_nan());
    }

    #[test]
    fn the_realised_shock_is_a_fifth_of_the_doubling() {
        assert!((doubling().realised_size() - 1.164).abs() < 1e-12);
        assert!((doubling().realised_growth() - 0.210_26).abs() < 1e-5);
        assert_eq!(doubling().in_words(), "a doubling");
    }
}
