//! Point estimates through linfa-linear, behind the rank check.

use fxsens_core::fit::FitError;
use linfa::DatasetBase;
use linfa::traits::Fit;
use linfa_linear::LinearRegression;
use ndarray::{Array1, ArrayView1, ArrayView2};

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

/// Regresses `y`, shape `(n)`, on `x`, shape `(n, k)`.
///
/// The design is checked for rank and reduced to its triangle, on which linfa-linear's `LinearRegression` estimates:
/// `k` rows instead of `n` with the same solution. One step of refinement follows, or several with residuals in twice the
/// precision where the condition number exceeds [`super::factor::WELL_CONDITIONED`].
///
/// # Errors
/// [`FitError::Collinear`], [`FitError::TooFewObservations`]; [`FitError::Degenerate`] when `x` and `y` differ in
/// length or linfa-linear gives up.
pub fn solve(x: ArrayView2<'_, f64>, y: ArrayView1<'_, f64>, names: &[String]) -> Result<Solution, FitError> {
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
    let mut coefficients = factor.unscale(on_triangle(&factor, y)?.view());
    let mut residuals = &y - &x.dot(&coefficients);
    if factor.needs_refinement() {
        let g = Array1::zeros(k);
        refine::augmented(&factor, &factor.extended(x), y, g.view(), &mut residuals, &mut coefficients);
    } else {
        coefficients += &factor.coefficients(residuals.view());
        residuals = &y - &x.dot(&coefficients);
    }
    let fitted = &y - &residuals;
    Ok(Solution { coefficients, fitted, residuals, factor })
}

/// linfa-linear's solution of `Rb = Q'y`, in the scale and order of the triangle.
fn on_triangle(factor: &Factor, y: ArrayView1<'_, f64>) -> Result<Array1<f64>, FitError> {
    let gave_up = |error| FitError::Degenerate {
        what: format!("linfa-linear could not solve the regression: {error}"),
    };
    let dataset = DatasetBase::new(factor.triangle(), factor.coordinates(y));
    let fitted = LinearRegression::new().with_intercept(false).fit(&dataset).map_err(gave_up)?;
    Ok(fitted.params().clone())
}
