//! Gates and tiers: what a rung may carry follows from its estimate, not from what its author thinks of it.

use fxsens_core::expr::{Expr, Formula, Node};
use fxsens_core::run::Estimation;
use fxsens_core::hypothesis::TestInput;
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
    let refused =
        |why: String| StudyError::Gate { spec: rung.spec.clone(), gate: name.to_owned(), why };
    let found = |tests: &[TestOutcome]| tests.iter().find(|test| test.id == name).and_then(|test| test.p_value);
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
        let bare = if system { Some(without_constant(&estimation.sample).map_err(|e| refused(e.to_string()))?) } else { None };
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
    let switched_off = estimation.spec.params.get("lag_augmented").and_then(toml::Value::as_bool) == Some(false);
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
        Node::Call(name, arguments) => name == function || arguments.iter().any(|inner| calls(inner, function)),
        Node::Negate(inner) => calls(inner, function),
        Node::Binary(_, left, right) => calls(left, function) || calls(right, function),
        _ => false,
    }
}
