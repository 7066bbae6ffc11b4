//! Every error of evaluation with its message and place.

use super::*;

fn said(text: &str) -> String {
    try_series(text).map_or_else(|e| e.to_string(), |s| format!("{:?}", s.values()))
}

fn sample_said(text: &str, first: &str, last: &str) -> String {
    try_sample(text, first, last).map_or_else(|e| e.to_string(), |s| format!("{} rows", s.nobs()))
}

/// Checks the text, its message, and the place the message points at.
fn refused(cases: &[(&str, &str, &str)]) {
    for (text, message, at) in cases {
        let error = try_series(text).err();
        assert_eq!(error.as_ref().map(ToString::to_string).as_deref(), Some(*message), "{text}");
        let Some(EvalError::Arguments { span, .. }) = error else { panic!("{text}: {error:?}") };
        assert_eq!(&text[span], *at, "{text}");
    }
}

#[test]
fn arguments_are_checked_with_their_place() {
    refused(&[
        ("1 + L(x, 0.5)", "`L` needs a whole number from -10000 to 10000, not `0.5`", "0.5"),
        ("D(x, 0)", "`D` needs a whole number from 1 to 10000, not `0`", "0"),
        ("D(x, 1:2)", "`1:2` is a range of lags, which only `L()` takes", "1:2"),
        ("sum(x)", "`sum` takes 2 arguments, not 1: `sum(x, 12)`", "sum(x)"),
        ("trend(1) + x", "`trend` takes no argument, not 1: `trend()`", "trend(1)"),
        ("L(x, 1, 2)", "`L` takes 1 or 2 arguments, not 3: `L(x, 1) or L(x, 1:12)`", "L(x, 1, 2)"),
        ("x + 'a'", "`\"a\"` is text where a series or a number is expected", "'a'"),
    ]);
}

#[test]
fn dummies_and_column_counts_are_checked_with_their_place() {
    refused(&[
        ("x * step(2020)", "`step` needs a period in quotes, such as \"2020-04\", not `2020`", "2020"),
        (
            "x * step('2020-1-5')",
            "`step` cannot use this period: `2020-1-5` is not a period; expected one of 2023-12, \
          2023Q4, 2023H2, 2023, FY2023, FY2023H2, 2023-12-29, 2023-W52",
            "'2020-1-5'",
        ),
        (
            "q * pulse('2020-04')",
            "`pulse` cannot place the month 2020-04 among data observed by quarter",
            "'2020-04'",
        ),
        (
            "x * window('2020-05', '2020-04')",
            "`window` ends before it begins",
            "window('2020-05', '2020-04')",
        ),
        ("u * step('2020-04')", "`step` needs dated data; these observations have no calendar", "'2020-04'"),
        ("sa(x)", "`sa` needs at least two years, 24 observations, and has 6 (`x`)", "sa(x)"),
        ("sa(u)", "`sa` needs months, quarters or half-years, not data by observation", "sa(u)"),
        (
            "x + sa(z, 8)",
            "`sa` needs \"periodic\" or an odd number of years from 3 as its window, not `8`",
            "8",
        ),
        ("x + sa(z, 7, 'x')", "`sa` takes \"robust\" after its window, not `\"x\"`", "'x'"),
        (
            "sa(x + trend())",
            "`sa` cannot adjust what depends on `trend()`, which counts the sample",
            "x + trend()",
        ),
        ("x + sa(2)", "`sa` needs a series, not `2`", "2"),
        ("x + sa()", "`sa` takes 1 to 3 arguments, not 0: `sa(x), sa(x, 7) or sa(x, 7, \"robust\")`", "sa()"),
        ("q * month()", "`month` needs monthly data; these are observed by quarter", "month()"),
        (
            "u * season()",
            "`season` needs months, quarters or half-years, not data by observation",
            "season()",
        ),
        ("x * month(13)", "`month` needs a whole number from 1 to 12, not `13`", "13"),
        ("L(x, 0:4)", "`L(x, 0:4)` has 5 columns where one is expected", "L(x, 0:4)"),
        (
            "L(x, 0:1) + L(x, 0:2)",
            "`L(x, 0:1) + L(x, 0:2)` combines 2 columns with 3",
            "L(x, 0:1) + L(x, 0:2)",
        ),
        ("L(x, 0:999999999)", "`L(x, 0:999999999)` has more than 2000 columns", "L(x, 0:999999999)"),
        ("x + convert(z, 1)", "`convert` needs a unit in quotes, such as \"JPY trillion\"", "convert(z, 1)"),
    ]);
}

