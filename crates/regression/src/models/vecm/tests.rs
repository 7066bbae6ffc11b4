use fxsens_core::fit::{Fit, FitError, NoteLevel};
use fxsens_core::model::{Estimator, Params};
use fxsens_core::period::Period;
use fxsens_core::rng::Stream;
use fxsens_core::sample::{Column, Intercept, Sample};
use fxsens_core::unit::Unit;
use ndarray::Array1;

use super::VecmParams;

const YEN: fn() -> Unit = Unit::yen_per_dollar;

fn sample(columns: &[(&str, &Array1<f64>, Unit)]) -> Sample {
    let columns: Vec<Column> = columns
        .iter()
        .map(|(name, values, unit)| Column {
            name: (*name).into(),
            unit: unit.clone(),
            values: (*values).clone(),
        })
        .collect();
    let periods = (0..columns[0].values.len() as i32).map(Period::observation).collect();
    Sample::new(columns[0].clone(), &columns[1..], Intercept::Included, periods).unwrap()
}

/// `y` returns to `2x − z`; the others walk.
fn series(task: u64, n: usize, speed: f64) -> [Array1<f64>; 3] {
    let mut stream = Stream::new(23, task);
    let [mut y, mut x, mut z] = [Array1::zeros(n), Array1::zeros(n), Array1::zeros(n)];
    for t in 1..n {
        let gap = y[t - 1] - 2.0 * x[t - 1] + z[t - 1];
        y[t] = y[t - 1] - speed * gap + stream.normal();
        x[t] = x[t - 1] + stream.normal();
        z[t] = z[t - 1] + stream.normal();
    }
    [y, x, z]
}

fn fit(sample: &Sample, params: VecmParams) -> Result<Fit, FitError> {
    params.check().unwrap().fit(sample)
}

fn of(fit: &Fit, name: &str) -> (f64, f64) {
    let place = fit.position(name).unwrap_or_else(|| panic!("no term `{name}`"));
    (fit.terms[place].estimate, fit.term_inference(place, 0.95).std_error.unwrap())
}

#[test]
fn a_relation_is_found_with_those_who_keep_it() {
    let [y, x, z] = series(1, 400, 0.3);
    let sample = sample(&[("y", &y, YEN()), ("x", &x, Unit::PercentPerAnnum), ("z", &z, Unit::One)]);
    let fit = fit(&sample, VecmParams::default()).unwrap();
    for (name, truth) in [
        ("long-run x", 2.0),
        ("long-run z", -1.0),
        ("adjustment y", -0.3),
        ("adjustment x", 0.0),
        ("L(D(x), 1)", 0.0),
    ] {
        let (estimate, error) = of(&fit, name);
        assert!((estimate - truth).abs() < 3.0 * error && error < 0.12, "{name}: {estimate} ± {error}");
    }
    assert!(fit.notes.iter().all(|note| note.level == NoteLevel::Info), "{:?}", fit.notes);
    let p = |i: usize| fit.tests[i].p_value.unwrap();
    assert!(fit.tests[0].id == "johansen-trace" && p(0) < 0.01);
    assert!(fit.tests[1].id == "weak-exogeneity" && p(1) > 0.01 && p(2) > 0.01);
    assert_eq!(fit.augment.fitted.len(), 398);
    assert!((fit.augment.fitted[10] + fit.augment.residuals[10] - y[12]).abs() < 1e-12);
}

#[test]
fn units_follow_the_equations() {
    let [y, x, z] = series(1, 200, 0.3);
    let sample = sample(&[("y", &y, YEN()), ("x", &x, Unit::PercentPerAnnum), ("z", &z, Unit::One)]);
    let fit = fit(&sample, VecmParams::default()).unwrap();
    let unit = |name: &str| {
        let unit = &fit.terms[fit.position(name).unwrap()].unit;
        (unit.outcome.clone(), unit.regressor.clone())
    };
    assert_eq!(unit("x"), (YEN(), Unit::PercentPerAnnum));
    assert_eq!(unit("long-run x"), (YEN(), Unit::PercentPerAnnum));
    assert_eq!(unit("adjustment y"), (Unit::One, Unit::One));
    assert_eq!(unit("adjustment x"), (Unit::PercentagePoints, YEN()));
    assert_eq!(unit("(Intercept)"), (YEN(), Unit::One));
    assert_eq!(unit("L(D(x), 1)"), (YEN(), Unit::PercentagePoints));
}

