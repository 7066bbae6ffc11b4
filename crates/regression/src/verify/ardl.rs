//! Autoregressive distributed lags and the bounds test, on a cointegrated outcome and on an unrelated random walk.

use fxsens_core::model::{Estimator, Params};
use fxsens_core::period::Period;
use fxsens_core::sample::{Column, Intercept, Sample};
use fxsens_core::unit::Unit;

use super::check::{Check, Quantity};
use super::table::{References, columns};
use crate::cointegration::bounds::{Bound, Statistic, bounds_test, critical_value};
use crate::models::ardl::{ArdlParams, Case, Lags, lagged, regressors};
use crate::models::nardl::NardlParams;

const DATA: &str = include_str!("../../../../tests/reference/ardl/data.csv");
const PYTHON: &str = include_str!("../../../../tests/reference/ardl/values_python.csv");
const R: &str = include_str!("../../../../tests/reference/ardl/values_r.csv");

const STATSMODELS: &str = "statsmodels 0.15.0";
const CAR: &str = "R 4.2.2: lm, car 3.1.1";
const PUBLISHED: &str = "Pesaran, Shin and Smith (2001)";

/// Critical values of the F and t statistics: case, regressors, then `I(0)` and `I(1)` at 10, 5 and 1 %.
const PUBLISHED_F: [(usize, usize, [f64; 6]); 9] = [
    (2, 1, [3.02, 3.51, 3.62, 4.16, 4.94, 5.58]),
    (2, 2, [2.63, 3.35, 3.10, 3.87, 4.13, 5.00]),
    (3, 1, [4.04, 4.78, 4.94, 5.73, 6.84, 7.84]),
    (3, 2, [3.17, 4.14, 3.79, 4.85, 5.15, 6.36]),
    (3, 3, [2.72, 3.77, 3.23, 4.35, 4.29, 5.61]),
    (4, 1, [4.05, 4.49, 4.68, 5.15, 6.10, 6.73]),
    (4, 2, [3.38, 4.02, 3.88, 4.61, 4.99, 5.85]),
    (5, 1, [5.59, 6.26, 6.56, 7.30, 8.74, 9.63]),
    (5, 2, [4.19, 5.06, 4.87, 5.85, 6.34, 7.52]),
];
const PUBLISHED_T: [(usize, usize, [f64; 6]); 2] =
    [(3, 1, [-2.57, -2.91, -2.86, -3.22, -3.43, -3.82]), (3, 2, [-2.57, -3.21, -2.86, -3.53, -3.43, -4.10])];

/// All checks of this family.
pub(super) fn checks() -> Vec<Check> {
    let (python, r) = (References::parse(PYTHON), References::parse(R));
    let mut checks = published();
    checks.push(of_statsmodels(&python));
    for outcome in ["y", "w"] {
        let Some(sample) = sample(outcome, Intercept::Included) else { continue };
        checks.extend(regression(outcome, &sample, &python));
        checks.extend(long_run(outcome, &sample, &[(STATSMODELS, &python), (CAR, &r)]));
        checks.extend(bounds(outcome, &[(STATSMODELS, &python), (CAR, &r)]));
    }
    checks.extend(selection(&python));
    checks.extend(asymmetric(&r));
    checks
}

fn fit(sample: &Sample, text: &str) -> Option<fxsens_core::fit::Fit> {
    toml::from_str::<ArdlParams>(text).ok()?.check().ok()?.fit(sample).ok()
}

