//! Instrumental variables: what others got wrong, and sets that hold.

use fxsens_core::fit::{Fit, FitError};
use fxsens_core::model::Estimator;
use fxsens_core::rng::Stream;
use fxsens_core::sample::{Intercept, Sample};
use fxsens_regression::models::iv::IvParams;
use fxsens_testing::simulate::{Design, column};

use crate::{matrix, params};

fn fit(sample: &Sample, text: &str) -> Result<Fit, FitError> {
    params::<IvParams>(text).unwrap().fit(sample)
}

/// `y = β x + u`, `x = strength (z₁ + z₂) + u + v`; `bad` lets the second instrument reach the outcome by itself.
fn sample(task: u64, n: usize, strength: f64, bad: f64) -> Sample {
    let mut stream = Stream::new(55, task);
    let mut columns = [vec![], vec![], vec![], vec![]];
    for _ in 0..n {
        let (z1, z2, u) = (stream.normal(), stream.normal(), stream.normal());
        let x = strength * (z1 + z2) + u + stream.normal();
        for (column, value) in columns.iter_mut().zip([x + bad * z2 + u, x, z1, z2]) {
            column.push(value);
        }
    }
    let [y, x, z1, z2] = columns;
    Design {
        outcome: column("y", y),
        regressors: vec![column("x", x)],
        instruments: vec![column("z1", z1), column("z2", z2)],
        intercept: Intercept::Included,
    }
    .sample()
}

/// The same sample with an effect of the regressor taken out of the outcome.
fn without_effect(sample: &Sample, effect: f64) -> Sample {
    let (x, z) = (sample.x().column(1), sample.z());
    Design {
        outcome: column("y", sample.y().iter().zip(x).map(|(y, x)| y - effect * x)),
        regressors: vec![column("x", x.to_vec())],
        instruments: vec![column("z1", z.column(1).to_vec()), column("z2", z.column(2).to_vec())],
        intercept: Intercept::Included,
    }
    .sample()
}

fn set(fit: &Fit) -> String {
    let test = fit.tests.iter().find(|test| test.id == "anderson-rubin").unwrap();
    test.details[0].value.clone()
}

#[test]
fn trap_a_sandwich_with_actual_regressors() {
    // With weak instruments the projected regressor varies much less than the actual one: a sandwich with actual regressors
    // would be too small. The spread of the estimates over samples decides.
    let fits: Vec<Fit> =
        (0..400).map(|task| fit(&sample(task, 400, 0.3, 0.0), "vcov.kind = 'hc0'").unwrap()).collect();
    let estimates: Vec<f64> = fits.iter().map(|fit| fit.terms[1].estimate).collect();
    let mean = estimates.iter().sum::<f64>() / 400.0;
    let spread = (estimates.iter().map(|e| (e - mean).powi(2)).sum::<f64>() / 400.0).sqrt();
    let error = fits.iter().map(|fit| matrix(fit).std_error(1)).sum::<f64>() / 400.0;
    assert!((error / spread - 1.0).abs() < 0.15, "{error} {spread}");
}

#[test]
fn trap_a_first_stage_f_of_the_whole_regression() {
    // A control that explains the regressor well and instruments that do not: the overall F is large, the partial one small.
    let mut stream = Stream::new(56, 0);
    let n = 200;
    let mut normals = |_| (0..n).map(|_| stream.normal()).collect::<Vec<f64>>();
    let [c, z, u, v] = [0, 1, 2, 3].map(&mut normals);
    let x: Vec<f64> = c.iter().zip(&u).map(|(c, u)| 5.0 * c + u).collect();
    let y: Vec<f64> = (0..n).map(|t| x[t] + u[t] + v[t]).collect();
    let design = Design {
        outcome: column("y", y),
        regressors: vec![column("x", x), column("c", c.clone())],
        instruments: vec![column("z", z), column("c", c)],
        intercept: Intercept::Included,
    };
    let fit = fit(&design.sample(), "").unwrap();
    assert_eq!(fit.tests[0].id, "first-stage-f");
    assert!(fit.tests[0].statistic < 10.0, "{}", fit.tests[0].statistic);
    assert!(fit.notes.iter().any(|note| note.text.contains("weak instruments")));
}

