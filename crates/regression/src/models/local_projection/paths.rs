//! Responses over all horizons with the influence of every observation.

use fxsens_core::fit::FitError;
use ndarray::{Array1, Array2};

use super::projection::{Projection, Projector};

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
    /// Responses without values, for `horizons` from zero on and `n` observations.
    pub(super) fn empty(shocks: usize, horizons: usize, n: usize) -> Self {
        let influence = Array2::zeros((shocks * horizons, n));
        Self { estimates: Array2::zeros((shocks, horizons)), influence, fitted: Array1::zeros(0) }
    }

    /// Puts the estimates of a horizon in their places. Row `i` of its design is observation `place(i)`; observations it does
    /// not have keep an influence of zero.
    pub(super) fn put(
        &mut self,
        horizon: usize,
        projector: &Projector,
        projection: &Projection,
        place: impl Fn(usize) -> usize,
    ) {
        let (shocks, m) = self.estimates.dim();
        let influence = projector.influence(projection);
        for shock in 0..shocks {
            self.estimates[[shock, horizon]] = projection.coefficients[shock];
            let mut row = self.influence.row_mut(shock * m + horizon);
            influence.row(shock).iter().enumerate().for_each(|(i, value)| row[place(i)] = *value);
        }
        if horizon == 0 {
            self.fitted.clone_from(&projection.fitted);
        }
    }

    /// Standard errors from the influences, without covariances between observations; shape `(shocks · (H + 1))`.
    pub(super) fn std_errors(&self) -> Vec<f64> {
        self.influence.rows().into_iter().map(|row| row.dot(&row).sqrt()).collect()
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
