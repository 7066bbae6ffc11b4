//! What the tests by name share: the regression they look at.

use fxsens_core::fit::FitError;
use fxsens_core::sample::Sample;

use crate::least_squares::{Solution, solve};
use crate::models::parts;

/// Least squares on a sample, for tests on its residuals.
///
/// # Errors
/// The errors of [`solve`]; [`FitError::Degenerate`] for an outcome that does not vary and for a fit so exact that
/// residuals are rounding errors.
pub(super) fn regress(sample: &Sample) -> Result<Solution, FitError> {
    parts::check_outcome(sample)?;
    let solution = solve(sample.x().view(), sample.y(), &sample.x_names())?;
    if parts::is_exact(sample.y(), solution.residuals.view()) {
        return Err(FitError::Degenerate {
            what:
                "the regressors fit the outcome exactly: residuals are rounding errors and cannot be tested"
                    .into(),
        });
    }
    Ok(solution)
}

/// Deviations from the mean.
pub(super) fn demeaned(values: ndarray::ArrayView1<'_, f64>) -> ndarray::Array1<f64> {
    let mean = values.sum() / values.len() as f64;
    values.mapv(|value| value - mean)
}
