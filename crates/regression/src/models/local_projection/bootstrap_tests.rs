//! Bootstrapped paths: what weights do, threads, coverage, refusals.

use fxsens_core::model::{Estimator, Params};
use fxsens_core::period::Period;
use fxsens_core::rng::Stream;
use fxsens_core::sample::{Column, Intercept, Sample};
use fxsens_core::unit::Unit;
use rayon::prelude::*;

use super::LocalProjectionParams;
use super::design::Design;
use super::responses::Responses;
use super::wild::Wild;

/// `y_t = 0.9 y_{t−1} + x_t + e_t`, `x` white noise.
fn sample(task: u64, n: usize) -> Sample {
    let mut stream = Stream::new(77, task);
    let (mut last, mut x, mut y) = (0.0, Vec::new(), Vec::new());
    for t in 0..n + 60 {
        let shock = stream.normal();
        last = 0.9 * last + shock + stream.normal();
        if t >= 60 {
            x.push(shock);
            y.push(last);
        }
    }
    let column = |name: &str, values: Vec<f64>| Column {
        name: name.into(),
        unit: Unit::Unknown,
        values: values.into(),
    };
    let periods = (0..n as i32).map(Period::observation).collect();
    Sample::new(column("y", y), &[column("x", x)], Intercept::Included, periods).unwrap()
}

fn params(text: &str) -> LocalProjectionParams {
    toml::from_str(text).unwrap()
}

#[test]
fn weights_of_one_and_of_zero_give_the_estimates_back() {
    let sample = sample(1, 120);
    for text in ["covariance = 'hc1'", "covariance = 'hc1'\nresponse = 'multiplier'", ""] {
        let params = params(&format!("horizons = 6\n{text}"));
        let design = Design::new(&sample, &params).unwrap();
        let responses = Responses::new(&sample, &design, &params).unwrap();
        let (paths, wild) = (responses.estimate().unwrap(), Wild::new(&responses));
        let weights: &[f64] = if text.is_empty() { &[0.0] } else { &[0.0, 1.0, -1.0] };
        for weight in weights {
            let again = wild.weighted(&vec![*weight; design.x.nrows()]).unwrap();
            for (old, new) in paths.estimates.iter().zip(&again.estimates) {
                assert!((old - new).abs() < 1e-11 * (1.0 + old.abs()), "{text} {weight}: {old} {new}");
            }
            if *weight > 0.5 && text == "covariance = 'hc1'" {
                // The residuals are larger by the small-sample factor, and so are the standard errors.
                let ratio = again.std_errors()[0] / paths.std_errors()[0];
                let (n, k) = design.x.dim();
                assert!((ratio - (n as f64 / (n - k) as f64).sqrt()).abs() < 1e-10, "{ratio}");
            }
        }
    }
}

#[test]
fn the_covariance_of_wild_draws_is_that_of_the_sample() {
    let sample = sample(2, 160);
    let plain = params("horizons = 4").check().unwrap().fit(&sample).unwrap();
    let text = "horizons = 4\n[bootstrap]\nscheme = 'wild'\ninterval = 'normal'\ndraws = 20000";
    let drawn = params(text).check().unwrap().fit(&sample).unwrap();
    let (Some((plain, _)), Some((drawn, _))) = (plain.block_of(0), drawn.block_of(0)) else { panic!() };
    for i in 0..5 {
        for j in 0..5 {
            let scale = plain.std_error(i) * plain.std_error(j);
            // Five Monte-Carlo errors of a covariance of 20,000 draws.
            let slack = 5.0 * scale * (2.0 / 20_000f64).sqrt();
            assert!((plain.get(i, j) - drawn.get(i, j)).abs() < slack, "{i} {j}");
        }
    }
}

#[test]
fn paths_do_not_depend_on_the_number_of_threads() {
    let sample = sample(3, 100);
    for scheme in ["wild", "stationary", "iid"] {
        let text = format!("horizons = 5\n[bootstrap]\nscheme = '{scheme}'\ndraws = 60");
        let model = params(&text).check().unwrap();
        let run = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| model.fit(&sample)).unwrap()
        };
        let (one, three) = (run(1), run(3));
        assert_eq!(one, three, "{scheme}");
    }
}

