//! Gates and tiers: what a rung may carry follows from its estimate, not from what its author thinks of it.

use std::collections::BTreeSet;

use fxsens_core::expr::{Expr, Formula, Node, Operator};
use fxsens_core::hypothesis::TestInput;
use fxsens_core::run::Estimation;
use fxsens_core::sample::{Column, INTERCEPT, Intercept, Sample, SampleError};
use fxsens_core::test_outcome::TestOutcome;
use fxsens_regression::diagnostics::partial_r_squared::share_beyond_trend;
use serde::{Deserialize, Serialize};

use crate::effect::expands;
use crate::error::StudyError;
use crate::file::{Form, Rung, Tier};
use crate::structure::is_difference;

/// Size at which a gate must reject "no relation between the levels".
pub const GATE_SIZE: f64 = 0.10;

/// Least share of a flow's variance that must lie beyond a straight line for levels to stand in a headline.
pub const BEYOND_TREND: f64 = 0.10;

/// What is printed in place of an effect whose gate failed.
pub const NO_RELATION: &str = "no level relation found";

/// Tests a gate may name, with the test of the catalogue that yields them.
const KNOWN: [(&str, &str); 3] =
    [("engle-granger", "engle-granger"), ("pss-bounds-f", "pss-bounds"), ("pss-bounds-t", "pss-bounds")];

/// A gate with its outcome.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Gate {
    /// Id of the test.
    pub test: String,
    /// p-value of "no relation between the levels".
    pub p_value: f64,
    /// Whether it rejects at [`GATE_SIZE`].
    pub passed: bool,
}

/// The gates of a rung: tests that came with its fit, or run on its sample.
///
/// # Errors
/// [`StudyError::Gate`] for a test that is no gate or cannot be run on the sample.
pub fn gates(rung: &Rung, estimation: &Estimation) -> Result<Vec<Gate>, StudyError> {
    rung.gates.iter().map(|name| gate(rung, name, estimation)).collect()
}

fn gate(rung: &Rung, name: &str, estimation: &Estimation) -> Result<Gate, StudyError> {
    let refused = |why: String| StudyError::Gate { spec: rung.spec.clone(), gate: name.to_owned(), why };
    let found = |tests: &[TestOutcome]| tests.iter().find(|test| test.id == name).and_then(outcome);
    let (p_value, passed) = if let Some(found) = found(&estimation.fit.tests) {
        found
    } else {
        let known = || KNOWN.map(|(id, _)| id).join(", ");
        let (_, id) = KNOWN
            .iter()
            .find(|(gate, _)| *gate == name)
            .ok_or_else(|| refused(format!("gates are {}", known())))?;
        let tests = fxsens_regression::tests();
        let test = tests.iter().find(|test| test.info().id == *id);
        let test = test.ok_or_else(|| refused("the test is not in the catalogue".into()))?;
        let trending = has_trend(&estimation.sample).map_err(|why| refused(why.into()))?;
        let system = test.info().input == TestInput::System;
        let constant = if system { Intercept::Excluded } else { Intercept::Included };
        let bare = stochastic(&estimation.sample, constant).map_err(|error| refused(error.to_string()))?;
        let report =
            test.run(&bare, &with_trend(id, trending)).map_err(|error| refused(error.to_string()))?;
        found(&report.outcomes).ok_or_else(|| refused("it yields no p-value".into()))?
    };
    Ok(Gate { test: name.to_owned(), p_value, passed })
}

/// The p-value and whether the test rejects: by its critical value at the gate's size where the sample has one of its own.
fn outcome(test: &TestOutcome) -> Option<(f64, bool)> {
    let p_value = test.p_value?;
    let critical =
        test.critical_values.iter().find(|c| (c.size - GATE_SIZE).abs() < 1e-9 && c.law.is_empty());
    // Residual-based tests reject far below zero.
    let passed = critical.map_or(p_value <= GATE_SIZE, |c| test.statistic <= c.value);
    Some((p_value, passed))
}

/// Whether a regression has a linear trend.
///
/// # Errors
/// A message for other deterministic terms, which these tests have no laws for.
fn has_trend(sample: &Sample) -> Result<bool, &'static str> {
    let names = sample.x_names();
    let calls = |function: &str| names.iter().any(|name| name.starts_with(&format!("{function}(")));
    if ["month", "season", "step", "window", "pulse"].iter().any(|function| calls(function)) {
        return Err("the regression has dummies, for which its law is not known");
    }
    Ok(calls("trend"))
}

