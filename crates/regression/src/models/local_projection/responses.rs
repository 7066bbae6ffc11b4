//! What is projected, and how the responses of a sample or of a bootstrap draw are made from regressions.

use fxsens_core::fit::FitError;
use fxsens_core::sample::{INTERCEPT, Intercept, Sample};
use ndarray::{Array1, Array2, ArrayView1, Axis, Slice};
use rayon::prelude::*;

use super::bias;
use super::design::Design;
use super::params::{LocalProjectionParams, Response};
use super::paths::Paths;
use super::projection::{Projector, Request};

/// The regressions of a request.
#[derive(Debug, Clone)]
pub(super) struct Responses<'a> {
    pub(super) design: &'a Design,
    pub(super) params: &'a LocalProjectionParams,
    /// One design per horizon, factored.
    pub(super) projectors: Vec<Projector>,
    /// Projected values of the outcome, one series per horizon; for multipliers followed by those of the shock.
    pub(super) targets: Vec<Vec<Array1<f64>>>,
    /// Weights of the bias correction.
    correction: Option<Array2<f64>>,
}

impl<'a> Responses<'a> {
    /// # Errors
    /// [`FitError::Unsupported`] for long differences without lags; the first [`FitError`] of a horizon.
    pub(super) fn new(
        sample: &Sample,
        design: &'a Design,
        params: &'a LocalProjectionParams,
    ) -> Result<Self, FitError> {
        if params.response == Response::LongDifference && design.lost == 0 {
            return Err(FitError::Unsupported {
                what: "long differences without lags".into(),
                why: "the first observation has none before it; use lags or another response".into(),
            });
        }
        let horizons = 0..=usize::from(params.horizons);
        let series = |values: ArrayView1<'_, f64>| -> Vec<Array1<f64>> {
            horizons.clone().map(|h| target(values, design.lost, h, params.response)).collect()
        };
        let mut targets = vec![series(sample.y())];
        if params.response == Response::Multiplier {
            targets.push(series(sample.x().column(shock_column(sample))));
        }
        let n = design.x.nrows();
        let factored = |h: usize| {
            let (x, z) = (Design::rows(&design.x, n - h), Design::rows(&design.z, n - h));
            Projector::new(x, &z, h, request(design, params))
        };
        // In order, so that the error is that of the shortest horizon at any number of threads.
        let all: Vec<_> = horizons.into_par_iter().map(factored).collect();
        let projectors = all.into_iter().collect::<Result<_, FitError>>()?;
        Ok(Self { design, params, projectors, targets, correction: correction(design, params) })
    }

    /// The responses of the sample.
    ///
    /// # Errors
    /// Those of [`combine`](Self::combine).
    pub(super) fn estimate(&self) -> Result<Paths, FitError> {
        let paths = self.targets.iter().map(|series| {
            let mut paths = self.empty();
            for (h, (projector, y)) in self.projectors.iter().zip(series).enumerate() {
                paths.put(h, projector, &projector.regress(y.view()), |i| i);
            }
            paths
        });
        self.combine(paths.collect())
    }

    /// What the regressions of a horizon are asked.
    pub(super) fn request(&self) -> Request<'a> {
        request(self.design, self.params)
    }

    /// Paths of one series without values.
    pub(super) fn empty(&self) -> Paths {
        Paths::empty(self.design.shocks, self.projectors.len(), self.design.x.nrows())
    }

    /// Responses from the paths of the projected series: corrected for bias, and the ratio for multipliers.
    ///
    /// # Errors
    /// Those of [`Paths::over`].
    pub(super) fn combine(&self, series: Vec<Paths>) -> Result<Paths, FitError> {
        let correct = |paths: Paths| match &self.correction {
            Some(weights) => paths.corrected(weights),
            None => paths,
        };
        let mut series = series.into_iter().map(correct);
        match (series.next(), series.next()) {
            (Some(outcome), Some(own)) => outcome.over(&own),
            (Some(outcome), None) => Ok(outcome),
            _ => Err(FitError::Degenerate { what: "no series to project".into() }),
        }
    }
}

/// Column of the shock in the design of the sample.
pub(super) fn shock_column(sample: &Sample) -> usize {
    usize::from(sample.intercept() == Intercept::Included)
}

fn request<'a>(design: &'a Design, params: &LocalProjectionParams) -> Request<'a> {
    Request { names: &design.names, shocks: design.shocks, covariance: params.covariance }
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
fn correction(design: &Design, params: &LocalProjectionParams) -> Option<Array2<f64>> {
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
