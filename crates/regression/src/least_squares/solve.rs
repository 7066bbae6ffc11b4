//! Point estimates through linfa-linear, behind the rank check.

use fxsens_core::fit::FitError;
use fxsens_core::sample::Intercept;
use linfa::DatasetBase;
use linfa::traits::Fit;
use linfa_linear::LinearRegression;
use ndarray::{Array1, ArrayView1, ArrayView2, Axis};

use super::factor::Factor;
use super::refine;

/// A least-squares solution.
#[derive(Debug, Clone)]
pub struct Solution {
    /// Coefficients in the order of the columns, shape `(k)`.
    pub coefficients: Array1<f64>,
    /// Fitted values, shape `(n)`.
    pub fitted: Array1<f64>,
    /// Residuals, shape `(n)`.
    pub residuals: Array1<f64>,
    /// The factored design.
    pub factor: Factor,
}

/// Regresses `y`, shape `(n)`, on `x`, shape `(n, k)`, whose first column is the constant if there is one.
///
/// The design is checked for rank, linfa-linear's `LinearRegression` estimates, and designs whose condition
/// number exceeds [`super::factor::WELL_CONDITIONED`] are refined with residuals in twice the precision.
///
/// # Errors
/// [`FitError::Collinear`], [`FitError::TooFewObservations`]; [`FitError::Degenerate`] when `x` and `y` differ in
/// length or linfa-linear gives up.
pub fn solve(
    x: ArrayView2<'_, f64>,
    y: ArrayView1<'_, f64>,
    names: &[String],
    intercept: Intercept,
) -> Result<Solution, FitError> {
    let (n, k) = x.dim();
    if y.len() != n {
        return Err(FitError::Degenerate {
            what: format!("the design has {n} rows, the outcome {}", y.len()),
        });
    }
    if n <= k {
        return Err(FitError::TooFewObservations { nobs: n, parameters: k, needed: k + 1 });
    }
    let factor = Factor::new(x, names)?;
    let mut coefficients = linfa_coefficients(x, y, intercept)?;
    let mut residuals = &y - &x.dot(&coefficients);
    if factor.needs_refinement() {
        let g = Array1::zeros(k);
        refine::augmented(&factor, &factor.extended(x), y, g.view(), &mut residuals, &mut coefficients);
    }
    let fitted = &y - &residuals;
    Ok(Solution { coefficients, fitted, residuals, factor })
}

/// linfa-linear's estimates, the constant first.
fn linfa_coefficients(
    x: ArrayView2<'_, f64>,
    y: ArrayView1<'_, f64>,
    intercept: Intercept,
) -> Result<Array1<f64>, FitError> {
    let gave_up = |error| FitError::Degenerate {
        what: format!("linfa-linear could not solve the regression: {error}"),
    };
    let constant = intercept == Intercept::Included && x.ncols() > 1;
    let slopes = x.split_at(Axis(1), usize::from(constant)).1;
    let dataset = DatasetBase::new(slopes, y);
    let fitted = LinearRegression::new().with_intercept(constant).fit(&dataset).map_err(gave_up)?;
    if !constant {
        return Ok(fitted.params().clone());
    }
    Ok(std::iter::once(fitted.intercept()).chain(fitted.params().iter().copied()).collect())
}
