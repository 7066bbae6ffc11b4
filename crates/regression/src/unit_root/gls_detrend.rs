//! Detrending by generalised least squares under a local alternative (Elliott, Rothenberg and Stock 1996).

use fxsens_core::fit::FitError;

use super::nested::Nested;
use super::{Trend, series};

/// `c̄`: the local alternative `ᾱ = 1 + c̄/T` at which the power envelope is touched at one half: −7 for a constant,
/// −13.5 for a trend.
///
/// # Errors
/// [`FitError::Unsupported`] for other deterministic terms.
pub(crate) fn local_alternative(trend: Trend) -> Result<f64, FitError> {
    match trend {
        Trend::C => Ok(-7.0),
        Trend::Ct => Ok(-13.5),
        Trend::N | Trend::Ctt => Err(FitError::Unsupported {
            what: format!("detrending by generalised least squares with {}", trend.label()),
            why: "it is defined for a constant (c) and for a constant and a trend (ct)".into(),
        }),
    }
}

/// The series less its deterministic terms, whose coefficients come from the quasi-differences
/// `(y₁, y₂ − ᾱy₁, …, y_T − ᾱy_{T−1})` on those of the terms. Shape `(T)` in and out.
///
/// # Errors
/// [`FitError::Unsupported`] for terms other than a constant or a constant and a trend.
pub fn gls_detrend(y: &[f64], trend: Trend) -> Result<Vec<f64>, FitError> {
    series::check(y, trend.terms() + 2)?;
    let root = 1.0 + local_alternative(trend)? / y.len() as f64;
    let quasi = |x: &[f64]| -> Vec<f64> {
        x.iter().take(1).copied().chain(x.windows(2).map(|pair| pair[1] - root * pair[0])).collect()
    };
    let columns = trend.columns(y.len());
    let names = trend.names();
    let fit = Nested::new(columns.iter().map(|c| quasi(c)).collect(), quasi(y), |j| names[j].clone())?;
    let b = fit.coefficients(fit.parameters());
    let fitted = |t: usize| columns.iter().zip(&b).map(|(column, b)| column[t] * b).sum::<f64>();
    Ok(y.iter().enumerate().map(|(t, value)| value - fitted(t)).collect())
}
