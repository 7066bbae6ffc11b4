//! Engle's test of autoregressive conditional heteroskedasticity.

use fxsens_core::distribution::Distribution;
use fxsens_core::fit::FitError;
use fxsens_core::hypothesis::{TestEntry, TestError, TestInfo, TestInput, TestParams, TestReport};
use fxsens_core::model::ParamDoc;
use fxsens_core::sample::Sample;
use fxsens_core::test_outcome::TestOutcome;
use ndarray::{Array2, ArrayView1};
use serde::{Deserialize, Serialize};

use super::auxiliary_r_squared;
use super::residuals::regress;

/// Parameters of `arch-lm`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ArchLmParams {
    /// Lags of the squared residuals.
    pub lags: u16,
}

impl Default for ArchLmParams {
    fn default() -> Self {
        Self { lags: 12 }
    }
}

/// The entry of `arch-lm`.
pub const ENTRY: TestEntry<ArchLmParams> = TestEntry::new(TestInfo {
    id: "arch-lm",
    title: "Engle test of ARCH effects",
    family: "residuals",
    null: "the error variance does not depend on past squared errors",
    input: TestInput::Regression,
    doc: include_str!("arch_lm.md"),
    references: &["Engle (1982)"],
});

impl TestParams for ArchLmParams {
    const DOCS: &'static [ParamDoc] =
        &[ParamDoc { name: "lags", values: "1, 2, …", doc: "Lags of the squared residuals." }];

    fn run(&self, sample: &Sample) -> Result<TestReport, TestError> {
        let solution = regress(sample)?;
        let lags = usize::from(self.lags);
        Ok(arch_lm(solution.residuals.view(), lags)?.with_detail("lags", lags).into())
    }
}

/// Engle (1982): `(n − q) R²` of squared residuals, shape `(n)`, on a constant and `q` own lags, the first `q`
/// observations left out; chi-squared(q). The numbers of statsmodels' `het_arch`.
///
/// # Errors
/// [`FitError::Unsupported`] for zero lags; [`FitError::TooFewObservations`] when the auxiliary regression has more
/// parameters than observations; [`FitError::Collinear`] for squared residuals that do not vary.
pub fn arch_lm(residuals: ArrayView1<'_, f64>, lags: usize) -> Result<TestOutcome, FitError> {
    if lags == 0 {
        let why = "at least one lag is needed".into();
        return Err(FitError::Unsupported { what: "the ARCH test with zero lags".into(), why });
    }
    let (n, parameters) = (residuals.len(), lags + 1);
    let used = n.saturating_sub(lags);
    if used <= parameters {
        return Err(FitError::TooFewObservations { nobs: n, parameters, needed: parameters + lags + 1 });
    }
    let squares = residuals.mapv(|u| u * u);
    let design =
        Array2::from_shape_fn((used, parameters), |(t, j)| if j == 0 { 1.0 } else { squares[t + lags - j] });
    let outcome = squares.slice_axis(ndarray::Axis(0), ndarray::Slice::from(lags..n));
    let statistic = used as f64 * auxiliary_r_squared(design.view(), outcome, true)?;
    let null = format!("the error variance does not depend on the last {lags} squared errors");
    Ok(TestOutcome::new("arch-lm", null, statistic, Distribution::ChiSquared { df: lags as f64 }))
}
