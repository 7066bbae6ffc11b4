//! The relation with leads and lags of the regressors' steps.

use fxsens_core::fit::FitError;
use ndarray::{Array1, Array2, Axis, Slice, concatenate};

use crate::least_squares::Factor;
use crate::models::cointegrating::Relation;

/// Levels and steps on the rows that leads and lags leave.
#[derive(Debug, Clone)]
pub(super) struct Design {
    /// Outcome, shape `(T)`.
    pub(super) y: Array1<f64>,
    /// Deterministic terms, regressors, then the steps from the longest lag to the furthest lead, shape `(T, k)`.
    pub(super) z: Array2<f64>,
    /// The rows of the relation.
    pub(super) rows: std::ops::Range<usize>,
    names: Vec<String>,
    levels: usize,
    series: usize,
    lags: usize,
}

impl Design {
    /// The design with this many leads and lags.
    ///
    /// # Errors
    /// [`FitError::TooFewObservations`].
    pub(super) fn new(relation: &Relation, leads: usize, lags: usize) -> Result<Self, FitError> {
        let (n, levels) = relation.sample.x().dim();
        let x = relation.regressors();
        let series = x.ncols();
        let parameters = levels + series * (leads + lags + 1);
        let needed = lags + 1 + leads + parameters + 4;
        if n < needed {
            return Err(FitError::TooFewObservations { nobs: n, parameters, needed });
        }
        let rows = lags + 1..n - leads;
        let part = |from: usize| Slice::from(from..from + rows.len());
        let mut blocks = vec![relation.sample.x().slice_axis(Axis(0), part(rows.start)).to_owned()];
        let mut names = relation.sample.x_names();
        let of = names[relation.deterministic..].to_vec();
        for place in 0..=lags + leads {
            let from = rows.start + place - lags;
            blocks.push(&x.slice_axis(Axis(0), part(from)) - &x.slice_axis(Axis(0), part(from - 1)));
            let offset = place as i64 - lags as i64;
            names.extend(of.iter().map(|name| format!("step {offset:+} of {name}")));
        }
        let views: Vec<_> = blocks.iter().map(Array2::view).collect();
        let z =
            concatenate(Axis(1), &views).map_err(|error| FitError::Degenerate { what: error.to_string() })?;
        let y = relation.sample.y().slice_axis(Axis(0), part(rows.start)).to_owned();
        Ok(Self { y, z, rows, names, levels, series, lags })
    }

    /// Columns of the same rows with fewer leads and lags.
    pub(super) fn narrowed(&self, leads: usize, lags: usize) -> Array2<f64> {
        let first = self.levels + (self.lags - lags) * self.series;
        let last = self.levels + (self.lags + 1 + leads) * self.series;
        let kept: Vec<usize> = (0..self.levels).chain(first..last).collect();
        self.z.select(Axis(1), &kept)
    }

    /// Least squares of the outcome on columns of this design.
    ///
    /// # Errors
    /// [`FitError`] for dependent columns.
    pub(super) fn solve(&self, z: &Array2<f64>) -> Result<(Factor, Array1<f64>), FitError> {
        let whole = z.ncols() == self.z.ncols();
        let numbered = || (1..=z.ncols()).map(|j| format!("column {j}")).collect();
        let names: Vec<String> = if whole { self.names.clone() } else { numbered() };
        let factor = Factor::new(z.view(), &names)?;
        let coefficients = factor.coefficients(self.y.view());
        Ok((factor, coefficients))
    }
}
