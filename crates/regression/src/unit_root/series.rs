//! What every test asks of a series before it starts.

use fxsens_core::fit::FitError;

/// Refuses series that no test can be made of: a number that is not finite, fewer than `needed` observations, no
/// variation.
pub(crate) fn check(y: &[f64], needed: usize) -> Result<(), FitError> {
    if let Some(at) = y.iter().position(|value| !value.is_finite()) {
        let what = format!("observation {} of the series is {}; expected finite numbers", at + 1, y[at]);
        return Err(FitError::Degenerate { what });
    }
    if y.len() < needed {
        return Err(FitError::TooFewObservations { nobs: y.len(), parameters: needed - 1, needed });
    }
    let first = y.first().copied().unwrap_or_default();
    if y.iter().all(|value| value.to_bits() == first.to_bits()) {
        let what = format!("the series is constant at {first}; a test of its persistence needs variation");
        return Err(FitError::Degenerate { what });
    }
    Ok(())
}

/// Refuses an exact fit, whose statistic would be made of rounding errors. `size` is the largest absolute value the
/// residuals were computed from.
pub(crate) fn check_residuals(ssr: f64, nobs: usize, size: f64, what: &str) -> Result<(), FitError> {
    // Differences of rounded numbers carry an error of half a unit in the last place each.
    if ssr.sqrt() > 16.0 * f64::EPSILON * size * (nobs as f64).sqrt() {
        return Ok(());
    }
    let what = format!("{what} fits exactly, so that no residual variation is left to judge a unit root by");
    Err(FitError::Degenerate { what })
}

/// Largest absolute value.
pub(crate) fn size(y: &[f64]) -> f64 {
    y.iter().fold(0.0, |size: f64, value| size.max(value.abs()))
}

/// First differences.
pub(crate) fn differences(y: &[f64]) -> Vec<f64> {
    y.windows(2).map(|pair| pair[1] - pair[0]).collect()
}

/// Residuals of a series on deterministic terms.
pub(crate) fn detrend(y: &[f64], trend: super::Trend) -> Result<Vec<f64>, FitError> {
    let names = trend.names();
    let fit = super::nested::Nested::new(trend.columns(y.len()), y.to_vec(), |j| names[j].clone())?;
    Ok(fit.residuals)
}
