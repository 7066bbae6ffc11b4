//! The ordinary way to refit a draw: gather its rows and factor them, with the rank check.

use fxsens_core::fit::FitError;
use ndarray::{Array1, ArrayView1, ArrayView2, Axis};

use crate::least_squares::Factor;

/// Least squares on these rows; `None` when they are collinear.
///
/// # Errors
/// Those of [`Factor::new`] other than collinearity.
pub fn refit_rows(
    x: ArrayView2<'_, f64>,
    y: ArrayView1<'_, f64>,
    names: &[String],
    rows: &[usize],
) -> Result<Option<Array1<f64>>, FitError> {
    let (x, y) = (x.select(Axis(0), rows), y.select(Axis(0), rows));
    // A column that vanished has no direction: the rank check speaks of collinearity, but only of columns with a length.
    if x.columns().into_iter().any(|column| column.iter().all(|value| *value == 0.0)) {
        return Ok(None);
    }
    match Factor::new(x.view(), names) {
        Ok(factor) => Ok(Some(factor.coefficients(y.view()))),
        Err(FitError::Collinear { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

pub(super) fn check_data(x: ArrayView2<'_, f64>, y: ArrayView1<'_, f64>) -> Result<(), FitError> {
    let (n, k) = x.dim();
    if y.len() != n {
        return Err(FitError::Degenerate {
            what: format!("the design has {n} rows, the outcome {}", y.len()),
        });
    }
    if n <= k {
        return Err(FitError::TooFewObservations { nobs: n, parameters: k, needed: k + 1 });
    }
    if x.iter().chain(y.iter()).all(|value| value.is_finite()) {
        return Ok(());
    }
    Err(FitError::Degenerate { what: "the regression holds a value that is not finite".into() })
}
