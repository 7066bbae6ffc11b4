//! Estimation of `iv`.

use fxsens_core::distribution::Distribution;
use fxsens_core::fit::{Augment, Fit, FitError, Glance, Note};
use fxsens_core::model::Estimator;
use fxsens_core::sample::Sample;
use fxsens_core::test_outcome::TestOutcome;
use fxsens_core::vcov::{Vcov, VcovMatrix, VcovMethod};
use ndarray::{Array2, Axis, concatenate};

use super::anderson_rubin::{AndersonRubin, ConfidenceSet};
use super::design::Design;
use super::estimators::{Estimates, Kind, estimate};
use super::first_stage;
use super::params::{Iv, IvEstimator, Weights};
use crate::covariance::Regression;
use crate::covariance::estimate::{constant_column, scores};
use crate::covariance::params::{Reference, VcovKind};
use crate::least_squares::Factor;
use crate::models::parts;

impl Estimator for Iv {
    fn fit(&self, sample: &Sample) -> Result<Fit, FitError> {
        parts::check_outcome(sample)?;
        let design = Design::new(sample)?;
        let estimates = estimate(&design, &self.params)?;
        let (n, k) = design.x.dim();
        let squares = estimates.residuals.dot(&estimates.residuals);
        if parts::is_exact(sample.y(), estimates.residuals.view()) {
            return Err(FitError::Degenerate { what: "the regressors fit the outcome exactly".into() });
        }
        let vcov = self.covariance(sample, &design, &estimates)?;
        let mut notes = Vec::new();
        let mut tests = first_stage::tests(&design, &self.vcov)?;
        notes.extend(strength(&tests));
        if design.endogenous.len() == 1 {
            let (test, note) = self.anderson_rubin(&design, &estimates, &vcov)?;
            tests.push(test);
            notes.push(note);
        } else {
            notes.push(Note::info("no Anderson–Rubin set: it is made for one instrumented regressor"));
        }
        tests.extend(self.overidentification(&design, &estimates)?);
        tests.push(self.endogeneity(&design)?);
        if let Some(kappa) = estimates.kappa.filter(|_| self.params.estimator != IvEstimator::TwoStage) {
            notes.push(Note::info(format!("κ = {kappa:.6}")));
        }
        if self.params.estimator == IvEstimator::IteratedGmm {
            notes.push(Note::info(format!("weights and estimates agree after {} steps", estimates.steps)));
        }
        let fitted = &design.y - &estimates.residuals;
        Ok(Fit {
            model: "iv".into(),
            outcome: sample.outcome_name().into(),
            terms: parts::terms(sample, estimates.coefficients.view()),
            vcov: Vcov::Full(vcov),
            glance: Glance {
                nobs: n,
                df_resid: n - k,
                sigma: Some((squares / (n - k) as f64).sqrt()),
                ..Glance::default()
            },
            augment: Augment {
                periods: sample.periods().to_vec(),
                fitted: fitted.to_vec(),
                residuals: estimates.residuals.to_vec(),
            },
            tests,
            figures: Vec::new(),
            notes,
            scores: None,
            bread: None,
        })
    }
}

impl Iv {
    fn covariance(
        &self,
        sample: &Sample,
        design: &Design,
        estimates: &Estimates,
    ) -> Result<VcovMatrix, FitError> {
        match &estimates.kind {
            Kind::Class { bread } => {
                // Scores of the projected regressors: those of the actual ones would claim precision the instruments lack.
                let scores = scores(design.projected.view(), estimates.residuals.view());
                let factor = Factor::new(design.projected.view(), &design.x_names)?;
                self.vcov.estimate(&Regression {
                    scores: scores.view(),
                    residuals: estimates.residuals.view(),
                    bread: bread.view(),
                    factor: &factor,
                    constant: constant_column(sample),
                    periods: &[],
                })
            }
            Kind::Moments { covariance, .. } => {
                let (n, k) = design.x.dim();
                let df = (n - k) as f64;
                let normal = self.params.vcov.distribution == Reference::Normal;
                let weights = match self.params.weights {
                    Weights::Hc0 => "hc0",
                    Weights::Hac => "hac",
                };
                Ok(VcovMatrix {
                    method: VcovMethod::simple(&format!("gmm, {weights} weights")),
                    distribution: if normal { Distribution::Normal } else { Distribution::T { df } },
                    df_denom: (!normal).then_some(df),
                    size: k,
                    values: covariance.iter().copied().collect(),
                })
            }
        }
    }

    /// Effects that the Anderson–Rubin test does not reject at the level of the parameters.
    ///
    /// # Errors
    /// [`FitError::Unsupported`] for more than one instrumented regressor; otherwise as the fit itself.
    pub fn confidence_set(&self, sample: &Sample) -> Result<ConfidenceSet, FitError> {
        parts::check_outcome(sample)?;
        let design = Design::new(sample)?;
        if design.endogenous.len() != 1 {
            return Err(FitError::Unsupported {
                what: format!(
                    "an Anderson–Rubin set for {} instrumented regressors",
                    design.endogenous.len()
                ),
                why: "it is made for one".into(),
            });
        }
        let estimates = estimate(&design, &self.params)?;
        let vcov = self.covariance(sample, &design, &estimates)?;
        let place = design.endogenous[0];
        AndersonRubin::new(&design, &self.vcov, estimates.coefficients[place], vcov.std_error(place))?
            .confidence_set(self.params.level)
    }

