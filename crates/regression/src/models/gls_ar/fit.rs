//! Estimation of `gls-ar`.

use fxsens_core::fit::{Augment, Fit, FitError, Glance, Note};
use fxsens_core::model::Estimator;
use fxsens_core::sample::Sample;
use fxsens_core::vcov::Vcov;
use ndarray::{Array1, Array2};

use super::{Autoregression, GlsAr};
use crate::covariance::Regression;
use crate::covariance::estimate::{constant_column, scores};
use crate::diagnostics;
use crate::least_squares::{Solution, solve};
use crate::models::parts;

/// Largest root estimate that passes without a warning.
const PERSISTENT: f64 = 0.95;

/// The whitened regression at the last iteration.
struct Settled {
    autoregression: Autoregression,
    x: Array2<f64>,
    solution: Solution,
    iterations: usize,
}

impl Estimator for GlsAr {
    fn fit(&self, sample: &Sample) -> Result<Fit, FitError> {
        parts::check_outcome(sample)?;
        let settled = self.iterate(sample)?;
        let solution = &settled.solution;
        let fitted = sample.x().dot(&solution.coefficients);
        let residuals = &sample.y() - &fitted;
        let scores = scores(settled.x.view(), solution.residuals.view());
        let bread = solution.factor.bread(settled.x.view());
        let vcov = self.vcov.estimate(&Regression {
            scores: scores.view(),
            residuals: solution.residuals.view(),
            bread: bread.view(),
            factor: &solution.factor,
            constant: constant_column(sample),
            periods: &sample.periods()[sample.nobs() - settled.x.nrows()..],
        })?;
        let glance = glance(sample, &settled, &residuals);
        let mut notes = parts::notes(sample, &glance, false);
        notes.extend(autoregression_notes(&settled));
        let innovations = solution.residuals.view();
        let tests = vec![diagnostics::durbin_watson(innovations), diagnostics::jarque_bera(innovations)];
        Ok(Fit {
            model: "gls-ar".into(),
            outcome: sample.outcome_name().into(),
            terms: parts::terms(sample, solution.coefficients.view()),
            vcov: Vcov::Full(vcov),
            glance,
            augment: Augment {
                periods: sample.periods().to_vec(),
                fitted: fitted.to_vec(),
                residuals: residuals.to_vec(),
            },
            tests: tests.into_iter().filter(|test| test.statistic.is_finite()).collect(),
            figures: Vec::new(),
            notes,
            scores: Some(scores),
            bread: Some(bread),
        })
    }
}

impl GlsAr {
    /// Alternates between coefficients given the autoregression and the autoregression of the residuals.
    fn iterate(&self, sample: &Sample) -> Result<Settled, FitError> {
        let (x, y, names) = (sample.x(), sample.y(), sample.x_names());
        let first = solve(x.view(), y, &names)?;
        if parts::is_exact(y, first.residuals.view()) {
            let what = "the regressors fit the outcome exactly: there are no errors to be autoregressive";
            return Err(FitError::Degenerate { what: what.into() });
        }
        let mut autoregression = Autoregression::of_residuals(first.residuals.view(), self.order)?;
        let mut change = f64::INFINITY;
        for iterations in 1..=self.max_iterations {
            let whitened = autoregression.whiten_columns(x);
            let solution = solve(whitened.view(), autoregression.whiten(y).view(), &names)?;
            let residuals = &y - &x.dot(&solution.coefficients);
            let next = Autoregression::of_residuals(residuals.view(), self.order)?;
            let steps =
                next.coefficients().iter().zip(autoregression.coefficients()).map(|(a, b)| (a - b).abs());
            change = steps.fold(0.0, f64::max);
            if change < self.tolerance {
                return Ok(Settled { autoregression, x: whitened, solution, iterations });
            }
            autoregression = next;
        }
        let what = "the autoregression of the errors".into();
        Err(FitError::NoConvergence { what, iterations: self.max_iterations, change })
    }
}

fn glance(sample: &Sample, settled: &Settled, residuals: &Array1<f64>) -> Glance {
    let (n, k) = sample.x().dim();
    let innovations = &settled.solution.residuals;
    let squares = innovations.dot(innovations);
    let (r_squared, adjusted) = parts::shares(sample, residuals.dot(residuals));
    let glance = Glance {
        nobs: n,
        df_resid: n - k,
        r_squared: Some(r_squared),
        adj_r_squared: Some(adjusted),
        sigma: Some((squares / (n - k) as f64).sqrt()),
        durbin_watson: Some(diagnostics::durbin_watson(innovations.view()).statistic)
            .filter(|dw| dw.is_finite()),
        condition_number: Some(settled.solution.factor.condition()),
        ..Glance::default()
    };
    let likelihood = parts::log_likelihood(n, squares) - 0.5 * settled.autoregression.log_determinant(n);
    parts::with_information(glance, likelihood, k + settled.autoregression.order())
}

fn autoregression_notes(settled: &Settled) -> Vec<Note> {
    let rho = settled.autoregression.coefficients();
    let listed: Vec<String> = rho.iter().map(|value| format!("{value:.6}")).collect();
    let iterations = settled.iterations;
    let mut notes = vec![Note::info(format!(
        "errors follow an autoregression with ρ = {} after {iterations} iterations; Durbin–Watson and Jarque–Bera \
         are those of the whitened residuals",
        listed.join(", ")
    ))];
    let total: f64 = rho.iter().sum();
    if total > PERSISTENT {
        notes.push(Note::warning(format!(
            "the errors are close to a unit root (autoregressive coefficients add up to {total:.3}): the estimates \
             are nearly those of a regression in differences, and t statistics reject too often"
        )));
    }
    notes
}
