//! Local projections: what others got wrong, and what the path covers.

use fxsens_core::fit::{Fit, FitError};
use fxsens_core::model::Estimator;
use fxsens_core::rng::Stream;
use fxsens_core::sample::Sample;
use fxsens_regression::models::local_projection::LocalProjectionParams;
use fxsens_testing::simulate::column;
use rayon::prelude::*;

use crate::{design, matrix, params};

fn fit(sample: &Sample, text: &str) -> Result<Fit, FitError> {
    params::<LocalProjectionParams>(text).unwrap().fit(sample)
}

/// `y_t = ρ y_{t−1} + x_t + e_t`, `x` white noise.
fn sample(task: u64, n: usize, rho: f64) -> Sample {
    let mut stream = Stream::new(41, task);
    let (mut last, mut x, mut y) = (0.0, Vec::new(), Vec::new());
    for t in 0..n + 100 {
        let shock = stream.normal();
        last = rho * last + shock + stream.normal();
        if t >= 100 {
            x.push(shock);
            y.push(last);
        }
    }
    design(column("y", y), vec![column("x", x)]).sample()
}

/// Shares of samples whose interval at each horizon, and whose band over all, hold the truth.
fn coverage(text: &str, truth: &[f64], draws: u64) -> (Vec<f64>, f64) {
    let held: Vec<(Vec<bool>, bool)> = (0..draws)
        .into_par_iter()
        .map(|task| {
            let fit = fit(&sample(task, 160, 0.9), text).unwrap();
            let inside = |h: usize| {
                let inference = fit.term_inference(h, 0.95);
                inference.conf_low.unwrap() <= truth[h] && truth[h] <= inference.conf_high.unwrap()
            };
            let sup = &fit.tests[0];
            let is_sup = |value: &&fxsens_core::test_outcome::CriticalValue| {
                value.law == "sup-t" && (value.size - 0.05).abs() < 1e-12
            };
            let critical = sup.critical_values.iter().find(is_sup).unwrap().value;
            let path = (0..truth.len())
                .all(|h| (fit.terms[h].estimate - truth[h]).abs() <= critical * matrix(&fit).std_error(h));
            ((0..truth.len()).map(inside).collect(), path)
        })
        .collect();
    let share = |count: usize| count as f64 / draws as f64;
    let single = (0..truth.len()).map(|h| share(held.iter().filter(|one| one.0[h]).count())).collect();
    (single, share(held.iter().filter(|one| one.1).count()))
}

#[test]
fn intervals_and_the_whole_path_cover() {
    let truth: Vec<f64> = (0..=12).map(|h| 0.9_f64.powi(h)).collect();
    let (single, path) = coverage("draws = 1000", &truth, 400);
    // Three points around nominal and three Monte-Carlo errors.
    let slack = 0.03 + 3.0 * (0.95_f64 * 0.05 / 400.0).sqrt();
    for (h, share) in single.iter().enumerate() {
        assert!((share - 0.95).abs() < slack, "{h}: {share}");
    }
    assert!(path > 0.95 - slack - 0.02, "whole path: {path}");
}

#[test]
fn trap_a_cumulative_response_whose_interval_holds_half_of_the_time() {
    let truth: Vec<f64> = (0..=12).map(|h| (0..=h).map(|j| 0.9_f64.powi(j)).sum()).collect();
    let (single, _) = coverage("response = 'cumulative'\ndraws = 1000", &truth, 300);
    let slack = 0.05 + 3.0 * (0.95_f64 * 0.05 / 300.0).sqrt();
    for (h, share) in single.iter().enumerate() {
        assert!(*share > 0.95 - slack, "{h}: {share}");
    }
}

#[test]
fn trap_bands_that_ignore_the_level_and_quantiles_that_are_summed() {
    let sample = sample(1, 160, 0.8);
    let level = fit(&sample, "bias_correction = false").unwrap();
    let total = fit(&sample, "bias_correction = false\nresponse = 'cumulative'").unwrap();
    for h in 0..=12 {
        let width = |fit: &Fit, level| {
            let inference = fit.term_inference(h, level);
            inference.conf_high.unwrap() - inference.conf_low.unwrap()
        };
        assert!(width(&level, 0.68) < 0.6 * width(&level, 0.95));
        let summed: f64 = (0..=h)
            .map(|j| {
                let inference = level.term_inference(j, 0.95);
                inference.conf_high.unwrap() - inference.conf_low.unwrap()
            })
            .sum();
        if h > 2 {
            assert!(width(&total, 0.95) < 0.98 * summed, "{h}");
        }
    }
}

#[test]
fn every_horizon_uses_all_its_rows() {
    // A last observation far off moves the response at short horizons, and not that at the longest, which ends before it.
    let plain = sample(2, 120, 0.5);
    let text = "bias_correction = false\nhorizons = 6";
    let before = fit(&plain, text).unwrap();
    let mut x = plain.x().column(1).to_vec();
    x[119] += 100.0;
    let moved = design(column("y", plain.y().to_vec()), vec![column("x", x)]).sample();
    let after = fit(&moved, text).unwrap();
    assert!((before.terms[0].estimate - after.terms[0].estimate).abs() > 1e-3);
    for h in 1..=6 {
        assert!((before.terms[h].estimate - after.terms[h].estimate).abs() < 1e-12, "{h}");
    }
}

