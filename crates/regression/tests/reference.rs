//! Ordinary least squares against statsmodels, numpy and R on the yen data.

use fxsens_core::fit::Fit;
use fxsens_core::sample::{Column, Intercept, Sample};
use fxsens_core::unit::Unit;
use fxsens_regression::verify::m1_sample;
use fxsens_testing::{References, assert_close};

use crate::{matrix, ols};

const CASES: [(&str, &str); 10] = [
    ("classical", "kind = 'classical'"),
    ("hc0", "kind = 'hc0'"),
    ("hc1", "kind = 'hc1'"),
    ("hc2", "kind = 'hc2'"),
    ("hc3", "kind = 'hc3'"),
    ("hac-bartlett-13", "bandwidth = 13\ndistribution = 'normal'"),
    ("hac-bartlett-13-corrected", "bandwidth = 13\ndistribution = 'normal'\nsmall_sample = 'n/(n-k)'"),
    ("hac-parzen-13", "kernel = 'parzen'\nbandwidth = 13\ndistribution = 'normal'"),
    ("hac-qs-5.5", "kernel = 'qs'\nbandwidth = 5.5\ndistribution = 'normal'"),
    ("ewc", "kind = 'ewc'"),
];

fn without_intercept() -> Sample {
    let with = m1_sample().unwrap();
    let column = |j: usize, unit: Unit| Column {
        name: with.x_names()[j].clone(),
        unit,
        values: with.x().column(j).to_owned(),
    };
    let outcome =
        Column { name: "usdjpy".into(), unit: with.outcome_unit().clone(), values: with.y().to_owned() };
    let regressors = [column(1, Unit::PercentagePoints), column(2, Unit::yen_trillion())];
    Sample::new(outcome, &regressors, Intercept::Excluded, with.periods().to_vec()).unwrap()
}

fn check_case(fit: &Fit, values: &References, prefix: &str, case: &str) {
    for (i, term) in fit.terms.iter().enumerate() {
        let inference = fit.term_inference(i, 0.95);
        let ols = format!("{prefix}ols");
        let case = format!("{prefix}{case}");
        let about = format!("{case} {}", term.name);
        let estimate = values.get(&ols, "estimate", &term.name);
        assert_close(term.estimate, estimate, 1e-12, &format!("{about}: estimate, rounding of two solvers"));
        let error = values.get(&case, "std_error", &term.name);
        assert_close(
            inference.std_error.unwrap(),
            error,
            1e-11,
            &format!("{about}: standard error, rounding"),
        );
        let p = values.get(&case, "p_value", &term.name);
        // The tail multiplies the error of a statistic of size t by t squared, and statrs' erfc has ten digits.
        if p > 1e-300 {
            assert_close(inference.p_value.unwrap(), p, 1e-8, &format!("{about}: p-value down to 1e-300"));
        }
    }
}

#[test]
fn every_covariance_equals_statsmodels() {
    let values = References::load("m1/values.csv");
    let (with, without) = (m1_sample().unwrap(), without_intercept());
    for (case, vcov) in CASES {
        check_case(&ols(&with, vcov).unwrap(), &values, "", case);
        check_case(&ols(&without, vcov).unwrap(), &values, "no-intercept ", case);
    }
}

#[test]
fn standard_errors_equal_those_of_r() {
    let values = References::load("m1/values_r.csv");
    let sample = m1_sample().unwrap();
    let nw94 = ("hac-bartlett-nw94", "bandwidth = 'nw94'\ndistribution = 'normal'");
    for (case, vcov) in CASES[1..9].iter().copied().chain([nw94]) {
        let fit = ols(&sample, vcov).unwrap();
        for (i, term) in fit.terms.iter().enumerate() {
            let expected = values.get(case, "std_error", &term.name);
            let why = format!("{case} {}: standard error of R's sandwich, rounding", term.name);
            assert_close(matrix(&fit).std_error(i), expected, 1e-11, &why);
        }
    }
}

#[test]
fn bandwidth_rules_equal_those_of_r() {
    use fxsens_regression::covariance::{bandwidth, kernel::Kernel};
    let values = References::load("m1/values_r.csv");
    let fit = ols(&m1_sample().unwrap(), "kind = 'hc0'").unwrap();
    let scores = fit.scores.unwrap();
    let weights = ndarray::array![0.0, 1.0, 1.0];
    for kernel in [Kernel::Bartlett, Kernel::Parzen, Kernel::Qs] {
        let nw94 = bandwidth::newey_west_1994(kernel, scores.view(), 0, weights.view());
        assert_close(
            nw94,
            values.get("bandwidth", "nw94", kernel.name()),
            1e-10,
            "R's bwNeweyWest, rounding",
        );
        let andrews = bandwidth::andrews_1991(kernel, scores.view(), weights.view());
        let expected = values.get("bandwidth", "andrews", kernel.name());
        assert_close(andrews, expected, 1e-9, "R's bwAndrews, rounding amplified by powers of 1 - rho");
    }
}

#[test]
fn statistics_of_the_fit_equal_statsmodels() {
    let values = References::load("m1/values.csv");
    for (prefix, sample) in [("", m1_sample().unwrap()), ("no-intercept ", without_intercept())] {
        let glance = ols(&sample, "kind = 'classical'").unwrap().glance;
        let case = format!("{prefix}glance");
        for (quantity, actual) in [
            ("r_squared", glance.r_squared),
            ("adj_r_squared", glance.adj_r_squared),
            ("sigma", glance.sigma),
            ("log_likelihood", glance.log_likelihood),
            ("aic", glance.aic),
            ("bic", glance.bic),
            ("durbin_watson", glance.durbin_watson),
            ("condition_number", glance.condition_number),
        ] {
            assert_close(
                actual.unwrap(),
                values.get(&case, quantity, ""),
                1e-11,
                &format!("{case} {quantity}: rounding"),
            );
        }
    }
}

#[test]
fn the_published_replica_is_reproduced() {
    let fit = ols(&m1_sample().unwrap(), "bandwidth = 13").unwrap();
    assert_eq!(fit.glance.nobs, 97);
    for (actual, expected, rtol) in [
        (fit.terms[1].estimate, 6.658, 1e-4),
        (fit.terms[2].estimate, -1.0137, 1e-4),
        (fit.glance.r_squared.unwrap(), 0.842, 1e-3),
        (fit.glance.durbin_watson.unwrap(), 0.173, 5e-3),
        (matrix(&fit).std_error(1), 1.5391, 1e-4),
        (matrix(&fit).std_error(2), 0.1516, 1e-3),
    ] {
        assert_close(actual, expected, rtol, "digits as printed in the project's notes");
    }
    assert_eq!(fit.terms[2].unit.label(), "JPY per USD, per JPY trillion");
    assert_eq!(matrix(&fit).method.label(), "hac (bartlett, 13 lags, rule fixed, small-sample factor none)");
    assert!(fit.notes.iter().any(|note| note.text.contains("spurious")), "{:?}", fit.notes);
}
