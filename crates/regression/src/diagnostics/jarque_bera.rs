//! Jarque–Bera test of normality.

use fxsens_core::distribution::Distribution;
use fxsens_core::test_outcome::TestOutcome;
use ndarray::ArrayView1;

/// `n (S²/6 + (K − 3)²/24)` with skewness `S` and kurtosis `K` (Jarque and Bera 1987), chi-squared(2) under the
/// null in large samples. `NaN` for residuals that do not vary.
pub fn jarque_bera(residuals: ArrayView1<'_, f64>) -> TestOutcome {
    let n = residuals.len() as f64;
    let mean = residuals.sum() / n;
    let moment = |power: i32| residuals.iter().map(|u| (u - mean).powi(power)).sum::<f64>() / n;
    let variance = moment(2);
    let skewness = moment(3) / variance.powf(1.5);
    let kurtosis = moment(4) / (variance * variance);
    let statistic = n * (skewness * skewness / 6.0 + (kurtosis - 3.0).powi(2) / 24.0);
    TestOutcome::new("jarque-bera", "errors are normal", statistic, Distribution::ChiSquared { df: 2.0 })
}
