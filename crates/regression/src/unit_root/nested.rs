//! Least squares on columns taken in turn: all leading sub-models from one factorisation.

use fxsens_core::fit::FitError;

use crate::linalg::layout::dot;
use crate::linalg::rank::TOLERANCE;

/// Regressions of one outcome on the first `0, 1, …, k` of `k` columns.
///
/// Modified Gram–Schmidt on the columns with the outcome as the last one, which is backward stable for least
/// squares (Björck 1967): `X = QR`, `c = Q'y`.
#[derive(Debug, Clone)]
pub(crate) struct Nested {
    nobs: usize,
    /// Row `i` of the triangle from the diagonal on: `rows[i][j − i] = R[i, j]`.
    rows: Vec<Vec<f64>>,
    /// `Q'y`.
    c: Vec<f64>,
    /// `ssr[j]` is the sum of squared residuals on the first `j` columns.
    ssr: Vec<f64>,
    /// Residuals on all columns, shape `(n)`.
    pub(crate) residuals: Vec<f64>,
    /// The orthonormal columns, shape `(n)` each.
    pub(crate) basis: Vec<Vec<f64>>,
}

impl Nested {
    /// Regresses `y`, `n` values, on `columns`, `n` values each, in their order.
    ///
    /// # Errors
    /// [`FitError::Collinear`] names a column that is a combination of earlier ones;
    /// [`FitError::TooFewObservations`] without a residual degree of freedom.
    pub(crate) fn new(
        mut columns: Vec<Vec<f64>>,
        y: Vec<f64>,
        name: impl Fn(usize) -> String,
    ) -> Result<Self, FitError> {
        let (n, k) = (y.len(), columns.len());
        if n <= k {
            return Err(FitError::TooFewObservations { nobs: n, parameters: k, needed: k + 1 });
        }
        let lengths: Vec<f64> = columns.iter().map(|column| dot(column, column).sqrt()).collect();
        let mut fit = Self {
            nobs: n,
            rows: Vec::with_capacity(k),
            c: Vec::with_capacity(k),
            ssr: vec![dot(&y, &y)],
            residuals: y,
            basis: Vec::new(),
        };
        for j in 0..k {
            let (done, later) = columns.split_at_mut(j + 1);
            let unit = &mut done[j];
            let rest = dot(unit, unit).sqrt();
            // Written so that a length that is not a number counts as collinear too.
            if rest.is_nan() || rest <= TOLERANCE * lengths[j] {
                return Err(FitError::Collinear {
                    columns: vec![name(j)],
                    with: (0..j).map(&name).collect(),
                });
            }
            for value in unit.iter_mut() {
                *value /= rest;
            }
            let mut row = Vec::with_capacity(k - j);
            row.push(rest);
            row.extend(later.iter_mut().map(|column| remove(unit, column)));
            fit.c.push(remove(unit, &mut fit.residuals));
            fit.rows.push(row);
            fit.ssr.push(dot(&fit.residuals, &fit.residuals));
        }
        fit.basis = columns;
        Ok(fit)
    }

    /// Observations.
    pub(crate) fn nobs(&self) -> usize {
        self.nobs
    }

    /// Columns.
    pub(crate) fn parameters(&self) -> usize {
        self.c.len()
    }

    /// Sum of squared residuals on the first `j` columns.
    pub(crate) fn ssr(&self, j: usize) -> f64 {
        self.ssr[j]
    }

    /// Length of column `j` free of the columns before it.
    pub(crate) fn pivot(&self, j: usize) -> f64 {
        self.rows[j][0]
    }

    /// Coefficients on the first `j` columns.
    pub(crate) fn coefficients(&self, j: usize) -> Vec<f64> {
        let mut b = self.c[..j].to_vec();
        for i in (0..j).rev() {
            let later: f64 = (i + 1..j).map(|l| self.rows[i][l - i] * b[l]).sum();
            b[i] = (b[i] - later) / self.rows[i][0];
        }
        b
    }

    /// Standard error over residual standard deviation, and t statistic, of the last of the first `j` columns; the
    /// residual variance has `n − j` degrees of freedom.
    pub(crate) fn last(&self, j: usize) -> Last {
        let sigma = (self.ssr[j] / (self.nobs - j) as f64).sqrt();
        let pivot = self.rows[j - 1][0];
        let coefficient = self.c[j - 1] / pivot;
        Last { coefficient, std_error: sigma / pivot, t: self.c[j - 1] / sigma }
    }
}

/// The last coefficient of a nested model.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Last {
    pub(crate) coefficient: f64,
    pub(crate) std_error: f64,
    pub(crate) t: f64,
}

/// Removes the unit column from another; returns their inner product.
fn remove(unit: &[f64], column: &mut [f64]) -> f64 {
    let along = dot(unit, column);
    for (value, u) in column.iter_mut().zip(unit) {
        *value -= along * u;
    }
    along
}
