//! The shock: how much larger the deficit becomes, or another driver changes, and along which path.

use std::collections::BTreeSet;

use fxsens_core::dataset::Dataset;
use fxsens_core::expr::{Evaluator, Expr};
use fxsens_core::period::Period;
use fxsens_core::published::{Published, PublishedFigure};
use serde::{Deserialize, Serialize};

use crate::error::StudyError;
use crate::file::{Driver, FigureKey, Permanence, ShockFile, StudyFile};
use crate::words::plain;

/// A change of what drives the currency, in the driver's unit. Levels and changes have the sign of a deficit: for a driver that is no
/// deficit they are minus its own, and [`Driver::shown`] turns them round.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Shock {
    /// Deficit before the shock, JPY trillion a year.
    pub base_level: f64,
    /// New level over base level.
    pub multiple: f64,
    /// The change, where the study names it instead of a multiple.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<f64>,
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
    /// Reads the shock of a study from the published figures, or from the series that it names.
    ///
    /// # Errors
    /// [`StudyError::Figure`] when a figure is missing or ambiguous, [`StudyError::Data`] for a series without a value.
    pub fn new(file: &StudyFile, published: &Published, dataset: &Dataset) -> Result<Self, StudyError> {
        let s = &file.shock;
        let (base_level, realised_level, sources) = match (s.figure(), &file.realised) {
            (Some(base), Some(realised)) => {
                let levels = (-find(published, &base)?, -find(published, realised)?);
                (levels.0, levels.1, vec![describe(&base), describe(realised)])
            }
            _ => levels(s, dataset)?,
        };
        // The driver's own direction, turned into that of a deficit: the turn is its own inverse.
        let change = s.change.map(|change| file.driver.shown(change));
        let by_change = change.map(|change| (base_level + change) / base_level);
        Ok(Self {
            base_level,
            multiple: s.multiple.or(by_change).unwrap_or(f64::NAN),
            change,
            first: s.first,
            last: s.last,
            permanence: s.permanence,
            realised_level,
            sources,
        })
    }

    /// Change of the annual deficit once the new level is reached, JPY trillion.
    pub fn size(&self) -> f64 {
        self.change.unwrap_or(self.base_level * (self.multiple - 1.0))
    }

    /// The shock with its driver: `a doubling of the digital deficit`, `a yield gap larger by 1.00 percentage points`.
    pub fn of(&self, driver: &Driver) -> String {
        match self.change {
            Some(change) => format!("a {}", driver.changed(change, 2)),
            None => format!("{} of the {}", self.in_words(), driver.name),
        }
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

    /// What came and what was asked about: growth in per cent of the base level, or, where the study names a change, that change in
    /// the driver's own direction and unit.
    pub fn growth(&self, driver: &Driver) -> (f64, f64) {
        match self.change {
            Some(change) => (driver.shown(self.realised_size()), driver.shown(change)),
            None => (100.0 * self.realised_growth(), 100.0 * (self.multiple - 1.0)),
        }
    }

    /// Whether what was asked about came, in its direction, in full.
    pub fn was_met(&self) -> bool {
        self.realised_size() / self.size() >= 1.0
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

/// Series that a shock reads; none for a published figure.
///
/// # Errors
/// [`StudyError::Data`] for an expression that cannot be read.
pub fn series(shock: &ShockFile) -> Result<BTreeSet<String>, StudyError> {
    if shock.figure().is_some() {
        return Ok(BTreeSet::new());
    }
    expression(shock).map(|expression| expression.names())
}

fn expression(shock: &ShockFile) -> Result<Expr, StudyError> {
    Expr::parse(&shock.series).map_err(|error| StudyError::Data {
        id: shock.series.clone(),
        what: format!("as its shock: {error}"),
    })
}

/// The level of a series in the first month of the shock, and in its last or the last with a value, with the sign of a deficit.
fn levels(shock: &ShockFile, dataset: &Dataset) -> Result<(f64, f64, Vec<String>), StudyError> {
    let missing = |what: String| StudyError::Data { id: shock.series.clone(), what };
    let series = Evaluator::new(dataset)
        .series(&expression(shock)?, "shock")
        .map_err(|error| missing(format!("as its shock: {error}")))?;
    let base =
        series.get(shock.first).ok_or_else(|| missing(format!("in {}, before the shock", shock.first)))?;
    let known = series
        .iter()
        .filter(|(period, value)| !value.is_nan() && *period > shock.first && *period <= shock.last);
    let (period, realised) =
        known.last().ok_or_else(|| missing(format!("for a month after {} to judge by", shock.first)))?;
    let at = |period: Period| format!("{} in {period}", shock.series);
    // The series has the sign of the rungs' terms: of a balance, a flow or a level. A deficit is minus a balance.
    Ok((-base, -realised, vec![at(shock.first), at(period)]))
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
            change: None,
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
