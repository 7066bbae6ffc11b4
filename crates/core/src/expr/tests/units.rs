//! Units, aggregation and provenance of results.

use super::*;
use crate::series::Aggregation;
use crate::unit::Unit;

fn labelled(id: &str, unit: &str, rule: Aggregation, vintage: &str) -> Series {
    let mut series = monthly(id, "2020-01", &[55_360.0, 20_000.0, 30_000.0]);
    series.unit = unit.parse().unwrap_or(Unit::Unknown);
    series.aggregation = rule;
    series.adjustment = if rule == Aggregation::Sum { "NSA".into() } else { "none".into() };
    series.provenance.agency = format!("agency of {id}");
    series.provenance.vintage = vintage.into();
    series
}

fn economy() -> Dataset {
    Dataset::from_iter([
        labelled("bop", "JPY 100 million", Aggregation::Sum, "2024-05"),
        labelled("trade", "JPY 100 million", Aggregation::Sum, "2024-05"),
        labelled("budget", "JPY trillion", Aggregation::Sum, "2024-07"),
        labelled("usdjpy", "JPY per USD", Aggregation::Mean, "2024-07"),
        labelled("us", "% p.a.", Aggregation::Mean, "2024-07"),
        labelled("jp", "% p.a.", Aggregation::Mean, "2024-07"),
    ])
}

fn derived(text: &str) -> Result<Series, EvalError> {
    Evaluator::new(&economy()).series(&expr(text), "s")
}

fn unit(text: &str) -> String {
    derived(text).map_or_else(|e| e.to_string(), |s| s.unit.to_string())
}

#[test]
fn units_follow_the_operation() {
    for (text, expected) in [
        ("L(usdjpy, 1)", "JPY per USD"),
        ("D(usdjpy)", "JPY per USD"),
        ("I(usdjpy)", "JPY per USD"),
        ("usdjpy - 100", "JPY per USD"),
        ("log(usdjpy)", "log JPY per USD"),
        ("D(log(usdjpy))", "log JPY per USD"),
        ("exp(log(usdjpy))", "JPY per USD"),
        ("log(usdjpy) - log(bop)", "log unit not stated"),
        ("us - jp", "percentage points"),
        ("D(us)", "percentage points"),
        ("sum(bop, 3)", "JPY 100 million"),
        ("mean(bop, 3)", "JPY 100 million"),
        ("bop + trade", "JPY 100 million"),
        ("-bop", "JPY 100 million"),
        ("-1 * bop", "JPY 100 million"),
        ("bop / -1", "JPY 100 million"),
        ("bop / 10000", "unit not stated"),
        ("bop / trade", "1"),
        ("bop * usdjpy", "unit not stated"),
        ("step('2020-02'):bop", "JPY 100 million"),
        ("sqrt(bop)", "unit not stated"),
        ("convert(bop, 'JPY trillion')", "JPY trillion"),
    ] {
        assert_eq!(unit(text), expected, "{text}");
    }
}

#[test]
fn conversion_is_exact() {
    let values = derived("convert(bop, 'JPY trillion') + budget").map(|s| s.values()[0]);
    assert_eq!(values, Ok(5.536 + 55_360.0));
    let values = derived("convert(budget, 'JPY 100 million')").map(|s| s.values()[1]);
    assert_eq!(values, Ok(200_000_000.0));
}

#[test]
fn units_that_do_not_mix_are_refused_with_the_place() {
    let text = "1 * us + (bop - budget)";
    match derived(text) {
        Err(EvalError::Unit { expression, message, span }) => {
            assert_eq!(expression, "bop - budget");
            assert_eq!(message, "cannot add or subtract `JPY 100 million` and `JPY trillion`");
            assert_eq!(&text[span], "(bop - budget)");
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(
        unit("convert(us, 'JPY trillion')"),
        "`convert(us, \"JPY trillion\")`: cannot convert between `% p.a.` and `JPY trillion`"
    );
}

#[test]
fn aggregation_survives_where_it_stays_true() {
    for (text, rule) in [
        ("bop + trade", Aggregation::Sum),
        ("L(bop, 1)", Aggregation::Sum),
        ("2 * bop", Aggregation::Sum),
        ("sum(bop, 3)", Aggregation::End),
        ("log(usdjpy)", Aggregation::Mean),
        ("log(bop)", Aggregation::Unknown),
        ("bop / trade", Aggregation::Unknown),
        ("bop:usdjpy", Aggregation::Unknown),
        ("us - jp", Aggregation::Mean),
    ] {
        assert_eq!(derived(text).map(|s| s.aggregation), Ok(rule), "{text}");
    }
}

#[test]
fn provenance_names_every_source_once() {
    let Ok(series) = derived("bop - trade") else { panic!("must evaluate") };
    assert_eq!(series.provenance.vintage, "2024-05");
    assert_eq!(series.provenance.agency, "agency of bop; agency of trade");
    assert_eq!((series.id.as_str(), series.title.as_str()), ("s", "bop - trade"));
    assert_eq!(series.adjustment, "NSA");
    let Ok(series) = derived("usdjpy:bop:L(bop, 1)") else { panic!("must evaluate") };
    assert_eq!(series.provenance.vintage, "2024-05; 2024-07");
}
