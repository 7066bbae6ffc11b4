//! Nyblom's test against wandering coefficients.

use fxsens_core::fit::FitError;
use ndarray::{Array2, ArrayView1, ArrayView2, Axis};

use super::cramer_von_mises::bridge_integral_beyond;
use super::regimes::refuse_exact;
use crate::least_squares::Factor;
use crate::linalg::dense::cholesky;
use crate::linalg::triangular::solve_upper_transposed;

/// Joint and single statistics.
#[derive(Debug, Clone, PartialEq)]
pub struct Nyblom {
    /// Over all coefficients, and the error variance when it was included.
    pub joint: f64,
    /// Dimension of the joint statistic.
    pub parameters: usize,
    /// p-value of the joint statistic.
    pub p_value: f64,
    /// One statistic per coefficient, the error variance last when it was included, with its p-value.
    pub single: Vec<(f64, f64)>,
}

/// Nyblom (1989) in Hansen's (1992) form for regressions: `L = (1/n) Σ_t S_t' V⁻¹ S_t`, `S_t` the cumulated scores
/// `x_t û_t` (and `û_t² − σ̂²` with `variance`), `V` the sum of their outer products. The alternative is coefficients
/// that follow a martingale, a random walk among others. The law is that of an integrated squared Brownian bridge.
///
/// # Errors
/// [`FitError`] when the sample does not determine the coefficients, without an error term, or with scores that are
/// linearly dependent (a dummy for a single observation).
pub fn nyblom(y: ArrayView1<'_, f64>, x: ArrayView2<'_, f64>, variance: bool) -> Result<Nyblom, FitError> {
    let (n, k) = x.dim();
    if n <= k + 1 {
        return Err(FitError::TooFewObservations { nobs: n, parameters: k, needed: k + 2 });
    }
    let names: Vec<String> = (0..k).map(|j| format!("column {}", j + 1)).collect();
    let factor = Factor::new(x, &names)?;
    let u = &y - &x.dot(&factor.coefficients(y));
    let squares = u.dot(&u);
    refuse_exact(y, squares)?;
    let m = k + usize::from(variance);
    let mut scores = Array2::from_shape_fn((n, m), |(t, j)| {
        if j < k { x[[t, j]] * u[t] } else { u[t] * u[t] - squares / n as f64 }
    });
    // Columns of unit length: V becomes a correlation matrix, the statistics stay the same.
    for mut column in scores.columns_mut() {
        let length = column.dot(&column).sqrt();
        if length <= 0.0 {
            return Err(dependent());
        }
        column /= length;
    }
    let mut cumulated = scores.clone();
    cumulated.accumulate_axis_inplace(Axis(0), |before, now| *now += before);
    let v = scores.t().dot(&scores);
    let upper = cholesky(v.view()).ok_or_else(dependent)?.reversed_axes();
    if !upper.diag().iter().all(|pivot| *pivot > 1e-7) {
        return Err(dependent());
    }
    let total: f64 = cumulated
        .rows()
        .into_iter()
        .map(|row| solve_upper_transposed(upper.view(), row))
        .map(|solved| solved.dot(&solved))
        .sum();
    let joint = total / n as f64;
    let single = cumulated.columns().into_iter().map(|column| column.dot(&column) / n as f64);
    Ok(Nyblom {
        joint,
        parameters: m,
        p_value: bridge_integral_beyond(joint, m),
        single: single.map(|value| (value, bridge_integral_beyond(value, 1))).collect(),
    })
}

fn dependent() -> FitError {
    FitError::Unsupported {
        what: "Nyblom's test on this regression".into(),
        why: "the scores of its coefficients are linearly dependent, as those of a dummy for one observation are".into(),
    }
}
