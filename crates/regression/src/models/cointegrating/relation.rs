//! The relation between levels: deterministic terms and regressors.

use fxsens_core::fit::FitError;
use fxsens_core::sample::{Column, Intercept, Sample};
use fxsens_core::unit::Unit;
use ndarray::{Array1, Array2, Axis, Slice};

use crate::least_squares::Factor;
use crate::models::ardl::{TREND, regressors};
use crate::models::parts;

/// A sample with its deterministic terms first.
#[derive(Debug, Clone)]
pub(crate) struct Relation {
    /// Constant, trend and regressors on the outcome; the trend is one in the first observation.
    pub(crate) sample: Sample,
    /// Number of deterministic terms.
    pub(crate) deterministic: usize,
}

impl Relation {
    /// Adds a trend if asked for.
    ///
    /// # Errors
    /// [`FitError::Unsupported`] without a regressor, for a regressor that is a straight line and for a trend without a constant, [`FitError::Degenerate`] for an outcome
    /// that does not vary, [`FitError::Collinear`] for dependent regressors, [`FitError::TooFewObservations`].
    pub(crate) fn new(sample: &Sample, trend: bool) -> Result<Self, FitError> {
        parts::check_outcome(sample)?;
        let mut columns = regressors(sample);
        let refused =
            |what: &str, why: &str| Err(FitError::Unsupported { what: what.into(), why: why.into() });
        if columns.is_empty() {
            return refused(
                "a cointegrating relation without a regressor",
                "it relates the outcome to at least one other series",
            );
        }
        if let Some(line) = columns.iter().find(|column| is_line(&column.values)) {
            return refused(
                &format!("the regressor `{}`, which moves by the same step every period", line.name),
                "the corrections are for regressors that wander; leave it out and set trend to true",
            );
        }
        let constant = usize::from(sample.intercept() == Intercept::Included);
        if trend && constant == 0 {
            return refused("a trend without a constant", "leave out `0 +`, or set trend to false");
        }
        let deterministic = constant + usize::from(trend);
        let (n, k) = (sample.nobs(), deterministic + columns.len());
        // One row is lost to differences; the long-run covariance needs more rows than series.
        if n < k + columns.len() + 4 {
            let needed = k + columns.len() + 4;
            return Err(FitError::TooFewObservations { nobs: n, parameters: k, needed });
        }
        if trend {
            let values = Array1::from_iter((1..=n).map(|t| t as f64));
            columns.insert(0, Column { name: TREND.into(), unit: Unit::Unknown, values });
        }
        let outcome = Column {
            name: sample.outcome_name().into(),
            unit: sample.outcome_unit().clone(),
            values: sample.y().to_owned(),
        };
        let sample = Sample::new(outcome, &columns, sample.intercept(), sample.periods().to_vec())
            .map_err(|error| FitError::Degenerate { what: error.to_string() })?;
        Factor::new(sample.x().view(), &sample.x_names())?;
        Ok(Self { sample, deterministic })
    }

    /// The regressors, shape `(n, m)`.
    pub(crate) fn regressors(&self) -> Array2<f64> {
        self.sample.x().slice_axis(Axis(1), Slice::from(self.deterministic..)).to_owned()
    }

    /// The deterministic terms, shape `(n, d)`.
    pub(crate) fn deterministic(&self) -> Array2<f64> {
        self.sample.x().slice_axis(Axis(1), Slice::from(..self.deterministic)).to_owned()
    }

    /// Positions of the regressors among the terms.
    pub(crate) fn places(&self) -> std::ops::Range<usize> {
        self.deterministic..self.sample.x().ncols()
    }

    /// Residuals of levels `z`, shape `(n, m)`, on the deterministic terms.
    ///
    /// # Errors
    /// [`FitError`] of the regression.
    pub(crate) fn detrended(&self, z: &Array2<f64>) -> Result<Array2<f64>, FitError> {
        if self.deterministic == 0 {
            return Ok(z.clone());
        }
        let terms = self.deterministic();
        let factor = Factor::new(terms.view(), &self.sample.x_names()[..self.deterministic])?;
        let mut rest = z.clone();
        for mut column in rest.columns_mut() {
            let fitted = terms.dot(&factor.coefficients(column.view()));
            column -= &fitted;
        }
        Ok(rest)
    }
}

/// Whether a series is a straight line up to rounding.
fn is_line(values: &Array1<f64>) -> bool {
    let (Some(first), Some(last)) = (values.first(), values.last()) else {
        return false;
    };
    let mean = (last - first) / (values.len().max(2) - 1) as f64;
    let size = values.iter().fold(0.0, |size: f64, value| size.max(value.abs()));
    values.iter().zip(values.iter().skip(1)).all(|(before, after)| {
        let step = after - before;
        (step - mean).abs() <= 8.0 * f64::EPSILON * size
    })
}

/// Rows `t` less rows `t − 1`, shape `(n − 1, m)`.
pub(super) fn differences(z: &Array2<f64>) -> Array2<f64> {
    let n = z.nrows();
    &z.slice_axis(Axis(0), Slice::from(1..)) - &z.slice_axis(Axis(0), Slice::from(..n - 1))
}
