//! Diebold–Mariano test of equal accuracy.

use fxsens_core::distribution::Distribution;
use fxsens_core::fit::FitError;
use fxsens_core::hypothesis::{TestEntry, TestError, TestInfo, TestInput, TestParams, TestReport};
use fxsens_core::model::ParamDoc;
use fxsens_core::sample::Sample;
use fxsens_core::test_outcome::TestOutcome;
use ndarray::ArrayView1;
use serde::{Deserialize, Serialize};

use super::series::{check, exactly, is_constant, variance_of_mean};

/// Loss of a forecast error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Loss {
    /// `e²`.
    #[default]
    Squared,
    /// `|e|`.
    Absolute,
}

impl Loss {
    fn of(self, error: f64) -> f64 {
        match self {
            Self::Squared => error * error,
            Self::Absolute => error.abs(),
        }
    }
}

/// Weights of the autocovariances of the loss difference, up to lag `horizon − 1`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Weights {
    /// `1 − j/horizon`: the variance is never negative.
    #[default]
    Bartlett,
    /// Equal weights, those of the original paper: the variance may come out negative, which is an error.
    Equal,
}

/// Parameters of `diebold-mariano`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DieboldMarianoParams {
    /// Steps the forecasts look ahead.
    pub horizon: u16,
    /// Loss.
    pub loss: Loss,
    /// Weights of the autocovariances.
    pub weights: Weights,
}

impl Default for DieboldMarianoParams {
    fn default() -> Self {
        Self { horizon: 1, loss: Loss::default(), weights: Weights::default() }
    }
}

/// The entry of `diebold-mariano`.
pub const ENTRY: TestEntry<DieboldMarianoParams> = TestEntry::new(TestInfo {
    id: "diebold-mariano",
    title: "Diebold–Mariano test of equal accuracy",
    family: "forecasts",
    null: "both forecasts lose the same on average",
    input: TestInput::System,
    doc: include_str!("diebold_mariano.md"),
    references: &["Diebold and Mariano (1995)", "Harvey, Leybourne and Newbold (1997)"],
});

impl TestParams for DieboldMarianoParams {
    const DOCS: &'static [ParamDoc] = &[
        ParamDoc { name: "horizon", values: "1, 2, …", doc: "Steps the forecasts look ahead." },
        ParamDoc { name: "loss", values: "squared | absolute", doc: "Loss of a forecast error." },
        ParamDoc {
            name: "weights",
            values: "bartlett | equal",
            doc: "Weights of the autocovariances of the loss difference up to lag horizon − 1.",
        },
    ];

    fn run(&self, sample: &Sample) -> Result<TestReport, TestError> {
        let roles = "actual values, forecasts, forecasts to compare with";
        let [first, second] = exactly::<2>(sample, "diebold-mariano", roles)?;
        let (e1, e2) = (&sample.y() - &first, &sample.y() - &second);
        Ok(diebold_mariano(e1.view(), e2.view(), usize::from(self.horizon), self.loss, self.weights)?.into())
    }
}

/// Diebold and Mariano (1995) with the small-sample factor and Student's t of Harvey, Leybourne and Newbold (1997), from
/// the errors of two forecasts, shape `(n)`. Negative when the first loses less. The numbers of R's
/// `forecast::dm.test(h, power, varestimator)`.
///
/// # Errors
/// [`FitError::Unsupported`] for a horizon of zero and for equal weights that give a negative variance;
/// [`FitError::TooFewObservations`] unless there are more errors than twice the horizon;
/// [`FitError::Degenerate`] for losses that always differ by the same amount.
pub fn diebold_mariano(
    first: ArrayView1<'_, f64>,
    second: ArrayView1<'_, f64>,
    horizon: usize,
    loss: Loss,
    weights: Weights,
) -> Result<TestOutcome, FitError> {
    super::check_horizon("diebold-mariano", horizon)?;
    let n = check(&[first.reborrow(), second.reborrow()], 2 * horizon + 1)?;
    let difference: ndarray::Array1<f64> =
        first.iter().zip(second).map(|(a, b)| loss.of(*a) - loss.of(*b)).collect();
    if is_constant(difference.view()) {
        let what = "the losses of the two forecasts always differ by the same amount: nothing to compare";
        return Err(FitError::Degenerate { what: what.into() });
    }
    let variance = variance_of_mean(difference.view(), horizon, weights == Weights::Bartlett);
    if !(variance > 0.0 && variance.is_finite()) {
        return Err(FitError::Unsupported {
            what: format!("the Diebold–Mariano test with equal weights at horizon {horizon}"),
            why: "the variance of the loss difference comes out negative; use bartlett weights".into(),
        });
    }
    let (size, h) = (n as f64, horizon as f64);
    let factor = ((size + 1.0 - 2.0 * h + h * (h - 1.0) / size) / size).sqrt();
    let mean = difference.sum() / size;
    let null = "both forecasts lose the same on average (negative: the first loses less)";
    let outcome = TestOutcome::new(
        "diebold-mariano",
        null,
        factor * mean / variance.sqrt(),
        Distribution::T { df: size - 1.0 },
    );
    Ok(outcome.with_detail("forecasts", n).with_detail("horizon", horizon))
}
