//! Newey–West in its variants: profiles, prewhitening, clusters, and derived effects.

use fxsens_core::fit::FitError;
use fxsens_core::model::{Estimator, ParamError, Params};
use fxsens_core::period::Period;
use fxsens_core::sample::{Column, Sample};
use fxsens_core::unit::Unit;
use fxsens_regression::covariance::hac::Hac;
use fxsens_regression::covariance::kernel::Kernel;
use fxsens_regression::covariance::{CovarianceEstimator, PAGE, VcovParams, driscoll_kraay};
use fxsens_regression::inference::delta_method;
use fxsens_regression::models::ardl::ArdlParams;
use fxsens_regression::models::ols::OlsParams;
use fxsens_regression::verify::m1_sample;
use fxsens_testing::assert_close;
use ndarray::{Array1, Array2};

use crate::{matrix, ols};

fn check(vcov: &str) -> Result<(), ParamError> {
    toml::from_str::<VcovParams>(vcov).unwrap().check().map(|_| ())
}

#[test]
fn profiles_of_one_regression_differ_fivefold() {
    let sample = m1_sample().unwrap();
    let error = |vcov: &str| ols(&sample, vcov).unwrap().term_inference(1, 0.95).std_error.unwrap();
    let (whitened, plain) = (error("profile = 'r-sandwich'"), error("profile = 'statsmodels'"));
    assert!(whitened > 5.0 * plain, "{whitened} against {plain}");
    let label = matrix(&ols(&sample, "profile = 'r-sandwich'").unwrap()).method.label();
    let said = "hac (profile r-sandwich, bartlett, 4 lags, prewhitened, rule nw94, small-sample factor none)";
    assert_eq!(label, said);
}

#[test]
fn the_page_quotes_what_the_program_computes() {
    let sample = m1_sample().unwrap();
    for (vcov, row) in [
        ("profile = 'gretl'", "| `profile = \"gretl\"` |"),
        ("profile = 'statsmodels'", "| `profile = \"statsmodels\"` |"),
        ("profile = 'eviews'", "| `profile = \"eviews\"` |"),
        ("profile = 'fixest'", "| `profile = \"fixest\"` |"),
        ("profile = 'stata'\nbandwidth = 12", "| `profile = \"stata\"`, `bandwidth = 12` |"),
        ("kind = 'hac'", "| the default of this program"),
        ("profile = 'r-sandwich'", "| `profile = \"r-sandwich\"` |"),
    ] {
        let fit = ols(&sample, vcov).unwrap();
        let inference = fit.term_inference(1, 0.95);
        let p = inference.p_value.unwrap();
        let p = if p > 0.01 { format!("{p:.2}") } else { format!("{p:.1e}") };
        let lags = matrix(&fit).method.bandwidth.unwrap();
        let end = format!("| {lags} | {:.3} | {p} |", inference.std_error.unwrap());
        let line = PAGE.lines().find(|line| line.starts_with(row)).unwrap_or_default();
        assert!(line.ends_with(&end), "{line} should end in {end}");
    }
}

#[test]
fn settings_that_do_not_belong_together_are_refused() {
    for (vcov, said) in [
        ("profile = 'stata'", "vcov.bandwidth"),
        ("profile = 'gretl'\nkernel = 'parzen'", "vcov.profile"),
        ("profile = 'gretl'\nbandwidth = 'andrews'", "vcov.bandwidth"),
        ("profile = 'gretl'\nkind = 'hc0'", "vcov.profile"),
        ("prewhiten = 2", "vcov.prewhiten"),
        ("prewhiten = 1\nkind = 'hc0'", "vcov.prewhiten"),
        ("prewhiten = 1\ndistribution = 'fixed-b'", "vcov.distribution"),
        ("prewhiten = 1\nbandwidth = 'nw94-prewhitened'", "vcov.bandwidth"),
        ("cluster = 'quarter'", "vcov.cluster"),
        ("kind = 'cluster'\nbandwidth = 3", "vcov.bandwidth"),
        ("kind = 'cluster'\ndistribution = 'fixed-b'", "vcov.distribution"),
    ] {
        let error = check(vcov).unwrap_err().to_string();
        assert!(error.contains(said), "{vcov}: {error}");
    }
}

/// The sample with its last regressor in other units and its periods replaced.
fn changed(sample: &Sample, factor: f64, period: impl Fn(i32) -> Period) -> Sample {
    let column = |name: &str, values: Array1<f64>| Column { name: name.into(), unit: Unit::Unknown, values };
    let regressors = [
        column("gap_10y", sample.x().column(1).to_owned()),
        column("goods_services_12m", sample.x().column(2).mapv(|value| value * factor)),
    ];
    let periods = (0..sample.nobs() as i32).map(period).collect();
    let outcome = column("usdjpy", sample.y().to_owned());
    Sample::new(outcome, &regressors, sample.intercept(), periods).unwrap()
}

