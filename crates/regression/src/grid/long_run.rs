//! Variance of a sum of dependent terms, fast for one series and plain for several.

#![allow(clippy::inline_always)] // what is not inlined runs without the wide instructions

use ndarray::{Array2, ArrayView2};

use super::lanes::{dot, window_sums};
use crate::covariance::CovarianceEstimator;
use crate::covariance::ewc::Ewc;
use crate::covariance::hac::Hac;
use crate::covariance::kernel::Kernel;

/// An estimator of the variance of `Σ zₜ`.
#[derive(Debug)]
pub(super) enum LongRun {
    /// Bartlett weights up to a lag.
    Bartlett { lags: usize },
    /// Equal-weighted cosines: one row of the table per cosine, each as long as the sample.
    Cosines { terms: usize, table: Vec<f64> },
}

impl LongRun {
    pub(super) fn bartlett(lags: usize) -> Self {
        Self::Bartlett { lags }
    }

    pub(super) fn cosines(terms: usize, nobs: usize) -> Self {
        let row = |j: usize| {
            let step = std::f64::consts::PI * (j + 1) as f64 / nobs as f64;
            (0..nobs).map(move |t| (step * (t as f64 + 0.5)).cos())
        };
        Self::Cosines { terms, table: (0..terms).flat_map(row).collect() }
    }

    /// Lags that working memory must hold.
    pub(super) fn lags(&self) -> usize {
        match self {
            Self::Bartlett { lags } => *lags,
            Self::Cosines { .. } => 0,
        }
    }

    /// The variance for one series; `sums` is working memory.
    #[inline(always)]
    pub(super) fn of_sum(&self, z: &[f64], sums: &mut [f64]) -> f64 {
        match self {
            Self::Bartlett { lags } => {
                window_sums(z, *lags, sums);
                dot(sums, sums) / (lags + 1) as f64
            }
            Self::Cosines { terms, table } => {
                let squares = table.chunks_exact(z.len()).map(|row| dot(row, z).powi(2));
                2.0 / *terms as f64 * squares.sum::<f64>()
            }
        }
    }

    /// The covariance of several sums, `z` of shape `(n, k)`.
    pub(super) fn meat(&self, z: ArrayView2<'_, f64>) -> Array2<f64> {
        match self {
            Self::Bartlett { lags } => Hac { kernel: Kernel::Bartlett, bandwidth: *lags as f64 }.meat(z),
            Self::Cosines { terms, .. } => Ewc { terms: *terms }.meat(z),
        }
    }
}
