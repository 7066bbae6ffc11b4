//! Errors of the relation and steps of its regressors, and their long-run covariance.

use fxsens_core::fit::FitError;
use ndarray::{Array1, Array2, ArrayView2, Axis, Slice, concatenate};

use super::params::Request;
use super::relation::{Relation, differences};
use crate::covariance::hac::Hac;
use crate::covariance::long_run::LongRun;
use crate::least_squares::Factor;
use crate::linalg::dense::cholesky;
use crate::linalg::triangular::{solve_upper, solve_upper_transposed};

/// `ηₜ = (ûₜ, Δxₜ')'`, its long-run covariance, and what both corrections use of it.
#[derive(Debug, Clone)]
pub(crate) struct Errors {
    /// Least-squares coefficients of the relation.
    pub(crate) static_coefficients: Array1<f64>,
    /// `η` from the second observation on, shape `(n − 1, m + 1)`: the residual of the static regression, then the steps of the
    /// regressors after their deterministic terms.
    pub(crate) eta: Array2<f64>,
    /// Kernel and bandwidth.
    pub(crate) hac: Hac,
    /// Long-run covariance of `η`.
    pub(crate) covariance: LongRun,
    /// `Ω₂₂⁻¹ ω₂₁`, shape `(m)`: how the error moves with the steps in the long run.
    pub(crate) loading: Array1<f64>,
    /// `ω₁₁ − ω₁₂ Ω₂₂⁻¹ ω₂₁`: long-run variance of the error given the steps.
    pub(crate) conditional: f64,
}

impl Errors {
    /// Errors of a relation by least squares.
    ///
    /// # Errors
    /// [`FitError`] of the regressions and of the bandwidth; [`FitError::Degenerate`] where the series determine each other or the
    /// long-run covariance of the steps is singular.
    pub(crate) fn new(relation: &Relation, request: &Request) -> Result<Self, FitError> {
        let sample = &relation.sample;
        let factor = Factor::new(sample.x().view(), &sample.x_names())?;
        let static_coefficients = factor.coefficients(sample.y());
        let residuals = &sample.y() - &sample.x().dot(&static_coefficients);
        let steps = differences(&relation.detrended(&relation.regressors())?);
        let late = residuals.slice_axis(Axis(0), Slice::from(1..)).insert_axis(Axis(1));
        let eta = concatenate(Axis(1), &[late.view(), steps.view()])
            .map_err(|error| FitError::Degenerate { what: error.to_string() })?;
        if residuals.dot(&residuals).sqrt() <= 1e-12 * sample.y().dot(&sample.y()).sqrt() {
            return Err(FitError::Degenerate { what: "the series determine each other exactly".into() });
        }
        let hac = request.hac(eta.view())?;
        let covariance = LongRun::new(eta.view(), &hac);
        let omega = &covariance.two_sided;
        let block = omega.slice_axis(Axis(0), Slice::from(1..));
        let (to_error, among) = (block.column(0), block.slice_axis(Axis(1), Slice::from(1..)));
        let loading = solve(among, &to_error.to_owned()).ok_or_else(|| FitError::Degenerate {
            what: "the long-run covariance of the regressors' steps is singular".into(),
        })?;
        let conditional = omega[[0, 0]] - to_error.dot(&loading);
        if conditional.is_nan() || conditional <= 1e-14 * omega[[0, 0]] {
            return Err(FitError::Degenerate {
                what: "the error of the relation has no long-run variance of its own".into(),
            });
        }
        Ok(Self { static_coefficients, eta, hac, covariance, loading, conditional })
    }

    /// The steps of the regressors, shape `(n − 1, m)`.
    pub(crate) fn steps(&self) -> ArrayView2<'_, f64> {
        self.eta.slice_axis(Axis(1), Slice::from(1..))
    }
}

/// `A⁻¹ b` of a symmetric positive definite matrix, its rows and columns scaled to a unit diagonal first; none when singular.
pub(crate) fn solve(a: ArrayView2<'_, f64>, b: &Array1<f64>) -> Option<Array1<f64>> {
    let scale = a.diag().mapv(f64::sqrt);
    if scale.iter().any(|s| !s.is_finite() || *s <= 0.0) {
        return None;
    }
    let unit = &a / &scale.view().insert_axis(Axis(1)) / scale.view().insert_axis(Axis(0));
    let lower = cholesky(unit.view())?;
    if lower.diag().iter().any(|pivot| pivot * pivot < 1e-13) {
        return None;
    }
    let half = solve_upper_transposed(lower.t(), (b / &scale).view());
    Some(solve_upper(lower.t(), half.view()) / scale)
}
