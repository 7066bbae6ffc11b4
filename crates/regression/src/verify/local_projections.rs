//! Local projections, horizon by horizon, on simulated data with instruments.

use fxsens_core::fit::Fit;
use fxsens_core::model::{Estimator, Params};
use fxsens_core::period::Period;
use fxsens_core::sample::{Column, Intercept, Sample};
use fxsens_core::unit::Unit;
use fxsens_core::vcov::Vcov;

use super::check::{Check, Quantity};
use super::local_projection_draws;
use super::table::{References, columns};
use crate::models::local_projection::LocalProjectionParams;

const DATA: &str = include_str!("../../../../tests/reference/local_projection/data.csv");
const PYTHON: &str = include_str!("../../../../tests/reference/local_projection/values_python.csv");
const R: &str = include_str!("../../../../tests/reference/local_projection/values_r.csv");

const STATSMODELS: &str = "statsmodels 0.15.0";
const LINEARMODELS: &str = "linearmodels 7.1";
const SANDWICH: &str = "R 4.2.2: lm, sandwich, AER";
const NUMPY: &str = "numpy 2.4.6, written out";

/// All checks of this family.
pub(super) fn checks() -> Vec<Check> {
    let (python, r) = (References::parse(PYTHON), References::parse(R));
    let mut checks = Vec::new();
    for response in ["level", "long-difference", "cumulative"] {
        for covariance in ["hc1", "hc3", "hc3-overlap"] {
            let text =
                format!("response = '{response}'\ncovariance = '{covariance}'\nbias_correction = false");
            let Some(fit) = fit(&text, false) else { continue };
            let case = format!("{response} {covariance}");
            let by = if covariance == "hc3-overlap" { NUMPY } else { STATSMODELS };
            checks.push(estimates(&fit, &case, response, STATSMODELS, &python));
            checks.push(errors(&fit, &case, &case, by, &python));
            if response != "long-difference" && covariance != "hc3-overlap" {
                checks.push(estimates(&fit, &case, response, SANDWICH, &r));
                checks.push(errors(&fit, &case, &case, SANDWICH, &r));
            }
        }
    }
    if let Some(fit) = fit("covariance = 'hac'\nbias_correction = false", false) {
        checks.push(errors(&fit, "level hac", "level hac", NUMPY, &python));
    }
    if let Some(fit) = fit("", false) {
        let case = "level corrected";
        checks.push(estimates(&fit, case, case, NUMPY, &python));
        checks.push(errors(&fit, case, case, NUMPY, &python));
        if let Vcov::Full(matrix) = &fit.vcov {
            let pair = [(matrix.get(3, 7), python.get(case, "covariance", "3 7"))];
            checks.push(Check::new(
                "local-projection",
                "covariance of horizons 3 and 7",
                Quantity::StandardErrors,
                NUMPY,
                1e-8,
                pair,
            ));
        }
    }
    if let Some(fit) = fit("response = 'multiplier'\nbias_correction = false", false) {
        let case = "multiplier";
        checks.push(estimates(&fit, case, case, NUMPY, &python));
        checks.push(errors(&fit, case, case, NUMPY, &python));
    }
    if let Some(fit) = fit("covariance = 'hc1'", true) {
        let case = "instrumented hc1";
        for (reference, values) in [(LINEARMODELS, &python), (SANDWICH, &r)] {
            checks.push(estimates(&fit, case, case, reference, values));
            checks.push(errors(&fit, case, case, reference, values));
        }
    }
    checks.extend(local_projection_draws::checks());
    checks
}

/// Horizons with a reference value; the multiplier at horizon zero is the level response.
fn horizons(case: &str) -> std::ops::RangeInclusive<u16> {
    if case == "multiplier" { 1..=12 } else { 0..=12 }
}

fn estimates(fit: &Fit, case: &str, key: &str, reference: &str, values: &References) -> Check {
    let pairs = horizons(case)
        .map(|h| (fit.terms[usize::from(h)].estimate, values.get(key, "estimate", &h.to_string())));
    let pairs = pairs.collect::<Vec<_>>();
    Check::new("local-projection", case, Quantity::Estimates, reference, 1e-8, pairs)
}

fn errors(fit: &Fit, case: &str, key: &str, reference: &str, values: &References) -> Check {
    let pairs = horizons(case).map(|h| {
        let error = fit.term_inference(usize::from(h), 0.95).std_error.unwrap_or(f64::NAN);
        (error, values.get(key, "std_error", &h.to_string()))
    });
    let pairs = pairs.collect::<Vec<_>>();
    Check::new("local-projection", case, Quantity::StandardErrors, reference, 1e-8, pairs)
}

/// Local projections of the reference data with these parameters.
pub(super) fn fit(text: &str, instrumented: bool) -> Option<Fit> {
    let table = columns(DATA);
    let column = |name: &str| {
        let values = table.get(name)?.clone();
        Some(Column { name: name.into(), unit: Unit::Unknown, values: values.into() })
    };
    let outcome = column("y")?;
    let periods = (0..outcome.values.len() as i32).map(Period::observation).collect();
    let regressors = [column("x")?, column("c")?];
    let instruments =
        if instrumented { vec![column("z1")?, column("z2")?, column("c")?] } else { Vec::new() };
    let sample =
        Sample::with_instruments(outcome, &regressors, &instruments, Intercept::Included, periods).ok()?;
    toml::from_str::<LocalProjectionParams>(text).ok()?.check().ok()?.fit(&sample).ok()
}
