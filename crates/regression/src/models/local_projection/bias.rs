//! The small-sample bias of local projections.

use ndarray::{Array2, ArrayView2, Axis, Slice};

use crate::linalg::dense::cholesky;
use crate::linalg::triangular::invert_upper;

/// Weights of the correction of Herbst and Johannsen (2024), lower triangular, shape `(H + 1, H + 1)`: corrected responses are
/// `β*_h = β_h + Σ_{j=1}^{h} ω_j / (n − h) β*_{h−j}`, `ω_j = 1 + tr(Γ₀⁻¹ Γ_j)` with the autocovariances `Γ_j` of the lagged
/// regressors, shape `(n, k)`. Without a solvable `Γ₀` only the part of the mean is corrected.
pub(super) fn correction(lagged: ArrayView2<'_, f64>, horizons: usize) -> Array2<f64> {
    let n = lagged.nrows();
    let traces = traces(lagged, horizons);
    let mut weights = Array2::<f64>::zeros((horizons + 1, horizons + 1));
    for h in 0..=horizons {
        weights[[h, h]] = 1.0;
        for j in 1..=h {
            let share = (1.0 + traces[j - 1]) / (n - h) as f64;
            for i in 0..=h - j {
                weights[[h, i]] += share * weights[[h - j, i]];
            }
        }
    }
    weights
}

/// The same for cumulative responses: their differences are corrected and summed up again.
pub(super) fn cumulated(weights: &Array2<f64>) -> Array2<f64> {
    let size = weights.nrows();
    let sum = Array2::from_shape_fn((size, size), |(i, j)| if j <= i { 1.0 } else { 0.0 });
    let difference = Array2::from_shape_fn((size, size), |(i, j)| match i.checked_sub(j) {
        Some(0) => 1.0,
        Some(1) => -1.0,
        _ => 0.0,
    });
    sum.dot(weights).dot(&difference)
}

/// `tr(Γ₀⁻¹ Γ_j)` for `j = 1 … horizons`.
fn traces(lagged: ArrayView2<'_, f64>, horizons: usize) -> Vec<f64> {
    let (n, k) = lagged.dim();
    let none = vec![0.0; horizons];
    let Some(mean) = lagged.mean_axis(Axis(0)).filter(|_| k > 0) else { return none };
    let mut deviations = lagged.to_owned() - &mean;
    for mut column in deviations.columns_mut() {
        let length = column.dot(&column).sqrt();
        if length <= 0.0 {
            return none;
        }
        column /= length;
    }
    let gram = deviations.t().dot(&deviations);
    let Some(lower) = cholesky(gram.view()) else { return none };
    // Rows of the whitened columns: the trace is the sum of their lagged products.
    let white = deviations.dot(&invert_upper(lower.reversed_axes().view()));
    (1..=horizons)
        .map(|lag| {
            if lag >= n {
                return 0.0;
            }
            let later = white.slice_axis(Axis(0), Slice::from(lag..));
            let earlier = white.slice_axis(Axis(0), Slice::from(..n - lag));
            later.iter().zip(earlier.iter()).map(|(a, b)| a * b).sum()
        })
        .collect()
}
