//! The lagged sample of an autoregressive distributed-lag model.

use fxsens_core::fit::FitError;
use fxsens_core::model::ParamError;
use fxsens_core::sample::{Column, INTERCEPT, Intercept, Sample};
use fxsens_core::unit::Unit;
use ndarray::{Array1, ArrayView1, Axis, Slice};
use serde::{Deserialize, Serialize};

/// Name of the linear trend among the terms.
pub(crate) const TREND: &str = "trend";

/// Deterministic terms of Pesaran, Shin and Smith (2001), their numbering.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Case {
    /// No constant, no trend.
    None,
    /// Constant, restricted to the long-run relation.
    RestrictedConstant,
    /// Constant.
    Constant,
    /// Constant, and a trend restricted to the long-run relation.
    RestrictedTrend,
    /// Constant and trend.
    Trend,
}

impl Case {
    /// All cases in their order.
    pub const ALL: [Self; 5] =
        [Self::None, Self::RestrictedConstant, Self::Constant, Self::RestrictedTrend, Self::Trend];

    /// The case of a number from 1 to 5.
    ///
    /// # Errors
    /// [`ParamError::Invalid`] for other numbers.
    pub fn of(number: u8) -> Result<Self, ParamError> {
        let place = usize::from(number).checked_sub(1);
        place.and_then(|place| Self::ALL.get(place)).copied().ok_or_else(|| ParamError::Invalid {
            name: "case".into(),
            expected: "a case of Pesaran, Shin and Smith from 1 to 5".into(),
            found: number.to_string(),
        })
    }

    /// Its number.
    pub fn number(self) -> usize {
        self as usize + 1
    }

    /// Whether the regression has a trend.
    pub fn has_trend(self) -> bool {
        self >= Self::RestrictedTrend
    }

    /// Name of the deterministic term that the long-run relation contains.
    pub(crate) fn restricted(self) -> Option<&'static str> {
        match self {
            Self::RestrictedConstant => Some(INTERCEPT),
            Self::RestrictedTrend => Some(TREND),
            _ => None,
        }
    }

    /// In words.
    pub fn label(self) -> &'static str {
        match self {
            Self::None => "no constant, no trend",
            Self::RestrictedConstant => "restricted constant",
            Self::Constant => "unrestricted constant",
            Self::RestrictedTrend => "unrestricted constant, restricted trend",
            Self::Trend => "unrestricted constant and trend",
        }
    }

    /// Refuses a formula whose constant does not fit the case.
    pub(crate) fn check(self, intercept: Intercept) -> Result<(), FitError> {
        match (self, intercept) {
            (Self::None, Intercept::Included) => Err(FitError::Unsupported {
                what: "case 1, without a constant, on a formula with one".into(),
                why: "write `0 +` at the start of the regressors, or choose another case".into(),
            }),
            (Self::None, Intercept::Excluded) | (_, Intercept::Included) => Ok(()),
            (_, Intercept::Excluded) => Err(FitError::Unsupported {
                what: format!("case {} on a formula without a constant", self.number()),
                why: "leave out `0 +`, or choose case 1".into(),
            }),
        }
    }
}

/// Lags of the outcome, from one on, and of each regressor, from zero on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lags {
    /// Lags of the outcome.
    pub outcome: usize,
    /// Last lag of each regressor.
    pub regressors: Vec<usize>,
}

impl Lags {
    /// The longest.
    pub fn longest(&self) -> usize {
        self.regressors.iter().copied().fold(self.outcome, usize::max)
    }

    /// As printed: `2; 1, 0`.
    pub fn label(&self) -> String {
        let regressors: Vec<String> = self.regressors.iter().map(ToString::to_string).collect();
        format!("{}; {}", self.outcome, regressors.join(", "))
    }
}

/// Where the terms of a lagged regression stand.
#[derive(Debug, Clone)]
pub(crate) struct Lagged {
    /// The regression in levels: constant, trend, lags of the outcome, then every regressor with its lags.
    pub(crate) sample: Sample,
    /// Positions of the lags of the outcome.
    pub(crate) outcome: Vec<usize>,
    /// Positions of each regressor and its lags.
    pub(crate) regressors: Vec<Vec<usize>>,
}

/// Name of a lag: the series itself at lag zero.
pub(crate) fn lag_name(name: &str, lag: usize) -> String {
    if lag == 0 { name.to_owned() } else { format!("L({name}, {lag})") }
}

/// Columns of the regressors without the constant.
pub(crate) fn regressors(sample: &Sample) -> Vec<Column> {
    let columns = sample.x_names().into_iter().zip(sample.x_units()).zip(sample.x().columns());
    columns
        .filter(|((name, _), _)| name != INTERCEPT)
        .map(|((name, unit), values)| Column { name, unit, values: values.to_owned() })
        .collect()
}

/// The regression with these lags on the rows that `held` lags leave; `trend` adds a trend that is one in the first of
/// them.
///
/// # Errors
/// [`FitError::TooFewObservations`] when no row is left.
pub(crate) fn lagged(
    sample: &Sample,
    columns: &[Column],
    lags: &Lags,
    held: usize,
    trend: bool,
) -> Result<Lagged, FitError> {
    let n = sample.nobs();
    let parameters = lags.outcome + lags.regressors.iter().map(|q| q + 1).sum::<usize>();
    if n < held + parameters + 2 {
        let needed = held + parameters + 2;
        return Err(FitError::TooFewObservations { nobs: n, parameters, needed });
    }
    let rows = n - held;
    let shifted = |values: ArrayView1<'_, f64>, lag: usize| {
        values.slice_axis(Axis(0), Slice::from(held - lag..n - lag)).to_owned()
    };
    let constant = usize::from(sample.intercept() == Intercept::Included);
    let mut design = Vec::new();
    if trend {
        let values = Array1::from_iter((1..=rows).map(|t| t as f64));
        design.push(Column { name: TREND.into(), unit: Unit::Unknown, values });
    }
    let mut outcome = Vec::new();
    for lag in 1..=lags.outcome {
        outcome.push(constant + design.len());
        let name = lag_name(sample.outcome_name(), lag);
        design.push(Column { name, unit: sample.outcome_unit().clone(), values: shifted(sample.y(), lag) });
    }
    let mut places = Vec::new();
    for (column, last) in columns.iter().zip(&lags.regressors) {
        let start = constant + design.len();
        places.push((start..=start + last).collect());
        for lag in 0..=*last {
            let name = lag_name(&column.name, lag);
            let values = shifted(column.values.view(), lag);
            design.push(Column { name, unit: column.unit.clone(), values });
        }
    }
    let outcome_column = Column {
        name: sample.outcome_name().into(),
        unit: sample.outcome_unit().clone(),
        values: shifted(sample.y(), 0),
    };
    let sample = Sample::new(outcome_column, &design, sample.intercept(), sample.periods()[held..].to_vec())
        .map_err(|error| FitError::Degenerate { what: error.to_string() })?;
    Ok(Lagged { sample, outcome, regressors: places })
}
