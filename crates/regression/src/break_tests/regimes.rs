//! A regression on parts of its sample.

use fxsens_core::fit::FitError;
use ndarray::{ArrayView1, ArrayView2, Axis, Slice};

use crate::least_squares::Factor;

/// Sum of squared residuals of `y` on `x`, rows `from..to`.
///
/// # Errors
/// [`FitError`] when these rows do not determine the coefficients; `what` says which rows they are.
pub(super) fn sum_of_squares(
    y: ArrayView1<'_, f64>,
    x: ArrayView2<'_, f64>,
    (from, to): (usize, usize),
    what: &str,
) -> Result<f64, FitError> {
    let (y, x) = (y.slice_axis(Axis(0), Slice::from(from..to)), x.slice_axis(Axis(0), Slice::from(from..to)));
    let names: Vec<String> = (0..x.ncols()).map(|j| format!("column {}", j + 1)).collect();
    let factor = Factor::new(x, &names).map_err(|_| FitError::Unsupported {
        what: format!("a regression on {what} alone"),
        why: format!("its {} observations do not determine the {} coefficients", to - from, x.ncols()),
    })?;
    let residuals = &y - &x.dot(&factor.coefficients(y));
    Ok(residuals.dot(&residuals))
}

/// Refuses residuals that are nothing but rounding errors: a ratio of them says nothing.
pub(super) fn refuse_exact(y: ArrayView1<'_, f64>, squares: f64) -> Result<(), FitError> {
    let rounding = 1e-13 * y.dot(&y).sqrt();
    if squares.sqrt() > rounding {
        return Ok(());
    }
    Err(FitError::Degenerate {
        what: "the regression fits exactly: there is no error whose stability could be tested".into(),
    })
}
