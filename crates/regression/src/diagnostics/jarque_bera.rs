//! Jarque–Bera test of normality.

use fxsens_core::distribution::Distribution;
use fxsens_core::hypothesis::{TestEntry, TestError, TestInfo, TestInput, TestParams, TestReport};
use fxsens_core::model::ParamDoc;
use fxsens_core::sample::Sample;
use fxsens_core::test_outcome::TestOutcome;
use ndarray::ArrayView1;
use serde::{Deserialize, Serialize};

use super::residuals::regress;

/// `n (S²/6 + (K − 3)²/24)` with skewness `S` and kurtosis `K` (Jarque and Bera 1987), chi-squared(2) under the
/// null in large samples. `NaN` for residuals that do not vary.
pub fn jarque_bera(residuals: ArrayView1<'_, f64>) -> TestOutcome {
    let n = residuals.len() as f64;
    let mean = residuals.sum() / n;
    let mut sums = [0.0; 3];
    for u in residuals {
        let deviation = u - mean;
        let square = deviation * deviation;
        sums[0] += square;
        sums[1] += square * deviation;
        sums[2] += square * square;
    }
    let [variance, third, fourth] = sums.map(|sum| sum / n);
    let skewness = third / variance.powf(1.5);
    let kurtosis = fourth / (variance * variance);
    let statistic = n * (skewness * skewness / 6.0 + (kurtosis - 3.0).powi(2) / 24.0);
    TestOutcome::new("jarque-bera", "errors are normal", statistic, Distribution::ChiSquared { df: 2.0 })
}

/// Parameters of `jarque-bera`: none.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct JarqueBeraParams {}

/// The entry of `jarque-bera`.
pub const ENTRY: TestEntry<JarqueBeraParams> = TestEntry::new(TestInfo {
    id: "jarque-bera",
    title: "Jarque–Bera test of normality",
    family: "residuals",
    null: "errors are normal",
    input: TestInput::Regression,
    doc: include_str!("jarque_bera.md"),
    references: &["Jarque and Bera (1987)"],
});

impl TestParams for JarqueBeraParams {
    const DOCS: &'static [ParamDoc] = &[];

    fn run(&self, sample: &Sample) -> Result<TestReport, TestError> {
        Ok(jarque_bera(regress(sample)?.residuals.view()).into())
    }
}