/// Parameters of a test for a regression with or without a trend.
fn with_trend(test: &str, trending: bool) -> toml::Table {
    let (key, value): (&str, toml::Value) = match (test, trending) {
        (_, false) => return toml::Table::new(),
        ("engle-granger", true) => ("trend", "ct".into()),
        (_, true) => ("case", 5.into()),
    };
    toml::Table::from_iter([(key.to_owned(), value)])
}

/// The series of a regression without its trend, and its constant as a test wants it.
fn stochastic(sample: &Sample, constant: Intercept) -> Result<Sample, SampleError> {
    let outcome = Column {
        name: sample.outcome_name().to_owned(),
        unit: sample.outcome_unit().clone(),
        values: sample.y().to_owned(),
    };
    let (names, units) = (sample.x_names(), sample.x_units());
    let others: Vec<Column> = (0..names.len())
        .filter(|j| names[*j] != INTERCEPT && !names[*j].starts_with("trend("))
        .map(|j| Column {
            name: names[j].clone(),
            unit: units[j].clone(),
            values: sample.x().column(j).to_owned(),
        })
        .collect();
    Sample::new(outcome, &others, constant, sample.periods().to_vec())
}

/// What an estimate can carry.
///
/// A: a lag-augmented local projection of a flow that is valued at a constant exchange rate. B: differences, projections of
/// a flow in yen, and levels whose gates all pass. C: everything else.
pub fn tier(rung: &Rung, estimation: &Estimation, gates: &[Gate]) -> Tier {
    let formula = Formula::parse(&estimation.spec.formula).ok();
    let augmented = is_augmented(estimation);
    let differenced = formula.as_ref().is_some_and(|formula| is_difference(&formula.outcome));
    let related = !gates.is_empty() && gates.iter().all(|gate| gate.passed);
    if augmented && rung.terms.iter().all(|term| at_constant_rate(term, formula.as_ref())) {
        Tier::A
    } else if augmented || differenced || related {
        Tier::B
    } else {
        Tier::C
    }
}

/// Whether the outcome is neither differenced nor projected.
pub fn in_levels(estimation: &Estimation) -> bool {
    let formula = Formula::parse(&estimation.spec.formula);
    !is_augmented(estimation) && formula.is_ok_and(|formula| !is_difference(&formula.outcome))
}

/// Share of the variance of a rung's flow that a straight line leaves over, the least of its terms; `None` when no term is a
/// column of the design.
///
/// # Errors
/// [`StudyError::Gate`] for a flow that does not vary.
pub fn beyond_trend(rung: &Rung, estimation: &Estimation) -> Result<Option<f64>, StudyError> {
    let names = estimation.sample.x_names();
    let columns = |term: &String| -> Vec<usize> {
        let bare = term.strip_prefix("long-run ").unwrap_or(term);
        (0..names.len()).filter(|j| names[*j] != INTERCEPT && expands(bare, &names[*j])).collect()
    };
    let mut least: Option<f64> = None;
    for place in rung.terms.iter().flat_map(columns) {
        let share = share_beyond_trend(estimation.sample.x().column(place)).map_err(|error| {
            StudyError::Gate { spec: rung.spec.clone(), gate: "beyond-trend".into(), why: error.to_string() }
        })?;
        least = Some(least.map_or(share, |known| known.min(share)));
    }
    Ok(least)
}

fn is_augmented(estimation: &Estimation) -> bool {
    let switched_off =
        estimation.spec.params.get("lag_augmented").and_then(toml::Value::as_bool) == Some(false);
    estimation.spec.model == "local-projection" && !switched_off
}

/// Whether a flow is valued at a constant exchange rate: it is multiplied by a base over past values of the outcome's own rate, to a
/// power above zero, and the rate occurs nowhere else.
fn at_constant_rate(term: &str, formula: Option<&Formula>) -> bool {
    let (Some(formula), Ok(term)) = (formula, Expr::parse(term)) else { return false };
    let rates = formula.outcome.names();
    let mut found = Mentions::default();
    find_rate(&term, &rates, Place { below: false, past: false, power: true }, &mut found);
    found.revalued && !found.otherwise
}

/// How an expression mentions an exchange rate.
#[derive(Debug, Default)]
struct Mentions {
    /// In the past, below the line, to a power above zero.
    revalued: bool,
    /// In any other way.
    otherwise: bool,
}

/// Where in an expression a name stands.
#[derive(Debug, Clone, Copy)]
struct Place {
    below: bool,
    past: bool,
    power: bool,
}

