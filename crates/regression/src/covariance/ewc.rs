//! Equal-weighted cosine (EWC) long-run variance.

use ndarray::{Array1, Array2, ArrayView2, Axis};

use super::CovarianceEstimator;

/// Lazarus, Lewis, Stock and Watson (2018): the average of `ν` outer products of cosine transforms. t
/// statistics compare with Student's t of `ν` degrees of freedom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ewc {
    /// Number of cosine terms `ν`.
    pub terms: usize,
}

impl Ewc {
    /// Their rule: `ν = 0.4 T^(2/3)`, rounded, at least one.
    pub fn rule(nobs: usize) -> Self {
        let terms = (0.4 * (nobs as f64).powf(2.0 / 3.0)).round() as usize;
        Self { terms: terms.clamp(1, nobs.saturating_sub(1).max(1)) }
    }
}

impl CovarianceEstimator for Ewc {
    fn id(&self) -> &'static str {
        "ewc"
    }

    fn meat(&self, scores: ArrayView2<'_, f64>) -> Array2<f64> {
        let (n, k) = scores.dim();
        let scale = (2.0 / n as f64).sqrt();
        let mut transforms = Array2::zeros((self.terms, k));
        for (j, mut row) in transforms.axis_iter_mut(Axis(0)).enumerate() {
            let step = std::f64::consts::PI * (j + 1) as f64 / n as f64;
            let cosines: Array1<f64> = (0..n).map(|t| (step * (t as f64 + 0.5)).cos()).collect();
            row.assign(&(scores.t().dot(&cosines) * scale));
        }
        let meat = transforms.t().dot(&transforms) * (0.5 * n as f64 / self.terms as f64);
        &meat + &meat.t()
    }
}
