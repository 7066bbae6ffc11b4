//! Unit roots: sizes on random walks, power on stationary series, input without an answer.

use fxsens_core::rng::Stream;
use fxsens_core::sample::Sample;
use fxsens_testing::simulate::column;

use crate::design;

/// An autoregression with this root, from zero.
fn series(task: u64, n: usize, root: f64) -> Sample {
    let mut stream = Stream::new(91, task);
    let mut level = 0.0;
    let values: Vec<f64> = (0..n)
        .map(|_| {
            level = root * level + stream.normal();
            level
        })
        .collect();
    design(column("y", values), Vec::new()).sample()
}

fn p_value(id: &str, sample: &Sample, text: &str) -> f64 {
    let tests = fxsens_regression::tests();
    let test = tests.iter().find(|test| test.info().id == id).unwrap();
    test.run(sample, &text.parse().unwrap()).unwrap().outcomes[0].p_value.unwrap()
}

#[test]
fn random_walks_are_rejected_at_the_nominal_rate() {
    let draws = 400_u64;
    for (id, text) in [
        ("adf", "lags = 0"),
        ("df-gls", "lags = 0"),
        ("phillips-perron", "lags = 2"),
        ("zivot-andrews", "lags = 0"),
    ] {
        let rejected = (0..draws).filter(|task| p_value(id, &series(*task, 150, 1.0), text) < 0.05).count();
        let share = rejected as f64 / draws as f64;
        assert!((share - 0.05).abs() < 5.0 * (0.05_f64 * 0.95 / draws as f64).sqrt(), "{id}: {share}");
    }
    let found = |root| (0..100).filter(|task| p_value("adf", &series(*task, 150, root), "") < 0.05).count();
    assert!(found(0.5) > 95, "power against a root of one half");
    let stationary =
        (0..100).filter(|task| p_value("kpss", &series(*task, 300, 0.0), "lags = 0") < 0.05).count();
    assert!(stationary < 17, "white noise is stationary: {stationary}");
    assert!(p_value("kpss", &series(1, 300, 1.0), "") < 0.05);
}

#[test]
fn input_without_an_answer_is_an_error() {
    let flat = design(column("y", vec![3.0; 80]), Vec::new()).sample();
    let line = design(column("y", (0..80).map(f64::from)), Vec::new()).sample();
    let short = design(column("y", [1.0, 2.0, 4.0]), Vec::new()).sample();
    for test in fxsens_regression::tests().iter().filter(|test| test.info().family == "unit roots") {
        let id = test.info().id;
        assert!(test.run(&flat, &toml::Table::new()).is_err(), "{id} on a constant series");
        assert!(test.run(&short, &toml::Table::new()).is_err(), "{id} on three observations");
        let _ = test.run(&line, &toml::Table::new());
        for key in test.params() {
            assert!(test.info().doc.contains(key.name), "{id}: its page does not mention `{}`", key.name);
        }
    }
}

#[test]
fn the_law_of_the_bias_without_terms_is_the_simulated_one() {
    use fxsens_regression::unit_root::{Trend, mackinnon};
    let (draws, n) = (20_000_u64, 500);
    // The statistic at which arch's surface and MacKinnon's differ by 0.024.
    let place = 0.097_119_634_124_034_47;
    let below = (0..draws)
        .filter(|task| {
            let mut stream = Stream::new(92, *task);
            let (mut level, mut cross, mut squares) = (0.0, 0.0, 0.0);
            for _ in 0..n {
                let step = stream.normal();
                cross += level * step;
                squares += level * level;
                level += step;
            }
            f64::from(n) * cross / squares < place
        })
        .count();
    let share = below as f64 / draws as f64;
    let p = mackinnon::z_p_value(place, Trend::N).unwrap().value;
    assert!((share - p).abs() < 4.0 * (p * (1.0 - p) / draws as f64).sqrt(), "{share} {p}");
}

#[test]
fn phillips_and_ouliaris_report_four_outcomes_by_name() {
    let tests = fxsens_regression::tests();
    let test = tests.iter().find(|test| test.info().id == "phillips-ouliaris").unwrap();
    for key in test.params() {
        assert!(test.info().doc.contains(&format!("`{}`", key.name)), "{}", key.name);
    }
    let walk = |task: u64| series(task, 150, 1.0).y().to_vec();
    let sample = |count: u64| {
        let others = (1..count).map(|task| column(&format!("x{task}"), walk(task))).collect();
        design(column("y", walk(0)), others).sample()
    };
    for count in [2, 12] {
        let report = test.run(&sample(count), &"trend = 'ct'\nlags = 'auto'".parse().unwrap()).unwrap();
        let found: Vec<(&str, usize)> =
            report.outcomes.iter().map(|outcome| (&*outcome.id, outcome.critical_values.len())).collect();
        let expected = ["z-t", "z-alpha", "p-u", "p-z"].map(|kind| format!("phillips-ouliaris-{kind}"));
        assert_eq!(found, expected.each_ref().map(|id| (&**id, 3)));
        for outcome in &report.outcomes {
            assert!(outcome.p_value.is_some_and(|p| p > 0.0 && p < 1.0), "{}", outcome.id);
            let small = outcome.id.contains("-z-");
            let values: Vec<f64> = outcome.critical_values.iter().map(|value| value.value).collect();
            assert_eq!(values.is_sorted(), small, "{}: {values:?}", outcome.id);
        }
    }
    assert!(test.run(&sample(1), &toml::Table::new()).is_err(), "one series");
    assert!(test.run(&sample(13), &toml::Table::new()).is_err(), "thirteen series");
    assert!(test.run(&sample(2), &"lags = 149".parse().unwrap()).is_err(), "as many lags as residuals");
}
