//! Pesaran–Timmermann test of direction.

use fxsens_core::fit::FitError;
use fxsens_core::hypothesis::{TestEntry, TestError, TestInfo, TestInput, TestParams, TestReport};
use fxsens_core::model::ParamDoc;
use fxsens_core::sample::Sample;
use fxsens_core::test_outcome::TestOutcome;
use ndarray::{Array1, ArrayView1};
use serde::{Deserialize, Serialize};

use super::series::{check, others};

/// Parameters of `pesaran-timmermann`: none.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PesaranTimmermannParams {}

/// The entry of `pesaran-timmermann`.
pub const ENTRY: TestEntry<PesaranTimmermannParams> = TestEntry::new(TestInfo {
    id: "pesaran-timmermann",
    title: "Pesaran–Timmermann test of direction",
    family: "forecasts",
    null: "the direction of the forecast says nothing about the actual direction",
    input: TestInput::System,
    doc: include_str!("pesaran_timmermann.md"),
    references: &["Pesaran and Timmermann (1992)"],
});

impl TestParams for PesaranTimmermannParams {
    const DOCS: &'static [ParamDoc] = &[];

    fn run(&self, sample: &Sample) -> Result<TestReport, TestError> {
        let found = others(sample);
        let (actual, forecast) = match &found[..] {
            [forecast] => (sample.y().to_owned(), forecast.clone()),
            [forecast, from] => (&sample.y() - from, forecast - from),
            _ => {
                return Err(TestError::Fit(FitError::Unsupported {
                    what: format!("pesaran-timmermann on {} series", found.len() + 1),
                    why: "it takes actual changes and forecast changes, or actual values, forecasts and the values that \
                          both start from"
                        .into(),
                }));
            }
        };
        Ok(pesaran_timmermann(actual.view(), forecast.view())?.into())
    }
}

/// Share of forecasts with the right sign: zero counts as down on both sides.
pub fn hit_rate(actual: ArrayView1<'_, f64>, forecast: ArrayView1<'_, f64>) -> f64 {
    let hits = actual.iter().zip(forecast).filter(|(a, f)| (**a > 0.0) == (**f > 0.0)).count();
    hits as f64 / actual.len() as f64
}

/// Pesaran and Timmermann (1992) from actual and forecast changes, shapes `(n)`: the share of right signs against its
/// expectation were signs independent, standard normal; large when the direction is forecast. Changes of zero count as
/// down.
///
/// # Errors
/// [`FitError::TooFewObservations`] below two forecasts; [`FitError::Degenerate`] when actual or forecast changes all
/// have the same sign.
pub fn pesaran_timmermann(
    actual: ArrayView1<'_, f64>,
    forecast: ArrayView1<'_, f64>,
) -> Result<TestOutcome, FitError> {
    let n = check(&[actual.reborrow(), forecast.reborrow()], 2)? as f64;
    let up = |values: ArrayView1<'_, f64>| values.mapv(|value| f64::from(u8::from(value > 0.0)));
    let share = |signs: &Array1<f64>| signs.sum() / n;
    let (y, x) = (share(&up(actual)), share(&up(forecast)));
    let never = |share: f64| share <= 0.0 || share >= 1.0;
    if never(y) || never(x) {
        let which = if never(y) { "actual" } else { "forecast" };
        return Err(FitError::Degenerate { what: format!("all {which} changes have the same sign") });
    }
    let hits = hit_rate(actual, forecast);
    let expected = y * x + (1.0 - y) * (1.0 - x);
    let of_hits = expected * (1.0 - expected) / n;
    let of_expected = ((2.0 * y - 1.0).powi(2) * x * (1.0 - x) + (2.0 * x - 1.0).powi(2) * y * (1.0 - y)) / n
        + 4.0 * y * x * (1.0 - y) * (1.0 - x) / (n * n);
    let variance = of_hits - of_expected;
    if variance <= 0.0 {
        let what =
            "too few forecasts to tell hits from chance: the variance of the difference is not positive";
        return Err(FitError::Degenerate { what: what.into() });
    }
    let statistic = (hits - expected) / variance.sqrt();
    let null = "the direction of the forecast says nothing about the actual direction (large: it does)";
    let p_value = super::normal_upper_tail(statistic);
    Ok(TestOutcome::tabulated("pesaran-timmermann", null, statistic, "normal, upper tail", Some(p_value))
        .with_detail("right directions", format!("{:.1} %", 100.0 * hits))
        .with_detail("expected by chance", format!("{:.1} %", 100.0 * expected)))
}
