//! Checks against certified and reference values that travel with the program: `fxsens verify`.

use std::collections::BTreeMap;

use fxsens_core::fit::{Fit, FitError};
use fxsens_core::model::{Estimator, Params};
use fxsens_core::period::Period;
use fxsens_core::sample::{Column, Intercept, Sample};
use fxsens_core::unit::Unit;

use crate::covariance::VcovParams;
use crate::covariance::kernel::Kernel;
use crate::covariance::params::{Bandwidth, Reference, SmallSample, VcovKind};
use crate::inference::zero_test;
use crate::linalg::twofold;
use crate::models::ols::OlsParams;

const NIST_DATA: &str = include_str!("../../../tests/reference/nist/data.csv");
const NIST_VALUES: &str = include_str!("../../../tests/reference/nist/values.csv");
const M1_DATA: &str = include_str!("../../../tests/reference/m1/data.csv");
const M1_VALUES: &str = include_str!("../../../tests/reference/m1/values.csv");

/// Digits beyond which two `f64` numbers count as equal.
const ALL_DIGITS: f64 = 15.0;

/// One comparison.
#[derive(Debug, Clone, PartialEq)]
pub struct Check {
    /// Data set and estimator: `nist longley`, `m1 hac-bartlett-13`.
    pub case: String,
    /// What is compared: `coefficients`, `standard errors`.
    pub quantity: String,
    /// Correct digits of the worst entry.
    pub digits_achieved: f64,
    /// Digits that must be correct.
    pub digits_required: f64,
    /// Whether they are.
    pub passed: bool,
}

/// Digits required of each NIST set: coefficients and standard errors. `None` where the certified standard errors
/// are zero.
const NIST: [(&str, usize, f64, Option<f64>); 11] = [
    ("longley", 1, 12.0, Some(12.0)),
    ("filip", 10, 12.0, Some(12.0)),
    ("wampler1", 5, 9.0, None),
    ("wampler2", 5, 12.0, None),
    ("wampler3", 5, 9.0, Some(12.0)),
    ("wampler4", 5, 9.0, Some(12.0)),
    ("wampler5", 5, 8.0, Some(12.0)),
    ("norris", 1, 12.0, Some(12.0)),
    ("pontius", 2, 12.0, Some(12.0)),
    ("noint1", 1, 12.0, Some(12.0)),
    ("noint2", 1, 12.0, Some(12.0)),
];

/// Least squares on the linear sets of NIST's Statistical Reference Datasets.
pub fn nist_cases() -> Vec<Check> {
    let (data, values) = (long_table(NIST_DATA), references(NIST_VALUES));
    let mut checks = Vec::new();
    for (name, degree, coefficients, errors) in NIST {
        let fit = nist_sample(&data, name, degree).and_then(|sample| classical(&sample));
        let case = format!("nist {name}");
        let get = |term: &str, quantity: &str| values.get(&key(name, quantity, term)).copied();
        let estimates = worst(fit.as_ref(), |f, i| (f.terms[i].estimate, get(&f.terms[i].name, "estimate")));
        checks.push(check(&case, "coefficients", estimates, coefficients));
        if let Some(required) = errors {
            let found = worst(fit.as_ref(), |f, i| (std_error(f, i), get(&f.terms[i].name, "std_error")));
            checks.push(check(&case, "standard errors", found, required));
        }
    }
    checks
}