#[test]
fn the_relation_does_not_depend_on_order_or_side() {
    let [y, x, z] = series(2, 200, 0.3);
    let with = |columns: &[(&str, &Array1<f64>)], case: u8| {
        let columns: Vec<_> = columns.iter().map(|(name, values)| (*name, *values, Unit::Unknown)).collect();
        fit(&sample(&columns), VecmParams { case, ..VecmParams::default() }).unwrap()
    };
    for case in [2, 3, 4, 5] {
        let plain = with(&[("y", &y), ("x", &x), ("z", &z)], case);
        let turned = with(&[("y", &y), ("z", &z), ("x", &x)], case);
        let solved = with(&[("x", &x), ("y", &y), ("z", &z)], case);
        let mirrored = with(&[("y", &(-&y)), ("x", &x), ("z", &z)], case);
        let close = |a: f64, b: f64| assert!((a - b).abs() < 1e-9 * (1.0 + b.abs()), "{case}: {a} {b}");
        let of = |fit: &Fit, name: &str| of(fit, name).0;
        for name in ["long-run x", "long-run z", "adjustment y", "adjustment x", "L(D(z), 1)"] {
            close(of(&turned, name), of(&plain, name));
        }
        close(of(&solved, "long-run y"), 1.0 / of(&plain, "long-run x"));
        close(of(&solved, "adjustment x"), -of(&plain, "adjustment x") * of(&plain, "long-run x"));
        close(of(&mirrored, "long-run z"), -of(&plain, "long-run z"));
        close(of(&mirrored, "adjustment y"), of(&plain, "adjustment y"));
        let likelihood = |fit: &Fit| fit.glance.log_likelihood.unwrap();
        close(likelihood(&solved), likelihood(&plain));
        close(likelihood(&turned), likelihood(&plain));
    }
}

#[test]
fn unrelated_walks_are_warned_about() {
    let [_, x, z] = series(3, 200, 0.3);
    let sample = sample(&[("x", &x, Unit::Unknown), ("z", &z, Unit::Unknown)]);
    let fit = fit(&sample, VecmParams::default()).unwrap();
    let text = |note: &fxsens_core::fit::Note| note.text.contains("not supported by the data");
    assert!(fit.notes.iter().any(|note| note.level == NoteLevel::Warning && text(note)), "{:?}", fit.notes);
}

#[test]
fn two_relations_have_names_of_their_own() {
    let [y, x, z] = series(4, 300, 0.3);
    let sample = sample(&[("y", &y, Unit::Unknown), ("x", &x, Unit::Unknown), ("z", &z, Unit::Unknown)]);
    let fit = fit(&sample, VecmParams { rank: 2, case: 2, lags: 1 }).unwrap();
    let names: Vec<&str> = fit.terms.iter().map(|term| term.name.as_str()).collect();
    assert_eq!(
        names[..4],
        [
            "relation 1: long-run z",
            "relation 1: long-run intercept",
            "relation 2: long-run z",
            "relation 2: long-run intercept"
        ]
    );
    assert_eq!(
        names[4..],
        [
            "relation 1: adjustment y",
            "relation 1: adjustment x",
            "relation 1: adjustment z",
            "relation 2: adjustment y",
            "relation 2: adjustment x",
            "relation 2: adjustment z"
        ]
    );
}

#[test]
fn what_cannot_be_estimated_is_an_error() {
    let [y, x, z] = series(5, 120, 0.3);
    let plain = sample(&[("y", &y, Unit::Unknown), ("x", &x, Unit::Unknown), ("z", &z, Unit::Unknown)]);
    let rank = |rank| fit(&plain, VecmParams { rank, ..VecmParams::default() });
    assert!(VecmParams { rank: 0, ..VecmParams::default() }.check().is_err());
    assert!(rank(2).is_ok());
    assert!(matches!(rank(3), Err(FitError::Unsupported { .. })));
    let short = plain.rows(0..11).unwrap();
    assert!(matches!(fit(&short, VecmParams::default()), Err(FitError::TooFewObservations { .. })));
    let copy = &x * 2.0 - 3.0;
    let exact = sample(&[("y", &copy, Unit::Unknown), ("x", &x, Unit::Unknown)]);
    assert!(matches!(fit(&exact, VecmParams::default()), Err(FitError::Collinear { .. })));
    let dependent =
        sample(&[("y", &y, Unit::Unknown), ("x", &x, Unit::Unknown), ("z", &copy, Unit::Unknown)]);
    assert!(matches!(fit(&dependent, VecmParams::default()), Err(FitError::Collinear { .. })));
    // `y` is known from the lags of `x` without an error.
    let mut known = Array1::zeros(120);
    for t in 1..120 {
        known[t] = 0.5 * known[t - 1] + x[t - 1];
    }
    let known = sample(&[("y", &known, Unit::Unknown), ("x", &x, Unit::Unknown)]);
    assert!(matches!(
        fit(&known, VecmParams::default()),
        Err(FitError::Degenerate { .. } | FitError::Collinear { .. })
    ));
}
