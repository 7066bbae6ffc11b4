//! Estimation of `ardl`.

use fxsens_core::fit::{EffectUnit, Fit, FitError, Note};
use fxsens_core::model::Estimator;
use fxsens_core::sample::{Column, Sample};

use super::Ardl;
use super::design::{Lagged, Lags, lagged, regressors};
use super::long_run::{Derived, Multipliers, plain_unit, with_long_run};
use super::selection::select;
use crate::cointegration::bounds::bounds_test;
use crate::diagnostics::breusch_godfrey;
use crate::models::ols::Ols;
use crate::models::parts;

impl Estimator for Ardl {
    fn fit(&self, sample: &Sample) -> Result<Fit, FitError> {
        parts::check_outcome(sample)?;
        let columns = regressors(sample);
        if columns.is_empty() {
            return Err(FitError::Unsupported {
                what: "an autoregressive distributed-lag model without a regressor".into(),
                why: "it relates the outcome to at least one other series".into(),
            });
        }
        // Dependent regressors are named as the formula has them, before lags make their own.
        crate::least_squares::Factor::new(sample.x().view(), &sample.x_names())?;
        self.fit_columns(sample, &columns, |_, _, _| Vec::new())
    }
}

impl Ardl {
    /// Fits the outcome of a sample on these regressors and their lags. `more` adds effects derived from the regression, its
    /// multipliers and its coefficients.
    ///
    /// # Errors
    /// [`FitError`] of the choice of lags, the regression and the bounds test.
    pub(crate) fn fit_columns(
        &self,
        sample: &Sample,
        columns: &[Column],
        more: impl Fn(&Lagged, &Multipliers, &[f64]) -> Vec<Derived>,
    ) -> Result<Fit, FitError> {
        self.case.check(sample.intercept())?;
        let trend = self.case.has_trend();
        let lags = select(sample, columns, &self.choice, trend)?;
        let design = lagged(sample, columns, &lags, lags.longest(), trend)?;
        let mut fit = Ols::with_vcov(self.vcov).fit(&design.sample)?;
        let coefficients: Vec<f64> = fit.terms.iter().map(|term| term.estimate).collect();
        let multipliers = Multipliers::new(&design, &coefficients)?;
        let mut derived = more(&design, &multipliers, &coefficients);
        for ((column, effect), slope) in columns.iter().zip(&multipliers.effects).zip(&multipliers.slopes) {
            let unit = EffectUnit { outcome: sample.outcome_unit().clone(), regressor: column.unit.clone() };
            derived.push((format!("long-run {}", column.name), *effect, unit, slope.clone()));
        }
        let adjustment = multipliers.adjustment;
        derived.push(("adjustment".into(), adjustment, plain_unit(), multipliers.adjustment_slope.clone()));
        fit = with_long_run(fit, derived)?;
        fit.model = "ardl".into();
        let residuals = ndarray::Array1::from(fit.augment.residuals.clone());
        let (n, k) = design.sample.x().dim();
        let tested = 4.min((n - k) / 2);
        if tested > 0 {
            let x = design.sample.x().view();
            fit.tests.extend(breusch_godfrey(x, residuals.view(), tested, sample.intercept()));
        }
        let bounds = bounds_test(&design, self.case)?;
        fit.tests.extend(bounds.outcomes);
        fit.notes.extend(bounds.notes);
        fit.notes.insert(0, note(&lags, sample.nobs() - n, adjustment));
        fit.scores = None;
        fit.bread = None;
        Ok(fit)
    }
}

/// Lags, rows and speed of adjustment in words.
fn note(lags: &Lags, lost: usize, adjustment: f64) -> Note {
    let lags = format!(
        "lags {} (outcome; regressors in their order), the first {lost} observations serve as lags",
        lags.label()
    );
    if (-1.0..0.0).contains(&adjustment) {
        let half_life = 0.5f64.ln() / (1.0 + adjustment).ln();
        return Note::info(format!("{lags}; half of a gap closes in {half_life:.1} periods"));
    }
    Note::warning(format!(
        "{lags}; the adjustment of {adjustment:.2} is not between −1 and 0: long-run effects mean nothing or are overshot"
    ))
}
