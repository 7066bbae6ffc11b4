//! Which regressors are instrumented, and by what.

use fxsens_core::fit::FitError;
use fxsens_core::sample::Sample;
use ndarray::{Array1, Array2, ArrayView1, Axis};

use crate::least_squares::Factor;

/// A sample split for instruments.
#[derive(Debug)]
pub(super) struct Design {
    /// Outcome, shape `(n)`.
    pub(super) y: Array1<f64>,
    /// Regressors, shape `(n, k)`.
    pub(super) x: Array2<f64>,
    /// Their names.
    pub(super) x_names: Vec<String>,
    /// Instruments, included regressors among them, shape `(n, m)`.
    pub(super) z: Array2<f64>,
    /// Their names.
    pub(super) z_names: Vec<String>,
    /// Columns of `x` that are instrumented.
    pub(super) endogenous: Vec<usize>,
    /// Columns of `z` that are not regressors.
    pub(super) excluded: Vec<usize>,
    /// The factored instruments.
    pub(super) factor: Factor,
    /// Regressors projected on the instruments, shape `(n, k)`; included ones as they are.
    pub(super) projected: Array2<f64>,
}

impl Design {
    /// # Errors
    /// [`FitError::Unsupported`] without instruments or with too few; [`FitError::Collinear`] among regressors or
    /// instruments.
    pub(super) fn new(sample: &Sample) -> Result<Self, FitError> {
        let (x_names, z_names) = (sample.x_names(), sample.z_names());
        let unsupported = |what: &str, why: String| FitError::Unsupported { what: what.into(), why };
        if z_names.is_empty() {
            let why = "write them after a bar: y ~ x + c | z1 + z2 + c";
            return Err(unsupported("model `iv` without instruments", why.into()));
        }
        let endogenous: Vec<usize> = (0..x_names.len()).filter(|j| !z_names.contains(&x_names[*j])).collect();
        let excluded: Vec<usize> = (0..z_names.len()).filter(|j| !x_names.contains(&z_names[*j])).collect();
        if endogenous.is_empty() {
            let why = "every regressor stands among the instruments; model `ols` does the same";
            return Err(unsupported("a regression without an instrumented regressor", why.into()));
        }
        if excluded.len() < endogenous.len() {
            let why = format!(
                "{} instruments beside the regressors cannot identify {} effects",
                excluded.len(),
                endogenous.len()
            );
            return Err(unsupported("an under-identified regression", why));
        }
        Factor::new(sample.x().view(), &x_names)?;
        let (x, z) = (sample.x().clone(), sample.z().clone());
        let (n, m) = z.dim();
        if n <= m + 1 {
            return Err(FitError::TooFewObservations { nobs: n, parameters: m, needed: m + 2 });
        }
        let factor = Factor::new(z.view(), &z_names)?;
        let mut projected = x.clone();
        for j in &endogenous {
            let fitted = z.dot(&factor.coefficients(x.column(*j)));
            projected.column_mut(*j).assign(&fitted);
        }
        let y = sample.y().to_owned();
        Ok(Self { y, x, x_names, z, z_names, endogenous, excluded, factor, projected })
    }

    /// Residuals of a series on the instruments.
    pub(super) fn off_instruments(&self, series: ArrayView1<'_, f64>) -> Array1<f64> {
        &series - &self.z.dot(&self.factor.coefficients(series))
    }

    /// Included exogenous regressors, shape `(n, w)`.
    pub(super) fn included(&self) -> Array2<f64> {
        let kept: Vec<usize> = (0..self.x_names.len()).filter(|j| !self.endogenous.contains(j)).collect();
        self.x.select(Axis(1), &kept)
    }

    /// Residuals of columns, shape `(n, c)`, on the included exogenous regressors.
    pub(super) fn off_included(&self, columns: &Array2<f64>) -> Result<Array2<f64>, FitError> {
        let included = self.included();
        if included.ncols() == 0 {
            return Ok(columns.clone());
        }
        let names: Vec<String> = (0..included.ncols()).map(|j| format!("control {}", j + 1)).collect();
        let factor = Factor::new(included.view(), &names)?;
        let mut rest = columns.clone();
        for mut column in rest.columns_mut() {
            let fitted = included.dot(&factor.coefficients(column.view()));
            column -= &fitted;
        }
        Ok(rest)
    }
}
