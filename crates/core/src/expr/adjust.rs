//! Seasonal adjustment inside expressions: `sa(x)` is `x` without the seasonal component of its STL decomposition.

use std::collections::BTreeSet;

use super::ast::{Expr, Node};
use super::error::EvalError;
use super::evaluate::not_finite;
use super::functions::arguments;
use super::inputs::Inputs;
use super::parse::whole;
use super::plan::{Kind, Plan, plan};
use super::values::Frame;
use crate::seasonal::{SeasonalWindow, Stl, stl};

/// An adjusted series: its values from one period on, and how they were made.
pub(super) struct Adjusted<'e> {
    /// What was adjusted.
    pub(super) inner: Box<Plan<'e>>,
    /// First period, an ordinal.
    pub(super) first: i32,
    /// Adjusted values from there on.
    pub(super) values: Vec<f64>,
    /// Method, window and span, for the notes of a sample.
    pub(super) note: String,
}

/// Plans `sa(x)`, `sa(x, 7)`, `sa(x, "periodic", "robust")`. The decomposition is made here, over everything that is known
/// of `x`, so that it does not depend on the window of the sample.
pub(super) fn adjusted<'e>(
    expr: &'e Expr,
    given: &'e [Expr],
    inputs: &Inputs<'_>,
) -> Result<Plan<'e>, EvalError> {
    let window = window(given.get(1))?;
    let robust = robust(given.get(2))?;
    let noun = inputs.frequency.noun();
    let Some(period) = inputs.frequency.per_year().filter(|n| *n > 1) else {
        let problem = format!("needs months, quarters or half-years, not data by {noun}");
        return Err(arguments("sa", problem, expr));
    };
    let inner = plan(&given[0], inputs)?;
    if counts_the_sample(&inner) {
        let problem = "cannot adjust what depends on `trend()`, which counts the sample";
        return Err(arguments("sa", problem, &given[0]));
    }
    let reach = inner.reach();
    let Some((first, last)) = reach.value_span(inputs) else {
        return Err(arguments("sa", format!("needs a series, not `{}`", given[0]), &given[0]));
    };
    if let Some(source) = reach.lacking(inputs, first, last) {
        let holes: BTreeSet<i32> = reach.holes(inputs, source, first, last).collect();
        return Err(EvalError::Missing {
            series: inputs.sources[source].series.id.clone(),
            periods: holes.into_iter().map(|t| inputs.period(t).to_string()).collect(),
        });
    }
    let frame = Frame { inputs, origin: first };
    let mut values = if first > last { Vec::new() } else { frame.values(&inner, first, last) };
    if let Some(at) = values.iter().position(|value| !value.is_finite()) {
        return Err(not_finite(&frame.culprit(&inner, first + at as i32), inputs));
    }
    let parts = stl(&values, &Stl::new(period as usize, window, robust))
        .map_err(|error| arguments("sa", format!("{error} (`{}`)", given[0]), expr))?;
    for (value, seasonal) in values.iter_mut().zip(&parts.seasonal) {
        *value -= seasonal;
    }
    let seasons = match window {
        SeasonalWindow::Periodic => "one seasonal pattern for all years".to_owned(),
        SeasonalWindow::Years(years) => format!("seasonal window {years} years"),
    };
    let weights = if robust { ", weights against outliers" } else { "" };
    let twice = inputs.sources.iter().map(|source| source.series).find(|series| {
        given[0].names().contains(&series.id) && matches!(series.adjustment.as_str(), "SA" | "SAAR")
    });
    let twice =
        twice.map_or_else(String::new, |s| format!("; `{}` was adjusted by its publisher already", s.id));
    let note = format!(
        "`{expr}`: seasonally adjusted in process by STL ({seasons}{weights}) over {} to {}; the last observations move \
         when data are added{twice}",
        inputs.period(first),
        inputs.period(last)
    );
    let (unit, aggregation) = (inner.unit.clone(), inner.aggregation);
    let kind = Kind::Adjusted(Adjusted { inner: Box::new(inner), first, values, note });
    Ok(Plan { expr, unit, aggregation, kind })
}

/// The parts of a plan one level down.
fn parts<'p, 'e>(plan: &'p Plan<'e>) -> Vec<&'p Plan<'e>> {
    match &plan.kind {
        Kind::Lag(inner, _)
        | Kind::Difference(inner, _)
        | Kind::RollingSum(inner, _)
        | Kind::RollingMean(inner, _)
        | Kind::Map(_, inner) => vec![inner],
        Kind::Adjusted(adjusted) => vec![&adjusted.inner],
        Kind::Arithmetic(_, left, right) => vec![left, right],
        Kind::Constant(_) | Kind::Source(_) | Kind::Season(_) | Kind::Trend | Kind::Between(..) => Vec::new(),
    }
}

/// What was adjusted inside a plan, one note each.
pub(super) fn notes(plan: &Plan<'_>) -> Vec<String> {
    let own = if let Kind::Adjusted(adjusted) = &plan.kind { Some(adjusted.note.clone()) } else { None };
    own.into_iter().chain(parts(plan).into_iter().flat_map(notes)).collect()
}

fn counts_the_sample(plan: &Plan<'_>) -> bool {
    matches!(plan.kind, Kind::Trend) || parts(plan).into_iter().any(counts_the_sample)
}

fn window(argument: Option<&Expr>) -> Result<SeasonalWindow, EvalError> {
    let Some(argument) = argument else { return Ok(SeasonalWindow::Periodic) };
    match &argument.node {
        Node::Text(text) if text == "periodic" => return Ok(SeasonalWindow::Periodic),
        Node::Number(value) => {
            if let Some(years) = whole(*value).filter(|n| *n >= 3 && n % 2 == 1) {
                return Ok(SeasonalWindow::Years(years as usize));
            }
        }
        _ => {}
    }
    let problem =
        format!("needs \"periodic\" or an odd number of years from 3 as its window, not `{argument}`");
    Err(arguments("sa", problem, argument))
}

fn robust(argument: Option<&Expr>) -> Result<bool, EvalError> {
    match argument.map(|argument| (argument, &argument.node)) {
        None => Ok(false),
        Some((_, Node::Text(text))) if text == "robust" => Ok(true),
        Some((argument, _)) => {
            let problem = format!("takes \"robust\" after its window, not `{argument}`");
            Err(arguments("sa", problem, argument))
        }
    }
}
