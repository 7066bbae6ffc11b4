//! Many outcomes on one design: placebos, bootstraps, permutations.

use fxsens_core::fit::FitError;
use ndarray::{Array1, Array2, ArrayView1, ArrayView2, Axis};

use super::factor::Factor;

/// A design with `(X'X)⁻¹X'` computed once; each further outcome costs one product.
#[derive(Debug, Clone)]
pub struct FixedDesign {
    x: Array2<f64>,
    /// Pseudo-inverse, shape `(k, n)`.
    inverse: Array2<f64>,
    bread: Array2<f64>,
}

impl FixedDesign {
    /// Prepares a design, shape `(n, k)` with `n > k`.
    ///
    /// # Errors
    /// [`FitError::Collinear`] and [`FitError::TooFewObservations`], as for a single regression.
    pub fn new(x: ArrayView2<'_, f64>, names: &[String]) -> Result<Self, FitError> {
        let (n, k) = x.dim();
        if n <= k {
            return Err(FitError::TooFewObservations { nobs: n, parameters: k, needed: k + 1 });
        }
        let factor = Factor::new(x, names)?;
        Ok(Self { x: x.to_owned(), inverse: factor.pseudo_inverse(), bread: factor.bread(x) })
    }

    /// Coefficients of one outcome, shape `(k)`.
    pub fn coefficients(&self, y: ArrayView1<'_, f64>) -> Array1<f64> {
        self.inverse.dot(&y)
    }

    /// Coefficients of many outcomes, one per column of `ys`, shape `(n, m)`; returns shape `(k, m)`.
    pub fn coefficients_of_many(&self, ys: ArrayView2<'_, f64>) -> Array2<f64> {
        self.inverse.dot(&ys)
    }

    /// Residuals of one outcome given its coefficients, shape `(n)`.
    pub fn residuals(&self, y: ArrayView1<'_, f64>, coefficients: ArrayView1<'_, f64>) -> Array1<f64> {
        &y - &self.x.dot(&coefficients)
    }

    /// One row of the pseudo-inverse, shape `(n)`: the weights that turn an outcome into coefficient `j`. The
    /// influence of observation `t` on that coefficient is its weight times its residual.
    pub fn weights(&self, j: usize) -> ArrayView1<'_, f64> {
        self.inverse.index_axis(Axis(0), j)
    }

    /// The design, shape `(n, k)`.
    pub fn x(&self) -> ArrayView2<'_, f64> {
        self.x.view()
    }

    /// Bread `(X'X)⁻¹`, shape `(k, k)`.
    pub fn bread(&self) -> ArrayView2<'_, f64> {
        self.bread.view()
    }

    /// Observations.
    pub fn nobs(&self) -> usize {
        self.x.nrows()
    }

    /// Parameters.
    pub fn parameters(&self) -> usize {
        self.x.ncols()
    }
}