#[test]
fn units_of_a_regressor_do_not_change_its_t_statistic_when_prewhitened() {
    let sample = m1_sample().unwrap();
    let statistic = |factor: f64| {
        let fit = ols(&changed(&sample, factor, Period::observation), "prewhiten = 1\nbandwidth = 4");
        fit.unwrap().term_inference(2, 0.95).statistic.unwrap()
    };
    assert_close(statistic(1e9), statistic(1.0), 1e-9, "rounding");
}

#[test]
fn clusters_need_dates_and_blocks() {
    let sample = m1_sample().unwrap();
    let fit = ols(&sample, "kind = 'cluster'").unwrap();
    assert_eq!(
        matrix(&fit).method.label(),
        "cluster (by year, 9 clusters, small-sample factor G/(G-1) (n-1)/(n-k))"
    );
    assert_eq!(matrix(&fit).df_denom, Some(8.0));
    let undated = changed(&sample, 1.0, Period::observation);
    let error = ols(&undated, "kind = 'cluster'").unwrap_err();
    assert!(error.to_string().contains("need dates"), "{error}");
}

#[test]
fn one_unit_makes_driscoll_and_kraay_the_kernel_covariance() {
    let scores = Array2::from_shape_fn((20, 2), |(t, j)| ((t * 7 + j * 3) % 11) as f64 - 5.0);
    let hac = Hac { kernel: Kernel::Bartlett, bandwidth: 3.0 };
    let times: Vec<i32> = (100..120).collect();
    assert_eq!(driscoll_kraay::meat(scores.view(), &times, &hac).unwrap(), hac.meat(scores.view()));
    let mut gap = times.clone();
    gap[19] = 121;
    let error = driscoll_kraay::meat(scores.view(), &gap, &hac).unwrap_err();
    assert!(matches!(error, FitError::Degenerate { .. }), "{error}");
}

#[test]
fn the_delta_method_agrees_with_derivatives_by_hand() {
    let params: ArdlParams = toml::from_str("orders = [2, 1, 1]\nvcov.kind = 'hc1'").unwrap();
    let fit = params.check().unwrap().fit(&m1_sample().unwrap()).unwrap();
    let place = |name: &str| fit.position(name).unwrap();
    let long_run = place("long-run gap_10y");
    let (own, lagged) = (place("gap_10y"), place("L(gap_10y, 1)"));
    let (first, second) = (place("L(usdjpy, 1)"), place("L(usdjpy, 2)"));
    let derived =
        delta_method(&fit, |b| vec![(b[own] + b[lagged]) / (1.0 - b[first] - b[second]), b[own].exp()])
            .unwrap();
    let (ours, theirs) = (derived.inference(0, 0.9), fit.term_inference(long_run, 0.9));
    assert_close(ours.estimate, theirs.estimate, 1e-12, "the same ratio");
    let why = "differences with Richardson's extrapolation";
    assert_close(ours.std_error.unwrap(), theirs.std_error.unwrap(), 1e-8, why);
    assert_close(ours.conf_low.unwrap(), theirs.conf_low.unwrap(), 1e-8, why);
    let slope = fit.terms[own].estimate.exp();
    let expected = slope * fit.term_inference(own, 0.9).std_error.unwrap();
    assert_close(derived.vcov.std_error(1), expected, 1e-9, why);
    assert!(delta_method(&fit, |b| vec![b[0] / 0.0]).is_err());
}

#[test]
fn a_derivative_over_a_pole_is_refused() {
    let params: OlsParams = toml::from_str("vcov.kind = 'classical'").unwrap();
    let mut fit = params.check().unwrap().fit(&m1_sample().unwrap()).unwrap();
    let ratio = |b: &[f64]| vec![b[0] / b[1], b[0]];
    let exact = |fit: &fxsens_core::fit::Fit| {
        let (a, b) = (fit.terms[0].estimate, fit.terms[1].estimate);
        let fxsens_core::vcov::Vcov::Full(v) = &fit.vcov else { unreachable!() };
        let (da, db) = (1.0 / b, -a / (b * b));
        (da * da * v.get(0, 0) + 2.0 * da * db * v.get(0, 1) + db * db * v.get(1, 1)).sqrt()
    };
    let error = match &fit.vcov {
        fxsens_core::vcov::Vcov::Full(v) => v.std_error(1),
        _ => unreachable!(),
    };
    for (t, settles) in [(1e-2, true), (3e-4, false), (1e-5, false)] {
        fit.terms[1].estimate = t * error;
        match delta_method(&fit, ratio) {
            Ok(found) if settles => assert_close(found.vcov.std_error(0), exact(&fit), 1e-6, "differences"),
            Ok(found) => panic!("t = {t}: {} against {}", found.vcov.std_error(0), exact(&fit)),
            Err(error) => assert!(!settles, "t = {t}: {error}"),
        }
    }
}
