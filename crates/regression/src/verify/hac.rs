//! Newey–West as six packages compute it, clusters and Driscoll–Kraay on the yen data; fixed-b laws by brute force.

use fxsens_core::fit::Fit;
use fxsens_core::model::{Estimator, Params};
use fxsens_core::vcov::Vcov;
use ndarray::Array2;

use super::check::{Check, Quantity};
use super::least_squares::m1_sample;
use super::table::References;
use crate::covariance::driscoll_kraay;
use crate::covariance::estimate::scores;
use crate::covariance::fixed_b;
use crate::covariance::hac::Hac;
use crate::covariance::kernel::Kernel;
use crate::least_squares::Factor;
use crate::models::ols::OlsParams;

const PYTHON: &str = include_str!("../../../../tests/reference/hac/values_python.csv");
const R: &str = include_str!("../../../../tests/reference/hac/values_r.csv");

const FIXED_B: &str = include_str!("../../../../tests/reference/hac/fixed_b.csv");

const STATSMODELS: &str = "statsmodels 0.15.0";
const SANDWICH: &str = "R 4.2.2: sandwich 3.0.2, lmtest 0.9.40";
const GRETL: &str = "gretl 2022c";
const PYFIXEST: &str = "pyfixest 0.60.0";
const LINEARMODELS: &str = "linearmodels 7.1";
const SIMULATED: &str = "numpy, 1,000,000 simulated statistics";
const PLM: &str = "R 4.2.2: plm 2.6.2";

