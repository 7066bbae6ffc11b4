//! Properties every covariance must have, and requests that must be refused.

use fxsens_core::distribution::Distribution;
use fxsens_core::fit::FitError;
use fxsens_core::model::Params;
use fxsens_regression::covariance::VcovParams;
use fxsens_regression::models::ols::OlsParams;
use fxsens_regression::verify::m1_sample;
use fxsens_testing::assert_close;
use fxsens_testing::simulate::{Design, Truth, column, regression};

use crate::{design, matrix, ols, params};

#[test]
fn hac_with_zero_lags_equals_hc0() {
    let sample = m1_sample().unwrap();
    let hc0 = ols(&sample, "kind = 'hc0'").unwrap();
    for kernel in ["bartlett", "parzen"] {
        let hac = ols(&sample, &format!("kernel = '{kernel}'\nbandwidth = 0")).unwrap();
        for (a, b) in matrix(&hac).values.iter().zip(&matrix(&hc0).values) {
            assert_close(*a, *b, 1e-14, "HAC without lags is White's covariance, rounding");
        }
    }
}

#[test]
fn duplicating_the_sample_scales_as_the_formula_says() {
    let single = regression(&Truth { nobs: 60, ..Truth::default() }, 8, 0);
    let twice = |c: &fxsens_core::sample::Column| column(&c.name, c.values.iter().chain(&c.values).copied());
    let double = Design {
        outcome: twice(&single.outcome),
        regressors: single.regressors.iter().map(twice).collect(),
        ..single.clone()
    };
    let (n, k) = (60.0, 4.0);
    for (vcov, ratio) in [
        ("kind = 'classical'", (n - k) / (2.0 * n - k)),
        ("kind = 'hc0'", 0.5),
        ("kind = 'hc1'", (n - k) / (2.0 * n - k)),
    ] {
        let one = ols(&single.sample(), vcov).unwrap();
        let two = ols(&double.sample(), vcov).unwrap();
        for i in 0..4 {
            let expected = matrix(&one).get(i, i) * ratio;
            assert_close(
                matrix(&two).get(i, i),
                expected,
                1e-12,
                &format!("{vcov}: every row twice, rounding"),
            );
        }
    }
}

#[test]
fn the_default_is_thirteen_lags_for_97_months_with_a_fixed_b_law() {
    let fit = ols(&m1_sample().unwrap(), "").unwrap();
    let matrix = matrix(&fit);
    assert_eq!(matrix.method.label(), "hac (bartlett, 13 lags, rule 1.3sqrt, small-sample factor none)");
    assert_eq!(matrix.distribution.label(), "fixed-b (bartlett, b = 0.14)");
    assert!(matrix.df_denom.is_none());
}

#[test]
fn distributions_resolve_as_documented() {
    let sample = m1_sample().unwrap();
    let label = |vcov: &str| matrix(&ols(&sample, vcov).unwrap()).distribution.label();
    assert_eq!(label("kind = 'classical'"), "t(94)");
    assert_eq!(label("kind = 'hc3'"), "t(94)");
    assert_eq!(label("kind = 'hc0'\ndistribution = 'normal'"), "normal");
    assert_eq!(label("distribution = 't'"), "t(94)");
    assert_eq!(label("distribution = 'normal'"), "normal");
    assert_eq!(label("kernel = 'qs'\nbandwidth = 9.7"), "fixed-b (qs, b = 0.10)");
    assert_eq!(label("kind = 'ewc'"), "t(8)");
}

#[test]
fn combinations_without_a_theory_are_refused() {
    for text in [
        "kind = 'ewc'\ndistribution = 'normal'",
        "kind = 'ewc'\ndistribution = 'fixed-b'",
        "kind = 'hc0'\ndistribution = 'fixed-b'",
        "kind = 'classical'\ndistribution = 'fixed-b'",
        "kind = 'hc1'\nsmall_sample = 'n/(n-k)'",
        "bandwidth = -1",
        "bandwidth = 2.5",
        "bandwidth = nan",
        "kernel = 'qs'\nbandwidth = 0",
    ] {
        let vcov: VcovParams = toml::from_str(text).unwrap();
        let error = vcov.check().unwrap_err().to_string();
        assert!(error.contains("vcov."), "{text}: {error}");
    }
    for text in ["bandwidth = 'nw95'", "kind = 'hc4'", "lags = 3", "kernel = 'flat'"] {
        assert!(toml::from_str::<VcovParams>(text).is_err(), "{text} is read");
    }
}

#[test]
fn a_bandwidth_that_reaches_the_sample_is_an_error() {
    let sample = m1_sample().unwrap();
    assert!(ols(&sample, "bandwidth = 96").is_ok());
    let error = ols(&sample, "bandwidth = 97").unwrap_err();
    assert!(matches!(error, FitError::Unsupported { .. }), "{error}");
}

#[test]
fn leverage_one_is_an_error_where_it_divides() {
    let base = regression(&Truth { nobs: 40, ..Truth::default() }, 4, 0);
    let pulse = column("pulse", (0..40).map(|t| if t == 17 { 1.0 } else { 0.0 }));
    let sample = design(base.outcome, vec![base.regressors[0].clone(), pulse]).sample();
    assert!(ols(&sample, "kind = 'hc0'").is_ok());
    let error = ols(&sample, "kind = 'hc3'").unwrap_err().to_string();
    assert!(error.contains("observation 18"), "{error}");
}

#[test]
fn params_survive_toml() {
    for text in ["", "[vcov]\nbandwidth = 6", "[vcov]\nbandwidth = 'andrews'\nkernel = 'qs'"] {
        let read: OlsParams = toml::from_str(text).unwrap();
        let written = toml::to_string(&read).unwrap();
        assert_eq!(toml::from_str::<OlsParams>(&written).unwrap(), read, "{written}");
    }
    assert!(params::<OlsParams>("[vcov]\nbandwidth = 6").is_ok());
    assert!(OlsParams::default().check().is_ok());
}

#[test]
fn equal_weights_of_cosines_are_student_t() {
    let fit = ols(&m1_sample().unwrap(), "kind = 'ewc'").unwrap();
    let (terms, df) = (matrix(&fit).method.terms.unwrap(), matrix(&fit).df_denom.unwrap());
    assert_close(df, terms as f64, 0.0, "degrees of freedom count cosine terms");
    let weights = vec![1.0 / df; terms];
    let quadratic = Distribution::NormalOverQuadratic { label: String::new(), weights };
    for t in [0.5, 2.0, 4.0] {
        assert_close(
            quadratic.p_value(t),
            Distribution::T { df }.p_value(t),
            1e-9,
            "one law, two quadratures",
        );
    }
}

#[test]
fn the_quadratic_spectral_kernel_is_refused_on_long_samples() {
    let x = column("x", (0..50_001).map(|t| f64::from(t % 7)));
    let y = column("y", (0..50_001).map(|t| f64::from(t % 5)));
    let refused =
        ols(&design(y, vec![x]).sample(), "kind = 'hac'\nkernel = 'qs'\nbandwidth = 4").unwrap_err();
    assert!(refused.to_string().contains("50001 observations"), "{refused}");
}
