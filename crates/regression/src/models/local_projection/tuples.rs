//! Resampled dates: what starts at a date stays together over all horizons.

use std::collections::BTreeSet;

use fxsens_core::fit::FitError;
use ndarray::{Array2, Axis};

use super::paths::Paths;
use super::projection::Projector;
use super::responses::Responses;

/// Responses on resampled dates: outcome leads, regressors and lags of a date together. A horizon leaves out drawn dates whose
/// lead lies after the sample, as it does in the sample. `None` when its regressors are collinear.
pub(super) fn tuples(responses: &Responses<'_>, dates: &[usize]) -> Result<Option<Paths>, FitError> {
    let design = responses.design;
    let (n, k) = design.x.dim();
    let mut series: Vec<Paths> = responses.targets.iter().map(|_| responses.empty()).collect();
    for h in 0..responses.projectors.len() {
        let (places, rows): (Vec<usize>, Vec<usize>) =
            dates.iter().copied().enumerate().filter(|(_, date)| *date < n - h).unzip();
        // With no more different dates than regressors there is an exact fit, or none.
        if rows.iter().collect::<BTreeSet<_>>().len() <= k {
            return Ok(None);
        }
        let x = design.x.select(Axis(0), &rows);
        // A column that vanished has no direction, which the rank check does not see.
        if x.columns().into_iter().any(|column| column.iter().all(|value| *value == 0.0)) {
            return Ok(None);
        }
        let projector = match Projector::new(x, &Array2::zeros((rows.len(), 0)), h, responses.request()) {
            Ok(projector) => projector,
            Err(FitError::Collinear { .. }) => return Ok(None),
            Err(error) => return Err(error),
        };
        for (paths, targets) in series.iter_mut().zip(&responses.targets) {
            let projection = projector.regress(targets[h].select(Axis(0), &rows).view());
            paths.put(h, &projector, &projection, |i| places[i]);
        }
    }
    responses.combine(series).map(Some)
}
