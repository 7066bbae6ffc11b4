//! From a formula to a sample: columns, their common span, and what stands in its way.

use std::collections::BTreeSet;

use ndarray::Array1;

use super::adjust;
use super::ast::{Expr, Formula, Node};
use super::bounds::within;
use super::error::EvalError;
use super::evaluate::{Window, not_finite, single};
use super::expand::{MAX_COLUMNS, Seasons, expand, is_season_set};
use super::functions::arguments;
use super::inputs::Inputs;
use super::plan::{Plan, plan};
use super::reach::Reach;
use super::values::Frame;
use crate::period::Period;
use crate::sample::{Column, Intercept, Sample};

/// First and last period as ordinals; either end may be open.
#[derive(Clone, Copy)]
struct Bounds {
    first: Option<i32>,
    last: Option<i32>,
}

/// A planned column with what it needs and where it has values; `None` when it needs no series.
struct Planned<'e> {
    plan: Plan<'e>,
    reach: Reach,
    span: Option<(i32, i32)>,
}

pub(super) fn sample(formula: &Formula, window: Window, inputs: &Inputs<'_>) -> Result<Sample, EvalError> {
    let outcome = expand(&formula.outcome, inputs.frequency, Seasons::All)?;
    single(&formula.outcome, &outcome)?;
    let terms = expand_terms(&formula.terms, formula.intercept, inputs)?;
    let given = formula.instruments.as_deref().unwrap_or_default();
    let instruments = expand_terms(given, formula.intercept, inputs)?;
    let all = outcome.iter().chain(&terms).chain(&instruments);
    let columns: Vec<Planned<'_>> = all.map(|expr| planned(expr, inputs)).collect::<Result<_, _>>()?;

    let bounds = bounds(window, inputs)?;
    let (first, last) = common_span(&columns, bounds, inputs)?;
    check_missing(&columns, first, last, inputs)?;
    let frame = Frame { inputs, origin: first };
    let mut data = Vec::with_capacity(columns.len());
    for column in &columns {
        data.push(values(column, &frame, last)?);
    }
    let instruments = data.split_off(1 + terms.len());
    let regressors = data.split_off(1);
    let Some(outcome) = data.pop() else {
        return Err(EvalError::NoSeries { expression: formula.outcome.to_string() });
    };
    let periods: Vec<Period> = (first..=last).map(|t| inputs.period(t)).collect();
    let sample = Sample::with_instruments(outcome, &regressors, &instruments, formula.intercept, periods)?;
    Ok(sample.with_notes(notes(&columns, bounds, (first, last), inputs)))
}

fn planned<'e>(expr: &'e Expr, inputs: &Inputs<'_>) -> Result<Planned<'e>, EvalError> {
    let plan = plan(expr, inputs)?;
    let reach = plan.reach();
    let span = reach.value_span(inputs);
    Ok(Planned { plan, reach, span })
}

/// The columns of all terms. Seasonal dummies leave out the first season when the rest of the formula spans
/// it: next to a constant, or in an interaction next to the other variable.
fn expand_terms(terms: &[Expr], intercept: Intercept, inputs: &Inputs<'_>) -> Result<Vec<Expr>, EvalError> {
    let drop_if = |spanned: bool| {
        if spanned { Seasons::WithoutFirst } else { Seasons::All }
    };
    let written: BTreeSet<String> = terms.iter().map(ToString::to_string).collect();
    let mut columns = Vec::with_capacity(terms.len());
    for term in terms {
        let seasons = match &term.node {
            Node::Call(name, operands) if name == ":" && operands.iter().any(is_season_set) => {
                let mut others = operands.iter().filter(|operand| !is_season_set(operand));
                drop_if(others.all(|other| written.contains(&other.to_string())))
            }
            _ => drop_if(intercept == Intercept::Included),
        };
        columns.extend(expand(term, inputs.frequency, seasons)?);
        if columns.len() > MAX_COLUMNS {
            let problem = format!("has more than {MAX_COLUMNS} columns up to this term");
            return Err(arguments("the formula", problem, term));
        }
    }
    Ok(columns)
}

fn bounds(window: Window, inputs: &Inputs<'_>) -> Result<Bounds, EvalError> {
    let read = |bound: Option<Period>, key: &str| {
        let Some(bound) = bound else { return Ok(None) };
        let found = within(bound, inputs.frequency).map(|(a, b)| (a.ordinal(), b.ordinal()));
        found.map(Some).ok_or_else(|| {
            let (is, by) = (bound.frequency().noun(), inputs.frequency.noun());
            let problem = format!("is {bound} ({is}), which does not hold a whole {by} of the data");
            let nowhere = Expr { node: Node::Text(String::new()), span: 0..0 };
            arguments(key, problem, &nowhere)
        })
    };
    let first = read(window.first, "sample.first")?.map(|found| found.0);
    let last = read(window.last, "sample.last")?.map(|found| found.1);
    Ok(Bounds { first, last })
}

