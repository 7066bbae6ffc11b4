//! From an expression that stands for several columns to one expression per column, so that every column has a
//! tree, and therefore a name, of its own: `L(x, 0:1)` becomes `L(x, 0)` and `L(x, 1)`.

use super::ast::{Expr, Node, Span};
use super::error::EvalError;
use super::functions::arguments;
use crate::period::Frequency;

/// Most columns of one expression or one side of a formula.
pub(super) const MAX_COLUMNS: usize = 2000;

/// Whether seasonal dummies leave out the first season.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seasons {
    All,
    WithoutFirst,
}

/// The columns of an expression, in order.
pub(super) fn expand(expr: &Expr, frequency: Frequency, seasons: Seasons) -> Result<Vec<Expr>, EvalError> {
    Expansion { frequency, seasons }.columns(expr)
}

/// Whether an expression is a full set of seasonal dummies.
pub(super) fn is_season_set(expr: &Expr) -> bool {
    matches!(&expr.node, Node::Call(name, given) if matches!(name.as_str(), "month" | "season") && given.is_empty())
}

struct Expansion {
    frequency: Frequency,
    seasons: Seasons,
}

impl Expansion {
    fn columns(&self, expr: &Expr) -> Result<Vec<Expr>, EvalError> {
        let columns = match &expr.node {
            Node::Number(_) | Node::Text(_) | Node::Name(_) | Node::Range(..) => vec![expr.clone()],
            Node::Negate(inner) => {
                let inner = self.columns(inner)?;
                inner.into_iter().map(|e| at(&expr.span, Node::Negate(Box::new(e)))).collect()
            }
            Node::Binary(operator, left, right) => {
                let sides = [self.columns(left)?, self.columns(right)?];
                let rows = align(sides.into(), expr)?;
                let join = |mut row: Vec<Expr>| {
                    let (right, left) = row.pop().zip(row.pop())?;
                    Some(at(&expr.span, Node::Binary(*operator, Box::new(left), Box::new(right))))
                };
                rows.into_iter().filter_map(join).collect()
            }
            Node::Call(name, given) => self.call(name, given, expr)?,
        };
        if columns.len() > MAX_COLUMNS { Err(too_many(expr)) } else { Ok(columns) }
    }

    fn call(&self, name: &str, given: &[Expr], expr: &Expr) -> Result<Vec<Expr>, EvalError> {
        if is_season_set(expr) {
            return self.season_set(name, expr);
        }
        if let ("L", [inner, Expr { node: Node::Range(first, last), span }]) = (name, given) {
            return lags(&self.columns(inner)?, (*first, *last), span, expr);
        }
        let parts: Vec<Vec<Expr>> = given.iter().map(|part| self.columns(part)).collect::<Result<_, _>>()?;
        if let (":", [left, right]) = (name, parts.as_slice()) {
            if left.len().saturating_mul(right.len()) > MAX_COLUMNS {
                return Err(too_many(expr));
            }
            let pairs = right.iter().flat_map(|b| left.iter().map(move |a| vec![a.clone(), b.clone()]));
            return Ok(pairs.map(|pair| at(&expr.span, Node::Call(":".into(), pair))).collect());
        }
        let rows = align(parts, expr)?;
        Ok(rows.into_iter().map(|row| at(&expr.span, Node::Call(name.into(), row))).collect())
    }

    fn season_set(&self, name: &str, expr: &Expr) -> Result<Vec<Expr>, EvalError> {
        let count = seasons_per_year(name, self.frequency, expr)?;
        let first = if self.seasons == Seasons::All { 1 } else { 2 };
        let dummy = |season| Node::Call(name.into(), vec![at(&expr.span, Node::Number(f64::from(season)))]);
        Ok((first..=count).map(|season| at(&expr.span, dummy(season))).collect())
    }
}

/// How many seasons `month()` or `season()` tells apart.
pub(super) fn seasons_per_year(name: &str, frequency: Frequency, call: &Expr) -> Result<u32, EvalError> {
    let noun = frequency.noun();
    match frequency.per_year() {
        Some(12) => Ok(12),
        Some(count) if name == "season" && count > 1 => Ok(count),
        _ if name == "month" => {
            Err(arguments(name, format!("needs monthly data; these are observed by {noun}"), call))
        }
        _ => Err(arguments(name, format!("needs months, quarters or half-years, not data by {noun}"), call)),
    }
}

fn lags(inner: &[Expr], range: (i32, i32), span: &Span, expr: &Expr) -> Result<Vec<Expr>, EvalError> {
    let (first, last) = (i64::from(range.0), i64::from(range.1));
    let count = (last - first).unsigned_abs() as usize + 1;
    if count.saturating_mul(inner.len()) > MAX_COLUMNS {
        return Err(too_many(expr));
    }
    let step = if first <= last { 1 } else { -1 };
    let lag = |i: usize| {
        let lag = first + step * i as i64;
        let size = at(span, Node::Number(lag.unsigned_abs() as f64));
        if lag < 0 { at(span, Node::Negate(Box::new(size))) } else { size }
    };
    let one = |x: &Expr, i| at(&expr.span, Node::Call("L".into(), vec![x.clone(), lag(i)]));
    Ok(inner.iter().flat_map(|x| (0..count).map(move |i| one(x, i))).collect())
}

/// Rows of operands: single ones repeat, several must be equally many.
fn align(parts: Vec<Vec<Expr>>, expr: &Expr) -> Result<Vec<Vec<Expr>>, EvalError> {
    let Some(rows) = parts.iter().map(Vec::len).find(|&n| n != 1) else {
        return Ok(vec![parts.into_iter().flatten().collect()]);
    };
    if let Some(other) = parts.iter().map(Vec::len).find(|&n| n != 1 && n != rows) {
        let problem = format!("combines {rows} columns with {other}");
        return Err(arguments(&expr.to_string(), problem, expr));
    }
    Ok((0..rows)
        .map(|i| parts.iter().map(|part| part[if part.len() == 1 { 0 } else { i }].clone()).collect())
        .collect())
}

fn at(span: &Span, node: Node) -> Expr {
    Expr { node, span: span.clone() }
}

fn too_many(expr: &Expr) -> EvalError {
    arguments(&expr.to_string(), format!("has more than {MAX_COLUMNS} columns"), expr)
}
