//! Residual tests by name: parameters, notes, traps. Their numbers are asserted inside `verify`.

use fxsens_core::fit::NoteLevel;
use fxsens_core::hypothesis::{HypothesisTest, TestError, TestReport};
use fxsens_core::rng::Stream;
use fxsens_core::sample::{Intercept, Sample};
use fxsens_regression::diagnostics::{self, Portmanteau, WhiteTerms};
use fxsens_regression::least_squares::{Factor, solve};
use fxsens_regression::verify::m1_sample;
use fxsens_testing::simulate::{Truth, column, regression};
use fxsens_testing::{References, assert_close};
use ndarray::{Array1, Array2, Axis, Slice};

use crate::design;

fn entry(id: &str) -> Box<dyn HypothesisTest> {
    diagnostics::tests().into_iter().find(|test| test.info().id == id).unwrap()
}

fn run(id: &str, sample: &Sample, params: &str) -> Result<TestReport, TestError> {
    entry(id).run(sample, &toml::from_str(params).unwrap())
}

fn noise(seed: u64, n: usize) -> Array1<f64> {
    let mut stream = Stream::new(seed, 0);
    Array1::from_shape_simple_fn(n, || stream.normal())
}

#[test]
fn every_test_runs_on_the_yen_data_and_documents_its_parameters() {
    let sample = m1_sample().unwrap();
    for test in diagnostics::tests() {
        let info = test.info();
        let report = test.run(&sample, &toml::Table::new()).unwrap();
        assert!(!report.outcomes.is_empty(), "{}", info.id);
        assert!(report.outcomes.iter().all(|outcome| outcome.statistic.is_finite()), "{}", info.id);
        let keys: Vec<String> = test.defaults().keys().cloned().collect();
        let documented: Vec<&str> = test.params().iter().map(|doc| doc.name).collect();
        assert_eq!(keys, documented, "{}", info.id);
        for name in documented {
            assert!(info.doc.contains(&format!("`{name}`")), "{}: page lacks `{name}`", info.id);
        }
        assert!(info.doc.contains("When it misleads"), "{}", info.id);
        assert!(!info.references.is_empty() && info.family == "residuals", "{}", info.id);
        assert!(run(info.id, &sample, "no_such_key = 1").is_err(), "{}", info.id);
    }
}

#[test]
fn parameters_out_of_range_are_errors_that_say_so() {
    let sample = m1_sample().unwrap();
    for (id, params, says) in [
        ("ljung-box", "lags = 0", "lags must exceed fitted"),
        ("ljung-box", "lags = 2\nfitted = 2", "lags must exceed fitted"),
        ("ljung-box", "lags = 97", "97 observations cannot"),
        ("breusch-godfrey", "lags = 0", "at least one lag"),
        ("arch-lm", "lags = 0", "at least one lag"),
        ("arch-lm", "lags = 60", "97 observations cannot"),
        ("reset", "power = 1", "from 2 to 8"),
        ("reset", "power = 9", "from 2 to 8"),
        ("influence", "shown = 0", "at least 1"),
        ("partial-r2", "least_share = 2.0", "between 0 and 1"),
        ("partial-r2", "least_share = nan", "between 0 and 1"),
    ] {
        let error = run(id, &sample, params).unwrap_err().to_string();
        assert!(error.contains(says), "{id} {params}: {error}");
    }
}

#[test]
fn a_series_alone_is_tested_about_its_mean() {
    let y = noise(3, 80) + 1e6;
    let alone = design(column("y", y.iter().copied()), Vec::new()).sample();
    let report = run("ljung-box", &alone, "lags = 4").unwrap();
    let direct = diagnostics::ljung_box(y.view(), 4, 0, Portmanteau::LjungBox).unwrap();
    assert!((report.outcomes[0].statistic - direct.statistic).abs() < 1e-6);
    for id in ["white", "breusch-pagan", "partial-r2"] {
        let error = run(id, &alone, "").unwrap_err().to_string();
        assert!(error.contains("no slope"), "{id}: {error}");
    }
    assert!(run("reset", &alone, "").unwrap_err().to_string().contains("do not vary"));
}

