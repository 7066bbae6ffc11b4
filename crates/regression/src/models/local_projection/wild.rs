//! The wild bootstrap of whole paths: one weight per date, shared by all horizons.

use fxsens_core::fit::FitError;
use fxsens_core::rng::Stream;
use ndarray::Array1;

use super::paths::Paths;
use super::projection::{Projection, Projector};
use super::responses::Responses;
use crate::bootstrap::WildWeights;

/// Residuals of every horizon with the design fixed.
pub(super) struct Wild<'a> {
    responses: &'a Responses<'a>,
    /// One regression per series and horizon.
    projections: Vec<Vec<Projection>>,
}

impl<'a> Wild<'a> {
    pub(super) fn new(responses: &'a Responses<'a>) -> Self {
        let one = |(projector, y): (&Projector, &Array1<f64>)| projector.regress(y.view());
        let series = responses.targets.iter();
        let projections = series.map(|series| responses.projectors.iter().zip(series).map(one).collect());
        Self { responses, projections: projections.collect() }
    }

    pub(super) fn draw(&self, law: WildWeights, stream: &mut Stream) -> Result<Paths, FitError> {
        let mut weights = vec![0.0; self.responses.design.x.nrows()];
        law.fill(stream, &mut weights);
        self.weighted(&weights)
    }

    /// Responses when the residuals that start at date `t`, over one minus the leverage, are multiplied by `weights[t]` at every
    /// horizon. Least squares moves with its fitted values, so that only the errors are regressed anew.
    pub(super) fn weighted(&self, weights: &[f64]) -> Result<Paths, FitError> {
        let series = self.projections.iter().map(|series| {
            let mut paths = self.responses.empty();
            for (h, (projector, old)) in self.responses.projectors.iter().zip(series).enumerate() {
                let errors: Array1<f64> = old.scaled.iter().zip(weights).map(|(u, v)| u * v).collect();
                let mut new = projector.regress_errors(&errors);
                new.coefficients += &old.coefficients;
                paths.put(h, projector, &new, |i| i);
            }
            paths
        });
        self.responses.combine(series.collect())
    }
}
