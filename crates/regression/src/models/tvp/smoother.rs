//! Smoothed coefficients, and the slope of the likelihood that comes with them.

use ndarray::{Array1, Array2, ArrayView2};

use super::likelihood::Filtered;

/// Coefficients given the whole sample.
#[derive(Debug, Clone)]
pub struct Smoothed {
    /// Coefficients, shape `(n, k)`.
    pub coefficients: Array2<f64>,
    /// Their covariance at each date, in units of the outcome, shape `(k, k)` each.
    pub covariances: Vec<Array2<f64>>,
    /// Derivative of the log-likelihood with respect to each ratio of variances, shape `(k)`.
    pub slope: Array1<f64>,
}

/// Runs backwards over a filtered sample (de Jong 1989): `r_{t−1} = x_t v_t / F_t + L_t' r_t`, `L_t = I − p_t x_t'/F_t`,
/// each for the outcome and for every column of starting values.
pub fn smooth(x: ArrayView2<'_, f64>, filtered: &Filtered) -> Smoothed {
    let (n, k) = x.dim();
    let weights = std::iter::once(1.0).chain(filtered.start.iter().copied()).collect::<Array1<f64>>();
    let mut r = Array2::<f64>::zeros((k, 1 + k));
    let mut information = Array2::<f64>::zeros((k, k));
    let mut slope = Array1::zeros(k);
    let mut coefficients = Array2::zeros((n, k));
    let mut covariances = vec![Array2::zeros((k, k)); n];
    for t in (0..n).rev() {
        // The innovation after date t moves every later state: its score is r_t, its information N_t.
        if t + 1 < n {
            let total = r.dot(&weights);
            // Part of the information about the innovation that goes into the starting values.
            let starts = r.slice_axis(ndarray::Axis(1), ndarray::Slice::from(1..));
            for i in 0..k {
                let taken = quadratic(&filtered.start_covariance, starts.row(i));
                slope[i] += 0.5 * (total[i] * total[i] / filtered.sigma2 - (information[[i, i]] - taken));
            }
        }
        let (row, variance, spread) = (x.row(t), filtered.variances[t], &filtered.spreads[t]);
        let px = spread.dot(&row);
        // L'r = r − x (p'r)/F.
        let moved = r.t().dot(&px);
        for i in 0..k {
            for j in 0..=k {
                r[[i, j]] += row[i] * (filtered.errors[[t, j]] - moved[j]) / variance;
            }
        }
        let np = information.dot(&px);
        let pnp = px.dot(&np);
        for i in 0..k {
            for j in 0..k {
                information[[i, j]] +=
                    (row[i] * row[j] * (1.0 + pnp / variance) - row[i] * np[j] - np[i] * row[j]) / variance;
            }
        }
        let states = &filtered.states[t] + &spread.dot(&r);
        coefficients.row_mut(t).assign(&states.dot(&weights));
        let starts = states.slice_axis(ndarray::Axis(1), ndarray::Slice::from(1..));
        let given = spread - &spread.dot(&information).dot(spread);
        let total = given + starts.dot(&filtered.start_covariance).dot(&starts.t());
        covariances[t] = (&total + &total.t()) * (0.5 * filtered.sigma2);
    }
    Smoothed { coefficients, covariances, slope }
}

fn quadratic(matrix: &Array2<f64>, weights: ndarray::ArrayView1<'_, f64>) -> f64 {
    weights.dot(&matrix.dot(&weights))
}
