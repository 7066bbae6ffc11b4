//! Ramsey's test of functional form.

use fxsens_core::distribution::Distribution;
use fxsens_core::fit::FitError;
use fxsens_core::hypothesis::{TestEntry, TestError, TestInfo, TestInput, TestParams, TestReport};
use fxsens_core::model::{ParamDoc, ParamError};
use fxsens_core::sample::{Intercept, Sample};
use fxsens_core::test_outcome::TestOutcome;
use ndarray::{Array1, Array2, ArrayView1, ArrayView2};
use serde::{Deserialize, Serialize};

use super::residuals::{demeaned, regress};
use crate::least_squares::Factor;

/// Highest power that keeps its digits.
const MOST: u8 = 8;

/// Parameters of `reset`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ResetParams {
    /// Highest power of the fitted values.
    pub power: u8,
}

impl Default for ResetParams {
    fn default() -> Self {
        Self { power: 3 }
    }
}

/// The entry of `reset`.
pub const ENTRY: TestEntry<ResetParams> = TestEntry::new(TestInfo {
    id: "reset",
    title: "RESET test of functional form",
    family: "residuals",
    null: "the regression is linear: powers of the fitted values add nothing",
    input: TestInput::Regression,
    doc: include_str!("reset.md"),
    references: &["Ramsey (1969)"],
});

impl TestParams for ResetParams {
    const DOCS: &'static [ParamDoc] = &[ParamDoc {
        name: "power",
        values: "2 … 8",
        doc: "Highest power of the fitted values: 3 adds squares and cubes.",
    }];

    fn run(&self, sample: &Sample) -> Result<TestReport, TestError> {
        if !(2..=MOST).contains(&self.power) {
            let (name, expected) = ("power".into(), format!("a whole number from 2 to {MOST}"));
            return Err(ParamError::Invalid { name, expected, found: self.power.to_string() }.into());
        }
        let solution = regress(sample)?;
        let (x, fitted) = (sample.x().view(), solution.fitted.view());
        Ok(reset(x, fitted, solution.residuals.view(), sample.intercept(), self.power)?.into())
    }
}

/// Ramsey (1969): F test of the powers 2 to `power` of the fitted values, shape `(n)`, beside the regressors `x`, shape
/// `(n, k)`; F with `power − 1` and `n − k − power + 1` degrees of freedom. With a constant the fitted values are
/// standardised first, which spans the same space and keeps digits. The numbers of R's
/// `lmtest::resettest(power, type = "fitted")` and statsmodels' `linear_reset(power, use_f = True)`.
///
/// # Errors
/// [`FitError::Unsupported`] for a power below 2 or above 8; [`FitError::TooFewObservations`];
/// [`FitError::Degenerate`] for fitted values that do not vary or whose powers the regressors contain already.
pub fn reset(
    x: ArrayView2<'_, f64>,
    fitted: ArrayView1<'_, f64>,
    residuals: ArrayView1<'_, f64>,
    intercept: Intercept,
    power: u8,
) -> Result<TestOutcome, FitError> {
    if !(2..=MOST).contains(&power) {
        let what = format!("the RESET test with powers up to {power}");
        return Err(FitError::Unsupported { what, why: format!("powers from 2 to {MOST} are") });
    }
    let (n, k) = x.dim();
    let added = usize::from(power) - 1;
    if n <= k + added {
        return Err(FitError::TooFewObservations { nobs: n, parameters: k + added, needed: k + added + 1 });
    }
    let z = scaled(fitted, intercept)?;
    let design =
        Array2::from_shape_fn(
            (n, k + added),
            |(t, j)| {
                if j < k { x[[t, j]] } else { z[t].powi((j - k) as i32 + 2) }
            },
        );
    let names: Vec<String> = (0..k + added).map(|j| j.to_string()).collect();
    let factor = Factor::new(design.view(), &names).map_err(|error| match error {
        FitError::Collinear { .. } => FitError::Degenerate {
            what: format!("the regressors contain powers up to {power} of the fitted values already"),
        },
        other => other,
    })?;
    // Residuals are those of the outcome once the regressors are in.
    let rest = &residuals - &design.dot(&factor.coefficients(residuals));
    let (before, after) = (residuals.dot(&residuals), rest.dot(&rest));
    let (df_num, df_denom) = (added as f64, (n - k - added) as f64);
    let statistic = ((before - after) / df_num) / (after / df_denom);
    let null = format!("powers 2 to {power} of the fitted values add nothing to the regression");
    Ok(TestOutcome::new("reset", null, statistic, Distribution::F { df_num, df_denom }))
}

fn scaled(fitted: ArrayView1<'_, f64>, intercept: Intercept) -> Result<Array1<f64>, FitError> {
    let values = if intercept == Intercept::Included { demeaned(fitted) } else { fitted.to_owned() };
    let size = (values.dot(&values) / values.len() as f64).sqrt();
    let level = fitted.iter().fold(0.0f64, |top, value| top.max(value.abs()));
    if size > 1e-12 * level {
        return Ok(values / size);
    }
    Err(FitError::Degenerate { what: "the fitted values do not vary, so their powers say nothing".into() })
}
