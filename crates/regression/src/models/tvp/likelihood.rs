//! The exact diffuse likelihood, by the augmented Kalman filter.

use ndarray::{Array1, Array2, ArrayView1, ArrayView2};

use crate::linalg::dense::cholesky;
use crate::linalg::triangular::{solve_upper, solve_upper_transposed};

/// What one pass of the filter leaves behind, all variances in units of the error variance.
#[derive(Debug, Clone)]
pub struct Filtered {
    /// Forecast errors: that of the outcome first, then those of the `k` columns of starting values, shape `(n, 1 + k)`.
    pub(super) errors: Array2<f64>,
    /// Variances of the forecast errors, shape `(n)`.
    pub(super) variances: Array1<f64>,
    /// States before each observation, one column as in `errors`, shape `(k, 1 + k)` each.
    pub(super) states: Vec<Array2<f64>>,
    /// Their variances given the starting values, shape `(k, k)` each.
    pub(super) spreads: Vec<Array2<f64>>,
    /// Starting values of the coefficients, shape `(k)`.
    pub start: Array1<f64>,
    /// Their covariance, shape `(k, k)`.
    pub start_covariance: Array2<f64>,
    /// Estimate of the error variance given the ratios, with `n − k` degrees of freedom.
    pub sigma2: f64,
    /// Log-likelihood with the error variance at its maximum: `n − k` proper terms (de Jong 1991).
    pub log_likelihood: f64,
}

/// Runs `y_t = x_t'β_t + ε_t`, `β_{t+1} = β_t + η_t`, with `Var ε = σ²` and `Var η_i = σ² ratios_i`, every starting value
/// diffuse. `None` when the sample does not determine the starting values or leaves no error.
pub fn filter(y: ArrayView1<'_, f64>, x: ArrayView2<'_, f64>, ratios: &[f64]) -> Option<Filtered> {
    let (n, k) = x.dim();
    // The state is `a_t − A_t δ` with δ the starting values; here its columns are stored as `[a_t, −A_t]`, so that the
    // forecast error is linear in `(1, δ)`: `v_t = y_t − x'a_t − (x'A_t) δ`.
    let mut state = Array2::zeros((k, 1 + k));
    for i in 0..k {
        state[[i, 1 + i]] = 1.0;
    }
    let mut spread = Array2::<f64>::zeros((k, k));
    let mut errors = Array2::zeros((n, 1 + k));
    let mut variances = Array1::zeros(n);
    let (mut states, mut spreads) = (Vec::with_capacity(n), Vec::with_capacity(n));
    let mut gram = Array2::<f64>::zeros((1 + k, 1 + k));
    let mut log_variances = 0.0;
    for t in 0..n {
        states.push(state.clone());
        spreads.push(spread.clone());
        let row = x.row(t);
        let px = spread.dot(&row);
        let variance = 1.0 + row.dot(&px);
        // Errors of the outcome and of the columns of starting values; the latter enter with a minus.
        let mut error = -state.t().dot(&row);
        error[0] += y[t];
        for i in 0..=k {
            for j in 0..=k {
                gram[[i, j]] += error[i] * error[j] / variance;
            }
        }
        log_variances += variance.ln();
        // State update: each column moves by its own error.
        for i in 0..k {
            let gain = px[i] / variance;
            for j in 0..=k {
                state[[i, j]] += gain * error[j];
            }
            for j in 0..k {
                spread[[i, j]] -= px[i] * px[j] / variance;
            }
            spread[[i, i]] += ratios[i];
        }
        errors.row_mut(t).assign(&error);
        variances[t] = variance;
    }
    finish(n, &gram, log_variances).map(|(start, start_covariance, sigma2, log_likelihood)| Filtered {
        errors,
        variances,
        states,
        spreads,
        start,
        start_covariance,
        sigma2,
        log_likelihood,
    })
}

/// Starting values by generalised least squares from the cross-products of the forecast errors.
fn finish(n: usize, gram: &Array2<f64>, log_variances: f64) -> Option<(Array1<f64>, Array2<f64>, f64, f64)> {
    let k = gram.nrows() - 1;
    let s = Array2::from_shape_fn((k, k), |(i, j)| gram[[1 + i, 1 + j]]);
    let cross = Array1::from_shape_fn(k, |i| -gram[[0, 1 + i]]);
    let upper = cholesky(s.view())?.reversed_axes();
    let half = solve_upper_transposed(upper.view(), cross.view());
    let start = solve_upper(upper.view(), half.view());
    let squares = gram[[0, 0]] - half.dot(&half);
    let df = (n - k) as f64;
    let sigma2 = squares / df;
    if sigma2.is_nan() || sigma2 <= 0.0 {
        return None;
    }
    let inverse = crate::linalg::triangular::invert_upper(upper.view());
    let covariance = inverse.dot(&inverse.t());
    let log_det: f64 = 2.0 * upper.diag().iter().map(|pivot| pivot.ln()).sum::<f64>();
    let constant = df * ((2.0 * std::f64::consts::PI * sigma2).ln() + 1.0);
    Some((start, covariance, sigma2, -0.5 * (constant + log_variances + log_det)))
}
