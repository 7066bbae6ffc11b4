//! Estimation of `local-projection`.

use fxsens_core::distribution::Distribution;
use fxsens_core::fit::{Augment, EffectUnit, Fit, FitError, Glance, Note, Term};
use fxsens_core::model::Estimator;
use fxsens_core::sample::{INTERCEPT, Intercept, Sample};
use fxsens_core::test_outcome::TestOutcome;
use fxsens_core::vcov::{Vcov, VcovMatrix, VcovMethod};
use ndarray::{Array1, Array2, ArrayView1, Axis, Slice};

use super::bands::{SupT, sidak};
use super::design::Design;
use super::params::{Covariance, LocalProjection, LocalProjectionParams, Response};
use super::paths::Paths;
use super::{bias, figure};
use crate::covariance::CovarianceEstimator;
use crate::covariance::hac::Hac;
use crate::covariance::kernel::Kernel;
use crate::models::parts;

/// Sizes at which critical values of whole paths are reported.
const SIZES: [f64; 3] = [0.32, 0.10, 0.05];

impl Estimator for LocalProjection {
    fn fit(&self, sample: &Sample) -> Result<Fit, FitError> {
        parts::check_outcome(sample)?;
        crate::least_squares::Factor::new(sample.x().view(), &sample.x_names())?;
        let params = &self.params;
        let design = Design::new(sample, params)?;
        if params.response == Response::LongDifference && design.lost == 0 {
            return Err(FitError::Unsupported {
                what: "long differences without lags".into(),
                why: "the first observation has none before it; use lags or another response".into(),
            });
        }
        let weights = weights(&design, params);
        let run = |series: ArrayView1<'_, f64>| {
            let target = |horizon: usize| target(series, design.lost, horizon, params.response);
            let paths = Paths::new(&design, usize::from(params.horizons), params.covariance, target)?;
            Ok(weights.as_ref().map_or(paths.clone(), |weights| paths.corrected(weights)))
        };
        let mut paths = run(sample.y())?;
        if params.response == Response::Multiplier {
            let own = run(sample.x().column(shock_column(sample)))?;
            paths = paths.over(&own)?;
        }
        Ok(assemble(sample, &design, params, &paths))
    }
}

/// Column of the shock in the design of the sample.
fn shock_column(sample: &Sample) -> usize {
    usize::from(sample.intercept() == Intercept::Included)
}

/// What is projected at a horizon, one value per row that is left.
fn target(series: ArrayView1<'_, f64>, lost: usize, horizon: usize, response: Response) -> Array1<f64> {
    let n = series.len() - lost - horizon;
    let at = |lead: usize| series.slice_axis(Axis(0), Slice::from(lost + lead..lost + lead + n));
    match response {
        Response::Level => at(horizon).to_owned(),
        Response::LongDifference => {
            &at(horizon) - &series.slice_axis(Axis(0), Slice::from(lost - 1..lost - 1 + n))
        }
        Response::Cumulative | Response::Multiplier => {
            let mut sum = at(0).to_owned();
            (1..=horizon).for_each(|lead| sum += &at(lead));
            sum
        }
    }
}

/// Weights of the bias correction; none when it is off, or where its formula does not hold: with instruments and with several
/// shocks.
fn weights(design: &Design, params: &LocalProjectionParams) -> Option<Array2<f64>> {
    if !params.bias_correction || design.shocks > 1 || design.z.ncols() > 0 {
        return None;
    }
    let lagged: Vec<usize> =
        (design.shocks..design.names.len()).filter(|j| design.names[*j] != INTERCEPT).collect();
    let columns = design.x.select(Axis(1), &lagged);
    let weights = bias::correction(columns.view(), usize::from(params.horizons));
    let summed = matches!(params.response, Response::Cumulative | Response::Multiplier);
    Some(if summed { bias::cumulated(&weights) } else { weights })
}

