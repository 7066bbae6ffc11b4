//! Forecast tests and backtests: traps, errors, sizes. Their numbers are asserted inside `verify`.

use fxsens_core::hypothesis::HypothesisTest;
use fxsens_core::rng::Stream;
use fxsens_core::sample::{Column, Intercept, Sample};
use fxsens_regression::forecast::backtest::{Benchmark, Regressors, Scheme};
use fxsens_regression::forecast::{
    self, BacktestOptions, Loss, Weights, backtest, clark_west, diebold_mariano, pesaran_timmermann,
};
use fxsens_testing::simulate::{autoregression, column, random_walk};
use ndarray::Array1;

use crate::design;

fn entry(id: &str) -> Box<dyn HypothesisTest> {
    forecast::tests().into_iter().find(|test| test.info().id == id).unwrap()
}

fn noise(seed: u64, task: u64, n: usize) -> Array1<f64> {
    let mut stream = Stream::new(seed, task);
    Array1::from_shape_simple_fn(n, || stream.normal())
}

fn series(columns: &[(&str, Array1<f64>)]) -> Sample {
    let mut columns = columns.iter().map(|(name, values)| column(name, values.to_vec()));
    let outcome = columns.next().unwrap();
    let mut parts = design(outcome, columns.collect());
    parts.intercept = Intercept::Excluded;
    parts.sample()
}

fn sample(outcome: &str, y: &Array1<f64>, regressors: Vec<Column>) -> Sample {
    design(column(outcome, y.to_vec()), regressors).sample()
}

fn only(regressors: Regressors, horizon: u16) -> BacktestOptions {
    BacktestOptions {
        horizons: vec![horizon],
        schemes: vec![Scheme::Recursive],
        regressors: vec![regressors],
        ..BacktestOptions::default()
    }
}

#[test]
fn every_test_documents_its_parameters_and_runs_from_series() {
    let (y, m, b) = (noise(1, 0, 80), noise(1, 1, 80), noise(1, 2, 80));
    let three = series(&[("y", y.clone()), ("m", m.clone()), ("b", b)]);
    let two = series(&[("y", y), ("m", m)]);
    for test in forecast::tests() {
        let info = test.info();
        let sample = if info.id == "mincer-zarnowitz" { &two } else { &three };
        let report = test.run(sample, &toml::Table::new()).unwrap();
        assert!(report.outcomes[0].p_value.is_some_and(|p| p > 0.0 && p < 1.0), "{}", info.id);
        assert!(info.doc.contains("When it misleads") && info.family == "forecasts", "{}", info.id);
        for doc in test.params() {
            assert!(info.doc.contains(&format!("`{}`", doc.name)), "{}: page lacks `{}`", info.id, doc.name);
        }
        let unknown: toml::Table = toml::from_str("no_such_key = 1").unwrap();
        assert!(test.run(sample, &unknown).is_err(), "{}", info.id);
    }
    for id in ["diebold-mariano", "clark-west"] {
        let error = entry(id).run(&two, &toml::Table::new()).unwrap_err().to_string();
        assert!(error.contains("takes 3, in this order: actual values"), "{error}");
        let zero: toml::Table = toml::from_str("horizon = 0").unwrap();
        assert!(entry(id).run(&three, &zero).unwrap_err().to_string().contains("at least one step"));
    }
    let joint: toml::Table = toml::from_str("[vcov]\ndistribution = 'fixed-b'").unwrap();
    let error = entry("mincer-zarnowitz").run(&two, &joint).unwrap_err().to_string();
    assert!(error.contains("fixed-b"), "{error}");
}

#[test]
fn a_constant_in_the_sample_is_no_forecast() {
    let (y, m, b) = (noise(2, 0, 60), noise(2, 1, 60), noise(2, 2, 60));
    let plain = series(&[("y", y.clone()), ("m", m.clone()), ("b", b.clone())]);
    let with = sample("y", &y, vec![column("m", m.to_vec()), column("b", b.to_vec())]);
    let run = |sample: &Sample| entry("diebold-mariano").run(sample, &toml::Table::new()).unwrap();
    assert_eq!(run(&plain), run(&with));
}

#[test]
fn equal_forecasts_and_one_sided_directions_are_errors() {
    let y = noise(3, 0, 50);
    let zero = Array1::zeros(50);
    assert!(diebold_mariano(y.view(), y.view(), 1, Loss::Squared, Weights::Bartlett).is_err());
    assert!(diebold_mariano(y.view(), (-&y).view(), 1, Loss::Absolute, Weights::Bartlett).is_err());
    assert!(clark_west(y.view(), zero.view(), zero.view(), 1).is_err());
    assert!(
        pesaran_timmermann(y.view(), (&zero + 1.0).view())
            .unwrap_err()
            .to_string()
            .contains("forecast changes")
    );
    let error = diebold_mariano(y.view(), zero.view(), 25, Loss::Squared, Weights::Bartlett).unwrap_err();
    assert!(error.to_string().contains("at least 51"), "{error}");
    let mut hole = y.clone();
    hole[7] = f64::NAN;
    assert!(diebold_mariano(hole.view(), y.view(), 1, Loss::Squared, Weights::Bartlett).is_err());
    assert!(pesaran_timmermann(y.view(), noise(3, 1, 49).view()).is_err());
}