/// Least squares and its covariances on the yen data against statsmodels.
pub fn statsmodels_cases() -> Vec<Check> {
    let values = references(M1_VALUES);
    let hac = |kernel, bandwidth, small_sample| VcovParams {
        kernel,
        bandwidth: Bandwidth::Fixed(bandwidth),
        small_sample,
        distribution: Reference::Normal,
        ..VcovParams::default()
    };
    let kind = |kind| VcovParams { kind, ..VcovParams::default() };
    let cases = [
        ("classical", kind(VcovKind::Classical)),
        ("hc0", kind(VcovKind::Hc0)),
        ("hc1", kind(VcovKind::Hc1)),
        ("hc2", kind(VcovKind::Hc2)),
        ("hc3", kind(VcovKind::Hc3)),
        ("hac-bartlett-13", hac(Kernel::Bartlett, 13.0, SmallSample::None)),
        ("hac-bartlett-13-corrected", hac(Kernel::Bartlett, 13.0, SmallSample::DegreesOfFreedom)),
        ("hac-parzen-13", hac(Kernel::Parzen, 13.0, SmallSample::None)),
        ("hac-qs-5.5", hac(Kernel::Qs, 5.5, SmallSample::None)),
        ("ewc", kind(VcovKind::Ewc)),
    ];
    let mut checks = Vec::new();
    for (name, vcov) in cases {
        let fit = m1_sample().and_then(|sample| estimate(&sample, vcov));
        let case = format!("m1 {name}");
        let get = |of: &str, quantity: &str, term: &str| values.get(&key(of, quantity, term)).copied();
        let estimates =
            worst(fit.as_ref(), |f, i| (f.terms[i].estimate, get("ols", "estimate", &f.terms[i].name)));
        checks.push(check(&case, "coefficients", estimates, 10.0));
        let errors = worst(fit.as_ref(), |f, i| (std_error(f, i), get(name, "std_error", &f.terms[i].name)));
        checks.push(check(&case, "standard errors", errors, 10.0));
        let p_values = worst(fit.as_ref(), |f, i| {
            let p = f.term_inference(i, 0.95).p_value.unwrap_or(f64::NAN);
            (p, get(name, "p_value", &f.terms[i].name))
        });
        checks.push(check(&case, "p-values", p_values, 8.0));
        if name.starts_with("hac-bartlett") {
            let joint = fit.as_ref().ok().and_then(|f| zero_test(f, &["gap_10y", "goods_services_12m"]).ok());
            let found = joint.map_or(0.0, |test| digits(test.statistic, get(name, "wald", "last two")));
            checks.push(check(&case, "joint test", found, 10.0));
        }
    }
    checks
}

/// All checks of this crate.
pub fn all_cases() -> Vec<Check> {
    nist_cases().into_iter().chain(statsmodels_cases()).collect()
}

/// The yen data of the reference values: 97 months, with units.
///
/// # Errors
/// [`FitError::Degenerate`] when the embedded table cannot be read.
pub fn m1_sample() -> Result<Sample, FitError> {
    let mut columns: [Vec<f64>; 3] = [Vec::new(), Vec::new(), Vec::new()];
    for line in M1_DATA.lines().skip(1) {
        for (column, cell) in columns.iter_mut().zip(line.split(',').skip(1)) {
            column.push(cell.parse().unwrap_or(f64::NAN));
        }
    }
    let [usdjpy, gap, balance] = columns;
    let start = Period::month(2015, 12).map_err(unreadable)?;
    let periods = (0..usdjpy.len() as i32).map(|t| start.shift(t)).collect();
    let column =
        |name: &str, unit, values: Vec<f64>| Column { name: name.into(), unit, values: values.into() };
    let regressors = [
        column("gap_10y", Unit::PercentagePoints, gap),
        column("goods_services_12m", Unit::yen_trillion(), balance),
    ];
    let outcome = column("usdjpy", Unit::yen_per_dollar(), usdjpy);
    Sample::new(outcome, &regressors, Intercept::Included, periods).map_err(unreadable)
}

type LongTable<'a> = BTreeMap<&'a str, BTreeMap<&'a str, Vec<f64>>>;

/// Columns by data set from `dataset,row,column,value` lines.
fn long_table(text: &str) -> LongTable<'_> {
    let mut table = LongTable::new();
    for line in text.lines().skip(1) {
        if let [dataset, _, column, value] = line.split(',').collect::<Vec<_>>()[..] {
            let values = table.entry(dataset).or_default().entry(column).or_default();
            values.push(value.parse().unwrap_or(f64::NAN));
        }
    }
    table
}

type Key = (String, String, String);

fn key(case: &str, quantity: &str, term: &str) -> Key {
    (case.into(), quantity.into(), term.into())
}

