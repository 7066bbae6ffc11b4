//! What one regressor adds, and how much of it is more than a trend.

use fxsens_core::fit::{FitError, Note};
use fxsens_core::hypothesis::{TestEntry, TestError, TestInfo, TestInput, TestParams, TestReport};
use fxsens_core::model::{ParamDoc, ParamError};
use fxsens_core::sample::{INTERCEPT, Sample};
use fxsens_core::test_outcome::TestOutcome;
use ndarray::{Array2, ArrayView1, ArrayView2};
use serde::{Deserialize, Serialize};

use super::residuals::{demeaned, regress};
use super::{auxiliary_r_squared, percent};

/// Parameters of `partial-r2`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PartialRSquaredParams {
    /// Share of a regressor's variance that must be left after a linear trend.
    pub least_share: f64,
}

impl Default for PartialRSquaredParams {
    fn default() -> Self {
        Self { least_share: 0.10 }
    }
}

/// The entry of `partial-r2`.
pub const ENTRY: TestEntry<PartialRSquaredParams> = TestEntry::new(TestInfo {
    id: "partial-r2",
    title: "Partial R² of each regressor, and what a trend leaves of it",
    family: "residuals",
    null: "a regressor adds nothing to the others (a description, not a test)",
    input: TestInput::Regression,
    doc: include_str!("partial_r_squared.md"),
    references: &["Frisch and Waugh (1933)", "Lovell (1963)"],
});

/// Partial R² of every column of a regression: the share of the variance that the others leave of the outcome which
/// this column takes up, from `coefficients`, shape `(k)`, `bread` `(X'X)⁻¹`, shape `(k, k)`, and the residual sum
/// of squares. Equal to `t²/(t² + n − k)` with the classical t statistic.
pub fn partial_r_squared(
    coefficients: ArrayView1<'_, f64>,
    bread: ArrayView2<'_, f64>,
    residual_squares: f64,
) -> Vec<f64> {
    let share = |(b, own): (&f64, &f64)| {
        let gain = b * b / own;
        gain / (gain + residual_squares)
    };
    coefficients.iter().zip(bread.diag()).map(share).collect()
}

/// Share of the variance of a series, shape `(n)`, that is left after a constant and a linear trend: `1 − R²`.
///
/// # Errors
/// [`FitError::TooFewObservations`] below three observations; [`FitError::Degenerate`] for a series that does not
/// vary.
pub fn share_beyond_trend(series: ArrayView1<'_, f64>) -> Result<f64, FitError> {
    let n = series.len();
    if n < 3 {
        return Err(FitError::TooFewObservations { nobs: n, parameters: 2, needed: 3 });
    }
    let deviations = demeaned(series);
    let level = series.iter().fold(0.0f64, |top, value| top.max(value.abs()));
    if deviations.iter().all(|d| d.abs() <= 1e-14 * level) {
        return Err(FitError::Degenerate {
            what: "a series that does not vary has no trend to compare with".into(),
        });
    }
    let middle = (n - 1) as f64 / 2.0;
    let design = Array2::from_shape_fn((n, 2), |(t, j)| if j == 0 { 1.0 } else { t as f64 - middle });
    Ok(1.0 - auxiliary_r_squared(design.view(), deviations.view(), true)?)
}

impl TestParams for PartialRSquaredParams {
    const DOCS: &'static [ParamDoc] = &[ParamDoc {
        name: "least_share",
        values: "0 … 1",
        doc: "Warns when a linear trend leaves less than this share of a regressor's variance.",
    }];

    fn run(&self, sample: &Sample) -> Result<TestReport, TestError> {
        if !(0.0..=1.0).contains(&self.least_share) {
            let (name, expected) = ("least_share".into(), "a share between 0 and 1".into());
            return Err(ParamError::Invalid { name, expected, found: self.least_share.to_string() }.into());
        }
        let solution = regress(sample)?;
        let (x, names) = (sample.x().view(), sample.x_names());
        let squares = solution.residuals.dot(&solution.residuals);
        let bread = solution.factor.bread(x);
        let partial = partial_r_squared(solution.coefficients.view(), bread.view(), squares);
        let inflation = super::collinearity(x, &names, sample.intercept())?.inflation;
        let mut report = TestReport::default();
        for (j, name) in names.iter().enumerate().filter(|(_, name)| *name != INTERCEPT) {
            let null = format!("`{name}` adds nothing to the other regressors");
            let mut outcome = TestOutcome::statistic_only("partial-r2", null, partial[j])
                .with_detail("variance left by the other regressors", percent(1.0 / inflation[j]));
            if let Ok(share) = share_beyond_trend(x.column(j)) {
                outcome = outcome.with_detail("variance left by a linear trend", percent(share));
                if share < self.least_share {
                    report.notes.push(Note::warning(format!(
                        "`{name}` is nearly a straight line in this sample: a linear trend leaves {} of its variance, \
                         less than {}; its effect cannot be told apart from anything else that trends",
                        percent(share),
                        percent(self.least_share)
                    )));
                }
            }
            report.outcomes.push(outcome);
        }
        if report.outcomes.is_empty() {
            let why = "the regression has no slope".into();
            return Err(FitError::Unsupported { what: "a partial R²".into(), why }.into());
        }
        Ok(report)
    }
}
