//! Gates and tiers: what a rung may carry follows from its estimate, not from what its author thinks of it.

use fxsens_core::expr::{Expr, Formula, Node};
use fxsens_core::hypothesis::TestInput;
use fxsens_core::run::Estimation;
use fxsens_core::sample::{Column, INTERCEPT, Intercept, Sample, SampleError};
use fxsens_core::test_outcome::TestOutcome;
use fxsens_regression::diagnostics::partial_r_squared::share_beyond_trend;
use serde::{Deserialize, Serialize};

use crate::effect::same_term;
use crate::error::StudyError;
use crate::file::{Rung, Tier};

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
    let found =
        |tests: &[TestOutcome]| tests.iter().find(|test| test.id == name).and_then(|test| test.p_value);
    let p_value = if let Some(p_value) = found(&estimation.fit.tests) {
        p_value
    } else {
        let known = || KNOWN.map(|(id, _)| id).join(", ");
        let (_, id) = KNOWN
            .iter()
            .find(|(gate, _)| *gate == name)
            .ok_or_else(|| refused(format!("gates are {}", known())))?;
        let tests = fxsens_regression::tests();
        let test = tests.iter().find(|test| test.info().id == *id);
        let test = test.ok_or_else(|| refused("the test is not in the catalogue".into()))?;
        let system = test.info().input == TestInput::System;
        let bare = if system {
            Some(without_constant(&estimation.sample).map_err(|e| refused(e.to_string()))?)
        } else {
            None
        };
        let report = test
            .run(bare.as_ref().unwrap_or(&estimation.sample), &toml::Table::new())
            .map_err(|error| refused(error.to_string()))?;
        found(&report.outcomes).ok_or_else(|| refused("it yields no p-value".into()))?
    };
    Ok(Gate { test: name.to_owned(), p_value, passed: p_value <= GATE_SIZE })
}

/// The series of a regression, as tests of systems take them.
fn without_constant(sample: &Sample) -> Result<Sample, SampleError> {
    let outcome = Column {
        name: sample.outcome_name().to_owned(),
        unit: sample.outcome_unit().clone(),
        values: sample.y().to_owned(),
    };
    let (names, units) = (sample.x_names(), sample.x_units());
    let others: Vec<Column> = (0..names.len())
        .filter(|j| names[*j] != INTERCEPT)
        .map(|j| Column {
            name: names[j].clone(),
            unit: units[j].clone(),
            values: sample.x().column(j).to_owned(),
        })
        .collect();
    Sample::new(outcome, &others, Intercept::Excluded, sample.periods().to_vec())
}

/// What an estimate can carry.
///
/// A: a lag-augmented local projection of a flow that is valued at a constant exchange rate. B: differences, projections of
/// a flow in yen, and levels whose gates all pass. C: everything else.
pub fn tier(rung: &Rung, estimation: &Estimation, gates: &[Gate]) -> Tier {
    let formula = Formula::parse(&estimation.spec.formula).ok();
    let augmented = is_augmented(estimation);
    let differenced = formula.as_ref().is_some_and(|formula| calls(&formula.outcome, "D"));
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
    !is_augmented(estimation) && formula.is_ok_and(|formula| !calls(&formula.outcome, "D"))
}

/// Share of the variance of a rung's flow that a straight line leaves over, the least of its terms; `None` when no term is a
/// column of the design.
///
/// # Errors
/// [`StudyError::Gate`] for a flow that does not vary.
pub fn beyond_trend(rung: &Rung, estimation: &Estimation) -> Result<Option<f64>, StudyError> {
    let names = estimation.sample.x_names();
    let column = |term: &String| {
        let bare = term.strip_prefix("long-run ").unwrap_or(term);
        names.iter().position(|name| name != INTERCEPT && same_term(bare, name))
    };
    let mut least: Option<f64> = None;
    for place in rung.terms.iter().filter_map(column) {
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

/// Whether a flow is revalued with the exchange rate of the outcome, or is a series that is by its name.
fn at_constant_rate(term: &str, formula: Option<&Formula>) -> bool {
    let (Some(formula), Ok(term)) = (formula, Expr::parse(term)) else { return false };
    let rates = formula.outcome.names();
    term.names().iter().any(|name| rates.contains(name) || name.ends_with("_cfx"))
}

/// Whether an expression calls a function anywhere.
fn calls(expression: &Expr, function: &str) -> bool {
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
    use crate::file::Form;

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
        let path = estimation("usdjpy ~ digital_deficit_12m", "local-projection", 1.0);
        assert_eq!(tier(&rung("digital_deficit_12m", &[]), &path, &[]), Tier::B);
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
