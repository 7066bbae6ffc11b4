//! Clark–West test of a model against a benchmark nested in it.

use fxsens_core::fit::FitError;
use fxsens_core::hypothesis::{TestEntry, TestError, TestInfo, TestInput, TestParams, TestReport};
use fxsens_core::model::ParamDoc;
use fxsens_core::sample::Sample;
use fxsens_core::test_outcome::TestOutcome;
use ndarray::{Array1, ArrayView1};
use serde::{Deserialize, Serialize};

use super::series::{check, exactly, is_constant, variance_of_mean};

/// Parameters of `clark-west`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ClarkWestParams {
    /// Steps the forecasts look ahead.
    pub horizon: u16,
}

impl Default for ClarkWestParams {
    fn default() -> Self {
        Self { horizon: 1 }
    }
}

/// The entry of `clark-west`.
pub const ENTRY: TestEntry<ClarkWestParams> = TestEntry::new(TestInfo {
    id: "clark-west",
    title: "Clark–West test against a nested benchmark",
    family: "forecasts",
    null: "the benchmark is true: what the model adds to it is noise",
    input: TestInput::System,
    doc: include_str!("clark_west.md"),
    references: &["Clark and West (2007)"],
});

impl TestParams for ClarkWestParams {
    const DOCS: &'static [ParamDoc] =
        &[ParamDoc { name: "horizon", values: "1, 2, …", doc: "Steps the forecasts look ahead." }];

    fn run(&self, sample: &Sample) -> Result<TestReport, TestError> {
        let roles = "actual values, forecasts of the larger model, forecasts of the benchmark nested in it";
        let [model, benchmark] = exactly::<2>(sample, "clark-west", roles)?;
        let horizon = usize::from(self.horizon);
        Ok(clark_west(sample.y(), model.view(), benchmark.view(), horizon)?.into())
    }
}

/// Clark and West (2007): t statistic of the mean of `e_b² − e_m² + (f_b − f_m)²`, shapes `(n)`, with Bartlett weights up
/// to lag `horizon − 1`, against the upper tail of the normal.
///
/// # Errors
/// [`FitError::Unsupported`] for a horizon of zero; [`FitError::TooFewObservations`] unless there are more forecasts than
/// twice the horizon; [`FitError::Degenerate`] when the adjusted difference does not vary.
pub fn clark_west(
    actual: ArrayView1<'_, f64>,
    model: ArrayView1<'_, f64>,
    benchmark: ArrayView1<'_, f64>,
    horizon: usize,
) -> Result<TestOutcome, FitError> {
    super::check_horizon("clark-west", horizon)?;
    let n = check(&[actual.reborrow(), model.reborrow(), benchmark.reborrow()], 2 * horizon + 1)?;
    let adjusted: Array1<f64> = (0..n)
        .map(|t| {
            let (small, large) = (actual[t] - benchmark[t], actual[t] - model[t]);
            small * small - large * large + (benchmark[t] - model[t]).powi(2)
        })
        .collect();
    if is_constant(adjusted.view()) {
        let what = "model and benchmark make the same forecasts: nothing to compare";
        return Err(FitError::Degenerate { what: what.into() });
    }
    let variance = variance_of_mean(adjusted.view(), horizon, true);
    let statistic = adjusted.sum() / n as f64 / variance.sqrt();
    let null = "the benchmark is true: what the model adds to it is noise (large: the model adds something)";
    let p_value = super::normal_upper_tail(statistic);
    Ok(TestOutcome::tabulated("clark-west", null, statistic, "normal, upper tail", Some(p_value))
        .with_detail("forecasts", n)
        .with_detail("horizon", horizon))
}
