//! The bootstrap against other software: every check of its family.

use fxsens_core::fit::{Fit, FitError};
use fxsens_core::model::{Estimator, ParamError, Params};
use fxsens_core::rng::Stream;
use fxsens_core::sample::Sample;
use fxsens_core::vcov::Vcov;
use fxsens_regression::bootstrap::{BlockGram, Resampling, resample};
use fxsens_regression::models::ols::OlsParams;
use fxsens_regression::verify::{FAMILIES, m1_sample};
use ndarray::{Array1, Array2};

#[test]
fn bootstrap_agrees_with_other_software() {
    let family = FAMILIES.iter().find(|family| family.id == "bootstrap").unwrap();
    let checks = (family.checks)();
    assert!(checks.len() > 25);
    for check in checks {
        let what = format!("{}, {}, {:?}", check.method, check.case, check.quantity);
        assert!(check.passed(), "{what}: {} of {} against {}", check.worst, check.allowed, check.reference);
    }
}

fn bootstrapped(sample: &Sample, text: &str) -> Result<Fit, FitError> {
    crate::params::<OlsParams>(&format!("[bootstrap]\n{text}")).unwrap().fit(sample)
}

fn refused(text: &str) -> String {
    let params: OlsParams = toml::from_str(text).unwrap();
    match params.check() {
        Err(ParamError::Invalid { name, .. }) => name,
        other => panic!("{text}: {other:?}"),
    }
}

fn std_error(fit: &Fit, index: usize) -> f64 {
    fit.term_inference(index, 0.95).std_error.unwrap()
}

#[test]
fn a_seed_gives_the_same_bytes_at_any_number_of_threads() {
    let sample = m1_sample().unwrap();
    for scheme in ["iid", "residual", "wild", "moving-block", "circular-block", "stationary", "ar-sieve"] {
        let run = |threads: usize, seed: u64| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            let text = format!("scheme = '{scheme}'\ndraws = 200\nseed = {seed}\ninterval = 'percentile'");
            let fit = pool.install(|| bootstrapped(&sample, &text)).unwrap();
            serde_json::to_string(&fit).unwrap()
        };
        assert_eq!(run(1, 5), run(2, 5), "{scheme}");
        assert_ne!(run(1, 5), run(1, 6), "{scheme}");
    }
}

#[test]
fn the_wild_bootstrap_has_the_covariance_of_hc2_and_the_residual_one_the_classical() {
    // Given the sample the covariance of the draws is known: the error left is that of 20,000 draws.
    let sample = m1_sample().unwrap();
    let hc2 = crate::ols(&sample, "kind = 'hc2'").unwrap();
    let classical = crate::ols(&sample, "kind = 'classical'").unwrap();
    for (text, exact, drift) in [
        ("scheme = 'wild'", &hc2, 0.0),
        ("scheme = 'wild'\nweights = 'webb'", &hc2, 0.0),
        // Scaled residuals have the variance s² only on average over leverages.
        ("scheme = 'residual'", &classical, 0.02),
    ] {
        let fit = bootstrapped(&sample, &format!("{text}\ndraws = 20000")).unwrap();
        for index in 0..3 {
            let ratio = std_error(&fit, index) / std_error(exact, index);
            // The relative standard error of a standard deviation from R normal draws is 1/√(2R).
            assert!(
                (ratio - 1.0).abs() < drift + 5.0 / (2.0 * 20_000f64).sqrt(),
                "{text}, term {index}: {ratio}"
            );
        }
    }
}

#[test]
fn intervals_read_from_draws_are_their_order_statistics() {
    let sample = m1_sample().unwrap();
    let fit = bootstrapped(&sample, "scheme = 'moving-block'\nblock = 6\ninterval = 'percentile'").unwrap();
    let Vcov::Full(matrix) = &fit.vcov else { panic!() };
    let resampled = matrix.method.resampled.as_ref().unwrap();
    let mut draws: Vec<f64> = resampled.draws.chunks(3).map(|draw| draw[1]).collect();
    draws.sort_by(f64::total_cmp);
    let inference = fit.term_inference(1, 0.95);
    assert_eq!(inference.conf_low, Some(draws[24]));
    assert_eq!(inference.conf_high, Some(draws[974]));
    assert_eq!(inference, fit.inference(0.95)[1]);
    assert_eq!(inference, fit.combination(&[(1, 1.0)], 0.95));
    assert_eq!(
        matrix.method.label(),
        "bootstrap (moving-block, blocks of 6, rule fixed, 999 draws, percentile intervals, small-sample factor none)"
    );
    // A level that 999 draws cannot give has no interval, rather than a wrong one.
    assert_eq!(fit.term_inference(1, 0.9999).conf_low, None);
    let back: Fit = serde_json::from_str(&serde_json::to_string(&fit).unwrap()).unwrap();
    assert_eq!(back.inference(0.9), fit.inference(0.9));
}

#[test]
fn every_interval_holds_the_estimate_and_grows() {
    let sample = m1_sample().unwrap();
    for text in [
        "scheme = 'iid'\ninterval = 'bca'",
        "scheme = 'iid'\ninterval = 'basic'",
        "scheme = 'stationary'\ninterval = 'percentile'",
        "scheme = 'circular-block'\ninterval = 'basic'",
        "scheme = 'ar-sieve'",
    ] {
        let fit = bootstrapped(&sample, text).unwrap();
        let (narrow, wide) = (fit.term_inference(1, 0.5), fit.term_inference(1, 0.95));
        assert!(wide.conf_low < narrow.conf_low && narrow.conf_high < wide.conf_high, "{text}");
        assert!(
            narrow.conf_low.unwrap() < wide.estimate && wide.estimate < narrow.conf_high.unwrap(),
            "{text}"
        );
        assert!((0.0..=1.0).contains(&wide.p_value.unwrap()), "{text}");
    }
}

