//! A stationary autoregression and the transformation that whitens it.

use fxsens_core::fit::FitError;
use ndarray::{Array1, Array2, ArrayView1};

use crate::least_squares::Factor;

/// `uₜ = φ₁uₜ₋₁ + … + φₚuₜ₋ₚ + εₜ` with all roots outside the unit circle, together with its predictors of lower
/// order, which the first `p` observations need.
#[derive(Debug, Clone, PartialEq)]
pub struct Autoregression {
    /// `predictors[m]` has the coefficients of the best linear predictor from `m` earlier values, nearest first.
    predictors: Vec<Vec<f64>>,
    /// `variances[m]` is the variance of its error in units of the innovation variance.
    variances: Vec<f64>,
}

impl Autoregression {
    /// From coefficients `φ₁ … φₚ`, by running Levinson's and Durbin's recursion backwards.
    ///
    /// # Errors
    /// [`FitError::Degenerate`] when the autoregression is not stationary.
    pub fn new(coefficients: &[f64]) -> Result<Self, FitError> {
        let mut predictors = vec![coefficients.to_vec()];
        let mut variances = vec![1.0];
        let mut current = coefficients.to_vec();
        let mut variance = 1.0;
        while let Some(partial) = current.pop() {
            let rest = 1.0 - partial * partial;
            if partial.is_nan() || rest <= 0.0 {
                return Err(not_stationary(coefficients));
            }
            let mirrored: Vec<f64> = current.iter().rev().copied().collect();
            current = current.iter().zip(&mirrored).map(|(a, b)| (a + partial * b) / rest).collect();
            variance /= rest;
            predictors.push(current.clone());
            variances.push(variance);
        }
        predictors.reverse();
        variances.reverse();
        Ok(Self { predictors, variances })
    }

    /// Regresses residuals, shape `(n)`, on their own `order` lags without a constant.
    ///
    /// # Errors
    /// [`FitError::Degenerate`] for residuals that are all zero or an autoregression that is not stationary;
    /// [`FitError::TooFewObservations`] for fewer than `2 order + 1` residuals.
    pub fn of_residuals(residuals: ArrayView1<'_, f64>, order: usize) -> Result<Self, FitError> {
        let rows = residuals.len().saturating_sub(order);
        if rows <= order {
            let (nobs, needed) = (residuals.len(), 2 * order + 1);
            return Err(FitError::TooFewObservations { nobs, parameters: order, needed });
        }
        let lagged = Array2::from_shape_fn((rows, order), |(t, j)| residuals[t + order - 1 - j]);
        let current: Array1<f64> = residuals.iter().skip(order).copied().collect();
        let names: Vec<String> = (1..=order).map(|lag| format!("residual {lag} before")).collect();
        let factor = Factor::new(lagged.view(), &names)?;
        Self::new(&factor.coefficients(current.view()).to_vec())
    }

    /// Order `p`.
    pub fn order(&self) -> usize {
        self.predictors.len() - 1
    }

    /// Coefficients `φ₁ … φₚ`.
    pub fn coefficients(&self) -> &[f64] {
        self.predictors.last().map_or(&[], Vec::as_slice)
    }

    /// Whitens a series, shape `(n)`: each value less its best prediction from the values before, the first `p`
    /// divided by the standard deviation of the error of that prediction. The inverse of the Cholesky factor of
    /// the series' covariance, in units of the innovation variance.
    pub fn whiten(&self, series: ArrayView1<'_, f64>) -> Array1<f64> {
        let one = |t: usize| {
            let m = t.min(self.order());
            let predictor = self.predictors[m].iter().enumerate();
            let predicted: f64 = predictor.map(|(i, phi)| phi * series[t - 1 - i]).sum();
            (series[t] - predicted) / self.variances[m].sqrt()
        };
        (0..series.len()).map(one).collect()
    }

    /// Whitens every column of a matrix, shape `(n, k)`.
    pub fn whiten_columns(&self, x: &Array2<f64>) -> Array2<f64> {
        let mut whitened = Array2::zeros((x.ncols(), x.nrows())).reversed_axes();
        for (mut target, column) in whitened.columns_mut().into_iter().zip(x.columns()) {
            target.assign(&self.whiten(column));
        }
        whitened
    }

    /// Logarithm of the determinant of the covariance of `n` values, in units of the innovation variance.
    pub fn log_determinant(&self, n: usize) -> f64 {
        self.variances.iter().take(n.min(self.order())).map(|variance| variance.ln()).sum()
    }
}

fn not_stationary(coefficients: &[f64]) -> FitError {
    let listed: Vec<String> = coefficients.iter().map(|phi| format!("{phi:.4}")).collect();
    let what = format!(
        "the autoregression of the residuals (ρ = {}) is not stationary; estimate in differences",
        listed.join(", ")
    );
    FitError::Degenerate { what }
}
