//! The bounds test of Pesaran, Shin and Smith (2001) for a relation in levels.

mod entry;
mod law;

pub use entry::{BoundsParams, ENTRY};
pub use law::{Bound, MOST, Statistic, critical_value, p_value};

use fxsens_core::fit::{FitError, Note};
use fxsens_core::hypothesis::TestReport;
use fxsens_core::test_outcome::TestOutcome;
use ndarray::{Array1, Array2, Axis};

use crate::least_squares::Factor;
use crate::linalg::dense::cholesky;
use crate::linalg::triangular::solve_upper_transposed;
use crate::models::ardl::{Case, Lagged};

/// Sizes at which critical values are reported.
const SIZES: [f64; 3] = [0.10, 0.05, 0.01];

/// The F test that no level enters, and the t test that the outcome's lagged level does not, on a lagged regression.
/// Both are restrictions on its coefficients: the lags of the outcome add up to one, those of each regressor to zero, and a
/// restricted deterministic term is zero. Classical covariance, as the law assumes.
///
/// Two p-values belong to each statistic: one if all regressors are stationary, `I(0)`, one if all have a unit root,
/// `I(1)`. The p-value of the outcome is the second, the larger: what rejects there rejects in between.
///
/// # Errors
/// [`FitError`] when the regression cannot be solved or has no error term.
pub(crate) fn bounds_test(design: &Lagged, case: Case) -> Result<TestReport, FitError> {
    let (x, y) = (design.sample.x(), design.sample.y());
    let (n, k) = x.dim();
    let names = design.sample.x_names();
    let factor = Factor::new(x.view(), &names)?;
    let b = factor.coefficients(y);
    let residuals = &y - &x.dot(&b);
    let sigma2 = residuals.dot(&residuals) / (n - k) as f64;
    if sigma2 <= 0.0 || sigma2.is_nan() {
        return Err(FitError::Degenerate {
            what: "the regression fits exactly: there is nothing to test".into(),
        });
    }
    let bread = factor.bread(x.view());
    let restricted = case.restricted().and_then(|name| names.iter().position(|known| known == name));
    let q = 1 + design.regressors.len() + usize::from(restricted.is_some());
    let mut restrictions = Array2::<f64>::zeros((q, k));
    let mut gap = Array1::zeros(q);
    for j in &design.outcome {
        restrictions[[0, *j]] = 1.0;
    }
    gap[0] = -1.0;
    for (row, places) in design.regressors.iter().enumerate() {
        for j in places {
            restrictions[[row + 1, *j]] = 1.0;
        }
    }
    if let Some(place) = restricted {
        restrictions[[q - 1, place]] = 1.0;
    }
    gap += &restrictions.dot(&b);
    let variance = restrictions.dot(&bread).dot(&restrictions.t());
    // On the scale of standard errors the matrix is a correlation matrix and its factor keeps its digits.
    let scale = variance.diag().mapv(f64::sqrt);
    let correlation = &variance / &scale.view().insert_axis(Axis(1)) / scale.view().insert_axis(Axis(0));
    let upper = cholesky(correlation.view()).map(Array2::reversed_axes).ok_or_else(|| {
        FitError::Degenerate { what: "the levels in the bounds test depend on each other".into() }
    })?;
    let half = solve_upper_transposed(upper.view(), (&gap / &scale).view());
    let f = half.dot(&half) / sigma2 / q as f64;
    let t = gap[0] / (scale[0] * sigma2.sqrt());
    let regressors = design.regressors.len();
    let mut report = TestReport::default();
    let no_levels = "no relation between the levels";
    report.outcomes.push(outcome("pss-bounds-f", no_levels, f, Statistic::F, case, regressors, n));
    // With a restricted deterministic term the t statistic has no published law.
    if restricted.is_none() {
        let null = "the level of the outcome does not return";
        report.outcomes.push(outcome("pss-bounds-t", null, t, Statistic::T, case, regressors, n));
    }
    if regressors > MOST {
        report.notes.push(Note::warning(format!(
            "no p-values: the bounds are simulated for up to {MOST} regressors, this relation has {regressors}"
        )));
    }
    Ok(report)
}

fn outcome(
    id: &str,
    null: &str,
    value: f64,
    statistic: Statistic,
    case: Case,
    regressors: usize,
    nobs: usize,
) -> TestOutcome {
    let p = |bound| p_value(statistic, bound, case, regressors, nobs, value);
    let table = format!("simulated bounds, case {}, {regressors} regressors, T = {nobs}", case.number());
    let (stationary, integrated) = (p(Bound::Stationary), p(Bound::Integrated));
    let mut outcome = TestOutcome::tabulated(id, null, value, table, integrated);
    for size in SIZES {
        for bound in [Bound::Stationary, Bound::Integrated] {
            if let Some(critical) = critical_value(statistic, bound, case, regressors, nobs, size) {
                outcome = outcome.with_critical_value(size, critical, bound.label());
            }
        }
    }
    if let Some(p) = stationary {
        outcome = outcome.with_detail("p if all regressors are I(0)", format!("{p:.3e}"));
    }
    outcome.with_detail("deterministic terms", case.label())
}
