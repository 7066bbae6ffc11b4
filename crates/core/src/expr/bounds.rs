//! Periods written in formulas and sample windows, in terms of the frequency of the data.

use super::ast::{Expr, Node};
use super::error::EvalError;
use super::functions::arguments;
use crate::period::{Frequency, Period};

/// The first and the last period of `frequency` that lie wholly inside `bound`: January and December of a year.
/// `None` when there is none.
pub(super) fn within(bound: Period, frequency: Frequency) -> Option<(Period, Period)> {
    if bound.frequency() == frequency {
        return Some((bound, bound));
    }
    if frequency == Frequency::Undated {
        // A number of four digits reads as a year.
        let number = Period::observation(bound.ordinal());
        return (bound.frequency() == Frequency::Annual).then_some((number, number));
    }
    let (begin, end) = (bound.first_day()?, bound.last_day()?);
    let first = Period::of_date(begin, frequency)?;
    let first = if first.first_day()? < begin { first.shift(1) } else { first };
    let last = Period::of_date(end, frequency)?;
    let last = if last.last_day()? > end { last.shift(-1) } else { last };
    (first <= last).then_some((first, last))
}

/// Reads a quoted period in a call; see [`within`].
pub(super) fn read(function: &str, argument: &Expr, frequency: Frequency) -> Result<(i32, i32), EvalError> {
    if frequency == Frequency::Undated {
        return Err(arguments(function, "needs dated data; these observations have no calendar", argument));
    }
    let Node::Text(text) = &argument.node else {
        let problem = format!("needs a period in quotes, such as \"2020-04\", not `{argument}`");
        return Err(arguments(function, problem, argument));
    };
    let bound: Period =
        text.parse().map_err(|e| arguments(function, format!("cannot use this period: {e}"), argument))?;
    let (first, last) = within(bound, frequency).ok_or_else(|| {
        let (noun, by) = (bound.frequency().noun(), frequency.noun());
        arguments(function, format!("cannot place the {noun} {bound} among data observed by {by}"), argument)
    })?;
    Ok((first.ordinal(), last.ordinal()))
}