fn regression(outcome: &str, sample: &Sample, values: &References) -> Vec<Check> {
    let mut checks = Vec::new();
    for (kind, suffix) in [("classical", ""), ("hc1", " hc1")] {
        let Some(fit) = fit(sample, &format!("orders = [2, 2, 1]\nvcov.kind = '{kind}'")) else { continue };
        let case = format!("{outcome} 2;2;1");
        let terms: Vec<_> = fit.terms.iter().take(8).enumerate().collect();
        let key = |name: &str| name.replace(", ", "; ");
        if kind == "classical" {
            let pairs = terms.iter().map(|(_, t)| (t.estimate, values.get(&case, "estimate", &key(&t.name))));
            let pairs = pairs.collect::<Vec<_>>();
            checks.push(Check::new("ardl", &case, Quantity::Estimates, STATSMODELS, 1e-8, pairs));
        }
        let of = format!("{case}{suffix}");
        let pairs = terms.iter().map(|(i, t)| {
            let error = fit.term_inference(*i, 0.95).std_error.unwrap_or(f64::NAN);
            (error, values.get(&of, "std_error", &key(&t.name)))
        });
        let pairs = pairs.collect::<Vec<_>>();
        checks.push(Check::new("ardl", &of, Quantity::StandardErrors, STATSMODELS, 1e-8, pairs));
    }
    checks
}

fn long_run(outcome: &str, sample: &Sample, references: &[(&str, &References)]) -> Vec<Check> {
    let Some(fit) = fit(sample, "orders = [2, 2, 1]\nvcov.kind = 'classical'") else { return Vec::new() };
    let of = |name: &str| {
        fit.position(name).map_or((f64::NAN, f64::NAN), |i| {
            (fit.terms[i].estimate, fit.term_inference(i, 0.95).std_error.unwrap_or(f64::NAN))
        })
    };
    let (effect, adjustment) = (of("long-run x"), of("adjustment"));
    let case = format!("{outcome} case 3");
    let mut checks = Vec::new();
    for (reference, values) in references {
        let get = |quantity: &str, term: &str| values.get(&case, quantity, term);
        let estimates = [(effect.0, get("long_run", "x")), (adjustment.0, get("adjustment", ""))];
        let errors = [(effect.1, get("long_run_se", "x")), (adjustment.1, get("adjustment_se", ""))];
        let method = "ardl long run";
        checks.push(Check::new(method, &case, Quantity::Estimates, reference, 1e-8, estimates));
        checks.push(Check::new(method, &case, Quantity::StandardErrors, reference, 1e-8, errors));
    }
    checks
}

/// Bounds statistics in all five cases.
fn bounds(outcome: &str, references: &[(&str, &References)]) -> Vec<Check> {
    let mut checks = Vec::new();
    for case in Case::ALL {
        let intercept = if case == Case::None { Intercept::Excluded } else { Intercept::Included };
        let Some(sample) = sample(outcome, intercept) else { continue };
        let lags = Lags { outcome: 2, regressors: vec![2, 1] };
        let design = lagged(&sample, &regressors(&sample), &lags, 2, case.has_trend());
        let Some(report) = design.and_then(|design| bounds_test(&design, case)).ok() else { continue };
        let key = format!("{outcome} case {}", case.number());
        for (reference, values) in references {
            for (outcome, quantity) in report.outcomes.iter().zip(["bounds_f", "bounds_t"]) {
                // statsmodels prints no t statistic but in case 3.
                let expected = values.get(&key, quantity, "");
                if quantity == "bounds_f" || expected.is_some() {
                    let pair = [(outcome.statistic, expected)];
                    let check = Check::new("pss-bounds", &key, Quantity::Statistics, reference, 1e-8, pair);
                    checks.push(check);
                }
            }
        }
    }
    checks
}

/// Rises and falls apart.
fn asymmetric(values: &References) -> Vec<Check> {
    let Some(sample) = sample("y", Intercept::Included) else { return Vec::new() };
    let text = "orders = [1, 2, 2, 0]\nvcov.kind = 'classical'";
    let Some(fit) =
        toml::from_str::<NardlParams>(text).ok().and_then(|params| params.check().ok()?.fit(&sample).ok())
    else {
        return Vec::new();
    };
    let names = ["long-run x+", "long-run x-", "x", "long-run asymmetry x", "short-run asymmetry x"];
    let of = |name: &str| {
        fit.position(name).map_or((f64::NAN, f64::NAN), |i| {
            (fit.terms[i].estimate, fit.term_inference(i, 0.95).std_error.unwrap_or(f64::NAN))
        })
    };
    let estimates = names.map(|name| (of(name).0, values.get("nardl", "estimate", name)));
    let errors = names.map(|name| (of(name).1, values.get("nardl", "std_error", name)));
    vec![
        Check::new("nardl", "y 1;2;2;0", Quantity::Estimates, CAR, 1e-8, estimates),
        Check::new("nardl", "y 1;2;2;0", Quantity::StandardErrors, CAR, 1e-8, errors),
    ]
}

