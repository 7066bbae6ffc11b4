//! What is wrong with a claims file before anything is compared: in which claim, where in the text, what to do.

use std::ops::Range;

use fxsens_core::expr::{Expr, ParseError};
use fxsens_core::suggest::closest;
use serde::Deserialize;
use toml::Spanned;

use super::file::{Check, Claim, ClaimFile};
use super::scalar::{FUNCTIONS, ScalarContext, ScalarError};

/// A claims file that cannot be used.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{place}: {what}")]
pub struct ClaimProblem {
    /// The claim, and the check within it.
    pub place: String,
    /// What is wrong.
    pub what: String,
    /// Bytes of the file that are at fault.
    pub span: Option<Range<usize>>,
    /// What to do about it.
    pub hint: String,
}

/// Where the parts of a file stand in its text.
#[derive(Debug, Deserialize)]
struct Places {
    #[serde(rename = "claim", default)]
    claims: Vec<ClaimPlaces>,
}

#[derive(Debug, Deserialize)]
struct ClaimPlaces {
    id: Spanned<String>,
    #[serde(rename = "check", default)]
    checks: Vec<CheckPlaces>,
}

#[derive(Debug, Deserialize)]
struct CheckPlaces {
    label: Spanned<String>,
    expression: Spanned<String>,
    tolerance: Spanned<f64>,
}

/// Checks that ids are there and differ, that every claim has something to compute or says why not, and that every
/// expression is one. Figures that the data lack are no fault of the file: they come out as a check that differs.
///
/// # Errors
/// The first problem, with its place in `text`.
pub fn validate(
    file: &ClaimFile,
    text: &str,
    context: ScalarContext<'_>,
    known: &[&str],
) -> Result<(), ClaimProblem> {
    if file.claims.is_empty() {
        return Err(ClaimProblem {
            place: "the file".into(),
            what: "it holds no claim".into(),
            span: None,
            hint: "start each claim with [[claim]]; `fxsens explain claims` shows a file".into(),
        });
    }
    let places: Option<Places> = toml::from_str(text).ok();
    for (i, claim) in file.claims.iter().enumerate() {
        let place = places.as_ref().and_then(|places| places.claims.get(i));
        let at_id = || place.map(|place| place.id.span());
        let problem = |what: &str, hint: &str| ClaimProblem {
            place: format!("claim `{}`", claim.id),
            what: what.into(),
            span: at_id(),
            hint: hint.into(),
        };
        if claim.id.trim().is_empty() {
            return Err(problem(
                "the id is empty",
                "give every claim a short id of its own, for example `C1`",
            ));
        }
        if file.claims[..i].iter().any(|other| other.id == claim.id) {
            return Err(problem("the id is used twice", "give every claim an id of its own"));
        }
        if claim.checks.is_empty() && claim.reason.trim().is_empty() {
            return Err(problem(
                "there is nothing to compute and no reason why",
                "add a [[claim.check]], or say in `reason` why the claim cannot be checked",
            ));
        }
        for (j, check) in claim.checks.iter().enumerate() {
            let place = place.and_then(|place| place.checks.get(j));
            validate_check(claim, (j, check), (place, text), context, known)?;
        }
    }
    Ok(())
}

fn validate_check(
    claim: &Claim,
    (number, check): (usize, &Check),
    (place, text): (Option<&CheckPlaces>, &str),
    context: ScalarContext<'_>,
    known: &[&str],
) -> Result<(), ClaimProblem> {
    let problem = |what: String, span: Option<Range<usize>>, hint: String| ClaimProblem {
        place: format!("claim `{}`, check {}", claim.id, number + 1),
        what,
        span,
        hint,
    };
    if !(check.tolerance >= 0.0 && check.tolerance.is_finite()) {
        return Err(problem(
            format!("the tolerance is {}; it must be zero or more", check.tolerance),
            place.map(|place| place.tolerance.span()),
            "give half a unit of the last digit of `value`".into(),
        ));
    }
    if check.claim.is_some() != check.holds.is_some() {
        let (there, lacking) = if check.claim.is_some() { ("claim", "holds") } else { ("holds", "claim") };
        return Err(problem(
            format!("`{there}` is given without `{lacking}`"),
            place.map(|place| place.label.span()),
            "`claim` is the comparison with the claimed number, `holds` says how it should come out; give both or neither"
                .into(),
        ));
    }
    let whole = place.map(|place| place.expression.span());
    let expression = Expr::parse(&check.expression).map_err(|error| {
        let ParseError { span, message, hint, .. } = error;
        problem(
            format!("the expression cannot be read: {message}"),
            within(whole.clone(), &check.expression, &span, text),
            hint,
        )
    })?;
    match context.evaluate(&expression) {
        Ok(_) | Err(ScalarError::Missing { .. } | ScalarError::Ambiguous { .. }) => Ok(()),
        Err(error) => {
            let hint = match &error {
                ScalarError::UnknownSeries(id) => {
                    suggestion(id, known.iter().copied(), "`fxsens data list` shows all series")
                }
                ScalarError::UnknownFunction(name) => suggestion(
                    name,
                    FUNCTIONS.into_iter(),
                    &format!("the functions are {}", FUNCTIONS.join(", ")),
                ),
                ScalarError::NotScalar(_) => {
                    "a check is one number: take a series at a period, for example year('bop_goods', 2023) or at('usdjpy', '2023-12')"
                        .into()
                }
                _ => String::new(),
            };
            Err(problem(error.to_string(), whole, hint))
        }
    }
}

fn suggestion<'a>(wanted: &str, known: impl Iterator<Item = &'a str>, otherwise: &str) -> String {
    let close: Vec<String> = closest(wanted, known).iter().map(|name| format!("`{name}`")).collect();
    if close.is_empty() {
        otherwise.to_owned()
    } else {
        format!("did you mean {}? {otherwise}", close.join(" or "))
    }
}

/// A place within an expression as a place in the file, where the expression stands in the file as it is.
fn within(
    whole: Option<Range<usize>>,
    expression: &str,
    part: &Range<usize>,
    text: &str,
) -> Option<Range<usize>> {
    let whole = whole?;
    let start = whole.start + 1;
    let written = text.get(start..start + expression.len());
    if written == Some(expression) { Some(start + part.start..start + part.end) } else { Some(whole) }
}