#[test]
fn an_exact_fit_and_a_constant_outcome_are_not_tested() {
    let x = noise(4, 50);
    let exact = design(column("y", x.iter().map(|x| 1.0 + 2.0 * x)), vec![column("x", x.to_vec())]).sample();
    let constant = design(column("y", vec![7.0; 50]), vec![column("x", x.to_vec())]).sample();
    for test in diagnostics::tests().iter().filter(|test| test.info().id != "collinearity") {
        let error = test.run(&exact, &toml::Table::new()).unwrap_err().to_string();
        assert!(error.contains("rounding errors"), "{}: {error}", test.info().id);
        let error = test.run(&constant, &toml::Table::new()).unwrap_err().to_string();
        assert!(error.contains("does not vary"), "{}: {error}", test.info().id);
    }
}

#[test]
fn collinear_designs_are_errors_that_name_the_column() {
    let x = noise(5, 50);
    let sample = design(
        column("y", noise(6, 50).to_vec()),
        vec![column("yen", x.to_vec()), column("dollars", x.iter().map(|x| x / 150.0))],
    )
    .sample();
    for test in diagnostics::tests() {
        let error = test.run(&sample, &toml::Table::new()).unwrap_err().to_string();
        assert!(error.contains("`dollars`"), "{}: {error}", test.info().id);
    }
}

#[test]
fn nothing_depends_on_units_or_on_the_order_of_regressors() {
    let truth = Truth { nobs: 90, ..Truth::default() };
    let plain = regression(&truth, 8, 0);
    let mut other = plain.clone();
    other.outcome.values *= 2f64.powi(-12);
    for regressor in &mut other.regressors {
        regressor.values *= 2f64.powi(20);
    }
    other.regressors.reverse();
    for id in [
        "ljung-box",
        "breusch-godfrey",
        "breusch-pagan",
        "white",
        "arch-lm",
        "reset",
        "jarque-bera",
        "influence",
    ] {
        let a = run(id, &plain.sample(), "").unwrap().outcomes[0].statistic;
        let b = run(id, &other.sample(), "").unwrap().outcomes[0].statistic;
        assert!((a / b - 1.0).abs() < 1e-9, "{id}: {a} against {b}");
    }
}

#[test]
fn a_regressor_far_from_zero_keeps_its_square() {
    // Levels near 150 that vary by 0.1: raw squares are collinear with levels to nine digits.
    let x = noise(9, 200);
    let y: Vec<f64> = x.iter().zip(&noise(10, 200)).map(|(x, e)| x + e * (1.0 + x * x)).collect();
    let near = design(column("y", y.clone()), vec![column("x", x.to_vec())]).sample();
    let far = design(column("y", y), vec![column("x", x.iter().map(|x| 150.0 + 0.1 * x))]).sample();
    let statistic = |sample: &Sample| run("white", sample, "").unwrap().outcomes.remove(0);
    let (near, far) = (statistic(&near), statistic(&far));
    assert!((near.statistic / far.statistic - 1.0).abs() < 1e-8);
    assert_eq!(near.distribution, far.distribution);
    assert!(near.p_value.unwrap() < 1e-6);
}

#[test]
fn the_square_of_a_dummy_is_not_counted_twice() {
    let n = 120;
    let d: Vec<f64> = (0..n).map(|t| f64::from(u8::from(t % 5 == 0))).collect();
    let sample =
        design(column("y", noise(11, n).to_vec()), vec![column("x", noise(12, n).to_vec()), column("d", d)])
            .sample();
    let outcome = run("white", &sample, "").unwrap().outcomes.remove(0);
    // Constant, x, d, x², xd: four terms beside the constant.
    assert_eq!(outcome.law().unwrap(), "chi2(4)");
    assert_eq!(outcome.details[0].value, "1");
    let squares = diagnostics::white(sample.x().view(), sample.y(), Intercept::Included, WhiteTerms::Squares);
    assert_eq!(squares.unwrap().law().unwrap(), "chi2(3)");
}

#[test]
fn a_near_straight_line_is_flagged_whatever_its_fit() {
    let n = 120;
    let line: Vec<f64> = noise(13, n).iter().enumerate().map(|(t, e)| 0.3 * t as f64 + e).collect();
    let y: Vec<f64> = line.iter().zip(&noise(14, n)).map(|(l, e)| 2.0 * l + e).collect();
    let sample =
        design(column("y", y), vec![column("deficit", line), column("w", noise(15, n).to_vec())]).sample();
    let report = run("partial-r2", &sample, "").unwrap();
    assert!(report.outcomes[0].statistic > 0.99);
    assert_eq!(report.notes.len(), 1);
    assert!(report.notes[0].level == NoteLevel::Warning && report.notes[0].text.contains("`deficit`"));
    assert!(run("partial-r2", &sample, "least_share = 0.0").unwrap().notes.is_empty());
    assert!(diagnostics::share_beyond_trend(Array1::from_elem(9, 3.0).view()).is_err());
}

