//! Tests of stability and wandering coefficients, on simulated data with a break, without one, and with a random walk.

use fxsens_core::model::{Estimator, Params};
use fxsens_core::period::Period;
use fxsens_core::sample::{Column, Intercept, Sample};
use fxsens_core::unit::Unit;

use super::check::{Check, Quantity};
use super::table::{References, columns};
use crate::break_tests::sup_f_law::{Functional, p_value};
use crate::break_tests::{
    FStatistics, chow, chow_forecast, cusum_of_squares, cusum_ols, cusum_recursive, nyblom,
    recursive_residuals,
};
use crate::models::rolling::RollingParams;
use crate::models::tvp::{TvpParams, filter, smooth};

const DATA: &str = include_str!("../../../../tests/reference/instability/data.csv");
const PYTHON: &str = include_str!("../../../../tests/reference/instability/values_python.csv");
const R: &str = include_str!("../../../../tests/reference/instability/values_r.csv");

const STATSMODELS: &str = "statsmodels 0.15.0";
const STRUCCHANGE: &str = "strucchange 1.5.3";
const NUMPY: &str = "numpy 2.4.6, written out";

/// Largest relative difference of what needs no iteration.
const EXACT: f64 = 1e-9;

/// All checks of this family.
pub(super) fn checks() -> Vec<Check> {
    let (python, r) = (References::parse(PYTHON), References::parse(R));
    let mut checks = Vec::new();
    for case in ["broken", "stable"] {
        if let Some(sample) = sample(case) {
            checks.extend(breaks(&sample, case, &python, &r));
        }
    }
    checks.extend(wandering(&python));
    checks.extend(rolling(&python));
    checks
}

fn breaks(sample: &Sample, case: &str, python: &References, r: &References) -> Vec<Check> {
    let (y, x) = (sample.y(), sample.x().view());
    let statistic = |method: &str, reference: &str, found: Option<f64>, expected: Option<f64>| {
        Check::new(method, case, Quantity::Statistics, reference, EXACT, found.map(|f| (f, expected)))
    };
    let p = |method: &str, reference: &str, allowed: f64, found: Option<f64>, expected: Option<f64>| {
        Check::new(method, case, Quantity::PValues, reference, allowed, found.map(|f| (f, expected)))
    };
    let (of_r, of_python) = (|q: &str| r.get(case, q, ""), |q: &str| python.get(case, q, ""));
    let mut checks = Vec::new();
    for (id, key, found) in
        [("chow", "chow", chow(y, x, 70)), ("chow-forecast", "chow_forecast", chow_forecast(y, x, 115))]
    {
        let found = found.ok();
        checks.push(statistic(id, STRUCCHANGE, found.as_ref().map(|f| f.statistic), of_r(key)));
        let p_key = format!("{key}_p");
        checks.push(p(id, STRUCCHANGE, 1e-8, found.and_then(|f| f.p_value), of_r(&p_key)));
    }
    if let Ok(found) = FStatistics::new(y, x, 0.15) {
        let rows = [
            ("sup-f", "supF", Functional::Sup, found.sup().0),
            ("exp-f", "expF", Functional::Exp, found.exp()),
            ("ave-f", "aveF", Functional::Ave, found.ave()),
        ];
        for (id, key, functional, value) in rows {
            checks.push(statistic(id, STRUCCHANGE, Some(value), of_r(key)));
            // Beyond the last simulated quantile both extrapolate; there only the statistic can be compared.
            let expected = of_r(&format!("{key}_p")).filter(|p| *p > 1e-3);
            if expected.is_some() {
                let check = p(id, STRUCCHANGE, 0.02, p_value(functional, value, 3, 0.15), expected);
                checks.push(check.because(
                    "strucchange prints Hansen's (1997) fitted approximation, ours interpolates a simulation",
                ));
            }
        }
        checks.push(statistic(
            "sup-f break date",
            STRUCCHANGE,
            Some(found.sup().1 as f64),
            of_r("breakpoint"),
        ));
    }
    if let Ok(w) = recursive_residuals(y, x) {
        for (reference, values) in [(STRUCCHANGE, r), (STATSMODELS, python)] {
            let pairs = [0, 20, 80, w.len() - 1]
                .map(|t| (w[t], values.get(case, "recursive_residual", &t.to_string())));
            checks.push(Check::new(
                "recursive residuals",
                case,
                Quantity::Estimates,
                reference,
                EXACT,
                pairs,
            ));
        }
    }
    let recursive = cusum_recursive(y, x).ok();
    let value = recursive.as_ref().map(|found| found.statistic);
    checks.push(statistic("cusum recursive", STATSMODELS, value, of_python("cusum")));
    checks.push(statistic("cusum recursive", STRUCCHANGE, value, of_r("Rec-CUSUM")));
    checks.push(p("cusum recursive", STRUCCHANGE, 1e-8, recursive.map(|f| f.p_value), of_r("Rec-CUSUM_p")));
    let ols = cusum_ols(y, x).ok();
    let (value, probability) = (ols.as_ref().map(|f| f.statistic), ols.map(|f| f.p_value));
    checks.push(statistic("cusum ols", STATSMODELS, value, of_python("cusum_ols")));
    checks.push(statistic("cusum ols", STRUCCHANGE, value, of_r("OLS-CUSUM")));
    checks.push(p("cusum ols", STATSMODELS, 1e-8, probability, of_python("cusum_ols_p")));
    checks.push(p("cusum ols", STRUCCHANGE, 1e-8, probability, of_r("OLS-CUSUM_p")));
    let value = cusum_of_squares(y, x).ok().map(|found| found.statistic);
    checks.push(statistic("cusumsq", STATSMODELS, value, of_python("cusumsq")));
    let joint = nyblom(y, x, false).ok().map(|found| found.joint);
    checks.push(statistic("nyblom, coefficients only", STRUCCHANGE, joint, of_r("nyblom_coefficients")));
    if let Ok(found) = nyblom(y, x, true) {
        checks.push(statistic("nyblom", NUMPY, Some(found.joint), of_python("nyblom")));
        let names = ["(Intercept)", "x", "z", "error variance"];
        let pairs = names.iter().zip(&found.single).map(|(n, s)| (s.0, python.get(case, "nyblom_single", n)));
        let pairs: Vec<_> = pairs.collect();
        checks.push(Check::new("nyblom single", case, Quantity::Statistics, NUMPY, EXACT, pairs));
    }
    checks
}

