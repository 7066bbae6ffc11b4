//! Instrumental variables on simulated data: strong and weak instruments, one and two instrumented regressors.

use fxsens_core::fit::Fit;
use fxsens_core::model::{Estimator, Params};
use fxsens_core::period::Period;
use fxsens_core::sample::{Column, Intercept, Sample};
use fxsens_core::test_outcome::TestOutcome;
use fxsens_core::unit::Unit;

use super::check::{Check, Quantity};
use super::table::{References, columns};
use crate::models::iv::IvParams;

const DATA: &str = include_str!("../../../../tests/reference/instruments/data.csv");
const PYTHON: &str = include_str!("../../../../tests/reference/instruments/values_python.csv");
const R: &str = include_str!("../../../../tests/reference/instruments/values_r.csv");

const LINEARMODELS: &str = "linearmodels 7.1";
const AER: &str = "R 4.2.2: AER, sandwich";
const NUMPY: &str = "numpy 2.4.6, written out";

/// Outcome and instrumented regressors of each data set.
const CASES: [(&str, &str, &[&str]); 3] =
    [("one", "y", &["x"]), ("two", "y2", &["x", "x2"]), ("weak", "yw", &["weak"])];

/// Key of the reference values and the parameters that should give them.
const ESTIMATORS: [(&str, &str); 10] = [
    ("2sls classical", "vcov.kind = 'classical'"),
    ("2sls hc0", "vcov.kind = 'hc0'"),
    ("2sls hc1", "vcov.kind = 'hc1'"),
    ("2sls hac", "vcov.kind = 'hac'\nvcov.bandwidth = 5"),
    ("liml classical", "estimator = 'liml'\nvcov.kind = 'classical'"),
    ("liml hc1", "estimator = 'liml'\nvcov.kind = 'hc1'"),
    ("fuller classical", "estimator = 'fuller'\nvcov.kind = 'classical'"),
    ("gmm", "estimator = 'gmm'"),
    ("gmm hac", "estimator = 'gmm'\nweights = 'hac'\nvcov.kind = 'hac'\nvcov.bandwidth = 5"),
    ("iterated-gmm", "estimator = 'iterated-gmm'"),
];

/// Covariances of the rank statistic in LM form.
const RANK: [(&str, &str); 4] = [
    ("classical", "vcov.kind = 'classical'"),
    ("hc0", "vcov.kind = 'hc0'"),
    ("hc1", "vcov.kind = 'hc1'"),
    ("hac", "vcov.kind = 'hac'\nvcov.bandwidth = 5"),
];

/// All checks of this family.
pub(super) fn checks() -> Vec<Check> {
    let (python, r) = (References::parse(PYTHON), References::parse(R));
    let mut checks = Vec::new();
    for (label, outcome, endogenous) in CASES {
        for (key, text) in ESTIMATORS {
            let Some(fit) = fit(outcome, endogenous, text) else { continue };
            let case = format!("{label} {key}");
            checks.extend(coefficients(&fit, &case, LINEARMODELS, &python));
            if key.starts_with("2sls") {
                checks.extend(coefficients(&fit, &case, AER, &r));
            }
            if key == "2sls classical" {
                checks.extend(classical_tests(&fit, &case, &[(LINEARMODELS, &python), (AER, &r)]));
            }
            if key.contains("gmm") && key != "iterated-gmm" {
                checks.extend(hansen(&fit, &case, &python));
            }
        }
        for kind in ["classical", "hc1"] {
            let Some(fit) = fit(outcome, endogenous, &format!("vcov.kind = '{kind}'")) else { continue };
            checks.extend(strength(&fit, label, kind, endogenous, &python, &r));
        }
        for (kind, text) in RANK {
            let Some(fit) = fit(outcome, endogenous, text) else { continue };
            checks.extend(underidentification(&fit, &format!("{label} kleibergen-paap-lm {kind}"), &python));
        }
    }
    checks
}

fn coefficients(fit: &Fit, case: &str, reference: &str, values: &References) -> Vec<Check> {
    let get = |quantity: &str, name: &str| values.get(case, quantity, name);
    let estimates = fit.terms.iter().map(|t| (t.estimate, get("estimate", &t.name)));
    let estimates = estimates.collect::<Vec<_>>();
    let errors = fit.terms.iter().enumerate().map(|(i, t)| {
        let error = fit.term_inference(i, 0.95).std_error.unwrap_or(f64::NAN);
        (error, get("std_error", &t.name))
    });
    let errors = errors.collect::<Vec<_>>();
    vec![
        Check::new("iv", case, Quantity::Estimates, reference, 1e-8, estimates),
        Check::new("iv", case, Quantity::StandardErrors, reference, 1e-8, errors),
    ]
}

fn find<'a>(fit: &'a Fit, id: &str) -> Option<&'a TestOutcome> {
    fit.tests.iter().find(|test| test.id == id)
}

