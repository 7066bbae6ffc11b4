//! Breusch–Godfrey test of autocorrelation.

use fxsens_core::distribution::Distribution;
use fxsens_core::fit::FitError;
use fxsens_core::hypothesis::{TestEntry, TestError, TestInfo, TestInput, TestParams, TestReport};
use fxsens_core::model::ParamDoc;
use fxsens_core::sample::{Intercept, Sample};
use fxsens_core::test_outcome::TestOutcome;
use ndarray::{Array2, ArrayView1, ArrayView2};
use serde::{Deserialize, Serialize};

use super::auxiliary_r_squared;
use super::residuals::regress;

/// Breusch (1978) and Godfrey (1978): `n R²` of residuals on the regressors and `lags` lagged residuals, those
/// before the sample set to zero; chi-squared with `lags` degrees of freedom. The form of statsmodels'
/// `acorr_breusch_godfrey` and R's `lmtest::bgtest`; for a regression without a constant that of R, where
/// statsmodels would add one.
///
/// # Errors
/// [`FitError::Unsupported`] for zero lags; [`FitError::TooFewObservations`] when the auxiliary regression has
/// more parameters than observations.
pub fn breusch_godfrey(
    x: ArrayView2<'_, f64>,
    residuals: ArrayView1<'_, f64>,
    lags: usize,
    intercept: Intercept,
) -> Result<TestOutcome, FitError> {
    let n = residuals.len();
    if lags == 0 {
        let why = "at least one lag is needed".into();
        return Err(FitError::Unsupported { what: "the Breusch–Godfrey test with zero lags".into(), why });
    }
    let parameters = x.ncols() + lags;
    if n <= parameters {
        return Err(FitError::TooFewObservations { nobs: n, parameters, needed: parameters + 1 });
    }
    let k = x.ncols();
    let lagged = |t: usize, lag: usize| if t >= lag { residuals[t - lag] } else { 0.0 };
    let entry = |(t, j): (usize, usize)| if j < k { x[[t, j]] } else { lagged(t, j - k + 1) };
    let design = Array2::from_shape_fn((n, parameters), entry);
    let centred = intercept == Intercept::Included;
    let statistic = n as f64 * auxiliary_r_squared(design.view(), residuals, centred)?;
    let null = format!("errors have no autocorrelation up to lag {lags}");
    Ok(TestOutcome::new("breusch-godfrey", null, statistic, Distribution::ChiSquared { df: lags as f64 }))
}

/// Parameters of `breusch-godfrey`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct BreuschGodfreyParams {
    /// Lags of the residuals.
    pub lags: u16,
}

impl Default for BreuschGodfreyParams {
    fn default() -> Self {
        Self { lags: 12 }
    }
}

/// The entry of `breusch-godfrey`.
pub const ENTRY: TestEntry<BreuschGodfreyParams> = TestEntry::new(TestInfo {
    id: "breusch-godfrey",
    title: "Breusch–Godfrey test of autocorrelation",
    family: "residuals",
    null: "errors have no autocorrelation up to the given lag",
    input: TestInput::Regression,
    doc: include_str!("breusch_godfrey.md"),
    references: &["Breusch (1978)", "Godfrey (1978)"],
});

impl TestParams for BreuschGodfreyParams {
    const DOCS: &'static [ParamDoc] =
        &[ParamDoc { name: "lags", values: "1, 2, …", doc: "Lags of the residuals." }];

    fn run(&self, sample: &Sample) -> Result<TestReport, TestError> {
        let solution = regress(sample)?;
        let (x, u) = (sample.x().view(), solution.residuals.view());
        let lags = usize::from(self.lags);
        Ok(breusch_godfrey(x, u, lags, sample.intercept())?.with_detail("lags", lags).into())
    }
}