#[test]
fn pointwise_intervals_and_the_band_cover_a_persistent_path() {
    let truth: Vec<f64> = (0..=8).map(|h| 0.9_f64.powi(h)).collect();
    let text = "horizons = 8\n[bootstrap]\nscheme = 'wild'\ndraws = 199";
    let model = params(text).check().unwrap();
    // Two hundred samples where the code is optimised.
    let samples: u64 = if cfg!(debug_assertions) { 20 } else { 200 };
    let held: Vec<(Vec<bool>, bool)> = (0..samples)
        .into_par_iter()
        .map(|task| {
            let fit = model.fit(&sample(1000 + task, 160)).unwrap();
            let inferences: Vec<_> = (0..9).map(|h| fit.term_inference(h, 0.9)).collect();
            let inside = |h: usize| {
                inferences[h].conf_low.unwrap() <= truth[h] && truth[h] <= inferences[h].conf_high.unwrap()
            };
            let critical = fit.tests[0].critical_values[1].value;
            let band = |h: usize| {
                let distance = (inferences[h].estimate - truth[h]).abs();
                distance <= critical * inferences[h].std_error.unwrap()
            };
            ((0..9).map(inside).collect(), (0..9).all(band))
        })
        .collect();
    let share = |count: usize| count as f64 / samples as f64;
    let error = (0.9_f64 * 0.1 / samples as f64).sqrt();
    for h in 0..9 {
        let covered = share(held.iter().filter(|one| one.0[h]).count());
        println!("horizon {h}: {covered:.3}");
        assert!((covered - 0.9).abs() < 0.03 + 3.0 * error, "{h}: {covered}");
    }
    let covered = share(held.iter().filter(|one| one.1).count());
    println!("whole path: {covered:.3}");
    assert!((covered - 0.9).abs() < 0.04 + 3.0 * error, "whole path: {covered}");
}

#[test]
fn what_has_no_bootstrap_is_refused() {
    let message = |text: &str| params(text).check().unwrap_err().to_string();
    let with = |scheme: &str, rest: &str| format!("{rest}\n[bootstrap]\nscheme = '{scheme}'\n");
    assert!(message(&with("residual", "")).contains("not of all horizons"));
    assert!(message(&with("ar-sieve", "")).contains("not of all horizons"));
    assert!(message(&with("wild", "covariance = 'hac'")).contains("hac"));
    assert!(message(&with("wild", "lag_augmented = false")).contains("lag_augmented"));
    assert!(message(&with("iid", "lag_augmented = false")).contains("lag_augmented"));
    assert!(message(&with("wild", "seed = 3")).contains("bootstrap.seed"));
    assert!(message(&(with("iid", "") + "interval = 'bca'")).contains("bca"));
    assert!(message(&(with("wild", "") + "block = 4")).contains("block"));
    assert!(message("[bootstrap]\ndraws = 99").contains("a scheme"));
    assert!(params(&with("moving-block", "lag_augmented = false")).check().is_ok());
    let plain = sample(4, 80);
    let column = |name: &str, values: ndarray::ArrayView1<'_, f64>| Column {
        name: name.into(),
        unit: Unit::Unknown,
        values: values.to_owned(),
    };
    let x = column("x", plain.x().column(1));
    let z = column("z", (&plain.x().column(1) + &plain.y()).view());
    let periods = plain.periods().to_vec();
    let instrumented =
        Sample::with_instruments(column("y", plain.y()), &[x], &[z], Intercept::Included, periods).unwrap();
    let model = params(&format!("horizons = 3\n{}", with("wild", ""))).check().unwrap();
    assert!(model.fit(&instrumented).unwrap_err().to_string().contains("instrumented"));
    let ols = "[bootstrap]\nscheme = 'iid'\ninterval = 'percentile-t'";
    let ols: crate::models::ols::OlsParams = toml::from_str(ols).unwrap();
    assert!(ols.check().unwrap_err().to_string().contains("percentile-t"));
}