#[test]
fn combinations_that_do_not_exist_are_refused_by_name() {
    assert_eq!(refused("[bootstrap]\ndraws = 500"), "bootstrap.scheme");
    assert_eq!(refused("[bootstrap]\nscheme = 'iid'\ndraws = 5"), "bootstrap.draws");
    assert_eq!(refused("[bootstrap]\nscheme = 'iid'\nblock = 5"), "bootstrap.block");
    assert_eq!(refused("[bootstrap]\nscheme = 'moving-block'\nblock = 2.5"), "bootstrap.block");
    assert_eq!(refused("[bootstrap]\nscheme = 'stationary'\nblock = 0.5"), "bootstrap.block");
    assert_eq!(refused("[bootstrap]\nscheme = 'iid'\nweights = 'webb'"), "bootstrap.weights");
    assert_eq!(refused("[bootstrap]\nscheme = 'moving-block'\ninterval = 'bca'"), "bootstrap.interval");
    assert_eq!(refused("vcov.kind = 'hc3'\n[bootstrap]\nscheme = 'wild'"), "vcov");
    assert!(toml::from_str::<OlsParams>("[bootstrap]\nblock = 'long'").is_err());
    let sample = m1_sample().unwrap();
    let error = bootstrapped(&sample, "scheme = 'moving-block'\nblock = 97").unwrap_err();
    assert!(matches!(error, FitError::Unsupported { .. }), "{error}");
}

#[test]
fn no_scheme_is_called_kilian_as_none_takes_a_bias_away_before_it_draws() {
    assert!(toml::from_str::<OlsParams>("[bootstrap]\nscheme = 'kilian'").is_err());
    assert!(fxsens_regression::bootstrap::PAGE.contains("none of them is Kilian"));
}

/// A series with first autocorrelation 0.7.
fn dependent(nobs: usize) -> Vec<f64> {
    fxsens_testing::simulate::autoregression(&mut Stream::new(77, 0), nobs, 0.7).to_vec()
}

/// Standard deviation of the mean over 20,000 draws.
fn std_error_of_mean(series: &[f64], resampling: Resampling) -> f64 {
    let n = series.len();
    let ones = Array2::ones((n, 1));
    let (y, names) = (Array1::from(series.to_vec()), vec!["(Intercept)".to_owned()]);
    let replicates = match resampling {
        Resampling::Stationary { .. } => resample(resampling, n, 20_000, 3, |rows| {
            Ok(Some(vec![rows.iter().map(|row| series[*row]).sum::<f64>() / n as f64]))
        }),
        _ => BlockGram::new(ones.view(), y.view(), &names, resampling).and_then(|gram| gram.refit(20_000, 3)),
    };
    replicates.unwrap().std_errors()[0]
}

#[test]
fn variances_of_the_mean_are_those_that_theory_gives_for_the_sample() {
    // Known without simulation: blocks are independent, so the variance is that of a block mean over their number; for the
    // stationary bootstrap it is a weighted sum of circular autocovariances (Politis and Romano 1994, lemma 1).
    let series = dependent(120);
    let n = series.len();
    let mean = series.iter().sum::<f64>() / n as f64;
    let block_variance = |length: usize, starts: usize| {
        let means: Vec<f64> = (0..starts)
            .map(|start| (start..start + length).map(|t| series[t % n]).sum::<f64>() / length as f64)
            .collect();
        let centre = means.iter().sum::<f64>() / starts as f64;
        means.iter().map(|m| (m - centre).powi(2)).sum::<f64>() / starts as f64 / (n / length) as f64
    };
    let circular = |lag: usize| {
        (0..n).map(|t| (series[t] - mean) * (series[(t + lag) % n] - mean)).sum::<f64>() / n as f64
    };
    let weight = |lag: usize| (1.0 - lag as f64 / n as f64) * (1.0 - 1.0 / 8.0f64).powi(lag as i32);
    let stationary = circular(0) + 2.0 * (1..n).map(|lag| weight(lag) * circular(lag)).sum::<f64>();
    for (resampling, variance) in [
        (Resampling::Iid, block_variance(1, n)),
        (Resampling::MovingBlock { length: 8 }, block_variance(8, n - 7)),
        (Resampling::CircularBlock { length: 8 }, block_variance(8, n)),
        (Resampling::Stationary { mean_length: 8.0 }, stationary / n as f64),
    ] {
        let ratio = std_error_of_mean(&series, resampling) / variance.sqrt();
        assert!((ratio - 1.0).abs() < 5.0 / (2.0 * 20_000f64).sqrt(), "{resampling:?}: {ratio}");
    }
}

#[test]
fn blocks_see_the_autocorrelation_that_single_draws_miss() {
    let series = dependent(2000);
    // Standard deviation of the mean: 1/(1 − 0.7)/√n.
    let truth = 1.0 / 0.3 / (series.len() as f64).sqrt();
    let blocks = std_error_of_mean(&series, Resampling::MovingBlock { length: 40 });
    let single = std_error_of_mean(&series, Resampling::Iid);
    assert!((blocks / truth - 1.0).abs() < 0.25, "{}", blocks / truth);
    assert!((single / truth - 0.42).abs() < 0.06, "{}", single / truth);
}
