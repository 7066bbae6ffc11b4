//! Least squares on certified sets, its covariances on the yen data.

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
use crate::verify::check::{Check, Quantity};
use crate::verify::table::{References, columns, number};

const NIST: &str = "NIST StRD, recomputed with 120 digits";
const STATSMODELS: &str = "statsmodels 0.15.0";

const NIST_DATA: &str = include_str!("../../../../tests/reference/nist/data.csv");
const NIST_VALUES: &str = include_str!("../../../../tests/reference/nist/values.csv");
const M1_DATA: &str = include_str!("../../../../tests/reference/m1/data.csv");
const M1_VALUES: &str = include_str!("../../../../tests/reference/m1/values.csv");

/// Digits required of each NIST set: coefficients and standard errors. `None` where the certified standard errors
/// are zero.
const NIST_SETS: [(&str, usize, f64, Option<f64>); 11] = [
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

/// All checks of this family.
pub(super) fn checks() -> Vec<Check> {
    nist().into_iter().chain(statsmodels()).collect()
}

/// Least squares on the linear sets of NIST's Statistical Reference Datasets.
fn nist() -> Vec<Check> {
    let (data, values) = (long_table(NIST_DATA), References::parse(NIST_VALUES));
    let mut checks = Vec::new();
    for (name, degree, coefficients, errors) in NIST_SETS {
        let fit = nist_sample(&data, name, degree).and_then(|sample| classical(&sample)).ok();
        let case = format!("nist {name}");
        let get = |quantity: &str, term: &str| values.get(name, quantity, term);
        let pairs = each(fit.as_ref(), |f, i| (f.terms[i].estimate, get("estimate", &f.terms[i].name)));
        checks.push(Check::new("ols", &case, Quantity::Estimates, NIST, tolerance(coefficients), pairs));
        if let Some(required) = errors {
            let pairs = each(fit.as_ref(), |f, i| (std_error(f, i), get("std_error", &f.terms[i].name)));
            checks.push(Check::new("ols", &case, Quantity::StandardErrors, NIST, tolerance(required), pairs));
        }
    }
    checks
}

/// Least squares and its covariances on the yen data against statsmodels.
fn statsmodels() -> Vec<Check> {
    let values = References::parse(M1_VALUES);
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
        let fit = m1_sample().and_then(|sample| estimate(&sample, vcov)).ok();
        let case = format!("m1 {name}");
        let one = |quantity, allowed, pairs: Vec<(f64, Option<f64>)>| {
            Check::new("ols", &case, quantity, STATSMODELS, allowed, pairs)
        };
        let get = |of: &str, quantity: &str, term: &str| values.get(of, quantity, term);
        let pairs =
            each(fit.as_ref(), |f, i| (f.terms[i].estimate, get("ols", "estimate", &f.terms[i].name)));
        checks.push(one(Quantity::Estimates, 1e-10, pairs));
        let pairs = each(fit.as_ref(), |f, i| (std_error(f, i), get(name, "std_error", &f.terms[i].name)));
        checks.push(one(Quantity::StandardErrors, 1e-10, pairs));
        let pairs = each(fit.as_ref(), |f, i| {
            let p = f.term_inference(i, 0.95).p_value.unwrap_or(f64::NAN);
            (p, get(name, "p_value", &f.terms[i].name))
        });
        checks.push(one(Quantity::PValues, 1e-8, pairs));
        if name.starts_with("hac-bartlett") {
            let joint = fit.as_ref().and_then(|f| zero_test(f, &["gap_10y", "goods_services_12m"]).ok());
            let pair = joint.map(|test| (test.statistic, get(name, "wald", "last two")));
            checks.push(one(Quantity::Statistics, 1e-10, pair.into_iter().collect()));
        }
    }
    checks
}

/// The relative difference that leaves this many digits.
fn tolerance(digits: f64) -> f64 {
    10f64.powf(-digits)
}

/// One pair per term; none when there is no fit.
fn each(fit: Option<&Fit>, pair: impl Fn(&Fit, usize) -> (f64, Option<f64>)) -> Vec<(f64, Option<f64>)> {
    fit.map_or_else(Vec::new, |f| (0..f.terms.len()).map(|i| pair(f, i)).collect())
}

/// The yen data of the reference values: 97 months, with units.
///
/// # Errors
/// [`FitError::Degenerate`] when the embedded table cannot be read.
pub fn m1_sample() -> Result<Sample, FitError> {
    let table = columns(M1_DATA);
    let values = |name: &str| table.get(name).cloned().unwrap_or_default();
    let [usdjpy, gap, balance] = ["usdjpy", "gap_10y", "goods_services_12m"].map(values);
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
            values.push(number(value));
        }
    }
    table
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
    let params = OlsParams { breusch_godfrey_lags: 0, vcov, ..OlsParams::default() };
    let estimator = params.check().map_err(unreadable)?;
    estimator.fit(sample)
}

fn std_error(fit: &Fit, index: usize) -> f64 {
    fit.term_inference(index, 0.95).std_error.unwrap_or(f64::NAN)
}
