//! What must not be in a formula that is to forecast.

use fxsens_core::expr::{Expr, Node};
use fxsens_core::fit::{FitError, Note};
use fxsens_core::sample::{INTERCEPT, Sample};

use super::{BacktestOptions, Benchmark, Regressors};

/// Refuses formulas that would let the future in; remarks on what cannot be refused.
pub(super) fn check(sample: &Sample, options: &BacktestOptions) -> Result<Vec<Note>, FitError> {
    let outcome = sample.outcome_name();
    let names: Vec<String> = sample.x_names().into_iter().filter(|name| name != INTERCEPT).collect();
    if let Some(name) = options.known.iter().find(|name| !names.contains(name)) {
        let why = format!("the regressors are {}", names.join(", "));
        return Err(FitError::Unsupported { what: format!("`{name}` as known in advance"), why });
    }
    let everything = || std::iter::once(outcome).chain(names.iter().map(String::as_str));
    if let Some(name) = everything().find(|name| holds(name, &is_lead)) {
        return Err(FitError::Unsupported {
            what: format!("a backtest with `{name}`"),
            why: "it contains a lead, which would hand the forecast values from after its origin".into(),
        });
    }
    if options.benchmark == Benchmark::LastValue && holds(outcome, &|node| is_call(node, "D")) {
        return Err(FitError::Unsupported {
            what: format!("the last value of `{outcome}` as a benchmark"),
            why: "the outcome is a difference, whose driftless random walk is zero; set benchmark = \"zero\""
                .into(),
        });
    }
    if options.regressors.contains(&Regressors::Realised) {
        let own = series(outcome);
        if let Some(name) = names.iter().find(|name| series(name).iter().any(|id| own.contains(id))) {
            return Err(FitError::Unsupported {
                what: format!("realised regressors with `{name}`"),
                why: format!(
                    "it contains the series of the outcome `{outcome}`: at the period forecast it would give the answer \
                     away; use last-known or direct"
                ),
            });
        }
    }
    let mut notes = vec![Note::info(
        "data are as revised today, not as they were published at each origin: real forecasts would have had less",
    )];
    if let Some(name) = everything().find(|name| holds(name, &|node| is_call(node, "sa"))) {
        notes.push(Note::warning(format!(
            "`{name}` is adjusted with months from after each origin; a forecaster of the time did not have them"
        )));
    }
    Ok(notes)
}

/// Whether a column is known in advance whatever the data.
pub(super) fn is_calendar(name: &str) -> bool {
    name == INTERCEPT || name == "trend()" || name.starts_with("month(") || name.starts_with("season(")
}

fn series(name: &str) -> std::collections::BTreeSet<String> {
    Expr::parse(name).map(|expr| expr.names()).unwrap_or_default()
}

fn holds(name: &str, what: &dyn Fn(&Node) -> bool) -> bool {
    Expr::parse(name).is_ok_and(|expr| contains(&expr, what))
}

fn contains(expr: &Expr, what: &dyn Fn(&Node) -> bool) -> bool {
    what(&expr.node)
        || match &expr.node {
            Node::Negate(inner) => contains(inner, what),
            Node::Binary(_, left, right) => contains(left, what) || contains(right, what),
            Node::Call(_, given) => given.iter().any(|argument| contains(argument, what)),
            Node::Number(_) | Node::Text(_) | Node::Name(_) | Node::Range(..) => false,
        }
}

fn is_call(node: &Node, function: &str) -> bool {
    matches!(node, Node::Call(name, _) if name == function)
}

/// `L(x, -1)`.
fn is_lead(node: &Node) -> bool {
    let Node::Call(name, given) = node else { return false };
    name == "L" && given.get(1).is_some_and(|lag| matches!(&lag.node, Node::Negate(inner) if !matches!(inner.node, Node::Number(k) if k <= 0.0)))
}