#[test]
fn unknown_names_come_with_suggestions() {
    let text = "x + L(gpa, 1)";
    match try_series(text) {
        Err(EvalError::UnknownSeries { name, span, suggestions }) => {
            assert_eq!((name.as_str(), &text[span]), ("gpa", "gpa"));
            assert!(suggestions.contains(&"gap".to_owned()), "{suggestions:?}");
        }
        other => panic!("{other:?}"),
    }
    match try_series("x + trend") {
        Err(EvalError::UnknownSeries { suggestions, .. }) => assert_eq!(suggestions[0], "trend()"),
        other => panic!("{other:?}"),
    }
    for (text, suggestion) in [("lag(x, 1)", "L"), ("d(x)", "D"), ("ln(x)", "log"), ("meen(x, 2)", "mean")] {
        match try_series(text) {
            Err(EvalError::UnknownFunction { suggestions, span, .. }) => {
                assert_eq!(suggestions[0], suggestion);
                assert_eq!(span, 0..text.find('(').unwrap_or(0));
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(said("published('a', 'b')"), "there is no function `published`");
}

#[test]
fn expressions_need_one_frequency_and_a_series() {
    assert_eq!(said("x + q"), "`x` is observed by month, `q` by quarter");
    assert_eq!(said("1 + trend()"), "`1 + trend()` names no series, so it has no time index");
    assert_eq!(said("x + L(x, 9)"), "the series of the formula have no month in common");
    assert_eq!(sample_said("x ~ q", "", ""), "`x` is observed by month, `q` by quarter");
}

#[test]
fn values_that_are_not_finite_name_the_innermost_cause() {
    assert_eq!(said("D(log(x - 4))"), "`log(x - 4)` is NaN at 2020-01");
    assert_eq!(said("1 / (z - 5)"), "`1 / (z - 5)` is inf at 2020-03");
    assert_eq!(sample_said("x ~ L(log(z - 3), 1)", "2020-03", ""), "`log(z - 3)` is -inf at 2020-02");
    assert_eq!(sample_said("x ~ log(z - 3)", "2020-03", ""), "4 rows");
    assert_eq!(sample_said("sqrt(2 - z) ~ x", "", ""), "`sqrt(2 - z)` is NaN at 2020-02");
    assert_eq!(sample_said("x ~ sum(log(z - 4), 2)", "", ""), "`log(z - 4)` is NaN at 2020-01");
}

#[test]
fn a_hole_names_the_series_and_its_own_month() {
    let hole = "`gap` has no value for 2020-03";
    for text in ["x ~ gap", "gap ~ x", "x ~ L(gap, 1)", "x ~ sum(gap, 2)", "x ~ D(log(gap))", "x ~ z | gap"] {
        assert_eq!(sample_said(text, "", ""), hole, "{text}");
    }
    assert_eq!(sample_said("x ~ gap", "2020-04", ""), "3 rows");
    assert_eq!(sample_said("x ~ L(gap, 1)", "2020-04", ""), hole);
    assert_eq!(sample_said("x ~ L(gap, 1)", "2020-05", ""), "2 rows");
    assert_eq!(sample_said("x ~ gap", "", "2020-02"), "2 rows");
}

#[test]
fn holes_of_one_series_are_listed_once() {
    let two = [1.0, f64::NAN, 3.0, f64::NAN, 5.0, 6.0, 7.0];
    let data = Dataset::from_iter([monthly("y", "2020-01", &[1.0; 7]), monthly("us_cpi", "2020-01", &two)]);
    match sample_of(&data, "y ~ us_cpi + L(us_cpi, 0:1)", "", "") {
        Err(EvalError::Missing { series, periods }) => {
            assert_eq!(series, "us_cpi");
            assert_eq!(periods, ["2020-02", "2020-04"]);
        }
        other => panic!("{other:?}"),
    }
    match sample_of(&data, "y ~ D(us_cpi, 2)", "2020-05", "") {
        Err(EvalError::Missing { periods, .. }) => assert_eq!(periods, ["2020-04"]),
        other => panic!("{other:?}"),
    }
}

#[test]
fn windows_must_meet_the_data() {
    let none = "the series of the formula have no month in common between 2021-01 and 2021-12";
    assert_eq!(sample_said("x ~ z", "2021", "2021"), none);
    assert_eq!(
        sample_said("q ~ 1", "2020-02", ""),
        "`sample.first` is 2020-02 (month), which does not hold a whole quarter of the data"
    );
    assert_eq!(sample_said("x ~ z", "2020", "2020"), "6 rows");
    assert_eq!(
        sample_said("x ~ z", "2020Q2", "2020-05-31"),
        "`sample.last` is 2020-05-31 (day), which does not hold a whole month of the data"
    );
    assert_eq!(
        sample_said("u ~ 1", "2020", ""),
        "the series of the formula have no observation in common from 2020 on"
    );
}

#[test]
fn repeated_terms_and_multicolumn_outcomes_are_refused() {
    assert_eq!(sample_said("x ~ z + z", "", ""), "`z` occurs twice in the design");
    assert_eq!(sample_said("x ~ L(z, 1:2) + L(z,2)", "", ""), "`L(z, 2)` occurs twice in the design");
    assert_eq!(sample_said("L(x, 0:1) ~ z", "", ""), "`L(x, 0:1)` has 2 columns where one is expected");
}

#[test]
fn the_number_of_columns_is_limited() {
    let said = sample_said("x ~ L(z, 1:1500) + L(x, 1:1500)", "", "");
    assert_eq!(said, "`the formula` has more than 2000 columns up to this term");
}
