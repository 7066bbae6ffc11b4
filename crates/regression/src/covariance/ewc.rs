//! Equal-weighted cosine (EWC) long-run variance.

use ndarray::{Array2, ArrayView2};

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

    /// The cosines for a sample of `nobs` observations, shape `(terms, nobs)`.
    pub fn cosines(&self, nobs: usize) -> Array2<f64> {
        let scale = (2.0 / nobs as f64).sqrt();
        let step = std::f64::consts::PI / nobs as f64;
        let entry = |(j, t): (usize, usize)| scale * (step * (j + 1) as f64 * (t as f64 + 0.5)).cos();
        Array2::from_shape_fn((self.terms, nobs), entry)
    }

    /// The meat from the [`cosines`](Self::cosines) of the sample.
    pub fn meat_on(&self, cosines: ArrayView2<'_, f64>, scores: ArrayView2<'_, f64>) -> Array2<f64> {
        let transforms = cosines.dot(&scores);
        let meat = transforms.t().dot(&transforms) * (0.5 * scores.nrows() as f64 / self.terms as f64);
        &meat + &meat.t()
    }
}

impl CovarianceEstimator for Ewc {
    fn id(&self) -> &'static str {
        "ewc"
    }

    fn meat(&self, scores: ArrayView2<'_, f64>) -> Array2<f64> {
        self.meat_on(self.cosines(scores.nrows()).view(), scores)
    }
}