fn find_rate(expression: &Expr, rates: &BTreeSet<String>, place: Place, found: &mut Mentions) {
    match &expression.node {
        Node::Name(name) if rates.contains(name) => {
            if place.below && place.past && place.power {
                found.revalued = true;
            } else {
                found.otherwise = true;
            }
        }
        Node::Negate(inner) => find_rate(inner, rates, place, found),
        Node::Binary(Operator::Divide, above, below) => {
            find_rate(above, rates, place, found);
            find_rate(below, rates, Place { below: !place.below, ..place }, found);
        }
        Node::Binary(Operator::Power, base, exponent) => {
            let power = matches!(exponent.node, Node::Number(value) if value > 0.0);
            find_rate(base, rates, Place { power: place.power && power, ..place }, found);
        }
        Node::Binary(_, left, right) => {
            find_rate(left, rates, place, found);
            find_rate(right, rates, place, found);
        }
        Node::Call(name, arguments) => {
            let lagged = name == "L"
                && matches!(arguments.get(1).map(|lag| &lag.node), Some(Node::Number(lag)) if *lag >= 1.0);
            for argument in arguments {
                find_rate(argument, rates, Place { past: place.past || lagged, ..place }, found);
            }
        }
        _ => {}
    }
}

/// Whether a projection prices a change that lasts: it reads the integral multiplier.
pub fn prices_what_lasts(estimation: &Estimation) -> bool {
    let response = estimation.spec.params.get("response").and_then(toml::Value::as_str);
    estimation.spec.model != "local-projection" || response == Some("multiplier")
}

/// Why the form of a rung does not go with its outcome: yen per dollar for `level`, 100 times a logarithm of it for `log-percent`.
pub fn form_mismatch(rung: &Rung, estimation: &Estimation) -> Option<&'static str> {
    let formula = Formula::parse(&estimation.spec.formula).ok()?;
    let logs = calls(&formula.outcome, "log");
    let hundred = mentions_hundred(&formula.outcome);
    match rung.form {
        Form::Level if logs => Some("form is `level`, but the outcome is a logarithm"),
        Form::LogPercent if !logs => Some("form is `log-percent`, but the outcome is no logarithm"),
        Form::LogPercent if !hundred => {
            Some("form is `log-percent`, but the outcome is not 100 times a logarithm")
        }
        _ => None,
    }
}

fn mentions_hundred(expression: &Expr) -> bool {
    match &expression.node {
        Node::Number(value) => (value - 100.0).abs() < f64::EPSILON,
        Node::Negate(inner) => mentions_hundred(inner),
        Node::Binary(_, left, right) => mentions_hundred(left) || mentions_hundred(right),
        Node::Call(_, arguments) => arguments.iter().any(mentions_hundred),
        _ => false,
    }
}

