//! Operations on two operands, with the unit of the result.

use super::ast::{Expr, Node, Operator};
use super::error::EvalError;
use super::functions::arguments;
use super::parse::whole;
use super::plan::{Kind, Plan, number};
use super::units;
use crate::unit::Unit;

/// Plans an operation on two operands.
pub(super) fn arithmetic<'e>(
    expr: &'e Expr,
    operator: Operator,
    left: Plan<'e>,
    right: Plan<'e>,
) -> Result<Plan<'e>, EvalError> {
    if let (Some(a), Some(b)) = (left.constant(), right.constant()) {
        return Ok(number(expr, apply(operator, a, b)));
    }
    let (a, b) = (left.unit.as_ref(), right.unit.as_ref());
    let is_one = |plan: &Plan<'_>| plan.constant().is_some_and(|value| matches!(whole(value), Some(1 | -1)));
    let unit = match operator {
        Operator::Add | Operator::Subtract => {
            units::sum(a, b).map_err(|error| clash(expr, &error.to_string()))?
        }
        Operator::Multiply | Operator::Divide if is_one(&right) => a.cloned(),
        Operator::Multiply if is_one(&left) => b.cloned(),
        Operator::Multiply => units::product(a, b),
        Operator::Divide => units::quotient(a, b),
        Operator::Power if right.constant().and_then(whole) == Some(1) => a.cloned(),
        Operator::Power => Some(Unit::Unknown),
    };
    let aggregation = units::shared(operator, left.aggregation, right.aggregation);
    Ok(Plan { expr, unit, aggregation, kind: Kind::Arithmetic(operator, Box::new(left), Box::new(right)) })
}

/// The result of one operation.
pub(super) fn apply(operator: Operator, a: f64, b: f64) -> f64 {
    match operator {
        Operator::Add => a + b,
        Operator::Subtract => a - b,
        Operator::Multiply => a * b,
        Operator::Divide => a / b,
        // Small whole powers by multiplication: exact where the result is.
        Operator::Power => match whole(b) {
            Some(n) if (-32..=32).contains(&n) => a.powi(n),
            _ => a.powf(b),
        },
    }
}

fn clash(expr: &Expr, message: &str) -> EvalError {
    EvalError::Unit { expression: expr.to_string(), message: message.into(), span: expr.span.clone() }
}

/// Plans a conversion to another unit.
pub(super) fn convert<'e>(
    expr: &'e Expr,
    inner: Plan<'e>,
    target: Option<&'e Expr>,
) -> Result<Plan<'e>, EvalError> {
    let Some(Expr { node: Node::Text(text), .. }) = target else {
        return Err(arguments("convert", "needs a unit in quotes, such as \"JPY trillion\"", expr));
    };
    let unit: Unit = text.parse().unwrap_or(Unit::Unknown);
    let from = inner.stated_unit();
    if unit == Unit::Unknown || from == Unit::Unknown {
        return Err(clash(expr, &format!("cannot convert between `{from}` and `{unit}`")));
    }
    let factor = from.factor_to(&unit).map_err(|error| clash(expr, &error.to_string()))?;
    // Dividing by a power of ten is exact, multiplying by a tenth is not.
    let back = unit.factor_to(&from).unwrap_or(1.0);
    let (operator, by) = if factor < 1.0 { (Operator::Divide, back) } else { (Operator::Multiply, factor) };
    let aggregation = inner.aggregation;
    let kind = Kind::Arithmetic(operator, Box::new(inner), Box::new(number(expr, by)));
    Ok(Plan { expr, unit: Some(unit), aggregation, kind })
}
