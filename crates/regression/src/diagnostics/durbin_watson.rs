//! Durbin–Watson statistic.

use fxsens_core::hypothesis::{TestEntry, TestError, TestInfo, TestInput, TestParams, TestReport};
use fxsens_core::model::ParamDoc;
use fxsens_core::sample::Sample;
use fxsens_core::test_outcome::TestOutcome;
use ndarray::ArrayView1;
use serde::{Deserialize, Serialize};

use super::residuals::regress;

/// `Σ(uₜ − uₜ₋₁)² / Σuₜ²` (Durbin and Watson 1950): near 2 without first-order autocorrelation, near 0 for
/// residuals close to a unit root. Its distribution depends on the regressors, so there is no p-value.
/// The statistic is `NaN` for residuals that are all zero.
pub fn durbin_watson(residuals: ArrayView1<'_, f64>) -> TestOutcome {
    let squares = residuals.dot(&residuals);
    let steps: f64 = residuals.iter().zip(residuals.iter().skip(1)).map(|(a, b)| (b - a).powi(2)).sum();
    let null = "residuals have no first-order autocorrelation (the statistic is near 2)";
    TestOutcome::statistic_only("durbin-watson", null, steps / squares)
}

/// Parameters of `durbin-watson`: none.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DurbinWatsonParams {}

/// The entry of `durbin-watson`.
pub const ENTRY: TestEntry<DurbinWatsonParams> = TestEntry::new(TestInfo {
    id: "durbin-watson",
    title: "Durbin–Watson statistic",
    family: "residuals",
    null: "residuals have no first-order autocorrelation (a statistic without a p-value)",
    input: TestInput::Regression,
    doc: include_str!("durbin_watson.md"),
    references: &["Durbin and Watson (1950)"],
});

impl TestParams for DurbinWatsonParams {
    const DOCS: &'static [ParamDoc] = &[];

    fn run(&self, sample: &Sample) -> Result<TestReport, TestError> {
        Ok(durbin_watson(regress(sample)?.residuals.view()).into())
    }
}
