//! Samples: columns, spans, notes, dummies and instruments.

use super::*;

fn sample(text: &str, first: &str, last: &str) -> Sample {
    try_sample(text, first, last).unwrap_or_else(|e| panic!("{text}: {e}"))
}

fn span(sample: &Sample) -> String {
    let ends = sample.periods().first().zip(sample.periods().last());
    ends.map_or_else(String::new, |(a, b)| format!("{a} {b}"))
}

/// Four years of months.
fn years() -> Dataset {
    let values: Vec<f64> = (0..48).map(|i| f64::from(i * i % 17)).collect();
    let w: Vec<f64> = (0..48).map(f64::from).collect();
    Dataset::from_iter([monthly("y", "2020-01", &values), monthly("w", "2020-01", &w)])
}

fn names(text: &str) -> Vec<String> {
    sample_of(&years(), text, "", "").unwrap_or_else(|e| panic!("{text}: {e}")).x_names()
}

#[test]
fn columns_are_named_by_their_canonical_text() {
    let sample = sample("log(x)~I(z-1)+L(D(z),1:2)", "", "");
    assert_eq!(sample.outcome_name(), "log(x)");
    assert_eq!(sample.x_names(), ["(Intercept)", "I(z - 1)", "L(D(z), 1)", "L(D(z), 2)"]);
    assert_eq!(sample.x().column(1).to_vec(), [6.0, 10.0, 12.0]);
    assert_eq!(sample.x().column(2).to_vec(), [2.0, 2.0, 4.0]);
    assert_eq!(sample.x().column(3).to_vec(), [1.0, 2.0, 2.0]);
    assert_eq!(sample.x_units()[0].to_string(), "1");
    assert_eq!(sample.outcome_unit().to_string(), "log unit not stated");
}

#[test]
fn functions_distribute_over_columns() {
    assert_eq!(names("y ~ 0 + D(L(w, 0:2))"), ["D(L(w, 0))", "D(L(w, 1))", "D(L(w, 2))"]);
    assert_eq!(names("y ~ 0 + exp(L(w, -1:1))"), ["exp(L(w, -1))", "exp(L(w, 0))", "exp(L(w, 1))"]);
    assert_eq!(names("y ~ 0 + I(L(w, 1:2) - w)"), ["I(L(w, 1) - w)", "I(L(w, 2) - w)"]);
    assert_eq!(names("y ~ 0 + L(w, 2:1)"), ["L(w, 2)", "L(w, 1)"]);
    assert_eq!(
        names("y ~ 0 + L(L(w, 1:2), 0:1)"),
        ["L(L(w, 1), 0)", "L(L(w, 1), 1)", "L(L(w, 2), 0)", "L(L(w, 2), 1)"]
    );
    assert_eq!(names("y ~ 0 + L(w, 0:1):y"), ["L(w, 0):y", "L(w, 1):y"]);
    assert_eq!(names("y ~ `w`*trend()"), ["(Intercept)", "w", "trend()", "w:trend()"]);
}

#[test]
fn notes_name_the_columns_that_cut_the_sample() {
    let plain = sample("x ~ z", "", "");
    assert!(plain.notes().is_empty());
    let lagged = sample("x ~ z + L(z, 1:2)", "", "");
    assert_eq!(span(&lagged), "2020-03 2020-06");
    assert_eq!(
        lagged.notes(),
        ["sample starts 2020-03 rather than 2020-01: `L(z, 2)` has no value before 2020-03"]
    );
    let wide = sample("D(x) ~ L(z, -1) + L(z, 1)", "2015", "2023");
    assert_eq!(span(&wide), "2020-02 2020-05");
    assert_eq!(
        wide.notes(),
        [
            "sample starts 2020-02 rather than 2015-01: `D(x)`, `L(z, 1)` have no value before 2020-02",
            "sample ends 2020-05 rather than 2023-12: `L(z, -1)` has no value after 2020-05",
        ]
    );
    let inside = sample("x ~ L(z, 1)", "2020-03", "2020-05");
    assert!(inside.notes().is_empty());
    assert_eq!(span(&inside), "2020-03 2020-05");
}

