//! `sa(x)`: seasonal adjustment inside formulas.

use super::*;
use crate::seasonal::{SeasonalWindow, Stl, stl};

const N: i32 = 60;

fn value(t: i32) -> f64 {
    let pattern = [3.0, -1.0, 0.5, 2.0, -4.0, 1.0, 0.0, 2.5, -2.0, 1.5, -3.0, -0.5];
    0.2 * f64::from(t) + pattern[(t % 12) as usize] + f64::from(t * t % 7) / 5.0
}

/// Five years of months; `hole` lacks March 2021, `short` starts with two missing months.
fn years() -> Dataset {
    let y: Vec<f64> = (0..N).map(value).collect();
    let mut hole = y.clone();
    hole[14] = f64::NAN;
    let mut late = y.clone();
    late[0] = f64::NAN;
    late[1] = f64::NAN;
    let quarters: Vec<f64> = (0..20).map(value).collect();
    let mut official = monthly("official", "2020-01", &y);
    official.adjustment = "SA".into();
    Dataset::from_iter([
        monthly("y", "2020-01", &y),
        monthly("hole", "2020-01", &hole),
        monthly("late", "2020-01", &late),
        official,
        Series::from_values("q", period("2020Q1"), quarters),
        Series::from_values("a", period("2000"), vec![1.0; 30]),
    ])
}

fn adjusted(text: &str) -> Series {
    Evaluator::new(&years()).series(&expr(text), "s").unwrap_or_else(|e| panic!("{text}: {e}"))
}

fn by_hand(window: SeasonalWindow, robust: bool) -> Vec<f64> {
    let y: Vec<f64> = (0..N).map(value).collect();
    let parts = stl(&y, &Stl::new(12, window, robust)).unwrap_or_else(|e| panic!("{e}"));
    y.iter().zip(parts.seasonal).map(|(y, s)| y - s).collect()
}

#[test]
fn the_seasonal_component_is_taken_off() {
    assert_eq!(adjusted("sa(y)").values(), by_hand(SeasonalWindow::Periodic, false));
    assert_eq!(adjusted("sa(y, 'periodic')").values(), by_hand(SeasonalWindow::Periodic, false));
    assert_eq!(adjusted("sa(y, 7)").values(), by_hand(SeasonalWindow::Years(7), false));
    assert_eq!(adjusted("sa(y, 7, 'robust')").values(), by_hand(SeasonalWindow::Years(7), true));
    assert_eq!(adjusted("sa(q)").len(), 20);
    let series = adjusted("sa(y)");
    assert_eq!((series.title.as_str(), series.adjustment.as_str()), ("sa(y)", "SA (STL)"));
}

#[test]
fn the_adjustment_uses_all_that_is_known_whatever_the_sample() {
    let all = adjusted("sa(y)");
    let sample = sample_of(&years(), "sa(y) ~ L(sa(y), 1)", "2022-01", "2022-12");
    let sample = sample.unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(sample.y().to_vec(), all.values()[24..36]);
    assert_eq!(sample.x().column(1).to_vec(), all.values()[23..35]);
    assert_eq!(
        sample.notes(),
        [
            "`sa(y)`: seasonally adjusted in process by STL (one seasonal pattern for all years) over 2020-01 to 2024-12; \
          the last observations move when data are added"
        ]
    );
}

#[test]
fn a_missing_month_is_an_error_that_names_it_even_outside_the_sample() {
    for text in ["sa(hole) ~ y", "y ~ D(sa(hole, 7))"] {
        let error = sample_of(&years(), text, "2023-01", "").map(|s| s.nobs()).map_err(|e| e.to_string());
        assert_eq!(error, Err("`hole` has no value for 2021-03".to_owned()), "{text}");
    }
    let late = adjusted("sa(late)");
    assert!(late.values()[..2].iter().all(|value| value.is_nan()) && late.values()[2].is_finite());
    let sample = sample_of(&years(), "sa(late) ~ y", "", "").unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(sample.nobs(), 58);
}

#[test]
fn annual_data_have_no_seasons_and_adjusted_data_are_pointed_out() {
    let error = sample_of(&years(), "a ~ sa(a)", "", "").map(|s| s.nobs()).map_err(|e| e.to_string());
    assert_eq!(error, Err("`sa` needs months, quarters or half-years, not data by year".to_owned()));
    let sample = sample_of(&years(), "y ~ sa(official)", "", "").unwrap_or_else(|e| panic!("{e}"));
    assert!(sample.notes()[0].ends_with("`official` was adjusted by its publisher already"));
}

#[test]
fn canonical_text_reads_back() {
    for text in ["sa(y)", "sa(y, 7)", "sa(D(y), 7, \"robust\")"] {
        assert_eq!(expr(text).to_string(), text);
    }
}
