//! Breusch–Godfrey test of autocorrelation.

use fxsens_core::distribution::Distribution;
use fxsens_core::fit::FitError;
use fxsens_core::hypothesis::{TestEntry, TestError, TestInfo, TestInput, TestParams, TestReport};
use fxsens_core::model::ParamDoc;
use fxsens_core::sample::{Intercept, Sample};
use fxsens_core::test_outcome::TestOutcome;
use ndarray::{Array2, ArrayView1, ArrayView2, Axis, Slice, concatenate};
use serde::{Deserialize, Serialize};

use super::auxiliary_r_squared;
use super::residuals::regress;
use crate::least_squares::Factor;
use crate::linalg::dense::cholesky;
use crate::linalg::layout::dot;
use crate::linalg::triangular::solve_upper_transposed;

/// Share of the sum of squared residuals that the regressors and the lags before must leave of each lag, for cross-products to
/// keep twelve digits.
const SMALLEST_SHARE: f64 = 1e-4;

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
    let added = lagged(residuals, lags);
    let design = concatenate(Axis(1), &[x.view(), added.view()])
        .map_err(|error| FitError::Degenerate { what: format!("the auxiliary design: {error}") })?;
    let centred = intercept == Intercept::Included;
    Ok(outcome(n, lags, auxiliary_r_squared(design.view(), residuals, centred)?))
}

/// The same for least-squares residuals of a design that is factored already: only the lags are left to regress on, free of
/// the regressors (Frisch and Waugh 1933). Lags that are nearly dependent go the ordinary way.
///
/// # Errors
/// As [`breusch_godfrey`].
pub(crate) fn with_factor(
    factor: &Factor,
    x: ArrayView2<'_, f64>,
    residuals: ArrayView1<'_, f64>,
    lags: usize,
    intercept: Intercept,
) -> Result<TestOutcome, FitError> {
    let n = residuals.len();
    let short = (lags > 0 && n > x.ncols() + lags && !factor.needs_refinement())
        .then(|| share_of_lags(factor, &residuals.to_vec(), lags))
        .flatten();
    match short {
        Some(share) => Ok(outcome(n, lags, share)),
        None => breusch_godfrey(x, residuals, lags, intercept),
    }
}

/// `c'A⁻¹c / u'u`, with `A` the cross-products of the lags free of the regressors and `c` those with the residuals; `None` when
/// a lag is nearly a combination of the others.
fn share_of_lags(factor: &Factor, u: &[f64], lags: usize) -> Option<f64> {
    let n = u.len();
    let own: Vec<f64> = (0..=lags).map(|lag| dot(&u[lag..], &u[..n - lag])).collect();
    // Both lags one period longer: one product less, that of the last residuals the longer lags still see.
    let mut products = Array2::zeros((lags + 1, lags + 1));
    for i in 0..=lags {
        products[[i, 0]] = own[i];
        for j in 1..=i {
            products[[i, j]] = products[[i - 1, j - 1]] - u[n - i] * u[n - j];
        }
    }
    let along = factor.coordinates_of_lags(u, lags);
    let free = Array2::from_shape_fn((lags, lags), |(i, j)| {
        products[[i.max(j) + 1, i.min(j) + 1]] - along.column(i).dot(&along.column(j))
    });
    let lower = cholesky(free.view())?;
    if (0..lags).any(|j| lower[[j, j]].powi(2) < SMALLEST_SHARE * own[0]) {
        return None;
    }
    let c = solve_upper_transposed(lower.t(), ArrayView1::from(&own[1..]));
    Some(c.dot(&c) / own[0])
}

/// Residuals `1, …, lags` periods before, zero before the sample; shape `(n, lags)`, columns contiguous.
fn lagged(residuals: ArrayView1<'_, f64>, lags: usize) -> Array2<f64> {
    let n = residuals.len();
    let mut lagged = Array2::zeros((lags, n)).reversed_axes();
    for (j, column) in lagged.columns_mut().into_iter().enumerate() {
        let known = (j + 1).min(n);
        let source = residuals.slice_axis(Axis(0), Slice::from(..n - known));
        column.split_at(Axis(0), known).1.assign(&source);
    }
    lagged
}

fn outcome(nobs: usize, lags: usize, r_squared: f64) -> TestOutcome {
    let null = format!("errors have no autocorrelation up to lag {lags}");
    let distribution = Distribution::ChiSquared { df: lags as f64 };
    TestOutcome::new("breusch-godfrey", null, nobs as f64 * r_squared, distribution)
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
