//! What the tests by name share: actual values and forecasts as the columns of a sample.

use fxsens_core::fit::FitError;
use fxsens_core::sample::{INTERCEPT, Sample};
use ndarray::{Array1, ArrayView1};

/// The series beside the first, in order, without the constant.
pub(super) fn others(sample: &Sample) -> Vec<Array1<f64>> {
    let columns = sample.x_names().into_iter().zip(sample.x().columns());
    columns.filter(|(name, _)| name != INTERCEPT).map(|(_, column)| column.to_owned()).collect()
}

/// Exactly the wanted number of series beside the first.
pub(super) fn exactly<const N: usize>(
    sample: &Sample,
    id: &str,
    roles: &str,
) -> Result<[Array1<f64>; N], FitError> {
    let found = others(sample);
    let count = found.len() + 1;
    found.try_into().map_err(|_| FitError::Unsupported {
        what: format!("{id} on {count} series"),
        why: format!("it takes {}, in this order: {roles}", N + 1),
    })
}

/// Refuses series of different lengths, too short ones and values that are not finite.
pub(super) fn check(series: &[ArrayView1<'_, f64>], least: usize) -> Result<usize, FitError> {
    let n = series.first().map_or(0, ArrayView1::len);
    if let Some(other) = series.iter().find(|other| other.len() != n) {
        let what = format!("forecasts and actual values differ in number: {n} and {}", other.len());
        return Err(FitError::Degenerate { what });
    }
    if n < least {
        return Err(FitError::TooFewObservations { nobs: n, parameters: 1, needed: least });
    }
    if series.iter().any(|values| values.iter().any(|value| !value.is_finite())) {
        return Err(FitError::Degenerate { what: "a forecast or an actual value is not finite".into() });
    }
    Ok(n)
}

/// Long-run variance of the mean of `values`, shape `(n)`: autocovariances about the mean up to lag `horizon − 1`, with
/// equal weights or those of Bartlett, `1 − j/horizon`, divided by `n`. The equal weights can give a negative number.
pub(super) fn variance_of_mean(values: ArrayView1<'_, f64>, horizon: usize, bartlett: bool) -> f64 {
    let n = values.len();
    let mean = values.sum() / n as f64;
    let u = values.mapv(|value| value - mean);
    let autocovariance =
        |lag: usize| u.iter().zip(u.iter().skip(lag)).map(|(a, b)| a * b).sum::<f64>() / n as f64;
    let weight = |lag: usize| if bartlett { 1.0 - lag as f64 / horizon as f64 } else { 1.0 };
    let sum: f64 = (1..horizon.min(n)).map(|lag| 2.0 * weight(lag) * autocovariance(lag)).sum();
    (autocovariance(0) + sum) / n as f64
}

/// Whether a series is constant up to rounding: its variance is noise.
pub(super) fn is_constant(values: ArrayView1<'_, f64>) -> bool {
    let size = values.iter().fold(0.0f64, |top, value| top.max(value.abs()));
    let first = values.first().copied().unwrap_or_default();
    values.iter().all(|value| (value - first).abs() <= 1e-13 * size)
}
