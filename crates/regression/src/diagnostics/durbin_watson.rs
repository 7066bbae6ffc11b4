//! Durbin–Watson statistic.

use fxsens_core::test_outcome::TestOutcome;
use ndarray::ArrayView1;

/// `Σ(uₜ − uₜ₋₁)² / Σuₜ²` (Durbin and Watson 1950): near 2 without first-order autocorrelation, near 0 for
/// residuals close to a unit root. Its distribution depends on the regressors, so there is no p-value.
/// The statistic is `NaN` for residuals that are all zero.
pub fn durbin_watson(residuals: ArrayView1<'_, f64>) -> TestOutcome {
    let squares = residuals.dot(&residuals);
    let steps: f64 = residuals.iter().zip(residuals.iter().skip(1)).map(|(a, b)| (b - a).powi(2)).sum();
    let null = "residuals have no first-order autocorrelation (the statistic is near 2)";
    TestOutcome::statistic_only("durbin-watson", null, steps / squares)
}
