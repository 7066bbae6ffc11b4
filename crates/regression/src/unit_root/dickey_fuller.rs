//! The Dickey–Fuller regression behind the tests of a unit root.

use fxsens_core::fit::FitError;

use super::nested::Nested;
use super::{Trend, series};

/// `Δyₜ = d'ₜδ + φ yₜ₋₁ + Σ γⱼ Δyₜ₋ⱼ + eₜ` by least squares.
#[derive(Debug, Clone, PartialEq)]
pub struct DickeyFuller {
    /// t statistic of `φ`.
    pub t: f64,
    /// `φ`, the autoregressive root less one.
    pub coefficient: f64,
    /// Standard error of `φ`, classical with degrees of freedom.
    pub std_error: f64,
    /// Lagged differences.
    pub lags: usize,
    /// Rows of the regression.
    pub nobs: usize,
    /// Sum of squared residuals.
    pub ssr: f64,
    /// `Σ γⱼ`.
    pub lag_sum: f64,
    /// Residuals, shape `(nobs)`.
    pub residuals: Vec<f64>,
}

/// Columns and outcome of the regression, the level last.
pub(crate) struct Parts {
    pub(crate) columns: Vec<Vec<f64>>,
    pub(crate) outcome: Vec<f64>,
}

/// Deterministic terms, lagged differences, level: `T − 1 − lags` rows.
pub(crate) fn columns(y: &[f64], trend: Trend, lags: usize) -> Parts {
    let changes = series::differences(y);
    let rows = changes.len() - lags;
    let mut columns = trend.columns(rows);
    columns.reserve(lags + 1);
    columns.extend((1..=lags).map(|j| changes[lags - j..lags - j + rows].to_vec()));
    columns.push(y[lags..lags + rows].to_vec());
    Parts { columns, outcome: changes[lags..].to_vec() }
}

/// Names of these columns, for messages.
pub(crate) fn names(trend: Trend, lags: usize) -> Vec<String> {
    let lagged = (1..=lags).map(|j| format!("difference at lag {j}"));
    trend.names().into_iter().chain(lagged).chain(["the lagged level".to_owned()]).collect()
}

/// Estimates the regression on `y`, shape `(T)`, with all rows the lags allow.
///
/// # Errors
/// [`FitError`] for series that are constant, too short or not finite, for collinear terms and for an exact fit.
pub fn dickey_fuller(y: &[f64], trend: Trend, lags: usize) -> Result<DickeyFuller, FitError> {
    let k = trend.terms() + lags + 1;
    series::check(y, k + lags + 2)?;
    let parts = columns(y, trend, lags);
    let labels = names(trend, lags);
    let fit = Nested::new(parts.columns, parts.outcome, |j| labels[j].clone())?;
    let (ssr, nobs) = (fit.ssr(k), fit.nobs());
    series::check_residuals(ssr, nobs, series::size(y), "the Dickey–Fuller regression")?;
    let last = fit.last(k);
    let lag_sum = fit.coefficients(k)[trend.terms()..k - 1].iter().sum();
    let (t, coefficient, std_error) = (last.t, last.coefficient, last.std_error);
    Ok(DickeyFuller { t, coefficient, std_error, lags, nobs, ssr, lag_sum, residuals: fit.residuals })
}