    /// The Anderson–Rubin test of no effect, with the confidence set in a note.
    fn anderson_rubin(
        &self,
        design: &Design,
        estimates: &Estimates,
        vcov: &VcovMatrix,
    ) -> Result<(TestOutcome, Note), FitError> {
        let place = design.endogenous[0];
        let name = &design.x_names[place];
        let (centre, scale) = (estimates.coefficients[place], vcov.std_error(place));
        let test = AndersonRubin::new(design, &self.vcov, centre, scale)?;
        let set = test.confidence_set(self.params.level)?;
        let null = format!("`{name}` has no effect, however weak the instruments");
        let outcome = TestOutcome::new("anderson-rubin", null, test.statistic(0.0)?, test.law().clone());
        let percent = 100.0 * self.params.level;
        let outcome = outcome.with_detail(&format!("{percent:.0} % set"), set.label());
        let text = format!("{percent:.0} % Anderson–Rubin set for `{name}`: {}", set.label());
        let note = if set.0.is_empty() {
            Note::warning(format!(
                "{text}: no effect agrees with all instruments, so one of them is not valid"
            ))
        } else if set.is_unbounded() {
            Note::warning(format!("{text}: unbounded, the instruments do not say how large the effect is"))
        } else {
            Note::info(text)
        };
        Ok((outcome, note))
    }

    /// Sargan's test under classical errors, Hansen's J otherwise; none with as many instruments as effects.
    fn overidentification(
        &self,
        design: &Design,
        estimates: &Estimates,
    ) -> Result<Option<TestOutcome>, FitError> {
        let degrees = design.excluded.len() - design.endogenous.len();
        if degrees == 0 {
            return Ok(None);
        }
        let law = Distribution::ChiSquared { df: degrees as f64 };
        let null = "all instruments agree on the effect";
        if let Kind::Moments { j, .. } = &estimates.kind {
            return Ok(Some(TestOutcome::new("hansen-j", null, *j, law)));
        }
        if self.params.vcov.kind == VcovKind::Classical {
            let u = &estimates.residuals;
            let rest = design.off_instruments(u.view());
            let statistic = u.len() as f64 * (1.0 - rest.dot(&rest) / u.dot(u));
            return Ok(Some(TestOutcome::new("sargan", null, statistic, law)));
        }
        // Hansen's J belongs to the efficient estimate: two-step moments with the same kind of weights.
        let weights = if self.params.vcov.kind == VcovKind::Hac { Weights::Hac } else { Weights::Hc0 };
        let params = super::IvParams { estimator: IvEstimator::Gmm, weights, ..self.params.clone() };
        let efficient = estimate(design, &params)?;
        let Kind::Moments { j, .. } = efficient.kind else { return Ok(None) };
        Ok(Some(TestOutcome::new("hansen-j", null, j, law).with_detail("of", "two-step gmm")))
    }

    /// Whether least squares would do: first-stage residuals added to the regression. Under the classical covariance the F test
    /// of Wu and Hausman.
    fn endogeneity(&self, design: &Design) -> Result<TestOutcome, FitError> {
        let p = design.endogenous.len();
        let n = design.x.nrows();
        let mut rests = Array2::zeros((n, p));
        for (mut column, j) in rests.columns_mut().into_iter().zip(&design.endogenous) {
            column.assign(&design.off_instruments(design.x.column(*j)));
        }
        let together = concatenate(Axis(1), &[design.x.view(), rests.view()])
            .map_err(|error| FitError::Degenerate { what: error.to_string() })?;
        let names: Vec<String> = design
            .x_names
            .iter()
            .cloned()
            .chain(
                design.endogenous.iter().map(|j| format!("first-stage residual of {}", design.x_names[*j])),
            )
            .collect();
        let factor = Factor::new(together.view(), &names)?;
        let b = factor.coefficients(design.y.view());
        let residuals = &design.y - &together.dot(&b);
        let scores = scores(together.view(), residuals.view());
        let bread = factor.bread(together.view());
        let matrix = self.vcov.estimate(&Regression {
            scores: scores.view(),
            residuals: residuals.view(),
            bread: bread.view(),
            factor: &factor,
            constant: design.x_names.iter().position(|name| name == fxsens_core::sample::INTERCEPT),
            periods: &[],
        })?;
        let k = design.x.ncols();
        let added = b.slice_axis(Axis(0), ndarray::Slice::from(k..)).to_owned();
        let block = Array2::from_shape_fn((p, p), |(i, j)| matrix.get(k + i, k + j));
        let statistic = first_stage::wald(&added, &block)?;
        let (statistic, law) = first_stage::reference(&matrix, statistic, p);
        let null = "least squares estimates the same effect";
        Ok(TestOutcome::new("endogeneity", null, statistic, law))
    }
}

/// A warning when the effective F does not exceed its critical value.
fn strength(tests: &[TestOutcome]) -> Option<Note> {
    let test = tests.iter().find(|test| test.id == "effective-f")?;
    let ten = test.critical_values.iter().find(|value| value.law.contains("10 %"))?;
    (test.statistic < ten.value).then(|| {
        Note::warning(format!(
            "weak instruments: the effective F of {:.2} is below {:.2}, the value above which the bias stays within a tenth of the \
             worst case; read the Anderson–Rubin set, not the interval",
            test.statistic, ten.value
        ))
    })
}