/// A reference, whether its values come from R, and whether it has p-values of the same law.
type Source = (&'static str, bool, bool);

/// Case, settings under `vcov` and references.
const CASES: [(&str, &str, &[Source]); 11] = [
    ("statsmodels", "profile = 'statsmodels'", &[(STATSMODELS, false, true), (SANDWICH, true, false)]),
    ("statsmodels 12", "profile = 'statsmodels'\nbandwidth = 12", &[(STATSMODELS, false, true)]),
    ("stata 12", "profile = 'stata'\nbandwidth = 12", &[(STATSMODELS, false, true), (SANDWICH, true, true)]),
    ("eviews", "profile = 'eviews'", &[(STATSMODELS, false, true)]),
    ("gretl", "profile = 'gretl'", &[(GRETL, false, true)]),
    ("fixest", "profile = 'fixest'", &[(PYFIXEST, false, true), (SANDWICH, true, false)]),
    ("r-sandwich", "profile = 'r-sandwich'", &[(SANDWICH, true, true)]),
    ("r-sandwich 12", "profile = 'r-sandwich'\nbandwidth = 12", &[(SANDWICH, true, true)]),
    ("prewhitened parzen 12", "kernel = 'parzen'\nbandwidth = 12\nprewhiten = 1", &[(SANDWICH, true, true)]),
    (
        "prewhitened qs andrews",
        "kernel = 'qs'\nbandwidth = 'andrews'\nprewhiten = 1",
        &[(SANDWICH, true, true)],
    ),
    ("cluster year", "kind = 'cluster'", &[(STATSMODELS, false, true), (SANDWICH, true, false)]),
];

/// All checks of this family.
pub(super) fn checks() -> Vec<Check> {
    let (python, r) = (References::parse(PYTHON), References::parse(R));
    let mut checks = Vec::new();
    for (case, vcov, references) in CASES {
        let fit = fit(vcov);
        for (reference, in_r, p_values) in references {
            let values = if *in_r { &r } else { &python };
            checks.extend(against(case, fit.as_ref(), reference, values, *p_values));
        }
    }
    let fiscal = fit("kind = 'cluster'\ncluster = 'fiscal-year'");
    checks.extend(against("cluster fiscal-year", fiscal.as_ref(), STATSMODELS, &python, true));
    checks.push(lags("r-sandwich", &r));
    checks.push(lags("fixest", &r));
    checks.extend(two_units(&[(LINEARMODELS, &python), (PLM, &r)]));
    checks.extend(fixed_b_laws());
    checks
}

fn fit(vcov: &str) -> Option<Fit> {
    let text = format!("breusch_godfrey_lags = 0\n[vcov]\n{vcov}");
    toml::from_str::<OlsParams>(&text).ok()?.check().ok()?.fit(&m1_sample().ok()?).ok()
}

fn against(
    case: &str,
    fit: Option<&Fit>,
    reference: &str,
    values: &References,
    p_values: bool,
) -> Vec<Check> {
    let method = if case.starts_with("cluster") { "ols, cluster" } else { "ols, hac profiles" };
    let inference = fit.map(|fit| fit.inference(0.95)).unwrap_or_default();
    let names: Vec<String> =
        fit.map_or_else(Vec::new, |fit| fit.terms.iter().map(|t| t.name.clone()).collect());
    let pairs = |quantity: &str, of: fn(&fxsens_core::inference::Inference) -> Option<f64>| {
        let pair = |(one, name): (&fxsens_core::inference::Inference, &String)| {
            (of(one).unwrap_or(f64::NAN), values.get(case, quantity, name))
        };
        inference.iter().zip(&names).map(pair).collect::<Vec<_>>()
    };
    let errors = pairs("std_error", |one| one.std_error);
    let mut checks = vec![Check::new(method, case, Quantity::StandardErrors, reference, 1e-9, errors)];
    if p_values {
        // Where a reference has no digits left in the tail it prints zero.
        let mut p = pairs("p_value", |one| one.p_value);
        p.retain(|(_, expected)| *expected != Some(0.0));
        let check = Check::new(method, case, Quantity::PValues, reference, 1e-7, p);
        checks.push(match reference {
            PYFIXEST => check.because("without the p-value that pyfixest prints as zero"),
            STATSMODELS => check.because("without p-values that statsmodels prints as zero"),
            _ => check,
        });
    }
    checks
}

/// The number of lags a profile chooses.
fn lags(case: &str, values: &References) -> Check {
    let found = fit(&format!("profile = '{case}'")).and_then(|fit| match fit.vcov {
        Vcov::Full(matrix) => matrix.method.bandwidth,
        _ => None,
    });
    let pair = [(found.unwrap_or(f64::NAN), values.get(case, "lags", ""))];
    Check::new("lags of a profile", case, Quantity::Estimates, SANDWICH, 1e-15, pair)
}

/// Driscoll–Kraay on the first 96 months as two units in 48 periods.
fn two_units(references: &[(&str, &References)]) -> Vec<Check> {
    let errors = || -> Option<Vec<f64>> {
        let sample = m1_sample().ok()?;
        let rows: Vec<usize> = (0..96).collect();
        let x = sample.x().select(ndarray::Axis(0), &rows);
        let y = sample.y().select(ndarray::Axis(0), &rows);
        let factor = Factor::new(x.view(), &sample.x_names()).ok()?;
        let residuals = &y - &x.dot(&factor.coefficients(y.view()));
        let times: Vec<i32> = (0..96).map(|row| row / 2).collect();
        let hac = Hac { kernel: Kernel::Bartlett, bandwidth: 4.0 };
        let scores = scores(x.view(), residuals.view());
        let meat = driscoll_kraay::meat(scores.view(), &times, &hac).ok()?;
        let bread = factor.bread(x.view());
        let covariance: Array2<f64> = bread.dot(&meat).dot(&bread);
        Some(covariance.diag().mapv(f64::sqrt).to_vec())
    };
    let found = errors().unwrap_or_default();
    let names = ["(Intercept)", "gap_10y", "goods_services_12m"];
    let one = |(reference, values): &(&str, &References)| {
        let pairs = found.iter().zip(names);
        let pairs = pairs.map(|(error, name)| (*error, values.get("driscoll-kraay 4", "std_error", name)));
        let pairs = pairs.collect::<Vec<_>>();
        let case = "two units, 48 periods, 4 lags";
        Check::new("driscoll-kraay", case, Quantity::StandardErrors, reference, 1e-9, pairs)
    };
    references.iter().map(one).collect()
}

/// Critical values of the t statistic of a mean of 100 independent normals, for which the law is exact.
fn fixed_b_laws() -> Vec<Check> {
    let values = References::parse(FIXED_B);
    let mut checks = Vec::new();
    for kernel in [Kernel::Bartlett, Kernel::Parzen, Kernel::Qs] {
        let mut pairs = Vec::new();
        for share in ["0.05", "0.1", "0.3", "0.5", "1.0"] {
            let n = 100;
            let width = share.parse::<f64>().unwrap_or(f64::NAN) * n as f64;
            let bandwidth = if kernel == Kernel::Qs { width } else { width - 1.0 };
            let law = fixed_b::distribution(kernel, bandwidth, n);
            for (size, name) in [(0.1, "0.1"), (0.05, "0.05"), (0.01, "0.01")] {
                let found = law.as_ref().map_or(f64::NAN, |law| law.critical_value(size));
                pairs
                    .push((found, values.get(&format!("{} {share}", kernel.name()), "critical_value", name)));
            }
        }
        let case = format!("{}, b from 0.05 to 1", kernel.name());
        let check = Check::new("fixed-b", &case, Quantity::CriticalValues, SIMULATED, 0.01, pairs);
        checks.push(check.because("simulation error of a million draws"));
    }
    checks
}
