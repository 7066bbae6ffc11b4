//! Mincer–Zarnowitz regression of actual values on forecasts.

use fxsens_core::fit::{Fit, FitError, Note};
use fxsens_core::hypothesis::{TestEntry, TestError, TestInfo, TestInput, TestParams, TestReport};
use fxsens_core::model::{Estimator, ParamDoc, Params};
use fxsens_core::period::Period;
use fxsens_core::sample::{Column, Intercept, Sample};
use fxsens_core::test_outcome::TestOutcome;
use fxsens_core::unit::Unit;
use ndarray::{ArrayView1, array};
use serde::{Deserialize, Serialize};

use super::series::{check, exactly};
use crate::covariance::VcovParams;
use crate::covariance::params::Reference;
use crate::inference::wald_test;
use crate::models::ols::OlsParams;

/// Parameters of `mincer-zarnowitz`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct MincerZarnowitzParams {
    /// Covariance of the two coefficients.
    pub vcov: VcovParams,
}

impl Default for MincerZarnowitzParams {
    /// Newey–West with the bandwidth rule of the models and F: fixed-b has no law for two restrictions.
    fn default() -> Self {
        Self { vcov: VcovParams { distribution: Reference::T, ..VcovParams::default() } }
    }
}

/// The entry of `mincer-zarnowitz`.
pub const ENTRY: TestEntry<MincerZarnowitzParams> = TestEntry::new(TestInfo {
    id: "mincer-zarnowitz",
    title: "Mincer–Zarnowitz test of unbiased forecasts",
    family: "forecasts",
    null: "constant 0 and slope 1 in the regression of actual values on forecasts",
    input: TestInput::System,
    doc: include_str!("mincer_zarnowitz.md"),
    references: &["Mincer and Zarnowitz (1969)"],
});

impl TestParams for MincerZarnowitzParams {
    const DOCS: &'static [ParamDoc] = &VcovParams::DOCS;

    fn run(&self, sample: &Sample) -> Result<TestReport, TestError> {
        self.vcov.check()?;
        let [forecast] = exactly::<1>(sample, "mincer-zarnowitz", "actual values, forecasts")?;
        let (outcome, fit) = mincer_zarnowitz(sample.y(), forecast.view(), self.vcov)?;
        let notes =
            fit.notes.into_iter().filter(|note| note.text.contains("unit root")).collect::<Vec<Note>>();
        Ok(TestReport { outcomes: vec![outcome], notes })
    }
}

/// Joint Wald test that constant and slope of actual values on forecasts, shapes `(n)`, are 0 and 1, with the given
/// covariance; the outcome and the regression.
///
/// # Errors
/// The errors of least squares, of the covariance and of [`wald_test`]: forecasts that do not vary, a covariance without
/// a law for two restrictions.
pub fn mincer_zarnowitz(
    actual: ArrayView1<'_, f64>,
    forecast: ArrayView1<'_, f64>,
    vcov: VcovParams,
) -> Result<(TestOutcome, Fit), FitError> {
    let n = check(&[actual.reborrow(), forecast.reborrow()], 4)?;
    let column = |name: &str, values: ArrayView1<'_, f64>| Column {
        name: name.into(),
        unit: Unit::Unknown,
        values: values.to_owned(),
    };
    let periods = (1..=n as i32).map(Period::observation).collect();
    let degenerate = |what: String| FitError::Degenerate { what };
    let sample =
        Sample::new(column("actual", actual), &[column("forecast", forecast)], Intercept::Included, periods)
            .map_err(|error| degenerate(error.to_string()))?;
    let params = OlsParams { breusch_godfrey_lags: 0, vcov, ..OlsParams::default() };
    let fit = params.check().map_err(|error| degenerate(error.to_string()))?.fit(&sample)?;
    let null = "constant 0 and slope 1 in the regression of actual values on forecasts";
    let restrictions = array![[1.0, 0.0], [0.0, 1.0]];
    let mut outcome = wald_test(&fit, restrictions.view(), array![0.0, 1.0].view(), null)?;
    outcome.id = "mincer-zarnowitz".into();
    let label = match &fit.vcov {
        fxsens_core::vcov::Vcov::Full(matrix) => matrix.method.label(),
        _ => String::new(),
    };
    let outcome = outcome
        .with_detail("constant", format!("{:.4}", fit.terms[0].estimate))
        .with_detail("slope", format!("{:.4}", fit.terms[1].estimate))
        .with_detail("covariance", label);
    Ok((outcome, fit))
}
