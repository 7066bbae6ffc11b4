//! One horizon: coefficients on the shocks and how each observation bears on them.

use fxsens_core::fit::FitError;
use ndarray::{Array1, Array2, ArrayView1, Axis, Slice};

use super::design::Design;
use super::params::Covariance;
use crate::least_squares::Factor;

/// Largest overlap-adjusted leverage: beyond it an observation decides nearly alone.
const MOST: f64 = 0.9;

/// Estimates of one horizon.
#[derive(Debug, Clone)]
pub(super) struct Projection {
    /// One coefficient per shock.
    pub(super) coefficients: Vec<f64>,
    /// How far each observation moves each of them, shape `(shocks, n)`; the rows of later horizons are zero at the end.
    pub(super) influence: Array2<f64>,
    /// Fitted values, shape `(rows)`.
    pub(super) fitted: Array1<f64>,
}

/// Least squares of `y`, shape `(rows)`, on the first rows of the design; two-stage least squares with instruments.
/// Influences are `ŵ_t û_t` with the weights of the estimate, for two stages those of the projected regressors, and residuals
/// of the actual ones.
///
/// # Errors
/// [`FitError::Collinear`] names columns; the others as [`Factor::new`].
pub(super) fn project(
    design: &Design,
    y: ArrayView1<'_, f64>,
    horizon: usize,
    covariance: Covariance,
) -> Result<Projection, FitError> {
    let rows = y.len();
    let x = Design::rows(&design.x, rows);
    let factor = if design.z.ncols() == 0 {
        Factor::new(x.view(), &design.names)?
    } else {
        let z = Design::rows(&design.z, rows);
        let names: Vec<String> = (0..z.ncols()).map(|j| format!("instrument {}", j + 1)).collect();
        let first = Factor::new(z.view(), &names)?;
        let mut projected = x.clone();
        // Only the shock is projected; the other columns are instruments of themselves.
        projected.column_mut(0).assign(&z.dot(&first.coefficients(x.column(0))));
        Factor::new(projected.view(), &design.names)?
    };
    let b = factor.coefficients(y);
    let fitted = x.dot(&b);
    let residuals = &y - &fitted;
    let k = x.ncols();
    let orthonormal = factor.orthonormal();
    let shares = match covariance {
        Covariance::Hc1 | Covariance::Hac => Array1::zeros(rows),
        Covariance::Hc3 => leverage(&orthonormal),
        Covariance::Hc3Overlap => overlapping(&orthonormal, residuals.view(), horizon),
    };
    let factor_of = match covariance {
        Covariance::Hc1 => (rows as f64 / (rows - k) as f64).sqrt(),
        _ => 1.0,
    };
    let weights = factor.pseudo_inverse();
    let n = design.x.nrows();
    let mut influence = Array2::zeros((design.shocks, n));
    for shock in 0..design.shocks {
        let mut row = influence.row_mut(shock);
        for t in 0..rows {
            row[t] = factor_of * weights[[shock, t]] * residuals[t] / (1.0 - shares[t].min(MOST));
        }
    }
    Ok(Projection { coefficients: b.iter().take(design.shocks).copied().collect(), influence, fitted })
}

fn leverage(orthonormal: &Array2<f64>) -> Array1<f64> {
    orthonormal.map_axis(Axis(1), |row| row.dot(&row))
}

/// How much of its own error an observation takes up when neighbouring errors move together:
/// `h_tt + Σ_j r_j (h_{t,t−j} + h_{t,t+j})`, `r_j` the autocorrelations of the residuals up to the horizon.
fn overlapping(orthonormal: &Array2<f64>, residuals: ArrayView1<'_, f64>, horizon: usize) -> Array1<f64> {
    let n = residuals.len();
    let mut shares = leverage(orthonormal);
    let squares = residuals.dot(&residuals);
    if squares <= 0.0 {
        return shares;
    }
    let part = |from: usize, to: usize| residuals.slice_axis(Axis(0), Slice::from(from..to));
    for lag in 1..=horizon.min(n - 1) {
        let correlation = part(lag, n).dot(&part(0, n - lag)) / squares;
        for t in lag..n {
            let shared = correlation * orthonormal.row(t).dot(&orthonormal.row(t - lag));
            shares[t] += shared;
            shares[t - lag] += shared;
        }
    }
    shares
}