fn references(text: &str) -> BTreeMap<Key, f64> {
    let mut values = BTreeMap::new();
    for line in text.lines().filter(|line| !line.starts_with('#')).skip(1) {
        if let [case, quantity, term, value] = line.split(',').collect::<Vec<_>>()[..] {
            values.insert(key(case, quantity, term), value.parse().unwrap_or(f64::NAN));
        }
    }
    values
}

/// The sample of a NIST set; a degree above one adds powers of `x`, rounded once.
fn nist_sample(data: &LongTable<'_>, name: &str, degree: usize) -> Result<Sample, FitError> {
    let columns = data.get(name).ok_or_else(|| unreadable(format!("no data set {name}")))?;
    let column = |name: &str, values: Vec<f64>| Column {
        name: name.into(),
        unit: Unit::Unknown,
        values: values.into(),
    };
    let y = columns.get("y").cloned().unwrap_or_default();
    let regressors: Vec<Column> = match columns.get("x") {
        Some(x) if degree > 1 => {
            let power = |p: usize| x.iter().map(|value| twofold::power(*value, p).value()).collect();
            (1..=degree).map(|p| column(&format!("x^{p}"), power(p))).collect()
        }
        _ => {
            columns.iter().filter(|(c, _)| **c != "y").map(|(c, values)| column(c, values.clone())).collect()
        }
    };
    let intercept = if name.starts_with("noint") { Intercept::Excluded } else { Intercept::Included };
    let periods = (0..y.len() as i32).map(Period::observation).collect();
    Sample::new(column("y", y), &regressors, intercept, periods).map_err(unreadable)
}

fn unreadable(error: impl std::fmt::Display) -> FitError {
    FitError::Degenerate { what: format!("embedded reference data: {error}") }
}

fn classical(sample: &Sample) -> Result<Fit, FitError> {
    estimate(sample, VcovParams { kind: VcovKind::Classical, ..VcovParams::default() })
}

fn estimate(sample: &Sample, vcov: VcovParams) -> Result<Fit, FitError> {
    let params = OlsParams { breusch_godfrey_lags: 0, vcov };
    let estimator = params.check().map_err(unreadable)?;
    estimator.fit(sample)
}

fn std_error(fit: &Fit, index: usize) -> f64 {
    fit.term_inference(index, 0.95).std_error.unwrap_or(f64::NAN)
}

/// Correct digits of the worst term; none when there is no fit.
fn worst(fit: Result<&Fit, &FitError>, pair: impl Fn(&Fit, usize) -> (f64, Option<f64>)) -> f64 {
    let Ok(fit) = fit else { return 0.0 };
    let one = |i: usize| {
        let (actual, expected) = pair(fit, i);
        digits(actual, expected)
    };
    (0..fit.terms.len()).map(one).fold(ALL_DIGITS, f64::min)
}

/// `−log₁₀` of the relative error, NIST's log relative error, between zero and fifteen.
fn digits(actual: f64, expected: Option<f64>) -> f64 {
    let Some(expected) = expected else { return 0.0 };
    let gap = (actual - expected).abs();
    let relative = if expected.abs() > 0.0 { gap / expected.abs() } else { gap };
    if relative.is_nan() { 0.0 } else { (-relative.log10()).clamp(0.0, ALL_DIGITS) }
}

fn check(case: &str, quantity: &str, achieved: f64, required: f64) -> Check {
    Check {
        case: case.into(),
        quantity: quantity.into(),
        digits_achieved: achieved,
        digits_required: required,
        passed: achieved >= required,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_digits_required_are_achieved() {
        for check in all_cases() {
            assert!(check.passed, "{check:?}");
        }
    }

    #[test]
    fn digits_are_the_log_relative_error() {
        assert!((digits(1.001, Some(1.0)) - 3.0).abs() < 1e-6);
        assert!(digits(f64::NAN, Some(1.0)) <= 0.0);
        assert!(digits(1.0, None) <= 0.0);
        assert!(digits(2.0, Some(2.0)) >= 15.0);
    }
}