#[test]
fn the_multiplier_is_the_ratio_of_cumulative_responses() {
    let sample = sample(3, 200, 0.7);
    let ratio = fit(&sample, "response = 'multiplier'").unwrap();
    let total = fit(&sample, "response = 'cumulative'").unwrap();
    let own = design(
        column("own", sample.x().column(1).to_vec()),
        vec![column("x", sample.x().column(1).to_vec())],
    );
    assert!(own.sample().nobs() == 200);
    // White noise as a shock: its own cumulative response is one up to sampling error.
    for h in [0, 6, 12] {
        assert!((ratio.terms[h].estimate / total.terms[h].estimate - 1.0).abs() < 0.5, "{h}");
    }
    assert!((ratio.terms[0].estimate - total.terms[0].estimate).abs() < 1e-9);
}

#[test]
fn states_and_signs_have_responses_of_their_own() {
    let mut stream = Stream::new(9, 9);
    let n = 400;
    let x: Vec<f64> = (0..n).map(|_| stream.normal()).collect();
    let s: Vec<f64> = (0..n).map(|t| f64::from(u8::from((t / 25) % 2 == 0))).collect();
    let state_y = |t: usize| if t > 0 { x[t] * (1.0 + 2.0 * s[t - 1]) } else { 0.0 };
    let y: Vec<f64> = (0..n).map(|t| state_y(t) + 0.3 * stream.normal()).collect();
    let split = design(column("y", y), vec![column("x", x.clone()), column("s", s)]).sample();
    let fitted = fit(&split, "state = 's'\nhorizons = 2").unwrap();
    let of = |fit: &Fit, name: &str| {
        fit.terms.iter().find(|term| term.name == name && term.horizon == Some(0)).unwrap().estimate
    };
    assert!((of(&fitted, "x:s") - 3.0).abs() < 0.2 && (of(&fitted, "x:(1 - s)") - 1.0).abs() < 0.2);
    let y: Vec<f64> =
        x.iter().map(|x| if *x > 0.0 { 2.0 * x } else { 0.5 * x } + 0.3 * stream.normal()).collect();
    let signed = design(column("y", y), vec![column("x", x)]).sample();
    let fitted = fit(&signed, "asymmetric = true\nhorizons = 2").unwrap();
    assert!((of(&fitted, "x+") - 2.0).abs() < 0.2 && (of(&fitted, "x-") - 0.5).abs() < 0.2);
}

#[test]
fn blocks_of_dates_draw_whole_paths() {
    let sample = sample(6, 200, 0.9);
    let text = "horizons = 6\nlag_augmented = false\n[bootstrap]\ndraws = 199\n";
    for scheme in ["moving-block", "circular-block", "stationary"] {
        let drawn = fit(&sample, &format!("{text}scheme = '{scheme}'")).unwrap();
        let plain = fit(&sample, "horizons = 6\nlag_augmented = false").unwrap();
        let method = &matrix(&drawn).method;
        assert_eq!((method.rule.as_deref(), method.kernel.as_deref()), (Some("auto"), Some(scheme)));
        assert!(method.bandwidth.unwrap() >= 1.0 && method.label().contains("percentile-t intervals"));
        for h in 0..=6 {
            let (one, other) = (drawn.term_inference(h, 0.9), plain.term_inference(h, 0.9));
            assert_eq!((one.estimate, one.std_error), (other.estimate, other.std_error));
            let width = |i: &fxsens_core::inference::Inference| i.conf_high.unwrap() - i.conf_low.unwrap();
            assert!((0.6..2.0).contains(&(width(&one) / width(&other))), "{scheme} {h}");
        }
        let test = &drawn.tests[0];
        assert!(test.table.as_ref().unwrap().contains(scheme));
        let critical = |size: f64| {
            test.critical_values.iter().find(|value| (value.size - size).abs() < 1e-12).unwrap().value
        };
        assert!(critical(0.05) > critical(0.10) && critical(0.10) > 1.7);
        assert_eq!(drawn.figures.len(), 1);
        // Draws keep one standard error each: a difference of horizons is a point.
        let difference = drawn.combination(&[(0, 1.0), (3, -1.0)], 0.9);
        assert!(difference.conf_low.is_none() && difference.p_value.is_none());
    }
    let long = fit(&sample, &format!("{text}scheme = 'moving-block'\nblock = 500")).unwrap_err();
    assert!(long.to_string().contains("block length"), "{long}");
}

#[test]
fn what_cannot_be_is_refused() {
    let short = sample(5, 40, 0.5);
    let message = |text: &str| match params::<LocalProjectionParams>(text) {
        Ok(model) => model.fit(&short).unwrap_err().to_string(),
        Err(error) => error.to_string(),
    };
    assert!(message("horizons = 100").contains("observations"));
    assert!(message("horizons = 200").contains("120"));
    assert!(message("state = 'nothing'").contains("nothing"));
    assert!(message("state = 'x'\nasymmetric = true").contains("either"));
    assert!(
        message("response = 'long-difference'\nlags = 0\nlag_augmented = false").contains("without lags")
    );
}
