//! Autoregressive distributed lags: the same regression in other words, and what others got wrong.

use fxsens_core::fit::{Fit, FitError};
use fxsens_core::model::Estimator;
use fxsens_core::rng::Stream;
use fxsens_core::sample::Sample;
use fxsens_regression::cointegration::bounds::{Bound, MOST, Statistic, critical_value, p_value};
use fxsens_regression::models::ardl::{ArdlParams, Case};
use fxsens_testing::simulate::column;

use crate::{design, params};

fn fit(sample: &Sample, text: &str) -> Result<Fit, FitError> {
    params::<ArdlParams>(text).unwrap().fit(sample)
}

fn estimate(fit: &Fit, name: &str) -> f64 {
    fit.terms[fit.position(name).unwrap()].estimate
}

/// A random walk and an outcome that returns to it, or wanders by itself.
fn pair(task: u64, n: usize, related: bool) -> Sample {
    let mut stream = Stream::new(77, task);
    let (mut x, mut y) = (vec![0.0; n], vec![0.0; n]);
    for t in 1..n {
        x[t] = x[t - 1] + stream.normal();
        let pull = if related { -0.3 * (y[t - 1] - 2.0 * x[t - 1]) } else { 0.0 };
        y[t] = y[t - 1] + pull + stream.normal();
    }
    design(column("y", y), vec![column("x", x)]).sample()
}

#[test]
fn trap_a_bounds_test_that_says_the_same_of_every_pair() {
    let p = |related: bool| -> Vec<f64> {
        let one = |task| {
            fit(&pair(task, 150, related), "selection = 'fixed'\nmax_lags = 1\nmax_regressor_lags = 1")
        };
        (0..200)
            .map(|task| one(task).unwrap())
            .map(|fit| fit.tests.iter().find(|test| test.id == "pss-bounds-f").unwrap().p_value.unwrap())
            .collect()
    };
    let share = |values: &[f64]| values.iter().filter(|p| **p < 0.05).count() as f64 / values.len() as f64;
    assert!(share(&p(true)) > 0.95);
    // Five standard errors around the nominal size: the regressor is a random walk, so the upper bound is exact.
    let size = share(&p(false));
    assert!((size - 0.05).abs() < 5.0 * (0.05_f64 * 0.95 / 200.0).sqrt(), "{size}");
}

#[test]
fn trap_error_correction_residuals_and_multipliers() {
    // The error-correction form has the residuals of the levels form, and its short-run effects are the first coefficient
    // and minus the sums of the later ones.
    let sample = pair(1, 120, true);
    let levels = fit(&sample, "orders = [2, 2]").unwrap();
    let (y, x) = (sample.y(), sample.x().column(1));
    let rows = 2..120;
    let diff = |v: ndarray::ArrayView1<'_, f64>, lag: usize| {
        rows.clone().map(|t| v[t - lag] - v[t - lag - 1]).collect::<Vec<f64>>()
    };
    let level = |v: ndarray::ArrayView1<'_, f64>| rows.clone().map(|t| v[t - 1]).collect::<Vec<f64>>();
    let error_correction = design(
        column("dy", diff(y, 0)),
        vec![
            column("y1", level(y)),
            column("x1", level(x)),
            column("dy1", diff(y, 1)),
            column("dx", diff(x, 0)),
            column("dx1", diff(x, 1)),
        ],
    );
    let other = crate::ols(&error_correction.sample(), "kind = 'hc1'").unwrap();
    for (a, b) in levels.augment.residuals.iter().zip(&other.augment.residuals) {
        assert!((a - b).abs() < 1e-9);
    }
    let close = |a: f64, b: f64| assert!((a - b).abs() < 1e-9, "{a} {b}");
    close(estimate(&other, "y1"), estimate(&levels, "adjustment"));
    close(estimate(&other, "dx"), estimate(&levels, "x"));
    close(estimate(&other, "dx1"), -estimate(&levels, "L(x, 2)"));
    close(estimate(&other, "dy1"), -estimate(&levels, "L(y, 2)"));
    close(-estimate(&other, "x1") / estimate(&other, "y1"), estimate(&levels, "long-run x"));
}

#[test]
fn long_run_effects_are_where_a_permanent_change_leads() {
    let sample = pair(2, 200, true);
    let fitted = fit(&sample, "orders = [2, 1]").unwrap();
    let of = |name: &str| estimate(&fitted, name);
    let (mut before, mut now) = (0.0, 0.0);
    for t in 0..5_000 {
        let step = of("x") + if t > 0 { of("L(x, 1)") } else { 0.0 };
        let next = of("L(y, 1)") * now + of("L(y, 2)") * before + step;
        (before, now) = (now, next);
    }
    assert!((now - of("long-run x")).abs() < 1e-9);
    assert!((of("long-run x") - 2.0).abs() < 0.2);
}

#[test]
fn bounds_fall_with_the_size_and_rise_with_integration() {
    for case in Case::ALL {
        for k in 1..=MOST {
            for nobs in [30, 75, 500] {
                let value = |bound, size| critical_value(Statistic::F, bound, case, k, nobs, size).unwrap();
                assert!(value(Bound::Integrated, 0.05) > value(Bound::Stationary, 0.05));
                assert!(value(Bound::Integrated, 0.01) > value(Bound::Integrated, 0.05));
                let p = |size: f64| p_value(Statistic::F, Bound::Integrated, case, k, nobs, size).unwrap();
                assert!((p(value(Bound::Integrated, 0.05)) - 0.05).abs() < 1e-9);
                assert!(p(60.0) > 0.0 && p(60.0) < 1e-6);
                assert!(p(0.0) <= 1.0);
            }
        }
    }
    assert!(critical_value(Statistic::T, Bound::Integrated, Case::RestrictedTrend, 1, 100, 0.05).is_none());
}

#[test]
fn what_cannot_be_is_refused() {
    let sample = pair(3, 100, true);
    let message = |text: &str| match params::<ArdlParams>(text) {
        Ok(model) => model.fit(&sample).unwrap_err().to_string(),
        Err(error) => error.to_string(),
    };
    assert!(message("case = 1").contains("without a constant"));
    assert!(message("case = 6").contains("1 to 5"));
    assert!(message("orders = [1, 1, 1]").contains("one for the outcome"));
    assert!(message("orders = [0, 1]").contains("orders"));
    assert!(message("max_lags = 0").contains("max_lags"));
    assert!(fit(&sample.rows(0..6).unwrap(), "").is_err());
}
