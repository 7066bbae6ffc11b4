//! Breusch–Pagan test of heteroskedasticity.

use fxsens_core::distribution::Distribution;
use fxsens_core::fit::FitError;
use fxsens_core::hypothesis::{TestEntry, TestError, TestInfo, TestInput, TestParams, TestReport};
use fxsens_core::model::ParamDoc;
use fxsens_core::sample::{Intercept, Sample};
use fxsens_core::test_outcome::TestOutcome;
use ndarray::{Array2, ArrayView1, ArrayView2};
use serde::{Deserialize, Serialize};

use super::residuals::regress;
use super::{auxiliary_r_squared, r_squared_on};
use crate::least_squares::Factor;

/// Breusch and Pagan (1979) as studentised by Koenker (1981): `n R²` of squared residuals on the regressors and a
/// constant, chi-squared with as many degrees of freedom as slopes. The form of statsmodels'
/// `het_breuschpagan(robust=True)` and R's `lmtest::bptest`. A constant is added to a design without one.
///
/// # Errors
/// [`FitError::Unsupported`] without a slope; the errors of the auxiliary regression.
pub fn breusch_pagan(
    x: ArrayView2<'_, f64>,
    residuals: ArrayView1<'_, f64>,
    intercept: Intercept,
) -> Result<TestOutcome, FitError> {
    let squares = residuals.mapv(|u| u * u);
    let n = squares.len();
    let design = match intercept {
        Intercept::Included => x.to_owned(),
        Intercept::Excluded => {
            Array2::from_shape_fn((n, x.ncols() + 1), |(t, j)| if j == 0 { 1.0 } else { x[[t, j - 1]] })
        }
    };
    if design.ncols() < 2 {
        let why = "the regression has no slope".into();
        return Err(FitError::Unsupported { what: "the Breusch–Pagan test".into(), why });
    }
    let share = auxiliary_r_squared(design.view(), squares.view(), true)?;
    Ok(outcome(n, design.ncols() - 1, share))
}

/// The same for a design with a constant and at least one slope that is factored already.
pub(crate) fn with_factor(factor: &Factor, residuals: ArrayView1<'_, f64>) -> TestOutcome {
    let squares = residuals.mapv(|u| u * u);
    outcome(residuals.len(), factor.parameters() - 1, r_squared_on(factor, squares.view(), true))
}

fn outcome(nobs: usize, slopes: usize, r_squared: f64) -> TestOutcome {
    let distribution = Distribution::ChiSquared { df: slopes as f64 };
    let null = "the error variance does not depend on the regressors";
    TestOutcome::new("breusch-pagan", null, nobs as f64 * r_squared, distribution)
}

/// Parameters of `breusch-pagan`: none.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct BreuschPaganParams {}

/// The entry of `breusch-pagan`.
pub const ENTRY: TestEntry<BreuschPaganParams> = TestEntry::new(TestInfo {
    id: "breusch-pagan",
    title: "Breusch–Pagan test of heteroskedasticity",
    family: "residuals",
    null: "the error variance does not depend on the regressors",
    input: TestInput::Regression,
    doc: include_str!("breusch_pagan.md"),
    references: &["Breusch and Pagan (1979)", "Koenker (1981)"],
});

impl TestParams for BreuschPaganParams {
    const DOCS: &'static [ParamDoc] = &[];

    fn run(&self, sample: &Sample) -> Result<TestReport, TestError> {
        let solution = regress(sample)?;
        let outcome = breusch_pagan(sample.x().view(), solution.residuals.view(), sample.intercept())?;
        if !outcome.statistic.is_finite() {
            return Err(FitError::Degenerate { what: "squared residuals do not vary".into() }.into());
        }
        Ok(outcome.into())
    }
}