#[test]
fn belsley_names_the_columns_that_cannot_be_told_apart() {
    let n = 100;
    let a = noise(16, n);
    let b: Vec<f64> = a.iter().zip(&noise(17, n)).map(|(a, e)| a + 0.01 * e).collect();
    let sample = design(
        column("y", noise(18, n).to_vec()),
        vec![column("a", a.to_vec()), column("b", b), column("c", noise(19, n).to_vec())],
    )
    .sample();
    let report = run("collinearity", &sample, "").unwrap();
    assert_eq!(report.notes.len(), 1);
    assert!(report.notes[0].text.starts_with("`a`, `b` can hardly be told apart"));
    let found = diagnostics::collinearity(sample.x().view(), &sample.x_names(), sample.intercept()).unwrap();
    for column in found.proportions.columns() {
        assert!((column.sum() - 1.0).abs() < 1e-12);
    }
    let tolerance = 1.0 - 1.0 / found.inflation[1];
    assert!(tolerance > 0.999 && found.inflation[0].is_nan() && found.inflation[3] < 1.2);
}

#[test]
fn influence_equals_leaving_out_each_observation() {
    let sample = regression(&Truth { nobs: 25, ..Truth::default() }, 21, 0).sample();
    let (x, y, names) = (sample.x(), sample.y(), sample.x_names());
    let full = solve(x.view(), y, &names).unwrap();
    let rows = diagnostics::influence(&full.factor, x.view(), full.residuals.view()).unwrap();
    let (n, k) = x.dim();
    let variance = full.residuals.dot(&full.residuals) / (n - k) as f64;
    for (t, row) in rows.iter().enumerate() {
        let kept: Vec<usize> = (0..n).filter(|s| *s != t).collect();
        let without =
            solve(x.select(Axis(0), &kept).view(), y.select(Axis(0), &kept).view(), &names).unwrap();
        let moved = x.dot(&(&full.coefficients - &without.coefficients));
        let distance = moved.dot(&moved) / (k as f64 * variance);
        assert!((distance / row.cooks_distance - 1.0).abs() < 1e-9, "{t}");
        let sigma = (without.residuals.dot(&without.residuals) / (n - 1 - k) as f64).sqrt();
        assert!((moved[t] / (sigma * row.leverage.sqrt()) / row.dffits - 1.0).abs() < 1e-9, "{t}");
    }
}

#[test]
fn the_outlier_test_equals_r() {
    let values = References::load("diagnostics/values_r.csv");
    let report = run("influence", &m1_sample().unwrap(), "").unwrap();
    let outlier = &report.outcomes[1];
    let expected = |term: &str| values.get("yen", "outlier", term);
    assert_close(outlier.statistic, expected("statistic"), 1e-10, "studentised residual, rounding");
    assert_close(outlier.p_value.unwrap(), expected("p_value"), 1e-9, "Bonferroni, rounding in the tail");
    assert_eq!(report.outcomes[0].details.len(), 5);
}

#[test]
fn an_observation_with_a_dummy_of_its_own_is_named_not_ranked() {
    let n = 60;
    let pulse: Vec<f64> = (0..n).map(|t| f64::from(u8::from(t == 17))).collect();
    let sample = design(
        column("y", noise(22, n).to_vec()),
        vec![column("x", noise(23, n).to_vec()), column("pulse", pulse)],
    )
    .sample();
    let report = run("influence", &sample, "").unwrap();
    assert!(report.notes[0].text.contains("2001-06") && report.notes[0].text.contains("leverage 1"));
    assert!(report.outcomes[0].statistic.is_finite());
    let factor = Factor::new(sample.x().view(), &sample.x_names()).unwrap();
    let head = sample.y().slice_axis(Axis(0), Slice::from(0..4)).to_owned();
    let small: Array2<f64> = sample.x().slice_axis(Axis(0), Slice::from(0..4)).to_owned();
    assert!(diagnostics::influence(&factor, small.view(), head.view()).is_err());
}
