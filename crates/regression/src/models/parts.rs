//! Pieces of a [`Fit`](fxsens_core::fit::Fit) that linear models share.

use fxsens_core::fit::{EffectUnit, FitError, Glance, Note, Term};
use fxsens_core::sample::{Intercept, Sample};
use ndarray::ArrayView1;

use crate::least_squares::extended::Extended;

/// Residuals below this share of the outcome's length are rounding errors.
const EXACT: f64 = 1e-13;

/// Condition number from which estimates lose so many digits that a reader must know.
const ILL_CONDITIONED: f64 = 1e6;

/// Condition number from which single effects are hard to tell apart (Belsley, Kuh and Welsch 1980).
const CORRELATED: f64 = 100.0;

/// Durbin–Watson statistic below which residuals look like a random walk.
const NEAR_UNIT_ROOT: f64 = 0.5;

/// One term per column of the design, in its order.
pub(crate) fn terms(sample: &Sample, coefficients: ArrayView1<'_, f64>) -> Vec<Term> {
    let columns = sample.x_names().into_iter().zip(sample.x_units());
    let one = |((name, regressor), estimate): ((String, _), &f64)| {
        let unit = EffectUnit { outcome: sample.outcome_unit().clone(), regressor };
        Term { name, horizon: None, estimate: *estimate, unit }
    };
    columns.zip(coefficients).map(one).collect()
}

/// Refuses an outcome that does not vary: about its mean with a constant, about zero without.
pub(crate) fn check_outcome(sample: &Sample) -> Result<(), FitError> {
    if total_squares(sample) > 0.0 {
        return Ok(());
    }
    Err(FitError::Degenerate { what: format!("`{}` does not vary in this sample", sample.outcome_name()) })
}

/// Sum of squares about the mean with a constant, about zero without.
pub(crate) fn total_squares(sample: &Sample) -> f64 {
    let y = sample.y();
    let first = y.first().copied().unwrap_or_default();
    match sample.intercept() {
        // Deviations from the first value keep the digits of a series far from zero.
        Intercept::Included => {
            let mean = y.iter().map(|value| value - first).sum::<f64>() / y.len() as f64;
            y.iter().map(|value| (value - first - mean).powi(2)).sum()
        }
        Intercept::Excluded => y.dot(&y),
    }
}

/// Whether the residuals are nothing but rounding errors.
pub(crate) fn is_exact(y: ArrayView1<'_, f64>, residuals: ArrayView1<'_, f64>) -> bool {
    residuals.dot(&residuals).sqrt() <= EXACT * y.dot(&y).sqrt()
}

/// R² and its adjusted form, statsmodels' convention, from sums of squares on the scale of the outcome.
pub(crate) fn shares(sample: &Sample, squares: f64) -> (f64, f64) {
    let (n, k) = sample.x().dim();
    let constant = usize::from(sample.intercept() == Intercept::Included);
    let r_squared = 1.0 - squares / total_squares(sample);
    let adjusted = 1.0 - (n - constant) as f64 / (n - k) as f64 * (1.0 - r_squared);
    (r_squared, adjusted)
}

/// Gaussian log-likelihood with the variance concentrated out.
pub(crate) fn log_likelihood(nobs: usize, squares: f64) -> f64 {
    let n = nobs as f64;
    -0.5 * n * ((2.0 * std::f64::consts::PI).ln() + (squares / n).ln() + 1.0)
}

/// Fills in log-likelihood, AIC and BIC with `parameters` counted; nothing when the fit is exact.
pub(crate) fn with_information(mut glance: Glance, log_likelihood: f64, parameters: usize) -> Glance {
    if log_likelihood.is_finite() {
        let counted = parameters as f64;
        glance.log_likelihood = Some(log_likelihood);
        glance.aic = Some(2.0 * (counted - log_likelihood));
        glance.bic = Some(counted * (glance.nobs as f64).ln() - 2.0 * log_likelihood);
    }
    glance
}

/// Remarks that follow from the design and the statistics of the fit. How the sample was cut is said once, by
/// `fxsens_core::run::estimate`, for every model.
pub(crate) fn notes(sample: &Sample, glance: &Glance, exact: bool) -> Vec<Note> {
    let mut notes = Vec::new();
    let (n, k) = sample.x().dim();
    if exact {
        notes.push(Note::warning(
            "the regressors fit the outcome exactly: residuals are rounding errors, and so are standard errors; \
             tests on residuals are left out",
        ));
    }
    match glance.condition_number {
        Some(condition) if condition > ILL_CONDITIONED => {
            notes.push(Note::warning(format!(
                "the design is ill conditioned (condition number {condition:.1e} with columns of unit length): \
                 changes in the last digits of the data move the estimates"
            )));
            let names = sample.x_names();
            let restored = Extended::with_powers(sample.x().view()).restored();
            if !restored.is_empty() {
                let columns =
                    restored.iter().map(|j| format!("`{}`", names[*j])).collect::<Vec<_>>().join(", ");
                notes.push(Note::info(format!(
                    "{columns} are whole powers of another column and enter with the digits that rounding took from them"
                )));
            }
        }
        Some(condition) if condition > CORRELATED => notes.push(Note::info(format!(
            "regressors are strongly correlated (condition number {condition:.0} with columns of unit length)"
        ))),
        _ => {}
    }
    if let Some(statistic) = glance.durbin_watson.filter(|dw| *dw < NEAR_UNIT_ROOT) {
        notes.push(Note::warning(format!(
            "residuals are close to a unit root (Durbin–Watson {statistic:.2}): a regression of trending levels like \
             this one is prone to be spurious, and its standard errors, robust or not, are not to be trusted"
        )));
    }
    if 15 * k > n {
        notes.push(Note::info(format!(
            "{k} parameters from {n} observations: fewer than 15 observations each"
        )));
    }
    notes
}