#[test]
fn sets_are_bounded_unbounded_or_empty_as_the_data_say() {
    for vcov in ["vcov.kind = 'classical'", "vcov.kind = 'hc1'", "vcov.kind = 'hac'\nvcov.bandwidth = 4"] {
        let strong = set(&fit(&sample(1, 300, 1.0, 0.0), vcov).unwrap());
        assert!(strong.starts_with('[') && !strong.contains('∞'), "{vcov}: {strong}");
        let weak = set(&fit(&sample(2, 100, 0.0, 0.0), vcov).unwrap());
        assert!(weak.contains('∞'), "{vcov}: {weak}");
        let empty = set(&fit(&sample(3, 500, 1.0, 2.0), vcov).unwrap());
        assert_eq!(empty, "∅", "{vcov}");
    }
    let notes = fit(&sample(3, 500, 1.0, 2.0), "").unwrap().notes;
    assert!(notes.iter().any(|note| note.text.contains("not valid")));
}

#[test]
fn the_set_is_where_the_test_does_not_reject() {
    // Against the quadratic inequality that the classical set solves.
    let sample = sample(4, 120, 0.4, 0.0);
    let found = fit(&sample, "vcov.kind = 'classical'").unwrap();
    let test = found.tests.iter().find(|test| test.id == "anderson-rubin").unwrap();
    let critical = test.distribution.as_ref().unwrap().critical_value(0.05);
    let label = set(&found);
    let ends: Vec<f64> = label
        .trim_matches(['[', ']'])
        .split(", ")
        .map(|end| end.replace('−', "-").parse().unwrap())
        .collect();
    // Moving the outcome by an end makes the test of no effect sit on its critical value.
    for end in ends {
        let moved = without_effect(&sample, end);
        let at = fit(&moved, "vcov.kind = 'classical'").unwrap();
        let at = at.tests.iter().find(|test| test.id == "anderson-rubin").unwrap().statistic;
        assert!((at / critical - 1.0).abs() < 1e-2, "{end}: {at} {critical}");
    }
}

#[test]
fn sets_cover_however_weak_the_instruments() {
    let held = (0..300u64)
        .filter(|task| {
            let sample = sample(1000 + task, 150, 0.05, 0.0);
            let moved = without_effect(&sample, 1.0);
            let fit = fit(&moved, "").unwrap();
            fit.tests.iter().find(|test| test.id == "anderson-rubin").unwrap().p_value.unwrap() > 0.05
        })
        .count() as f64
        / 300.0;
    assert!((held - 0.95).abs() < 5.0 * (0.95_f64 * 0.05 / 300.0).sqrt(), "{held}");
}

#[test]
fn under_identification_is_rejected_as_often_as_it_should_be() {
    let of =
        |fit: &Fit| fit.tests.iter().find(|test| test.id == "kleibergen-paap-lm").unwrap().p_value.unwrap();
    let share = |strength: f64, vcov: &str| {
        let rejected = |task: &u64| of(&fit(&sample(3000 + task, 200, strength, 0.0), vcov).unwrap()) < 0.05;
        (0..400u64).filter(rejected).count() as f64 / 400.0
    };
    for vcov in ["vcov.kind = 'classical'", "vcov.kind = 'hc1'", "vcov.kind = 'hac'\nvcov.bandwidth = 3"] {
        let size = share(0.0, vcov);
        assert!((size - 0.05).abs() < 0.02 + 3.0 * (0.05_f64 * 0.95 / 400.0).sqrt(), "{vcov}: {size}");
        assert!(share(0.5, vcov) > 0.99, "{vcov}");
    }
    // Without controls beside the constant and under the classical covariance: n times the R² of the first stage.
    let fitted = fit(&sample(9, 150, 0.2, 0.0), "vcov.kind = 'classical'").unwrap();
    let get = |id: &str| fitted.tests.iter().find(|test| test.id == id).unwrap();
    let (wald, lm) = (get("kleibergen-paap").statistic, get("kleibergen-paap-lm").statistic);
    let r_squared = 2.0 * wald / (2.0 * wald + 147.0);
    assert!((lm - 150.0 * r_squared).abs() < 1e-9, "{lm}");
}

#[test]
fn what_cannot_be_is_refused() {
    let plain = sample(5, 60, 1.0, 0.0);
    let message = |text: &str| params::<IvParams>(text).unwrap_err().to_string();
    assert!(message("vcov.kind = 'hc3'").contains("classical, hc0, hc1 or hac"));
    assert!(message("fuller = -1.0").contains("fuller"));
    assert!(message("level = 1.5").contains("level"));
    let without =
        crate::design(column("y", plain.y().to_vec()), vec![column("x", plain.x().column(1).to_vec())]);
    assert!(fit(&without.sample(), "").unwrap_err().to_string().contains("without instruments"));
    assert!(fit(&plain.rows(0..3).unwrap(), "").is_err());
}