fn common_span(
    columns: &[Planned<'_>],
    bounds: Bounds,
    inputs: &Inputs<'_>,
) -> Result<(i32, i32), EvalError> {
    let spans = columns.iter().filter_map(|column| column.span);
    let common = spans.reduce(|a, b| (a.0.max(b.0), a.1.min(b.1)));
    let (first, last) = common.unwrap_or((1, 0));
    let (first, last) = (first.max(bounds.first.unwrap_or(first)), last.min(bounds.last.unwrap_or(last)));
    if first <= last {
        return Ok((first, last));
    }
    let text = |bound: Option<i32>| bound.map(|t| inputs.period(t));
    let window = match (text(bounds.first), text(bounds.last)) {
        (Some(first), Some(last)) => format!(" between {first} and {last}"),
        (Some(first), None) => format!(" from {first} on"),
        (None, Some(last)) => format!(" up to {last}"),
        (None, None) => String::new(),
    };
    Err(EvalError::NoOverlap { noun: inputs.frequency.noun(), window })
}

/// Refuses a sample in which a series lacks values; all its missing periods that matter are named.
fn check_missing(
    columns: &[Planned<'_>],
    first: i32,
    last: i32,
    inputs: &Inputs<'_>,
) -> Result<(), EvalError> {
    let Some(source) = columns.iter().find_map(|column| column.reach.lacking(inputs, first, last)) else {
        return Ok(());
    };
    let holes = columns.iter().flat_map(|column| column.reach.holes(inputs, source, first, last));
    let distinct: BTreeSet<i32> = holes.collect();
    Err(EvalError::Missing {
        series: inputs.sources[source].series.id.clone(),
        periods: distinct.into_iter().map(|t| inputs.period(t).to_string()).collect(),
    })
}

fn values(column: &Planned<'_>, frame: &Frame<'_, '_>, last: i32) -> Result<Column, EvalError> {
    let values = frame.values(&column.plan, frame.origin, last);
    if let Some(at) = values.iter().position(|value| !value.is_finite()) {
        let culprit = frame.culprit(&column.plan, frame.origin + at as i32);
        return Err(not_finite(&culprit, frame.inputs));
    }
    let (name, unit) = (column.plan.expr.to_string(), column.plan.stated_unit());
    Ok(Column { name, unit, values: Array1::from_vec(values) })
}

/// Why the sample is shorter than the window or, where the window is open, than the series themselves.
fn notes(
    columns: &[Planned<'_>],
    bounds: Bounds,
    (first, last): (i32, i32),
    inputs: &Inputs<'_>,
) -> Vec<String> {
    let period = |t: i32| inputs.period(t);
    let raw_first = inputs.sources.iter().map(|source| source.first).max();
    let raw_last = inputs.sources.iter().map(|source| source.last).min();
    let mut notes: Vec<String> = Vec::new();
    if let Some(wanted) = bounds.first.or(raw_first).filter(|&wanted| wanted < first) {
        let binding = binding(columns, |span| span.0 == first);
        let (starts, wanted) = (period(first), period(wanted));
        notes
            .push(format!("sample starts {starts} rather than {wanted}: {binding} no value before {starts}"));
    }
    if let Some(wanted) = bounds.last.or(raw_last).filter(|&wanted| wanted > last) {
        let binding = binding(columns, |span| span.1 == last);
        let (ends, wanted) = (period(last), period(wanted));
        notes.push(format!("sample ends {ends} rather than {wanted}: {binding} no value after {ends}"));
    }
    for note in columns.iter().flat_map(|column| adjust::notes(&column.plan)) {
        if !notes.contains(&note) {
            notes.push(note);
        }
    }
    notes
}

/// The columns that cut the sample, with their verb.
fn binding(columns: &[Planned<'_>], binds: impl Fn((i32, i32)) -> bool) -> String {
    const SHOWN: usize = 3;
    let mut names: Vec<String> = Vec::new();
    for column in columns.iter().filter(|column| column.span.is_some_and(&binds)) {
        let name = format!("`{}`", column.plan.expr);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let verb = if names.len() == 1 { "has" } else { "have" };
    let rest = names.len().saturating_sub(SHOWN);
    let more = if rest > 0 { format!(" and {rest} more") } else { String::new() };
    format!("{}{more} {verb}", names[..names.len().min(SHOWN)].join(", "))
}
