//! Responses over all horizons with the influence of every observation.

use fxsens_core::fit::FitError;
use ndarray::{Array1, Array2};
use rayon::prelude::*;

use super::design::Design;
use super::params::Covariance;
use super::projection::project;

/// Responses of one outcome.
#[derive(Debug, Clone)]
pub(super) struct Paths {
    /// Shape `(shocks, H + 1)`.
    pub(super) estimates: Array2<f64>,
    /// Influences, shape `(shocks · (H + 1), n)`, the horizons of a shock together.
    pub(super) influence: Array2<f64>,
    /// Fitted values at horizon zero, shape `(n)`.
    pub(super) fitted: Array1<f64>,
}

impl Paths {
    /// Projects `target(h)` for every horizon, each on all rows it has.
    ///
    /// # Errors
    /// The first [`FitError`] of a horizon.
    pub(super) fn new(
        design: &Design,
        horizons: usize,
        covariance: Covariance,
        target: impl Fn(usize) -> Array1<f64> + Sync,
    ) -> Result<Self, FitError> {
        let each = (0..=horizons)
            .into_par_iter()
            .map(|horizon| project(design, target(horizon).view(), horizon, covariance))
            .collect::<Result<Vec<_>, FitError>>()?;
        let (m, n) = (horizons + 1, design.x.nrows());
        let mut estimates = Array2::zeros((design.shocks, m));
        let mut influence = Array2::zeros((design.shocks * m, n));
        for (horizon, projection) in each.iter().enumerate() {
            for shock in 0..design.shocks {
                estimates[[shock, horizon]] = projection.coefficients[shock];
                influence.row_mut(shock * m + horizon).assign(&projection.influence.row(shock));
            }
        }
        let fitted = each.into_iter().next().map(|first| first.fitted).unwrap_or_default();
        Ok(Self { estimates, influence, fitted })
    }

    /// The same responses, combined over horizons by these weights, shape `(H + 1, H + 1)`: for a single shock.
    pub(super) fn corrected(&self, weights: &Array2<f64>) -> Self {
        let estimates = weights.dot(&self.estimates.row(0)).insert_axis(ndarray::Axis(0));
        Self { estimates, influence: weights.dot(&self.influence), fitted: self.fitted.clone() }
    }

    /// Responses over those of another outcome: ratios, with influences by the delta method.
    ///
    /// # Errors
    /// [`FitError::Degenerate`] for a denominator of zero.
    pub(super) fn over(&self, other: &Self) -> Result<Self, FitError> {
        let mut ratios = self.clone();
        for (h, below) in other.estimates.row(0).iter().enumerate() {
            if below.abs() < f64::MIN_POSITIVE {
                return Err(FitError::Degenerate {
                    what: format!("the shock's own cumulative response is zero at horizon {h}"),
                });
            }
            let ratio = self.estimates[[0, h]] / below;
            ratios.estimates[[0, h]] = ratio;
            let moved = (&self.influence.row(h) - &(&other.influence.row(h) * ratio)) / *below;
            ratios.influence.row_mut(h).assign(&moved);
        }
        Ok(ratios)
    }
}