#[test]
fn many_binding_columns_are_counted() {
    let dataset =
        Dataset::from_iter(["a", "b", "c", "d", "e"].map(|id| monthly(id, "2020-01", &[1.0, 2.0, 3.0])));
    let sample = sample_of(&dataset, "D(a) ~ D(b) + D(c) + D(d) + D(e)", "", "");
    let notes = sample.map(|s| s.notes().to_vec());
    let expected = "sample starts 2020-02 rather than 2020-01: `D(a)`, `D(b)`, `D(c)` and 2 more have no value before 2020-02";
    assert_eq!(notes, Ok(vec![expected.to_owned()]));
}

#[test]
fn the_trend_counts_the_sample_not_the_data() {
    let sample = sample("x ~ trend() + L(trend(), 1) + L(z, 1)", "2020-03", "");
    assert_eq!(sample.x().column(1).to_vec(), [1.0, 2.0, 3.0, 4.0]);
    assert_eq!(sample.x().column(2).to_vec(), [0.0, 1.0, 2.0, 3.0]);
}

#[test]
fn seasons_leave_out_the_first_only_next_to_a_constant() {
    let months = |from: u32| (from..=12).map(|m| format!("month({m})")).collect::<Vec<_>>();
    assert_eq!(names("y ~ month()")[1..], months(2));
    assert_eq!(names("y ~ 0 + month()"), months(1));
    assert_eq!(names("y ~ w + season()").len(), 13);
    assert_eq!(names("y ~ month():w").len(), 13);
    assert_eq!(names("y ~ w + month():w")[2], "month(2):w");
    assert_eq!(names("y ~ w + month():w").len(), 13);
    let sample = sample_of(&years(), "y ~ month()", "", "").unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(sample.x().sum_axis(ndarray::Axis(0)).to_vec()[..3], [48.0, 4.0, 4.0]);
    let sample = try_sample("q ~ season()", "", "").unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(sample.x_names(), ["(Intercept)", "season(2)", "season(3)", "season(4)"]);
    assert_eq!(sample.x().column(1).to_vec(), [0.0, 1.0, 0.0, 0.0, 0.0]);
}

#[test]
fn dummies_and_constants_need_no_other_series() {
    let sample = sample("x ~ step('2020-04') + pulse('2020-02')", "", "");
    assert_eq!(sample.x().column(1).to_vec(), [0.0, 0.0, 0.0, 1.0, 1.0, 1.0]);
    assert_eq!(try_sample("x ~ 1", "", "").map(|s| s.x().ncols()), Ok(1));
}

#[test]
fn undated_data_work_without_a_calendar() {
    let sample = sample("u ~ L(u, 1) + trend()", "", "");
    assert_eq!(span(&sample), "2 3");
    assert_eq!(sample.x().column(1).to_vec(), [5.0, 4.0]);
    let bounds = Window { first: Some(Period::observation(2)), last: None };
    let cut = Evaluator::new(&data()).sample(&formula("u ~ 1"), bounds);
    assert_eq!(cut.map(|s| s.nobs()), Ok(2));
}

#[test]
fn instruments_have_their_own_columns() {
    let sample = sample("x ~ z | L(z, 1:2)", "", "");
    assert_eq!(sample.z_names(), ["(Intercept)", "L(z, 1)", "L(z, 2)"]);
    assert_eq!(sample.x_names(), ["(Intercept)", "z"]);
    assert_eq!(sample.z().column(2).to_vec(), [2.0, 3.0, 5.0, 7.0]);
}

#[test]
fn leading_and_trailing_missing_values_are_no_holes() {
    let nan = f64::NAN;
    let data = Dataset::from_iter([
        monthly("y", "2020-01", &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]),
        monthly("x", "2020-01", &[nan, 2.0, 3.0, 4.0, nan, nan]),
    ]);
    let sample = sample_of(&data, "y ~ x", "2020-01", "").unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(span(&sample), "2020-02 2020-04");
    assert_eq!(
        sample.notes(),
        ["sample starts 2020-02 rather than 2020-01: `x` has no value before 2020-02"]
    );
}
