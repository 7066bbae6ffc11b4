//! Variance inflation and the diagnostics of Belsley, Kuh and Welsch.

use fxsens_core::fit::{FitError, Note};
use fxsens_core::hypothesis::{TestEntry, TestError, TestInfo, TestInput, TestParams, TestReport};
use fxsens_core::model::ParamDoc;
use fxsens_core::sample::{INTERCEPT, Intercept, Sample};
use fxsens_core::test_outcome::TestOutcome;
use ndarray::{Array2, ArrayView2};
use serde::{Deserialize, Serialize};

use super::residuals::demeaned;
use crate::least_squares::Factor;
use crate::linalg::{dense, rank};

/// Condition index from which variances suffer (Belsley, Kuh and Welsch 1980).
const WEAK: f64 = 30.0;

/// Share of a variance that ties a column to a condition index (Belsley, Kuh and Welsch 1980).
const TIED: f64 = 0.5;

/// Parameters of `collinearity`: none.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CollinearityParams {}

/// The entry of `collinearity`.
pub const ENTRY: TestEntry<CollinearityParams> = TestEntry::new(TestInfo {
    id: "collinearity",
    title: "Collinearity: variance inflation and condition indices",
    family: "residuals",
    null: "regressors can be told apart (a description, not a test)",
    input: TestInput::Regression,
    doc: include_str!("collinearity.md"),
    references: &["Belsley, Kuh and Welsch (1980)"],
});

/// Collinearity of a design, shape `(n, k)`.
#[derive(Debug, Clone, PartialEq)]
pub struct Collinearity {
    /// Variance inflation factors, one per column; `NaN` for the constant.
    pub inflation: Vec<f64>,
    /// Condition indices of the columns scaled to unit length and not centred, rising from 1.
    pub condition_indices: Vec<f64>,
    /// Variance-decomposition proportions, shape `(k, k)`: row per condition index, column per column of the design;
    /// every column adds up to one.
    pub proportions: Array2<f64>,
}

/// Variance inflation factors and Belsley's diagnostics of a design, shape `(n, k)`.
///
/// With a constant, `1/(1 − R²)` of each other column on the rest is about the mean, as in R's `car::vif` and
/// statsmodels' `variance_inflation_factor`; without one it is about zero. Condition indices and proportions are those
/// of Belsley, Kuh and Welsch (1980, ch. 3).
///
/// # Errors
/// [`FitError::Collinear`], [`FitError::TooFewObservations`]; [`FitError::Degenerate`] when the singular values
/// cannot be computed.
pub fn collinearity(
    x: ArrayView2<'_, f64>,
    names: &[String],
    intercept: Intercept,
) -> Result<Collinearity, FitError> {
    let bread = Factor::new(x, names)?.bread(x);
    let centred = intercept == Intercept::Included;
    let inflation = (0..x.ncols()).map(|j| match (centred, j) {
        (true, 0) => f64::NAN,
        (true, _) => {
            let deviations = demeaned(x.column(j));
            bread[[j, j]] * deviations.dot(&deviations)
        }
        (false, _) => bread[[j, j]] * x.column(j).dot(&x.column(j)),
    });
    let inflation = inflation.collect();
    let failed = || FitError::Degenerate { what: "the singular values of the design do not converge".into() };
    let (values, vectors) = dense::right_singular(rank::unit_columns(x).0.view()).ok_or_else(failed)?;
    let largest = values.first().copied().unwrap_or(f64::NAN);
    let condition_indices = values.iter().map(|value| largest / value).collect();
    let k = values.len();
    let mut proportions = Array2::from_shape_fn((k, k), |(i, j)| (vectors[[j, i]] / values[i]).powi(2));
    for mut column in proportions.columns_mut() {
        let total = column.sum();
        column /= total;
    }
    Ok(Collinearity { inflation, condition_indices, proportions })
}

impl TestParams for CollinearityParams {
    const DOCS: &'static [ParamDoc] = &[];

    fn run(&self, sample: &Sample) -> Result<TestReport, TestError> {
        let (names, x) = (sample.x_names(), sample.x().view());
        let found = collinearity(x, &names, sample.intercept())?;
        let worst = found.condition_indices.last().copied().unwrap_or(f64::NAN);
        let null = "regressors can be told apart (trouble starts beyond 30)";
        let mut main = TestOutcome::statistic_only("collinearity", null, worst);
        let mut notes = Vec::new();
        for (index, shares) in found.condition_indices.iter().zip(found.proportions.rows()) {
            let tied = names.iter().zip(shares).filter(|(_, share)| **share > TIED);
            let text = tied.map(|(name, share)| format!("{name} {share:.2}")).collect::<Vec<_>>().join(", ");
            main = main.with_detail(
                &format!("condition index {index:.2}"),
                if text.is_empty() { "no share above one half".into() } else { format!("shares: {text}") },
            );
            let involved: Vec<String> = names
                .iter()
                .zip(shares)
                .filter(|(_, share)| **share > TIED)
                .map(|(name, _)| format!("`{name}`"))
                .collect();
            if *index > WEAK && involved.len() > 1 {
                notes.push(Note::warning(format!(
                    "{} can hardly be told apart: more than half the variance of each comes from a condition index of \
                     {index:.0}",
                    involved.join(", ")
                )));
            }
        }
        let mut outcomes = vec![main];
        for (name, factor) in names.iter().zip(&found.inflation).filter(|(name, _)| *name != INTERCEPT) {
            let null = format!("`{name}` is unrelated to the other regressors (the factor is 1)");
            outcomes.push(
                TestOutcome::statistic_only("variance-inflation", null, *factor)
                    .with_detail("variance left by the other regressors", super::percent(1.0 / factor)),
            );
        }
        Ok(TestReport { outcomes, notes })
    }
}
