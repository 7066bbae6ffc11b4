//! Estimators of a cointegrating relation: laws they must obey and requests they must refuse.

use fxsens_core::fit::{Fit, FitError};
use fxsens_core::model::Estimator;
use fxsens_core::period::Period;
use fxsens_core::rng::Stream;
use fxsens_core::sample::{Column, Intercept, Sample};
use fxsens_core::unit::Unit;
use fxsens_regression::models::ccr::CcrParams;
use fxsens_regression::models::dols::DolsParams;
use fxsens_regression::models::fmols::FmOlsParams;
use fxsens_regression::models::im_ols::ImOlsParams;
use fxsens_testing::assert_close;

use crate::params;

const MODELS: [&str; 4] = ["dols", "fmols", "ccr", "im-ols"];

fn fit(model: &str, text: &str, sample: &Sample) -> Result<Fit, FitError> {
    match model {
        "dols" => params::<DolsParams>(text).unwrap().fit(sample),
        "fmols" => params::<FmOlsParams>(text).unwrap().fit(sample),
        "ccr" => params::<CcrParams>(text).unwrap().fit(sample),
        _ => params::<ImOlsParams>(text).unwrap().fit(sample),
    }
}

fn column(name: &str, values: Vec<f64>) -> Column {
    Column { name: name.into(), unit: Unit::Unknown, values: values.into() }
}

fn sample(outcome: Vec<f64>, regressors: &[Column], intercept: Intercept) -> Sample {
    let periods = (0..outcome.len() as i32).map(Period::observation).collect();
    Sample::new(column("y", outcome), regressors, intercept, periods).unwrap()
}

/// A walk, and an outcome tied to it whose error moves with the walk's steps and remembers.
fn tied(draw: u64, n: usize) -> (Vec<f64>, Vec<f64>) {
    let mut stream = Stream::new(77, draw);
    let (mut level, mut error) = (0.0, 0.0);
    let (mut y, mut x) = (Vec::new(), Vec::new());
    for _ in 0..n {
        let step = stream.normal();
        level += step;
        error = 0.5 * error + stream.normal() + 0.8 * step;
        x.push(level);
        y.push(1.0 + 2.0 * level + error);
    }
    (y, x)
}

#[test]
fn corrections_take_out_the_bias_of_least_squares() {
    let (draws, n) = (400, 100);
    let mut bias = [0.0; 4];
    let mut least_squares = 0.0;
    for draw in 0..draws {
        let (y, x) = tied(draw, n);
        let sample = sample(y, &[column("x", x)], Intercept::Included);
        least_squares +=
            (crate::ols(&sample, "kind = 'classical'").unwrap().terms[1].estimate - 2.0) / draws as f64;
        for (total, model) in bias.iter_mut().zip(MODELS) {
            *total += (fit(model, "", &sample).unwrap().terms[1].estimate - 2.0) / draws as f64;
        }
    }
    for (bias, model) in bias.iter().zip(MODELS) {
        assert!(bias.abs() < 0.45 * least_squares, "{model}: {bias} against {least_squares}");
    }
}

#[test]
fn units_and_levels_of_a_regressor_do_not_matter() {
    let (y, x) = tied(3, 120);
    let plain = sample(y.clone(), &[column("x", x.clone())], Intercept::Included);
    let scaled = x.iter().map(|value| 1e6 * value + 5e7).collect();
    let moved = sample(y, &[column("x", scaled)], Intercept::Included);
    for model in MODELS {
        let text = "bandwidth = 4";
        let (a, b) = (fit(model, text, &plain).unwrap(), fit(model, text, &moved).unwrap());
        assert_close(1e6 * b.terms[1].estimate, a.terms[1].estimate, 1e-7, "rounding of large levels");
        let error = |fit: &Fit| fit.term_inference(1, 0.95).std_error.unwrap();
        assert_close(1e6 * error(&b), error(&a), 1e-7, "rounding of large levels");
    }
}

#[test]
fn unrelated_walks_are_called_unrelated() {
    let walk = |draw| {
        let mut stream = Stream::new(5, draw);
        let mut level = 0.0;
        let mut step = || {
            level += stream.normal();
            level
        };
        (0..150).map(|_| step()).collect::<Vec<f64>>()
    };
    let sample = sample(walk(1), &[column("x", walk(2))], Intercept::Included);
    for model in MODELS {
        let fit = fit(model, "", &sample).unwrap();
        assert!(fit.notes.iter().any(|note| note.text.contains("spurious")), "{model}: {:?}", fit.notes);
        assert_eq!(fit.tests[0].id, "engle-granger");
    }
}

#[test]
fn what_cannot_be_estimated_is_refused() {
    let (y, x) = tied(1, 60);
    let with = |regressors: &[Column], intercept| sample(y.clone(), regressors, intercept);
    let one = with(&[column("x", x.clone())], Intercept::Included);
    for model in MODELS {
        let none = fit(model, "", &with(&[], Intercept::Included)).unwrap_err().to_string();
        assert!(none.contains("without a regressor"), "{model}: {none}");
        let bare = with(&[column("x", x.clone())], Intercept::Excluded);
        let trend = fit(model, "trend = true", &bare).unwrap_err().to_string();
        assert!(trend.contains("without a constant"), "{model}: {trend}");
        let twice = with(
            &[column("x", x.clone()), column("z", x.iter().map(|v| 2.0 * v).collect())],
            Intercept::Included,
        );
        assert!(matches!(fit(model, "", &twice), Err(FitError::Collinear { .. })), "{model}");
        let wide = fit(model, "bandwidth = 60", &one).unwrap_err().to_string();
        assert!(wide.contains("bandwidth of 60"), "{model}: {wide}");
        let exact =
            sample(x.iter().map(|v| 2.0 * v).collect(), &[column("x", x.clone())], Intercept::Included);
        assert!(matches!(fit(model, "", &exact), Err(FitError::Degenerate { .. })), "{model}");
        let short = sample(y[..6].to_vec(), &[column("x", x[..6].to_vec())], Intercept::Included);
        assert!(matches!(fit(model, "", &short), Err(FitError::TooFewObservations { .. })), "{model}");
    }
    let error = params::<DolsParams>("leads = 25").unwrap_err().to_string();
    assert!(error.contains("leads"), "{error}");
    let error = params::<FmOlsParams>("bandwidth = 'nw94-prewhitened'").unwrap_err().to_string();
    assert!(error.contains("bandwidth"), "{error}");
    assert!(toml::from_str::<FmOlsParams>("leads = 2").is_err());
}

#[test]
fn a_line_among_the_regressors_is_refused() {
    let (y, x) = tied(3, 120);
    let line = (0..120).map(|t| 2015.0 + f64::from(t) / 12.0).collect();
    let sample = sample(y, &[column("x", x), column("clock", line)], Intercept::Included);
    for model in MODELS {
        let found = fit(model, "", &sample);
        let error = found.map(|fit| format!("{:?} {:?}", fit.terms, fit.notes)).unwrap_err().to_string();
        assert!(error.contains("`clock`") && error.contains("trend"), "{model}: {error}");
    }
}

#[test]
fn a_regressor_named_trend_stays_in_the_gate() {
    let (y, x) = tied(2, 120);
    for model in MODELS {
        let statistic = |name: &str| {
            let sample = sample(y.clone(), &[column(name, x.clone())], Intercept::Included);
            fit(model, "", &sample).unwrap().tests[0].statistic
        };
        assert_close(statistic("trend"), statistic("x"), 1e-12, "the name of a series is not its meaning");
    }
}