/// Lags chosen for the cointegrated outcome; for a random walk statsmodels leaves regressors out altogether.
fn selection(values: &References) -> Vec<Check> {
    let Some(sample) = sample("y", Intercept::Included) else { return Vec::new() };
    let check = |(ours, theirs): (&str, &str)| {
        let text = format!("selection = '{ours}'\nmax_lags = 3\nmax_regressor_lags = 3");
        let fit = fit(&sample, &text)?;
        let count = |name: &str| {
            let lag = format!("L({name}, ");
            fit.terms.iter().filter(|term| term.name.starts_with(&lag)).count() as f64
        };
        let case = format!("y {theirs}");
        let pairs = ["y", "x", "z"].map(|name| (count(name), values.get(&case, "order", name)));
        Some(Check::new("ardl lag selection", &case, Quantity::Estimates, STATSMODELS, 1e-12, pairs))
    };
    [("aic", "aic"), ("bic", "bic"), ("hq", "hqic")].into_iter().filter_map(check).collect()
}

/// Critical values at 1,000 observations against the published asymptotic ones.
fn published() -> Vec<Check> {
    let rows = PUBLISHED_F.map(|row| (Statistic::F, row)).into_iter();
    let rows = rows.chain(PUBLISHED_T.map(|row| (Statistic::T, row)));
    let mut pairs = Vec::new();
    for (statistic, (case, k, expected)) in rows {
        for (i, value) in expected.iter().enumerate() {
            let bound = [Bound::Stationary, Bound::Integrated][i % 2];
            let size = [0.10, 0.05, 0.01][i / 2];
            let found = critical_value(statistic, bound, Case::ALL[case - 1], k, 1000, size);
            pairs.push((found.unwrap_or(f64::NAN), Some(*value)));
        }
    }
    let check = Check::new("pss-bounds", "T = 1,000", Quantity::CriticalValues, PUBLISHED, 0.025, pairs);
    vec![check.because("two simulations, 60,000 and 40,000 draws; theirs is printed with two decimals")]
}

/// statsmodels' bounds for two regressors, which are those for three.
fn of_statsmodels(values: &References) -> Check {
    let mut pairs = Vec::new();
    for (size, key) in [(0.10, "90.0"), (0.05, "95.0"), (0.01, "99.0")] {
        for (bound, side) in [(Bound::Stationary, "lower"), (Bound::Integrated, "upper")] {
            let found = critical_value(Statistic::F, bound, Case::Constant, 3, 1000, size);
            let expected = values.get("asymptotic case 3 k 2", &format!("critical_{side}"), key);
            pairs.push((found.unwrap_or(f64::NAN), expected));
        }
    }
    let case = "case 3, three regressors";
    Check::new("pss-bounds", case, Quantity::CriticalValues, STATSMODELS, 0.025, pairs).because(
        "two simulations; statsmodels counts the outcome among the regressors, so that its bounds for two are those for three",
    )
}

fn sample(outcome: &str, intercept: Intercept) -> Option<Sample> {
    let table = columns(DATA);
    let column = |name: &str| {
        let values = table.get(name)?.clone();
        Some(Column { name: name.into(), unit: Unit::Unknown, values: values.into() })
    };
    let outcome = column(outcome)?;
    let periods = (0..outcome.values.len() as i32).map(Period::observation).collect();
    Sample::new(outcome, &[column("x")?, column("z")?], intercept, periods).ok()
}
