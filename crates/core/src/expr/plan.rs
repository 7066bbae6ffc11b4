//! From the tree of one column to a checked plan: names found, arguments read, units worked out.

use super::adjust::{Adjusted, adjusted};
use super::arithmetic::{arithmetic, convert};
use super::ast::{Expr, Node, Operator};
use super::bounds;
use super::error::EvalError;
use super::expand::seasons_per_year;
use super::functions::{arguments, check_count};
use super::inputs::{Inputs, Meaning};
use super::parse::whole;
use super::reach::Reach;
use super::units;
use crate::series::Aggregation;
use crate::unit::Unit;

/// Longest lag, difference or window.
const MAX_LAG: i32 = 10_000;

/// How to compute one column.
pub(super) struct Plan<'e> {
    /// The expression it computes, for messages.
    pub(super) expr: &'e Expr,
    /// `None` for plain numbers, which go with any unit.
    pub(super) unit: Option<Unit>,
    /// `None` for plain numbers and dummies.
    pub(super) aggregation: Option<Aggregation>,
    pub(super) kind: Kind<'e>,
}

pub(super) enum Kind<'e> {
    Constant(f64),
    Source(usize),
    Lag(Box<Plan<'e>>, i32),
    Difference(Box<Plan<'e>>, i32),
    RollingSum(Box<Plan<'e>>, i32),
    RollingMean(Box<Plan<'e>>, i32),
    Map(fn(f64) -> f64, Box<Plan<'e>>),
    Arithmetic(Operator, Box<Plan<'e>>, Box<Plan<'e>>),
    Season(u32),
    Trend,
    Adjusted(Adjusted<'e>),
    /// 1 from the first to the last ordinal, both included.
    Between(i32, i32),
}

impl Plan<'_> {
    /// What it needs.
    pub(super) fn reach(&self) -> Reach {
        match &self.kind {
            Kind::Source(source) => Reach::of(*source),
            Kind::Lag(inner, k) => inner.reach().lagged(*k),
            Kind::Difference(inner, k) => {
                let inner = inner.reach();
                inner.clone().lagged(*k).and(inner)
            }
            Kind::RollingSum(inner, n) | Kind::RollingMean(inner, n) => inner.reach().windowed(*n),
            Kind::Map(_, inner) => inner.reach(),
            Kind::Adjusted(adjusted) => adjusted.inner.reach(),
            Kind::Arithmetic(_, left, right) => left.reach().and(right.reach()),
            Kind::Constant(_) | Kind::Season(_) | Kind::Trend | Kind::Between(..) => Reach::default(),
        }
    }

    /// The unit to print: pure numbers have unit one.
    pub(super) fn stated_unit(&self) -> Unit {
        self.unit.clone().unwrap_or(Unit::One)
    }

    /// The number it is, if it is one.
    pub(super) fn constant(&self) -> Option<f64> {
        if let Kind::Constant(value) = self.kind { Some(value) } else { None }
    }
}

/// Plans an expression of a single column.
pub(super) fn plan<'e>(expr: &'e Expr, inputs: &Inputs<'_>) -> Result<Plan<'e>, EvalError> {
    match &expr.node {
        Node::Number(value) => Ok(number(expr, *value)),
        Node::Name(name) => match inputs.meaning(name) {
            Some(Meaning::Parameter(value)) => Ok(number(expr, value)),
            Some(Meaning::Series(source)) => {
                let series = inputs.sources[source].series;
                let (unit, rule) = (Some(series.unit.clone()), Some(series.aggregation));
                Ok(Plan { expr, unit, aggregation: rule, kind: Kind::Source(source) })
            }
            None => {
                let (name, span) = (name.clone(), expr.span.clone());
                Err(EvalError::UnknownSeries { name, span, suggestions: Vec::new() })
            }
        },
        Node::Text(_) => {
            Err(arguments(&expr.to_string(), "is text where a series or a number is expected", expr))
        }
        Node::Range(..) => {
            Err(arguments(&expr.to_string(), "is a range of lags, which only `L()` takes", expr))
        }
        Node::Negate(inner) => {
            let inner = plan(inner, inputs)?;
            if let Some(value) = inner.constant() {
                return Ok(number(expr, -value));
            }
            let (unit, aggregation) = (inner.unit.clone(), inner.aggregation);
            Ok(Plan { expr, unit, aggregation, kind: Kind::Map(std::ops::Neg::neg, Box::new(inner)) })
        }
        Node::Binary(operator, left, right) => {
            arithmetic(expr, *operator, plan(left, inputs)?, plan(right, inputs)?)
        }
        Node::Call(name, given) => {
            check_count(name, given.len(), expr)?;
            call(expr, name, given, inputs)
        }
    }
}

/// A plain number.
pub(super) fn number(expr: &Expr, value: f64) -> Plan<'_> {
    Plan { expr, unit: None, aggregation: None, kind: Kind::Constant(value) }
}

fn dummy<'e>(expr: &'e Expr, kind: Kind<'e>) -> Plan<'e> {
    Plan { expr, unit: Some(Unit::One), aggregation: None, kind }
}

fn call<'e>(
    expr: &'e Expr,
    name: &str,
    given: &'e [Expr],
    inputs: &Inputs<'_>,
) -> Result<Plan<'e>, EvalError> {
    let frequency = inputs.frequency;
    let period = |i: usize| bounds::read(name, &given[i], frequency);
    match name {
        "trend" => Ok(dummy(expr, Kind::Trend)),
        "month" | "season" => {
            let count = seasons_per_year(name, frequency, expr)?;
            let Some(argument) = given.first() else {
                return Err(arguments(name, "stands for several columns here", expr));
            };
            let season = whole_number(name, argument, inputs, (1, count as i32))?;
            Ok(dummy(expr, Kind::Season(season as u32)))
        }
        "step" => Ok(dummy(expr, Kind::Between(period(0)?.0, i32::MAX))),
        "pulse" => period(0).map(|(first, last)| dummy(expr, Kind::Between(first, last))),
        "window" => {
            let (first, last) = (period(0)?.0, period(1)?.1);
            if first > last {
                return Err(arguments(name, "ends before it begins", expr));
            }
            Ok(dummy(expr, Kind::Between(first, last)))
        }
        "sa" => adjusted(expr, given, inputs),
        _ => {
            let inner = plan(&given[0], inputs)?;
            unary(expr, name, inner, given.get(1), inputs)
        }
    }
}

/// Functions whose first argument is a series.
fn unary<'e>(
    expr: &'e Expr,
    name: &str,
    inner: Plan<'e>,
    second: Option<&'e Expr>,
    inputs: &Inputs<'_>,
) -> Result<Plan<'e>, EvalError> {
    let (unit, aggregation) = (inner.unit.clone(), inner.aggregation);
    let steps = |least: i32| second.map_or(Ok(1), |k| whole_number(name, k, inputs, (least, MAX_LAG)));
    let keep = |kind| Ok(Plan { expr, unit: unit.clone(), aggregation, kind });
    // A window of flows or averages describes the period at its end.
    let at_end = aggregation.map(|rule| if rule == Aggregation::Unknown { rule } else { Aggregation::End });
    match name {
        "I" => Ok(Plan { expr, ..inner }),
        "L" => keep(Kind::Lag(Box::new(inner), steps(-MAX_LAG)?)),
        "D" => {
            let kind = Kind::Difference(Box::new(inner), steps(1)?);
            // The difference of two yields is in percentage points.
            let unit = unit.as_ref().map(|u| u.sum(u).unwrap_or_else(|_| u.clone()));
            Ok(Plan { expr, unit, aggregation, kind })
        }
        "sum" => {
            Ok(Plan { expr, unit, aggregation: at_end, kind: Kind::RollingSum(Box::new(inner), steps(1)?) })
        }
        "mean" => {
            Ok(Plan { expr, unit, aggregation: at_end, kind: Kind::RollingMean(Box::new(inner), steps(1)?) })
        }
        "convert" => convert(expr, inner, second),
        ":" => {
            let right = second.map(|right| plan(right, inputs)).transpose()?;
            right.map_or_else(
                || keep(Kind::Constant(f64::NAN)),
                |b| arithmetic(expr, Operator::Multiply, inner, b),
            )
        }
        _ => {
            let function: fn(f64) -> f64 = match name {
                "log" => f64::ln,
                "exp" => f64::exp,
                "sqrt" => f64::sqrt,
                _ => f64::abs,
            };
            if let Some(value) = inner.constant() {
                return Ok(number(expr, function(value)));
            }
            let unit = units::mapped(name, unit.as_ref());
            let aggregation = units::nonlinear(aggregation);
            Ok(Plan { expr, unit, aggregation, kind: Kind::Map(function, Box::new(inner)) })
        }
    }
}

fn whole_number(
    name: &str,
    argument: &Expr,
    inputs: &Inputs<'_>,
    (least, most): (i32, i32),
) -> Result<i32, EvalError> {
    let value = plan(argument, inputs)?.constant().and_then(whole);
    value.filter(|n| (least..=most).contains(n)).ok_or_else(|| {
        arguments(name, format!("needs a whole number from {least} to {most}, not `{argument}`"), argument)
    })
}
