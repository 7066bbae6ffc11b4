//! What the result of an operation measures, and how it relates to its periods. `None` is a plain number, which
//! has neither.

use super::ast::Operator;
use crate::series::Aggregation;
use crate::unit::{Unit, UnitError};

/// The unit of a sum or difference. Logarithms of different quantities add: the result is the logarithm of
/// their product.
pub(super) fn sum(left: Option<&Unit>, right: Option<&Unit>) -> Result<Option<Unit>, UnitError> {
    match (left, right) {
        (None, other) | (other, None) => Ok(other.cloned()),
        (Some(Unit::Log(a)), Some(Unit::Log(b))) if a != b => Ok(Some(Unit::Log(Box::new(Unit::Unknown)))),
        (Some(Unit::Log(a)), Some(Unit::One)) | (Some(Unit::One), Some(Unit::Log(a))) => {
            Ok(Some(Unit::Log(a.clone())))
        }
        (Some(a), Some(b)) => a.sum(b).map(Some),
    }
}

/// The unit of a product. Pure numbers and dummies leave the other unit; anything else is not guessed.
pub(super) fn product(left: Option<&Unit>, right: Option<&Unit>) -> Option<Unit> {
    match (left, right) {
        (None, None) => None,
        (Some(Unit::One), Some(other)) | (Some(other), Some(Unit::One)) => Some(other.clone()),
        _ => Some(Unit::Unknown),
    }
}

/// The unit of a quotient. Equal known units give a pure number.
pub(super) fn quotient(left: Option<&Unit>, right: Option<&Unit>) -> Option<Unit> {
    match (left, right) {
        (None, None) => None,
        (Some(a), Some(b)) if a == b && *a != Unit::Unknown => Some(Unit::One),
        (Some(a), Some(Unit::One)) => Some(a.clone()),
        _ => Some(Unit::Unknown),
    }
}

/// The unit of a function of one series.
pub(super) fn mapped(function: &str, unit: Option<&Unit>) -> Option<Unit> {
    let unit = unit?;
    Some(match (function, unit) {
        ("log", unit) => Unit::Log(Box::new(unit.clone())),
        ("abs", unit) => unit.clone(),
        ("exp", Unit::Log(inner)) => (**inner).clone(),
        ("exp" | "sqrt", Unit::One) => Unit::One,
        _ => Unit::Unknown,
    })
}

/// The aggregation of a function of one series: a function of a flow is no flow.
pub(super) fn nonlinear(aggregation: Option<Aggregation>) -> Option<Aggregation> {
    aggregation.map(|rule| if rule == Aggregation::Sum { Aggregation::Unknown } else { rule })
}

/// The aggregation of two operands: what they share.
pub(super) fn shared(
    operator: Operator,
    left: Option<Aggregation>,
    right: Option<Aggregation>,
) -> Option<Aggregation> {
    match (left, right) {
        (None, None) => None,
        (rule, None) if operator == Operator::Power => nonlinear(rule),
        (Some(rule), None) => Some(rule),
        (None, Some(rule)) => {
            if matches!(operator, Operator::Divide | Operator::Power) {
                nonlinear(Some(rule))
            } else {
                Some(rule)
            }
        }
        (Some(a), Some(b)) if a == b => {
            if matches!(operator, Operator::Add | Operator::Subtract) {
                Some(a)
            } else {
                nonlinear(Some(a))
            }
        }
        _ => Some(Aggregation::Unknown),
    }
}
