//! White's test of heteroskedasticity.

use fxsens_core::distribution::Distribution;
use fxsens_core::fit::FitError;
use fxsens_core::hypothesis::{TestEntry, TestError, TestInfo, TestInput, TestParams, TestReport};
use fxsens_core::model::ParamDoc;
use fxsens_core::sample::{Intercept, Sample};
use fxsens_core::test_outcome::TestOutcome;
use ndarray::{Array1, Array2, ArrayView1, ArrayView2, Axis};
use serde::{Deserialize, Serialize};

use super::r_squared_on;
use super::residuals::{demeaned, regress};
use crate::least_squares::Factor;

/// What the squared residuals are regressed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WhiteTerms {
    /// Regressors, their squares and their products.
    #[default]
    Full,
    /// Regressors and their squares.
    Squares,
}

/// Parameters of `white`.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct WhiteParams {
    /// What the squared residuals are regressed on.
    pub terms: WhiteTerms,
}

/// The entry of `white`.
pub const ENTRY: TestEntry<WhiteParams> = TestEntry::new(TestInfo {
    id: "white",
    title: "White test of heteroskedasticity",
    family: "residuals",
    null: "the error variance does not depend on the regressors, their squares and products",
    input: TestInput::Regression,
    doc: include_str!("white.md"),
    references: &["White (1980)"],
});

impl TestParams for WhiteParams {
    const DOCS: &'static [ParamDoc] = &[ParamDoc {
        name: "terms",
        values: "full | squares",
        doc: "Regressors of the squared residuals: with products of regressors or without.",
    }];

    fn run(&self, sample: &Sample) -> Result<TestReport, TestError> {
        let solution = regress(sample)?;
        Ok(white(sample.x().view(), solution.residuals.view(), sample.intercept(), self.terms)?.into())
    }
}

/// White (1980): `n R²` of squared residuals, shape `(n)`, on a constant, the slopes of `x`, shape `(n, k)`, their
/// squares and products; chi-squared with as many degrees of freedom as independent terms besides the constant. Terms
/// that repeat others, such as the square of a dummy, are left out and counted in the details. The numbers of
/// statsmodels' `het_white` and of R's `lmtest::bptest` with the same terms.
///
/// # Errors
/// [`FitError::Unsupported`] without a slope; [`FitError::TooFewObservations`] when the terms are as many as the
/// observations; [`FitError::Degenerate`] for squared residuals that do not vary.
pub fn white(
    x: ArrayView2<'_, f64>,
    residuals: ArrayView1<'_, f64>,
    intercept: Intercept,
    terms: WhiteTerms,
) -> Result<TestOutcome, FitError> {
    let slopes = standardised_slopes(x, intercept);
    if slopes.is_empty() {
        let why = "the regression has no slope".into();
        return Err(FitError::Unsupported { what: "the White test".into(), why });
    }
    let squares = residuals.mapv(|u| u * u);
    let n = squares.len();
    let mut columns = vec![Array1::ones(n)];
    columns.extend(slopes.iter().cloned());
    for (i, a) in slopes.iter().enumerate() {
        let partners = if terms == WhiteTerms::Full { &slopes[i..] } else { &slopes[i..=i] };
        columns.extend(partners.iter().map(|b| a * b));
    }
    let all = columns.len();
    let (factor, design) = independent(columns)?;
    let kept = design.ncols();
    if n <= kept {
        return Err(FitError::TooFewObservations { nobs: n, parameters: kept, needed: kept + 1 });
    }
    let level = squares.iter().fold(0.0f64, |top, value| top.max(*value));
    if kept < 2 || demeaned(squares.view()).iter().all(|d| d.abs() <= 1e-13 * level) {
        return Err(FitError::Degenerate { what: "squared residuals or regressors do not vary".into() });
    }
    let statistic = n as f64 * r_squared_on(&factor, squares.view(), true);
    let null = "the error variance does not depend on the regressors, their squares and products";
    let outcome =
        TestOutcome::new("white", null, statistic, Distribution::ChiSquared { df: (kept - 1) as f64 });
    let left_out = all - kept;
    Ok(if left_out > 0 { outcome.with_detail("terms that repeat others", left_out) } else { outcome })
}

/// Slopes with mean zero and unit variance. With a constant, the terms of the test span the same space, and squares
/// of a regressor far from zero can be told apart from it. A constant column among the slopes is left out.
fn standardised_slopes(x: ArrayView2<'_, f64>, intercept: Intercept) -> Vec<Array1<f64>> {
    let first = usize::from(intercept == Intercept::Included);
    let scaled = |column: ArrayView1<'_, f64>| {
        let deviations = demeaned(column);
        let size = (deviations.dot(&deviations) / column.len() as f64).sqrt();
        let level = column.iter().fold(0.0f64, |top, value| top.max(value.abs()));
        (size > 1e-14 * level).then(|| deviations / size)
    };
    x.axis_iter(Axis(1)).skip(first).filter_map(scaled).collect()
}

/// The columns that do not repeat earlier ones, factored.
fn independent(mut columns: Vec<Array1<f64>>) -> Result<(Factor, Array2<f64>), FitError> {
    loop {
        let n = columns.first().map_or(0, Array1::len);
        let design = Array2::from_shape_fn((n, columns.len()), |(t, j)| columns[j][t]);
        let names: Vec<String> = (0..columns.len()).map(|j| j.to_string()).collect();
        match Factor::new(design.view(), &names) {
            Ok(factor) => return Ok((factor, design)),
            Err(FitError::Collinear { columns: repeats, .. }) if !repeats.is_empty() => {
                let mut position = 0;
                columns.retain(|_| {
                    position += 1;
                    !repeats.contains(&(position - 1).to_string())
                });
            }
            Err(error) => return Err(error),
        }
    }
}
