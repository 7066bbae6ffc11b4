//! Estimation of `local-projection`.

use fxsens_core::fit::{Augment, EffectUnit, Fit, FitError, Glance, Note, Term};
use fxsens_core::model::Estimator;
use fxsens_core::sample::Sample;
use fxsens_core::vcov::Vcov;
use ndarray::{Axis, Slice};

use super::design::Design;
use super::draws::PathDraws;
use super::params::{Covariance, LocalProjection, LocalProjectionParams};
use super::paths::Paths;
use super::responses::{Responses, shock_column};
use super::{drawn_inference, figure, inference};
use crate::bootstrap::params::Scheme;
use crate::models::parts;

impl Estimator for LocalProjection {
    fn fit(&self, sample: &Sample) -> Result<Fit, FitError> {
        parts::check_outcome(sample)?;
        crate::least_squares::Factor::new(sample.x().view(), &sample.x_names())?;
        let params = &self.params;
        let design = Design::new(sample, params)?;
        let responses = Responses::new(sample, &design, params)?;
        let paths = responses.estimate()?;
        let draws = match params.bootstrap.scheme {
            Scheme::None => None,
            _ => Some(PathDraws::new(&responses, &paths, &params.bootstrap)?),
        };
        let mut fit = assemble(sample, &design, params, &paths, draws.as_ref())?;
        fit.figures = figure::responses(&design, &fit).into_iter().collect();
        Ok(fit)
    }
}

fn assemble(
    sample: &Sample,
    design: &Design,
    params: &LocalProjectionParams,
    paths: &Paths,
    draws: Option<&PathDraws>,
) -> Result<Fit, FitError> {
    let horizons = usize::from(params.horizons);
    let (n, k) = design.x.dim();
    let terms = terms(sample, design, paths);
    let analytic = inference::covariance(paths, params, (n - horizons - k) as f64);
    let mut notes = notes(design, params);
    let (vcov, tests) = match draws {
        None => {
            let tests = inference::simultaneous(params, &terms, &analytic);
            (analytic, tests)
        }
        Some(draws) => {
            let bootstrap = &params.bootstrap;
            notes.extend(drawn_inference::notes(draws, bootstrap, params.covariance.name()));
            let vcov = drawn_inference::covariance(draws, analytic, bootstrap);
            let tests = drawn_inference::simultaneous(draws, &terms, &vcov, horizons + 1, bootstrap)?;
            (vcov, tests)
        }
    };
    let y = sample.y();
    let observed = y.slice_axis(Axis(0), Slice::from(design.lost..));
    let residuals = (&observed - &paths.fitted).to_vec();
    let sigma = (residuals.iter().map(|u| u * u).sum::<f64>() / (n - k) as f64).sqrt();
    Ok(Fit {
        model: "local-projection".into(),
        outcome: sample.outcome_name().into(),
        terms,
        vcov: Vcov::Full(vcov),
        glance: Glance { nobs: n, df_resid: n - k, sigma: Some(sigma), ..Glance::default() },
        augment: Augment {
            periods: sample.periods()[design.lost..].to_vec(),
            fitted: paths.fitted.to_vec(),
            residuals,
        },
        tests,
        figures: Vec::new(),
        notes,
        scores: None,
        bread: None,
    })
}

/// One term per shock and horizon, the horizons of a shock together.
fn terms(sample: &Sample, design: &Design, paths: &Paths) -> Vec<Term> {
    let regressor = sample.x_units()[shock_column(sample)].clone();
    let unit = EffectUnit { outcome: sample.outcome_unit().clone(), regressor };
    let names = design.names.iter().take(design.shocks);
    let path = |(name, estimates): (&String, ndarray::ArrayView1<'_, f64>)| {
        let term = |(horizon, estimate): (usize, &f64)| Term {
            name: name.clone(),
            horizon: Some(horizon as u16),
            estimate: *estimate,
            unit: unit.clone(),
        };
        estimates.iter().enumerate().map(term).collect::<Vec<Term>>()
    };
    names.zip(paths.estimates.rows()).flat_map(path).collect()
}

fn notes(design: &Design, params: &LocalProjectionParams) -> Vec<Note> {
    let lags = usize::from(params.lags) + usize::from(params.lag_augmented);
    let augmented = if params.lag_augmented { ", one of them for the augmentation" } else { "" };
    let mut notes = vec![Note::info(format!(
        "{lags} lags of every series{augmented}; each horizon uses all rows it can, {} at the longest",
        design.x.nrows() - usize::from(params.horizons)
    ))];
    if !params.lag_augmented && params.covariance != Covariance::Hac {
        notes.push(Note::warning(
            "without the additional lag the errors of longer horizons are autocorrelated in ways these standard errors do not \
             allow for",
        ));
    }
    if params.covariance == Covariance::Hac {
        notes.push(Note::warning(
            "Newey–West standard errors understate the uncertainty of local projections in samples of this length (Herbst and \
             Johannsen 2024); the default covers better",
        ));
    }
    if params.bias_correction && (design.shocks > 1 || design.z.ncols() > 0) {
        notes.push(Note::info(
            "the bias correction is left out: it is not known for instruments or split shocks",
        ));
    }
    if design.z.ncols() > 0 {
        notes.push(Note::info(
            "two-stage least squares at every horizon; model `iv` reports the strength of the instruments",
        ));
    }
    notes
}
