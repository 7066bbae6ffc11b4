//! The regression of one horizon, factored once: coefficients on the shocks and how each observation bears on them.

use fxsens_core::fit::FitError;
use ndarray::{Array1, Array2, ArrayView1, Axis, Slice};

use super::params::Covariance;
use crate::least_squares::Factor;

/// Largest overlap-adjusted leverage: beyond it an observation decides nearly alone.
const MOST: f64 = 0.9;

/// What is asked of every horizon.
#[derive(Debug, Clone, Copy)]
pub(super) struct Request<'a> {
    /// Names of the regressors.
    pub(super) names: &'a [String],
    /// How many of them are shocks; they stand first.
    pub(super) shocks: usize,
    /// How standard errors are made.
    pub(super) covariance: Covariance,
}

/// A factored design.
#[derive(Debug, Clone)]
pub(super) struct Projector {
    /// Shape `(rows, k)`.
    x: Array2<f64>,
    factor: Factor,
    /// Orthonormal basis of the columns, shape `(rows, k)`.
    basis: Array2<f64>,
    /// Rows of `(X'X)⁻¹X'` that make the coefficients on the shocks, shape `(shocks, rows)`.
    weights: Array2<f64>,
    /// Leverages, shape `(rows)`; zero where the covariance has none.
    leverage: Array1<f64>,
    /// `h_{t,t−j}`, one row per `j = 1 … horizon`; without rows where the covariance does not use them.
    neighbours: Array2<f64>,
    /// Root of the small-sample factor.
    ratio: f64,
}

/// Estimates of one horizon.
#[derive(Debug, Clone)]
pub(super) struct Projection {
    /// One coefficient per shock.
    pub(super) coefficients: Array1<f64>,
    /// Residuals as the standard errors take them, over one minus the leverage, shape `(rows)`.
    pub(super) scaled: Array1<f64>,
    /// Fitted values, shape `(rows)`.
    pub(super) fitted: Array1<f64>,
}

impl Projector {
    /// Factors the design `x`, shape `(rows, k)`, of a horizon; with instruments `z`, shape `(rows, m)` or without columns, the
    /// first regressor is replaced by its projection and kept for residuals.
    ///
    /// # Errors
    /// [`FitError::Collinear`] names columns; the others as [`Factor::new`].
    pub(super) fn new(
        x: Array2<f64>,
        z: &Array2<f64>,
        horizon: usize,
        request: Request<'_>,
    ) -> Result<Self, FitError> {
        let factor = if z.ncols() == 0 {
            Factor::new(x.view(), request.names)?
        } else {
            let names: Vec<String> = (0..z.ncols()).map(|j| format!("instrument {}", j + 1)).collect();
            let first = Factor::new(z.view(), &names)?;
            let mut projected = x.clone();
            // Only the shock is projected; the other columns are instruments of themselves.
            projected.column_mut(0).assign(&z.dot(&first.coefficients(x.column(0))));
            Factor::new(projected.view(), request.names)?
        };
        let (rows, k) = x.dim();
        let basis = factor.orthonormal();
        let shocks: Vec<usize> = (0..request.shocks).collect();
        let weights = factor.pseudo_inverse_rows(basis.view(), &shocks);
        let leverage = match request.covariance {
            Covariance::Hc1 | Covariance::Hac => Array1::zeros(rows),
            Covariance::Hc3 | Covariance::Hc3Overlap => basis.map_axis(Axis(1), |row| row.dot(&row)),
        };
        let lags = if request.covariance == Covariance::Hc3Overlap { horizon.min(rows - 1) } else { 0 };
        let shared = |(lag, t): (usize, usize)| {
            if t > lag { basis.row(t).dot(&basis.row(t - lag - 1)) } else { 0.0 }
        };
        let neighbours = Array2::from_shape_fn((lags, rows), shared);
        let ratio = match request.covariance {
            Covariance::Hc1 => (rows as f64 / (rows - k) as f64).sqrt(),
            _ => 1.0,
        };
        Ok(Self { x, factor, basis, weights, leverage, neighbours, ratio })
    }

    /// Least squares of `y`, shape `(rows)`; two-stage least squares with instruments.
    pub(super) fn regress(&self, y: ArrayView1<'_, f64>) -> Projection {
        let b = self.factor.coefficients(y);
        let fitted = self.x.dot(&b);
        let scaled = self.scaled(&y - &fitted);
        let coefficients = b.slice_axis(Axis(0), Slice::from(..self.weights.nrows())).to_owned();
        Projection { coefficients, scaled, fitted }
    }

    /// Least squares of errors, shape `(rows)`, that stand alone as an outcome.
    pub(super) fn regress_errors(&self, errors: &Array1<f64>) -> Projection {
        let fitted = self.basis.dot(&self.basis.t().dot(errors));
        let scaled = self.scaled(errors - &fitted);
        Projection { coefficients: self.weights.dot(errors), scaled, fitted }
    }

    /// How far each observation moves each coefficient: `ŵ_t û_t`, shape `(shocks, rows)`, with the weights of the estimate, for
    /// two stages those of the projected regressors, and residuals of the actual ones.
    pub(super) fn influence(&self, projection: &Projection) -> Array2<f64> {
        &self.weights * &projection.scaled
    }

    /// Residuals over one minus the share of its own error that an observation takes up when neighbouring errors move together,
    /// `h_tt + Σ_j r_j (h_{t,t−j} + h_{t,t+j})`, `r_j` the autocorrelations of the residuals up to the horizon.
    fn scaled(&self, residuals: Array1<f64>) -> Array1<f64> {
        let n = residuals.len();
        let mut shares = self.leverage.clone();
        let squares = residuals.dot(&residuals);
        if squares > 0.0 {
            let part = |from: usize, to: usize| residuals.slice_axis(Axis(0), Slice::from(from..to));
            for (place, near) in self.neighbours.rows().into_iter().enumerate() {
                let lag = place + 1;
                let correlation = part(lag, n).dot(&part(0, n - lag)) / squares;
                for t in lag..n {
                    let shared = correlation * near[t];
                    shares[t] += shared;
                    shares[t - lag] += shared;
                }
            }
        }
        let mut scaled = residuals;
        scaled.zip_mut_with(&shares, |u, share| *u *= self.ratio / (1.0 - share.min(MOST)));
        scaled
    }
}