/// The filter and smoother at given ratios, and the model at its maximum.
fn wandering(values: &References) -> Vec<Check> {
    let Some(sample) = sample("wandering") else { return Vec::new() };
    let (y, x) = (sample.y(), sample.x().view());
    let n = sample.nobs();
    let names = sample.x_names();
    let mut checks = Vec::new();
    for (case, ratios) in [("tvp_shock", [0.0, 0.02, 0.0]), ("tvp_all", [0.01, 0.02, 0.005])] {
        let (Some(filtered), Some(constant)) = (filter(y, x, &ratios), filter(y, x, &[0.0; 3])) else {
            continue;
        };
        let smoothed = smooth(x, &filtered);
        let gain = filtered.log_likelihood - constant.log_likelihood;
        let pairs = [(filtered.sigma2, values.get(case, "sigma2", ""))];
        checks.push(Check::new("tvp filter", case, Quantity::Estimates, STATSMODELS, EXACT, pairs));
        let pairs = [(gain, values.get(case, "likelihood_gain", ""))];
        checks.push(
            Check::new("tvp likelihood", case, Quantity::Statistics, STATSMODELS, 1e-6, pairs)
                .because("statsmodels' gain is over ratios of 1e-12, not of zero"),
        );
        let places = [0, 30, 60, n - 1].into_iter().flat_map(|t| (0..3).map(move |j| (t, j)));
        let of =
            |quantity: &str, t: usize, j: usize| values.get(case, quantity, &format!("{} {t}", names[j]));
        let pairs: Vec<_> =
            places.clone().map(|(t, j)| (smoothed.coefficients[[t, j]], of("smoothed", t, j))).collect();
        checks.push(Check::new("tvp smoother", case, Quantity::Estimates, STATSMODELS, EXACT, pairs));
        let pairs: Vec<_> =
            places.map(|(t, j)| (smoothed.covariances[t][[j, j]].sqrt(), of("smoothed_se", t, j))).collect();
        checks.push(Check::new("tvp smoother", case, Quantity::StandardErrors, STATSMODELS, EXACT, pairs));
    }
    let fit = TvpParams::default().check().ok().and_then(|model| model.fit(&sample).ok());
    if let Some(fit) = fit {
        let each = |quantity: &str, of: &dyn Fn(usize) -> f64| {
            let pairs =
                names.iter().enumerate().map(|(i, n)| (of(i), values.get("tvp_maximum", quantity, n)));
            pairs.collect::<Vec<_>>()
        };
        let why = "statsmodels' maximum comes from a search without derivatives, which stops at about 1e-8 in the ratio";
        let estimates = each("estimate", &|i| fit.terms[i].estimate);
        let method = "tvp";
        checks.push(
            Check::new(method, "maximum", Quantity::Estimates, STATSMODELS, 1e-6, estimates).because(why),
        );
        let errors = each("std_error", &|i| fit.term_inference(i, 0.95).std_error.unwrap_or(f64::NAN));
        checks.push(
            Check::new(method, "maximum", Quantity::StandardErrors, STATSMODELS, 1e-6, errors).because(why),
        );
    }
    checks
}

fn rolling(values: &References) -> Vec<Check> {
    let text = "vcov.kind = 'hc1'";
    let fit = sample("broken").and_then(|sample| {
        let params: RollingParams = toml::from_str(text).ok()?;
        params.check().ok()?.fit(&sample).ok()
    });
    let Some(fit) = fit else { return Vec::new() };
    let ends = [("120", 1), ("108", 3), ("60", 7)];
    let of = |quantity: &str, end: &str| values.get("rolling", quantity, end);
    let estimates = ends.map(|(end, i)| (fit.terms[i].estimate, of("estimate", end)));
    let errors = ends
        .map(|(end, i)| (fit.term_inference(i, 0.95).std_error.unwrap_or(f64::NAN), of("std_error", end)));
    vec![
        Check::new("rolling", "window 60", Quantity::Estimates, STATSMODELS, EXACT, estimates),
        Check::new("rolling", "window 60", Quantity::StandardErrors, STATSMODELS, EXACT, errors),
    ]
}

/// The regression of a simulated outcome on a constant, `x` and `z`.
fn sample(outcome: &str) -> Option<Sample> {
    let table = columns(DATA);
    let column = |name: &str| {
        let values = table.get(name)?.clone();
        Some(Column { name: name.into(), unit: Unit::Unknown, values: values.into() })
    };
    let outcome = column(outcome)?;
    let periods = (0..outcome.values.len() as i32).map(Period::observation).collect();
    Sample::new(outcome, &[column("x")?, column("z")?], Intercept::Included, periods).ok()
}