fn classical_tests(fit: &Fit, case: &str, references: &[(&str, &References)]) -> Vec<Check> {
    let mut checks = Vec::new();
    for (reference, values) in references {
        for (id, key) in [("sargan", "sargan"), ("endogeneity", "wu_hausman")] {
            let test = find(fit, id);
            let statistic = test.map(|test| (test.statistic, values.get(case, key, "")));
            checks.push(Check::new(id, case, Quantity::Statistics, reference, 1e-8, statistic));
            let p = test.and_then(|test| test.p_value);
            let p = p.map(|p| (p, values.get(case, &format!("{key}_p"), "")));
            checks.push(Check::new(id, case, Quantity::PValues, reference, 1e-6, p));
        }
    }
    checks
}

fn hansen(fit: &Fit, case: &str, values: &References) -> Vec<Check> {
    let test = find(fit, "hansen-j");
    let statistic = test.map(|test| (test.statistic, values.get(case, "j", "")));
    let p = test.and_then(|test| test.p_value).map(|p| (p, values.get(case, "j_p", "")));
    vec![
        Check::new("hansen-j", case, Quantity::Statistics, LINEARMODELS, 1e-8, statistic),
        Check::new("hansen-j", case, Quantity::PValues, LINEARMODELS, 1e-6, p),
    ]
}

/// First stage, effective F, Anderson–Rubin and rank statistics.
fn strength(
    fit: &Fit,
    label: &str,
    kind: &str,
    endogenous: &[&str],
    python: &References,
    r: &References,
) -> Vec<Check> {
    let case = format!("{label} first stage {kind}");
    let first: Vec<&TestOutcome> = fit.tests.iter().filter(|test| test.id == "first-stage-f").collect();
    let pairs = |values: &References| {
        first
            .iter()
            .zip(endogenous)
            .map(|(t, name)| (t.statistic, values.get(&case, "f", name)))
            .collect::<Vec<_>>()
    };
    let check = |method: &str, case: &str, reference: &str, pairs: Vec<(f64, Option<f64>)>| {
        Check::new(method, case, Quantity::Statistics, reference, 1e-8, pairs)
    };
    let mut checks = vec![check("first-stage-f", &case, NUMPY, pairs(python))];
    if kind == "classical" {
        checks.push(check("first-stage-f", &case, AER, pairs(r)));
    }
    let one = |id: &str, expected: Option<f64>| {
        find(fit, id).map(|test| (test.statistic, expected)).into_iter().collect::<Vec<_>>()
    };
    if let [name] = endogenous {
        let expected = python.get(&case, "effective_f", name);
        checks.push(check("effective-f", &case, NUMPY, one("effective-f", expected)));
        let case = format!("{label} anderson-rubin {kind}");
        let expected = python.get(&case, "f", "0.0");
        checks.push(check("anderson-rubin", &case, NUMPY, one("anderson-rubin", expected)));
    } else {
        let case = format!("{label} kleibergen-paap {kind}");
        let expected = python.get(&case, "f", "");
        checks.push(check("kleibergen-paap", &case, NUMPY, one("kleibergen-paap", expected)));
    }
    checks
}

/// The rank statistic in LM form; under the classical covariance also from canonical correlations.
fn underidentification(fit: &Fit, case: &str, values: &References) -> Vec<Check> {
    let id = "kleibergen-paap-lm";
    let test = find(fit, id);
    let statistic = |key: &str| test.map(|test| (test.statistic, values.get(case, key, "")));
    let p = |key: &str| test.and_then(|test| test.p_value).map(|p| (p, values.get(case, key, "")));
    let mut checks = vec![
        Check::new(id, case, Quantity::Statistics, LINEARMODELS, 1e-8, statistic("linearmodels")),
        Check::new(id, case, Quantity::PValues, LINEARMODELS, 1e-6, p("linearmodels_p")),
        Check::new(id, case, Quantity::Statistics, NUMPY, 1e-8, statistic("statistic")),
        Check::new(id, case, Quantity::PValues, NUMPY, 1e-6, p("p_value")),
    ];
    if case.ends_with("classical") {
        let reference = "numpy 2.4.6, canonical correlations";
        checks.push(Check::new(id, case, Quantity::Statistics, reference, 1e-8, statistic("anderson")));
    }
    checks
}

/// The sample of a data set: instrumented regressors and a control, three instruments.
fn sample(outcome: &str, endogenous: &[&str]) -> Option<Sample> {
    let table = columns(DATA);
    let column = |name: &str| {
        let values = table.get(name)?.clone();
        Some(Column { name: name.into(), unit: Unit::Unknown, values: values.into() })
    };
    let outcome = column(outcome)?;
    let periods = (0..outcome.values.len() as i32).map(Period::observation).collect();
    let regressors = endogenous.iter().chain(&["c"]).map(|name| column(name)).collect::<Option<Vec<_>>>()?;
    let instruments = ["z1", "z2", "z3", "c"].map(column).into_iter().collect::<Option<Vec<_>>>()?;
    Sample::with_instruments(outcome, &regressors, &instruments, Intercept::Included, periods).ok()
}

fn fit(outcome: &str, endogenous: &[&str], text: &str) -> Option<Fit> {
    toml::from_str::<IvParams>(text).ok()?.check().ok()?.fit(&sample(outcome, endogenous)?).ok()
}
