//! Working memory of one thread.

use super::lanes::LANES;

/// Vectors that every choice needs, allocated once per thread.
#[derive(Debug)]
pub(super) struct Scratch {
    /// Length of one stretch of `sums`.
    pub(super) stretch: usize,
    /// Residuals.
    pub(super) residuals: Vec<f64>,
    /// Weights of the shock's estimate, then its scores.
    pub(super) weights: Vec<f64>,
    /// Sums over windows, one stretch per regressor.
    pub(super) sums: Vec<f64>,
}

impl Scratch {
    pub(super) fn new(nobs: usize, lags: usize, regressors: usize) -> Self {
        let stretch = (nobs + lags).next_multiple_of(LANES);
        Self {
            stretch,
            residuals: vec![0.0; nobs],
            weights: vec![0.0; nobs],
            sums: vec![0.0; stretch * regressors],
        }
    }
}