fn assemble(sample: &Sample, design: &Design, params: &LocalProjectionParams, paths: &Paths) -> Fit {
    let horizons = usize::from(params.horizons);
    let (n, k) = design.x.dim();
    let shock = shock_column(sample);
    let unit =
        EffectUnit { outcome: sample.outcome_unit().clone(), regressor: sample.x_units()[shock].clone() };
    let mut terms = Vec::new();
    for (place, name) in design.names.iter().take(design.shocks).enumerate() {
        for horizon in 0..=horizons {
            let estimate = paths.estimates[[place, horizon]];
            terms.push(Term {
                name: name.clone(),
                horizon: Some(horizon as u16),
                estimate,
                unit: unit.clone(),
            });
        }
    }
    let df = (n - horizons - k) as f64;
    let vcov = covariance(paths, params, df);
    let tests = simultaneous(design, params, &terms, &vcov);
    let periods = sample.periods()[design.lost..].to_vec();
    let y = sample.y();
    let observed = y.slice_axis(Axis(0), Slice::from(design.lost..));
    let residuals = (&observed - &paths.fitted).to_vec();
    let sigma = (residuals.iter().map(|u| u * u).sum::<f64>() / (n - k) as f64).sqrt();
    let figures = figure::responses(sample, design, &terms, &vcov, &tests).into_iter().collect();
    Fit {
        model: "local-projection".into(),
        outcome: sample.outcome_name().into(),
        terms,
        vcov: Vcov::Full(vcov),
        glance: Glance { nobs: n, df_resid: n - k, sigma: Some(sigma), ..Glance::default() },
        augment: Augment { periods, fitted: paths.fitted.to_vec(), residuals },
        tests,
        figures,
        notes: notes(design, params),
        scores: None,
        bread: None,
    }
}

/// The joint covariance over horizons and shocks.
fn covariance(paths: &Paths, params: &LocalProjectionParams, df: f64) -> VcovMatrix {
    let influence = paths.influence.view();
    let matrix = match params.covariance {
        Covariance::Hac => {
            let hac = Hac { kernel: Kernel::Bartlett, bandwidth: f64::from(params.horizons) };
            hac.meat(influence.t())
        }
        _ => influence.dot(&influence.t()),
    };
    let size = matrix.nrows();
    let mut method = VcovMethod::simple(params.covariance.name());
    if params.covariance == Covariance::Hac {
        method.kernel = Some("bartlett".into());
        method.bandwidth = Some(f64::from(params.horizons));
        method.rule = Some("longest horizon".into());
    }
    let symmetric = |i: usize, j: usize| 0.5 * (matrix[[i, j]] + matrix[[j, i]]);
    VcovMatrix {
        method,
        distribution: Distribution::T { df },
        df_denom: Some(df),
        size,
        values: (0..size * size).map(|e| symmetric(e / size, e % size)).collect(),
    }
}

/// For each shock the largest t statistic of its path, with the critical values of simultaneous bands.
fn simultaneous(
    design: &Design,
    params: &LocalProjectionParams,
    terms: &[Term],
    vcov: &VcovMatrix,
) -> Vec<TestOutcome> {
    let m = usize::from(params.horizons) + 1;
    let one = |place: usize| {
        let block = Array2::from_shape_fn((m, m), |(i, j)| vcov.get(place * m + i, place * m + j));
        let law = SupT::new(block.view(), params.draws as usize, params.seed)?;
        let size = |i: usize| (terms[place * m + i].estimate / block[[i, i]].sqrt()).abs();
        let largest = (0..m).map(size).fold(0.0, f64::max);
        let null = format!("`{}` has no effect at any horizon", design.names[place]);
        let table = format!("sup-t, {} draws, seed {}", params.draws, params.seed);
        let mut outcome = TestOutcome::tabulated("sup-t", null, largest, table, Some(law.p_value(largest)));
        for alpha in SIZES {
            outcome = outcome
                .with_critical_value(alpha, law.critical_value(alpha), "sup-t")
                .with_critical_value(alpha, sidak(&vcov.distribution, m, alpha), "Šidák")
                .with_critical_value(alpha, vcov.distribution.critical_value(alpha), "pointwise");
        }
        Some(outcome)
    };
    (0..design.shocks).filter_map(one).collect()
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