#[test]
fn a_negative_variance_is_an_error_not_another_horizon() {
    // Losses that alternate: the first autocovariance is near minus the variance.
    let e: Array1<f64> =
        (0..60).map(|t| if t % 2 == 0 { 1.0 + 0.01 * f64::from(t % 7) } else { 0.1 }).collect();
    let zero = Array1::from_elem(60, 0.5);
    let error = diebold_mariano(e.view(), zero.view(), 2, Loss::Squared, Weights::Equal).unwrap_err();
    assert!(error.to_string().contains("use bartlett"), "{error}");
    assert!(diebold_mariano(e.view(), zero.view(), 2, Loss::Squared, Weights::Bartlett).is_ok());
}

#[test]
fn tests_keep_their_size_where_their_assumptions_hold() {
    let (mut equal, mut direction) = (0, 0);
    let draws = 2000;
    for task in 0..draws {
        let (a, b) = (noise(4, 2 * task, 80), noise(4, 2 * task + 1, 80));
        let dm = diebold_mariano(a.view(), b.view(), 1, Loss::Squared, Weights::Bartlett).unwrap();
        equal += u32::from(dm.p_value.unwrap() < 0.05);
        let pt = pesaran_timmermann(a.view(), b.view()).unwrap();
        direction += u32::from(pt.p_value.unwrap() < 0.05);
    }
    // Four binomial standard errors are 0.02; signs are discrete, which costs a little more.
    for (name, count) in [("diebold-mariano", equal), ("pesaran-timmermann", direction)] {
        let share = f64::from(count) / draws as f64;
        assert!((share - 0.05).abs() < 0.02, "{name}: {share}");
    }
}

#[test]
fn what_comes_after_an_origin_changes_no_forecast_made_before() {
    let n = 120;
    let mut stream = Stream::new(5, 0);
    let (y, x) = (random_walk(&mut stream, n) + 100.0, autoregression(&mut stream, n, 0.9));
    let build = |y: &Array1<f64>, x: &Array1<f64>| sample("y", y, vec![column("x", x.to_vec())]);
    let (mut later_y, mut later_x) = (y.clone(), x.clone());
    for t in 100..n {
        later_y[t] += 50.0;
        later_x[t] *= -3.0;
    }
    for regressors in [Regressors::LastKnown, Regressors::Direct, Regressors::Realised] {
        for scheme in [Scheme::Recursive, Scheme::Rolling] {
            for publication_lag in [0, 3] {
                let options =
                    BacktestOptions { schemes: vec![scheme], publication_lag, ..only(regressors, 6) };
                let before = backtest(&build(&y, &x), &options).unwrap();
                let after = backtest(&build(&later_y, &later_x), &options).unwrap();
                // Realised regressors may look at the target, not beyond it.
                let end = if regressors == Regressors::Realised { 100 - 6 } else { 100 };
                let start = fxsens_core::period::Period::month(2000, 1).unwrap();
                let mut compared = 0;
                for (a, b) in before.rows[0].forecasts.iter().zip(&after.rows[0].forecasts) {
                    if a.origin < start.shift(end) {
                        assert_eq!(a.forecast.to_bits(), b.forecast.to_bits(), "{regressors:?} {}", a.origin);
                        compared += 1;
                    }
                }
                assert!(compared > 10);
            }
        }
    }
}

#[test]
fn publication_lags_hide_the_latest_regressors() {
    let n = 100;
    let mut stream = Stream::new(6, 0);
    let (y, x) = (random_walk(&mut stream, n), random_walk(&mut stream, n));
    let mut last = x.clone();
    last[n - 2] += 1000.0;
    let forecast = |x: &Array1<f64>, lag| {
        let options = BacktestOptions { publication_lag: lag, ..only(Regressors::LastKnown, 1) };
        let report = backtest(&sample("y", &y, vec![column("x", x.to_vec())]), &options).unwrap();
        report.rows[0].forecasts.last().unwrap().forecast
    };
    assert_eq!(forecast(&x, 1).to_bits(), forecast(&last, 1).to_bits());
    assert_ne!(forecast(&x, 0).to_bits(), forecast(&last, 0).to_bits());
}

