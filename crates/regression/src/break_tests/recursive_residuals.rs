//! Recursive residuals.

use fxsens_core::fit::FitError;
use ndarray::{Array1, Array2, ArrayView1, ArrayView2};

/// A pivot below this share of its column's length means that the rows so far do not determine the coefficients.
const TOLERANCE: f64 = 1e-10;

/// Recursive residuals of Brown, Durbin and Evans (1975), shape `(n − k)`:
/// `w_t = (y_t − x_t'b_{t−1}) / √(1 + x_t'(X'X)⁻¹_{t−1}x_t)` for `t = k + 1 … n`. Under stable coefficients and normal
/// errors they are independent with the variance of the errors. The triangular factor is updated by rotations, one row
/// at a time.
///
/// # Errors
/// [`FitError::Unsupported`] when the first `k` rows do not determine the coefficients.
pub fn recursive_residuals(y: ArrayView1<'_, f64>, x: ArrayView2<'_, f64>) -> Result<Array1<f64>, FitError> {
    let (n, k) = x.dim();
    if n <= k {
        return Err(FitError::TooFewObservations { nobs: n, parameters: k, needed: k + 1 });
    }
    let mut system = Triangular { r: Array2::zeros((k, k)), d: Array1::zeros(k) };
    let lengths: Vec<f64> = x.columns().into_iter().map(|column| column.dot(&column).sqrt()).collect();
    let mut residuals = Array1::zeros(n - k);
    for t in 0..n {
        if t == k && !(0..k).all(|j| system.r[[j, j]].abs() > TOLERANCE * lengths[j]) {
            return Err(FitError::Unsupported {
                what: "recursive residuals".into(),
                why: format!("the first {k} observations do not determine the {k} coefficients"),
            });
        }
        if t >= k {
            residuals[t - k] = system.residual(x.row(t), y[t]);
        }
        system.add(x.row(t), y[t]);
    }
    Ok(residuals)
}

/// `R b = d`, the normal equations of the rows added so far.
struct Triangular {
    r: Array2<f64>,
    d: Array1<f64>,
}

impl Triangular {
    /// Rotates one row into the factor.
    fn add(&mut self, row: ArrayView1<'_, f64>, value: f64) {
        let k = self.d.len();
        let (mut row, mut value) = (row.to_owned(), value);
        for j in 0..k {
            let length = self.r[[j, j]].hypot(row[j]);
            if length <= 0.0 {
                continue;
            }
            let (c, s) = (self.r[[j, j]] / length, row[j] / length);
            for l in j..k {
                let (above, below) = (self.r[[j, l]], row[l]);
                self.r[[j, l]] = c * above + s * below;
                row[l] = c * below - s * above;
            }
            let (above, below) = (self.d[j], value);
            self.d[j] = c * above + s * below;
            value = c * below - s * above;
        }
    }

    /// Standardised error of the forecast of `value` from the rows so far.
    fn residual(&self, row: ArrayView1<'_, f64>, value: f64) -> f64 {
        // With R'a = x: x'b = a'd and x'(X'X)⁻¹x = a'a.
        let a = crate::linalg::triangular::solve_upper_transposed(self.r.view(), row);
        (value - a.dot(&self.d)) / (1.0 + a.dot(&a)).sqrt()
    }
}
