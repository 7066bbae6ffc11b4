//! Every function on small numbers worked out by hand.

use super::*;

const NAN: f64 = f64::NAN;

/// Compares first period and values; missing equals missing.
fn check(text: &str, start: &str, expected: &[f64]) {
    let (found_start, found) = evaluate(text);
    assert_eq!(found_start, start, "{text}");
    let same = |(a, b): (&f64, &f64)| (a.is_nan() && b.is_nan()) || (a - b).abs() < 1e-12;
    let equal = found.len() == expected.len() && found.iter().zip(expected).all(same);
    assert!(equal, "{text}: {found:?}, expected {expected:?}");
}

#[test]
fn lags_and_leads_move_the_index() {
    check("x", "2020-01", &[1.0, 4.0, 9.0, 16.0, 25.0, 36.0]);
    check("L(x)", "2020-02", &[1.0, 4.0, 9.0, 16.0, 25.0, 36.0]);
    check("L(x, 2)", "2020-03", &[1.0, 4.0, 9.0, 16.0, 25.0, 36.0]);
    check("L(x, -1)", "2019-12", &[1.0, 4.0, 9.0, 16.0, 25.0, 36.0]);
    check("z + L(x, 2)", "2020-03", &[6.0, 11.0, 20.0, 29.0]);
    check("z + L(x, -2)", "2020-01", &[11.0, 19.0, 30.0, 43.0]);
    check("L(x, 1:1)", "2020-02", &[1.0, 4.0, 9.0, 16.0, 25.0, 36.0]);
}

#[test]
fn differences_and_windows_look_back() {
    check("D(x)", "2020-02", &[3.0, 5.0, 7.0, 9.0, 11.0]);
    check("D(D(x))", "2020-03", &[2.0, 2.0, 2.0, 2.0]);
    check("D(x, 3)", "2020-04", &[15.0, 21.0, 27.0]);
    check("sum(x, 3)", "2020-03", &[14.0, 29.0, 50.0, 77.0]);
    check("mean(z, 2)", "2020-02", &[2.5, 4.0, 6.0, 9.0, 12.0]);
    check("sum(x, 1)", "2020-01", &[1.0, 4.0, 9.0, 16.0, 25.0, 36.0]);
}

#[test]
fn arithmetic_follows_the_periods() {
    check("x + z", "2020-01", &[3.0, 7.0, 14.0, 23.0, 36.0, 49.0]);
    check("x - 2 * z", "2020-01", &[-3.0, -2.0, -1.0, 2.0, 3.0, 10.0]);
    check("I(10 / z)", "2020-01", &[5.0, 10.0 / 3.0, 2.0, 10.0 / 7.0, 10.0 / 11.0, 10.0 / 13.0]);
    check("-z^2", "2020-01", &[-4.0, -9.0, -25.0, -49.0, -121.0, -169.0]);
    check("x^0.5", "2020-01", &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
    check("x:z", "2020-01", &[2.0, 12.0, 45.0, 112.0, 275.0, 468.0]);
}

#[test]
fn functions_work_value_by_value() {
    check("sqrt(x)", "2020-01", &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
    check("exp(log(z))", "2020-01", &[2.0, 3.0, 5.0, 7.0, 11.0, 13.0]);
    check("abs(-z)", "2020-01", &[2.0, 3.0, 5.0, 7.0, 11.0, 13.0]);
    check("log(x * 0 + 1)", "2020-01", &[0.0; 6]);
    check("x * log(1)", "2020-01", &[0.0; 6]);
}

#[test]
fn a_missing_value_spreads_only_as_far_as_it_is_needed() {
    check("gap", "2020-01", &[1.0, 2.0, NAN, 4.0, 5.0, 6.0]);
    check("D(gap)", "2020-02", &[1.0, NAN, NAN, 1.0, 1.0]);
    check("sum(gap, 2)", "2020-02", &[3.0, NAN, NAN, 9.0, 11.0]);
    check("gap^0", "2020-01", &[1.0, 1.0, NAN, 1.0, 1.0, 1.0]);
}

#[test]
fn deterministic_columns_follow_the_calendar() {
    check("0 * x + trend()", "2020-01", &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
    check("0 * x + step('2020-04')", "2020-01", &[0.0, 0.0, 0.0, 1.0, 1.0, 1.0]);
    check("0 * x + D(step('2020-04'))", "2020-01", &[0.0, 0.0, 0.0, 1.0, 0.0, 0.0]);
    check("0 * x + window('2020-02', '2020-03')", "2020-01", &[0.0, 1.0, 1.0, 0.0, 0.0, 0.0]);
    check("0 * x + pulse(\"2020-03\")", "2020-01", &[0.0, 0.0, 1.0, 0.0, 0.0, 0.0]);
    check("0 * x + L(pulse('2020-03'), 2)", "2020-01", &[0.0, 0.0, 0.0, 0.0, 1.0, 0.0]);
    check("0 * x + pulse('2020Q2')", "2020-01", &[0.0, 0.0, 0.0, 1.0, 1.0, 1.0]);
    check("0 * x + step('2020Q2')", "2020-01", &[0.0, 0.0, 0.0, 1.0, 1.0, 1.0]);
    check("0 * x + month(2)", "2020-01", &[0.0, 1.0, 0.0, 0.0, 0.0, 0.0]);
    check("0 * q + season(2)", "2020Q1", &[0.0, 1.0, 0.0, 0.0, 0.0]);
    check("0 * u + trend()", "1", &[1.0, 2.0, 3.0]);
}

#[test]
fn parameters_are_numbers_and_hide_series() {
    let data = data();
    let parameters = [("h".to_owned(), 2.0), ("z".to_owned(), 10.0)].into();
    let evaluator = Evaluator::new(&data).with_parameters(parameters);
    let values = |text: &str| evaluator.series(&expr(text), "s").map(|s| s.values().to_vec());
    assert_eq!(values("x + z"), Ok(vec![11.0, 14.0, 19.0, 26.0, 35.0, 46.0]));
    assert_eq!(values("D(x, h)"), Ok(vec![8.0, 12.0, 16.0, 20.0]));
    assert!(matches!(values("z + 1"), Err(EvalError::NoSeries { expression }) if expression == "z + 1"));
}

#[test]
fn the_largest_expression_fits_a_small_stack() {
    // Nested to the limit, with a chain of operators at the bottom.
    let text = format!("{}{}{}", "abs(".repeat(63), vec!["x"; 501].join("+"), ")".repeat(63));
    let run = move || evaluate(&text).1[0];
    let small = std::thread::Builder::new().stack_size(512 * 1024);
    let result = small.spawn(run).map(std::thread::JoinHandle::join);
    assert!(matches!(result, Ok(Ok(value)) if (value - 501.0).abs() < 1e-9));
}