#[test]
fn formulas_that_let_the_future_in_are_refused() {
    let n = 120;
    let x = || column("L(x, -1)", noise(7, 1, n).to_vec());
    let plain = |name: &str| column(name, noise(7, 2, n).to_vec());
    let y = noise(7, 0, n);
    let error =
        |sample: &Sample, options: &BacktestOptions| backtest(sample, options).unwrap_err().to_string();
    let real_time = only(Regressors::LastKnown, 1);
    assert!(error(&sample("y", &y, vec![x()]), &real_time).contains("contains a lead"));
    let ahead = sample("I(L(y, -3) - y)", &y, vec![plain("x")]);
    assert!(error(&ahead, &real_time).contains("contains a lead"));
    let own = sample("y", &y, vec![plain("L(y, 1)")]);
    assert!(error(&own, &only(Regressors::Realised, 3)).contains("give the answer away"));
    assert!(backtest(&own, &only(Regressors::Direct, 3)).is_ok());
    let difference = sample("I(100 * D(log(s)))", &y, vec![plain("x")]);
    assert!(error(&difference, &real_time).contains("benchmark = \"zero\""));
    let zero = BacktestOptions { benchmark: Benchmark::Zero, ..real_time.clone() };
    assert!(backtest(&difference, &zero).is_ok());
    let adjusted = backtest(&sample("y", &y, vec![plain("sa(x)")]), &real_time).unwrap();
    assert!(
        adjusted.notes.iter().any(|note| note.text.contains("`sa(x)` is adjusted with months from after"))
    );
}

#[test]
fn a_trend_is_known_in_advance_and_others_only_when_named() {
    let n = 100;
    let line: Array1<f64> = (0..n).map(|t| 1.0 + t as f64).collect();
    let y = 2.0 * &line + noise(8, 0, n) * 1e-3;
    let error = |name: &str, known: &[&str]| {
        let known = known.iter().map(|name| (*name).to_owned()).collect();
        let options = BacktestOptions { known, ..only(Regressors::LastKnown, 12) };
        backtest(&sample("y", &y, vec![column(name, line.to_vec())]), &options).unwrap().rows[0].rmse
    };
    assert!(error("trend()", &[]) < 0.01);
    assert!((error("clock", &[]) - 24.0).abs() < 0.01);
    assert!(error("clock", &["clock"]) < 0.01);
    let options = BacktestOptions { known: vec!["clokc".into()], ..only(Regressors::LastKnown, 12) };
    let refused = backtest(&sample("y", &y, vec![column("clock", line.to_vec())]), &options);
    assert!(refused.unwrap_err().to_string().contains("the regressors are clock"));
}

#[test]
fn short_samples_and_idle_options_are_errors() {
    let sample = sample("y", &noise(9, 0, 70), vec![column("x", noise(9, 1, 70).to_vec())]);
    let error = |options: BacktestOptions| backtest(&sample, &options).unwrap_err().to_string();
    let plain = || only(Regressors::Direct, 1);
    assert!(error(BacktestOptions { horizons: vec![], ..plain() }).contains("horizons"));
    assert!(error(BacktestOptions { horizons: vec![0], ..plain() }).contains("horizons"));
    assert!(error(BacktestOptions { schemes: vec![], ..plain() }).contains("schemes"));
    assert!(error(BacktestOptions { regressors: vec![], ..plain() }).contains("regressors"));
    assert!(error(BacktestOptions { window: 2, ..plain() }).contains("at least 3"));
    assert!(error(only(Regressors::Direct, 12)).contains("the first forecast needs 84"));
    let mut dummy = Array1::zeros(70);
    dummy[65] = 1.0;
    let late =
        design(column("y", noise(9, 0, 70).to_vec()), vec![column("pulse('2005-06')", dummy.to_vec())]);
    let error = backtest(&late.sample(), &plain()).unwrap_err().to_string();
    assert!(error.contains("estimation at the origin 2005-01") && error.contains("collinear"), "{error}");
}

#[test]
fn a_random_walk_is_not_beaten_and_a_forecastable_change_is() {
    let n = 400;
    let mut stream = Stream::new(10, 0);
    let (walk, x) = (random_walk(&mut stream, n), autoregression(&mut stream, n, 0.5));
    let options = BacktestOptions { window: 120, ..only(Regressors::Direct, 1) };
    let report = backtest(&sample("y", &walk, vec![column("x", x.to_vec())]), &options).unwrap();
    assert!(!report.rows[0].beats(0.05), "{}", report.verdict(0.05));
    assert!(report.verdict(0.05).starts_with("beats the driftless random walk: no (0 of 1 races at 5 %"));
    // The change from t to t + 1 follows x at t.
    let mut level = 0.0;
    let mut moved = Vec::with_capacity(n);
    for t in 0..n {
        level += if t > 0 { x[t - 1] } else { 0.0 } + walk[t] - if t > 0 { walk[t - 1] } else { 0.0 };
        moved.push(level);
    }
    let report = backtest(&sample("y", &moved.into(), vec![column("x", x.to_vec())]), &options).unwrap();
    let row = &report.rows[0];
    assert!(row.beats(0.05) && row.rmse_ratio < 0.85 && row.hit_rate > 0.6, "{}", report.verdict(0.05));
    assert!(row.clark_west.as_ref().unwrap().p_value.unwrap() < 1e-6);
    assert!(row.pesaran_timmermann.as_ref().unwrap().p_value.unwrap() < 1e-4);
    let text = serde_json::to_string(&report).unwrap();
    assert_eq!(serde_json::from_str::<forecast::BacktestReport>(&text).unwrap(), report);
    let options = toml::to_string(&report.options).unwrap();
    assert_eq!(toml::from_str::<BacktestOptions>(&options).unwrap(), report.options);
}
