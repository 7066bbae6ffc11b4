//! Tests of the language, with the helpers they share.

mod adjustment;
mod errors;
mod evaluation;
mod parsing;
mod properties;
mod samples;
mod units;

use super::{EvalError, Evaluator, Expr, Formula, Node, Window};
use crate::dataset::Dataset;
use crate::period::Period;
use crate::sample::Sample;
use crate::series::Series;

fn period(text: &str) -> Period {
    text.parse().unwrap_or_else(|e| panic!("{text}: {e}"))
}

fn expr(text: &str) -> Expr {
    Expr::parse(text).unwrap_or_else(|e| panic!("{text}: {e}\n{}", e.with_caret()))
}

fn formula(text: &str) -> Formula {
    Formula::parse(text).unwrap_or_else(|e| panic!("{text}: {e}\n{}", e.with_caret()))
}

/// A monthly series.
fn monthly(id: &str, start: &str, values: &[f64]) -> Series {
    Series::from_values(id, period(start), values.to_vec())
}

/// `x` is 1, 4, 9, 16, 25, 36 and `z` is 2, 3, 5, 7, 11, 13 from January to June 2020; `gap` lacks March.
fn data() -> Dataset {
    let gap = [1.0, 2.0, f64::NAN, 4.0, 5.0, 6.0];
    Dataset::from_iter([
        monthly("x", "2020-01", &[1.0, 4.0, 9.0, 16.0, 25.0, 36.0]),
        monthly("z", "2020-01", &[2.0, 3.0, 5.0, 7.0, 11.0, 13.0]),
        monthly("gap", "2020-01", &gap),
        Series::from_values("q", period("2020Q1"), vec![1.0, 2.0, 3.0, 4.0, 5.0]),
        Series::from_values("u", Period::observation(1), vec![5.0, 4.0, 8.0]),
    ])
}

fn try_series(text: &str) -> Result<Series, EvalError> {
    Evaluator::new(&data()).series(&expr(text), "s")
}

/// First period and values of an expression on [`data`].
fn evaluate(text: &str) -> (String, Vec<f64>) {
    let series = try_series(text).unwrap_or_else(|e| panic!("{text}: {e}"));
    (series.start().to_string(), series.values().to_vec())
}

fn try_sample(text: &str, first: &str, last: &str) -> Result<Sample, EvalError> {
    sample_of(&data(), text, first, last)
}

/// A sample between two periods; an empty one leaves the end open.
fn sample_of(dataset: &Dataset, text: &str, first: &str, last: &str) -> Result<Sample, EvalError> {
    let bound = |text: &str| (!text.is_empty()).then(|| period(text));
    Evaluator::new(dataset).sample(&formula(text), Window { first: bound(first), last: bound(last) })
}

/// The same tree without positions.
fn bare(expr: &Expr) -> Expr {
    let node = match &expr.node {
        Node::Negate(inner) => Node::Negate(Box::new(bare(inner))),
        Node::Binary(operator, left, right) => {
            Node::Binary(*operator, Box::new(bare(left)), Box::new(bare(right)))
        }
        Node::Call(name, arguments) => Node::Call(name.clone(), arguments.iter().map(bare).collect()),
        other => other.clone(),
    };
    Expr { node, span: 0..0 }
}

/// The same formula without positions and source.
fn bare_formula(formula: &Formula) -> Formula {
    Formula {
        outcome: bare(&formula.outcome),
        terms: formula.terms.iter().map(bare).collect(),
        intercept: formula.intercept,
        instruments: formula.instruments.as_ref().map(|list| list.iter().map(bare).collect()),
        source: String::new(),
    }
}
