//! Estimation of `ols`.

use fxsens_core::fit::{Augment, Fit, FitError, Glance, Note};
use fxsens_core::model::Estimator;
use fxsens_core::sample::{Intercept, Sample};
use fxsens_core::test_outcome::TestOutcome;
use fxsens_core::vcov::Vcov;

use super::Ols;
use crate::bootstrap::params::Scheme;
use crate::bootstrap::regression::Estimated;
use crate::covariance::Regression;
use crate::covariance::estimate::{constant_column, scores};
use crate::diagnostics;
use crate::least_squares::{Solution, solve};
use crate::models::parts;

impl Estimator for Ols {
    fn fit(&self, sample: &Sample) -> Result<Fit, FitError> {
        parts::check_outcome(sample)?;
        let x = sample.x().view();
        let solution = solve(x, sample.y(), &sample.x_names())?;
        let scores = scores(x, solution.residuals.view());
        let bread = solution.factor.bread(x);
        let regression = Regression {
            scores: scores.view(),
            residuals: solution.residuals.view(),
            bread: bread.view(),
            factor: &solution.factor,
            constant: constant_column(sample),
            periods: sample.periods(),
        };
        let (vcov, remarks) = match self.bootstrap.scheme {
            Scheme::None => (self.vcov.estimate(&regression)?, Vec::new()),
            _ => self.bootstrap.covariance(&Estimated {
                x,
                y: sample.y(),
                names: &sample.x_names(),
                coefficients: solution.coefficients.view(),
                residuals: solution.residuals.view(),
                factor: &solution.factor,
            })?,
        };
        let exact = parts::is_exact(sample.y(), solution.residuals.view());
        let glance = glance(sample, &solution, exact);
        let mut notes = parts::notes(sample, &glance, exact);
        notes.extend(remarks);
        let tests = if exact { Vec::new() } else { self.tests(sample, &solution, &mut notes) };
        Ok(Fit {
            model: "ols".into(),
            outcome: sample.outcome_name().into(),
            terms: parts::terms(sample, solution.coefficients.view()),
            vcov: Vcov::Full(vcov),
            glance,
            augment: Augment {
                periods: sample.periods().to_vec(),
                fitted: solution.fitted.to_vec(),
                residuals: solution.residuals.to_vec(),
            },
            tests,
            figures: Vec::new(),
            notes,
            scores: Some(scores),
            bread: Some(bread),
        })
    }
}

impl Ols {
    /// Tests on the residuals; one that cannot be made becomes a note.
    fn tests(&self, sample: &Sample, solution: &Solution, notes: &mut Vec<Note>) -> Vec<TestOutcome> {
        let (x, u, intercept) = (sample.x().view(), solution.residuals.view(), sample.intercept());
        let mut tests = vec![diagnostics::durbin_watson(u)];
        let (n, k) = x.dim();
        let lags = self.breusch_godfrey_lags.min((n - k) / 2);
        if lags > 0 {
            match diagnostics::breusch_godfrey::with_factor(&solution.factor, x, u, lags, intercept) {
                Ok(test) => tests.push(test),
                Err(error) => {
                    notes.push(Note::info(format!("the Breusch–Godfrey test is left out: {error}")));
                }
            }
        }
        if lags < self.breusch_godfrey_lags {
            let asked = self.breusch_godfrey_lags;
            notes.push(Note::info(format!(
                "the Breusch–Godfrey test uses {lags} of the {asked} lags asked for"
            )));
        }
        match intercept {
            Intercept::Included if k > 1 => {
                tests.push(diagnostics::breusch_pagan::with_factor(&solution.factor, u));
            }
            _ => tests.extend(diagnostics::breusch_pagan(x, u, intercept)),
        }
        tests.push(diagnostics::jarque_bera(u));
        tests.retain(|test| test.statistic.is_finite());
        tests
    }
}

fn glance(sample: &Sample, solution: &Solution, exact: bool) -> Glance {
    let (n, k) = sample.x().dim();
    let squares = solution.residuals.dot(&solution.residuals);
    let (r_squared, adjusted) = parts::shares(sample, squares);
    let glance = Glance {
        nobs: n,
        df_resid: n - k,
        r_squared: Some(r_squared),
        adj_r_squared: Some(adjusted),
        sigma: Some((squares / (n - k) as f64).sqrt()),
        durbin_watson: Some(diagnostics::durbin_watson(solution.residuals.view()).statistic)
            .filter(|_| !exact),
        condition_number: Some(solution.factor.condition()),
        ..Glance::default()
    };
    let likelihood = if exact { f64::INFINITY } else { parts::log_likelihood(n, squares) };
    parts::with_information(glance, likelihood, k)
}
