//! Estimation of `vecm`.

use fxsens_core::distribution::Distribution;
use fxsens_core::fit::{Augment, Fit, FitError, Glance, Term};
use fxsens_core::model::Estimator;
use fxsens_core::sample::{Intercept, Sample};
use fxsens_core::vcov::{Vcov, VcovMatrix, VcovMethod};
use ndarray::{Axis, concatenate};

use super::Vecm;
use super::estimate::Estimate;
use super::reading;
use super::terms::{Named, Series, named, short_run};
use crate::cointegration::johansen::Johansen;
use crate::cointegration::reduced_rank::{System, series};
use crate::diagnostics::{breusch_godfrey, durbin_watson};
use crate::least_squares::Factor;
use crate::models::ardl::Case;
use crate::models::parts;

impl Estimator for Vecm {
    fn fit(&self, sample: &Sample) -> Result<Fit, FitError> {
        parts::check_outcome(sample)?;
        self.case.check(sample.intercept())?;
        let all = Series::all(sample);
        self.check_size(sample.nobs(), all.len())?;
        check_levels(sample)?;
        let system = System::new(series(sample).view(), self.lags, self.case)?;
        let canonical = system.canonical()?;
        let short: Vec<String> = short_run(*self, &all).into_iter().map(|(name, _)| name).collect();
        let estimate = Estimate::new(&system, &canonical, self.rank, &short)?;
        let rows = system.differences.nrows();
        let johansen = Johansen::of_eigenvalues(canonical.eigenvalues, rows, self.case);
        let terms = named(*self, &all);
        let residuals = estimate.residuals.column(0);
        let df_resid = rows - estimate.regressors.ncols();
        let squares = residuals.dot(&residuals);
        let glance = Glance {
            nobs: rows,
            df_resid,
            sigma: Some((squares / df_resid as f64).sqrt()),
            durbin_watson: Some(durbin_watson(residuals).statistic),
            condition_number: Some(estimate.condition),
            ..Glance::default()
        };
        let outcome = sample.y();
        let levels = outcome.iter().skip(self.lags);
        let mut fit = Fit {
            model: "vecm".into(),
            outcome: sample.outcome_name().into(),
            vcov: Vcov::Full(covariance(&estimate, &terms)),
            terms: terms.into_iter().map(|term| reported(&estimate, term)).collect(),
            glance: parts::with_information(glance, estimate.log_likelihood, self.parameters(all.len())),
            augment: Augment {
                periods: sample.periods()[self.lags..].to_vec(),
                fitted: levels.zip(residuals).map(|(y, residual)| y - residual).collect(),
                residuals: residuals.to_vec(),
            },
            tests: Vec::new(),
            figures: Vec::new(),
            notes: reading::notes(*self, &all, &estimate, &johansen),
            scores: None,
            bread: None,
        };
        fit.tests.push(johansen.trace_test(self.rank - 1, self.case));
        fit.tests.extend(reading::weak_exogeneity(&fit, *self, &all)?);
        let tested = 4.min(df_resid / 2);
        if tested > 0 {
            let constant =
                if self.case >= Case::Constant { Intercept::Included } else { Intercept::Excluded };
            fit.tests.extend(breusch_godfrey(estimate.regressors.view(), residuals, tested, constant));
        }
        Ok(fit)
    }
}

impl Vecm {
    /// Refuses more relations than the series can have, and rows too few for a covariance of the errors.
    fn check_size(self, nobs: usize, p: usize) -> Result<(), FitError> {
        if p < 2 {
            return Err(FitError::Unsupported {
                what: "a vector error correction model without a regressor".into(),
                why: "it relates the outcome to at least one other series".into(),
            });
        }
        if self.rank >= p {
            return Err(FitError::Unsupported {
                what: format!("`rank` {} for {p} series", self.rank),
                why: "there are fewer relations than series; with as many, the levels themselves are stationary".into(),
            });
        }
        let parameters = self.rank + p * (self.lags - 1) + self.unrestricted();
        let needed = self.lags + parameters + p + 2;
        if nobs < needed {
            return Err(FitError::TooFewObservations { nobs, parameters, needed });
        }
        Ok(())
    }

    fn unrestricted(self) -> usize {
        usize::from(self.case >= Case::Constant) + usize::from(self.case == Case::Trend)
    }

    /// Free coefficients of the whole system of `p` series.
    fn parameters(self, p: usize) -> usize {
        let levels = p + usize::from(self.case.restricted().is_some());
        self.rank * (levels - self.rank) + p * (self.rank + p * (self.lags - 1) + self.unrestricted())
    }
}

/// Refuses series that depend on each other, by the names of the formula.
fn check_levels(sample: &Sample) -> Result<(), FitError> {
    let names = sample.x_names();
    Factor::new(sample.x().view(), &names)?;
    let y = sample.y();
    let all = concatenate(Axis(1), &[sample.x().view(), y.insert_axis(Axis(1))])
        .map_err(|error| FitError::Degenerate { what: error.to_string() })?;
    let names: Vec<String> = names.into_iter().chain([sample.outcome_name().to_owned()]).collect();
    Factor::new(all.view(), &names).map(|_| ())
}

fn reported(estimate: &Estimate, term: Named) -> Term {
    Term { name: term.name, horizon: None, estimate: estimate.value(term.place), unit: term.unit }
}

fn covariance(estimate: &Estimate, terms: &[Named]) -> VcovMatrix {
    let pairs = terms.iter().flat_map(|one| terms.iter().map(move |other| (one.place, other.place)));
    VcovMatrix {
        method: VcovMethod::simple("ml"),
        distribution: Distribution::Normal,
        df_denom: None,
        size: terms.len(),
        values: pairs.map(|(one, other)| estimate.covariance(one, other)).collect(),
    }
}