/// Whether an expression calls a function anywhere.
pub(crate) fn calls(expression: &Expr, function: &str) -> bool {
    match &expression.node {
        Node::Call(name, arguments) => {
            name == function || arguments.iter().any(|inner| calls(inner, function))
        }
        Node::Negate(inner) => calls(inner, function),
        Node::Binary(_, left, right) => calls(left, function) || calls(right, function),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use fxsens_core::dataset::Dataset;
    use fxsens_core::period::Period;
    use fxsens_core::registry::Registry;
    use fxsens_core::run::estimate;
    use fxsens_core::series::Series;
    use fxsens_core::spec::Spec;

    use super::*;

    /// A yen that wanders and a deficit that is a straight line but for `wobble`.
    fn estimation(formula: &str, model: &str, wobble: f64) -> Estimation {
        let mut registry = Registry::new();
        for model in fxsens_regression::models() {
            let _ = registry.add(model);
        }
        let start = Period::month(2010, 1).unwrap_or_else(|error| panic!("{error}"));
        let mut state = 7u32;
        let mut noise = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            f64::from(state >> 8) / f64::from(1u32 << 24) - 0.5
        };
        let mut level = 110.0;
        let yen: Vec<f64> = (0..160)
            .map(|_| {
                level += 3.0 * noise();
                level
            })
            .collect();
        let flow: Vec<f64> = (0..160).map(|t| f64::from(t) / 20.0 + wobble * noise()).collect();
        let mut dataset = Dataset::default();
        dataset.insert(Series::from_values("usdjpy", start, yen));
        dataset.insert(Series::from_values("digital_deficit_12m", start, flow));
        let text = format!("name = \"x\"\nmodel = \"{model}\"\nformula = \"{formula}\"");
        let spec: Spec = toml::from_str(&text).unwrap_or_else(|error| panic!("{error}"));
        estimate(&spec, &dataset, &registry).unwrap_or_else(|error| panic!("{error}"))
    }

    fn rung(term: &str, gates: &[&str]) -> Rung {
        Rung {
            spec: "x".into(),
            label: "x".into(),
            terms: vec![term.into()],
            form: Form::Level,
            horizon: None,
            gates: gates.iter().map(|gate| (*gate).to_owned()).collect(),
            needs_relation: false,
            headline: true,
            needs: None,
        }
    }

    #[test]
    fn a_deficit_close_to_a_line_has_next_to_nothing_beyond_its_trend() {
        let rung = rung("digital_deficit_12m", &[]);
        let share = |wobble| {
            let estimation = estimation("usdjpy ~ digital_deficit_12m", "ols", wobble);
            beyond_trend(&rung, &estimation).ok().flatten().unwrap_or(f64::NAN)
        };
        // A line of slope 1/20 over 160 months has a variance of (160/20)²/12; uniform noise of width w has w²/12.
        let by_hand = |w: f64| w * w / (w * w + 64.0);
        assert!((share(1.0) - by_hand(1.0)).abs() < 0.005 && share(1.0) < BEYOND_TREND, "{}", share(1.0));
        assert!((share(8.0) - by_hand(8.0)).abs() < 0.08 && share(8.0) > BEYOND_TREND, "{}", share(8.0));
    }

    #[test]
    fn levels_without_a_relation_stay_in_tier_c() {
        let estimation = estimation("usdjpy ~ digital_deficit_12m", "ols", 1.0);
        let rung = rung("digital_deficit_12m", &["engle-granger", "pss-bounds-f"]);
        let gates = gates(&rung, &estimation).unwrap_or_else(|error| panic!("{error}"));
        assert!(gates.iter().any(|gate| !gate.passed), "{gates:?}");
        assert!(in_levels(&estimation));
        assert_eq!(tier(&rung, &estimation, &gates), Tier::C);
        let passed = Gate { test: "engle-granger".into(), p_value: 0.01, passed: true };
        assert_eq!(tier(&rung, &estimation, std::slice::from_ref(&passed)), Tier::B);
        let failed = Gate { test: "pss-bounds-f".into(), p_value: 0.4, passed: false };
        assert_eq!(tier(&rung, &estimation, &[passed, failed]), Tier::C, "all gates must pass");
    }

    #[test]
    fn differences_and_projections_rise_and_a_constant_rate_reaches_tier_a() {
        let changes = estimation("D(usdjpy) ~ D(digital_deficit_12m)", "ols", 1.0);
        assert_eq!(tier(&rung("D(digital_deficit_12m)", &[]), &changes, &[]), Tier::B);
        let term = "I(digital_deficit_12m * (110 / mean(L(usdjpy, 1), 12)))";
        let path = estimation(&format!("usdjpy ~ {term}"), "local-projection", 1.0);
        assert_eq!(tier(&rung(term, &[]), &path, &[]), Tier::A);
        for not_constant in [
            "digital_deficit_12m",
            "I(digital_deficit_12m * (110 / mean(L(usdjpy, 1), 12))^0)",
            "I(digital_deficit_12m * (mean(L(usdjpy, 1), 12) / 110))",
            "I(digital_deficit_12m / usdjpy)",
            "I(digital_deficit_12m * (110 / mean(L(usdjpy, 1), 12)) * usdjpy)",
        ] {
            let path = estimation(&format!("usdjpy ~ {not_constant}"), "local-projection", 1.0);
            assert_eq!(tier(&rung(not_constant, &[]), &path, &[]), Tier::B, "{not_constant}");
        }
        let path = estimation("usdjpy ~ digital_deficit_12m", "local-projection", 1.0);
        assert!(!in_levels(&path));
    }

    #[test]
    fn an_unknown_gate_is_an_error_that_lists_the_known_ones() {
        let estimation = estimation("usdjpy ~ digital_deficit_12m", "ols", 1.0);
        let error = gates(&rung("digital_deficit_12m", &["johansen"]), &estimation);
        let text = error.map_or_else(|error| error.to_string(), |_| String::new());
        assert!(text.contains("johansen") && text.contains("engle-granger, pss-bounds-f"), "{text}");
    }
}
