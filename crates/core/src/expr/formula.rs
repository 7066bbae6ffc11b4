//! The grammar of formulas: terms, constant and instruments around the grammar of expressions.

use std::collections::BTreeSet;

use super::ast::{Expr, Formula, Node, Operator, Span};
use super::cursor::Parser;
use super::error::{ParseError, Problem};
use super::lexer::Token;
use super::parse::whole;
use crate::sample::Intercept;

/// Most terms that one product `a*b*c…` may expand to.
const MAX_EXPANSION: usize = 255;

impl Formula {
    /// Parses `outcome ~ terms [| instruments]`.
    ///
    /// # Errors
    /// [`ParseError`] with the position of the first problem.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        Parser::new(text).and_then(|parser| formula(parser, text)).map_err(|problem| problem.within(text))
    }
}

const SHAPE: &str = "write it as `outcome ~ regressors`, for example `log(usdjpy) ~ gap_10y`";

fn formula(mut parser: Parser<'_>, text: &str) -> Result<Formula, Problem> {
    let everything = 0..text.len();
    match parser.token() {
        Token::End => return Err(Problem::new(everything, "the formula is empty", SHAPE)),
        Token::Symbol('~') => {
            return Err(Problem::new(parser.span(), "there is no outcome before `~`", SHAPE));
        }
        _ => {}
    }
    let outcome = parser.sum()?;
    if !parser.accept('~') {
        return Err(match parser.token() {
            Token::End => {
                Problem::new(everything, "a formula needs `~` between outcome and regressors", SHAPE)
            }
            Token::Symbol(_) => parser.trailing(),
            _ => Problem { hint: SHAPE.into(), ..parser.unexpected("`~`") }.or_bad(parser.token()),
        });
    }
    parser.wanted = "a term";
    let start = parser.span().start;
    if *parser.token() == Token::End {
        let hint = "name at least one regressor, or write `1` for a constant only";
        return Err(Problem::new(before(text, start), "the right-hand side is empty", hint));
    }
    let right = list(&mut parser)?;
    let intercept = right.intercept.unwrap_or(Intercept::Included);
    if right.terms.is_empty() && intercept == Intercept::Excluded {
        let hint = "name at least one regressor, or write `1` for a constant only";
        return Err(Problem::new(start..parser.span().start, "nothing is left on the right-hand side", hint));
    }
    let instruments =
        if parser.accept('|') { Some(instruments(&mut parser, text, intercept)?) } else { None };
    match parser.token() {
        Token::End => {
            Ok(Formula { outcome, terms: right.terms, intercept, instruments, source: text.into() })
        }
        Token::Symbol('|') => Err(Problem::new(parser.span(), "a formula has at most one `|`", "")),
        _ => Err(after_term(&parser)),
    }
}

fn instruments(parser: &mut Parser<'_>, text: &str, intercept: Intercept) -> Result<Vec<Expr>, Problem> {
    let hint = "repeat the exogenous regressors there: `y ~ w + x | w + z`";
    let start = parser.span().start;
    if *parser.token() == Token::End {
        return Err(Problem::new(before(text, start), "there are no instruments after `|`", hint));
    }
    let list = list(parser)?;
    let span = start..parser.span().start;
    if list.terms.is_empty() {
        return Err(Problem::new(span, "there are no instruments after `|`", hint));
    }
    if list.intercept.is_some_and(|constant| constant != intercept) {
        let hint = "write `0 +` or `1 +` before the bar; it holds for both sides";
        return Err(Problem::new(span, "the constant differs before and after `|`", hint));
    }
    Ok(list.terms)
}

/// The last character before `end` that is not white space.
fn before(text: &str, end: usize) -> Span {
    let trimmed = text[..end].trim_end();
    let start = trimmed.char_indices().next_back().map_or(0, |(at, _)| at);
    start..trimmed.len()
}

fn after_term(parser: &Parser<'_>) -> Problem {
    match parser.token() {
        Token::Symbol('~') => Problem::new(parser.span(), "a formula has only one `~`", ""),
        Token::Symbol(_) => parser.trailing(),
        _ => Problem { hint: "terms are separated by `+`".into(), ..parser.unexpected("an operator") }
            .or_bad(parser.token()),
    }
}

/// Terms in order, and what was said about the constant.
struct TermList {
    terms: Vec<Expr>,
    intercept: Option<Intercept>,
}

fn list(parser: &mut Parser<'_>) -> Result<TermList, Problem> {
    let mut found = Vec::new();
    let mut intercept = None;
    let mut previous: Option<Expr> = None;
    let mut minus = parser.accept('-');
    if !minus {
        parser.accept('+');
    }
    loop {
        parser.new_term();
        let expr = parser.product()?;
        match (constant(&expr), minus) {
            (Some(0), false) | (Some(1), true) => intercept = Some(Intercept::Excluded),
            (Some(1), false) => intercept = Some(Intercept::Included),
            (_, true) => return Err(difference(previous, expr)),
            (_, false) => expand(&expr, &mut found)?,
        }
        previous = (constant(&expr).is_none()).then_some(expr);
        minus = parser.accept('-');
        if !minus && !parser.accept('+') {
            return Ok(TermList { terms: without_repeats(found), intercept });
        }
    }
}

fn constant(expr: &Expr) -> Option<i32> {
    match expr.node {
        Node::Number(value) => whole(value).filter(|n| matches!(n, 0 | 1)),
        _ => None,
    }
}

/// A bare difference of terms.
fn difference(previous: Option<Expr>, expr: Expr) -> Problem {
    let (span, node) = match previous {
        Some(left) => {
            let span = left.span.start..expr.span.end;
            (span, Node::Binary(Operator::Subtract, Box::new(left), Box::new(expr)))
        }
        None => (expr.span.clone(), Node::Negate(Box::new(expr))),
    };
    arithmetic(&Expr { node, span })
}

fn arithmetic(expr: &Expr) -> Problem {
    let hint = format!("write `I({expr})` to use the value as one regressor");
    Problem::new(expr.span.clone(), "arithmetic between terms needs `I()`", hint)
}

/// A term and whether it comes from the expansion of a product.
type Found = (Expr, bool);

fn expand(expr: &Expr, found: &mut Vec<Found>) -> Result<(), Problem> {
    if let Node::Binary(Operator::Multiply, ..) = expr.node {
        let mut terms = product(expr, expr)?;
        terms.sort_by_key(degree);
        found.extend(terms.into_iter().map(|term| (term, true)));
    } else {
        check_term(expr)?;
        found.push((expr.clone(), false));
    }
    Ok(())
}

/// The terms of `a*b`: those of `a`, those of `b`, and all interactions between them.
fn product(expr: &Expr, whole: &Expr) -> Result<Vec<Expr>, Problem> {
    let Node::Binary(Operator::Multiply, left, right) = &expr.node else {
        check_term(expr).map_err(|_| arithmetic(whole))?;
        return Ok(vec![expr.clone()]);
    };
    let (mut terms, right) = (product(left, whole)?, product(right, whole)?);
    if (terms.len() + 1).saturating_mul(right.len() + 1) > MAX_EXPANSION + 1 {
        let message = format!("the product expands to more than {MAX_EXPANSION} terms");
        return Err(Problem::new(
            whole.span.clone(),
            message,
            "list the interactions you need, such as `x:z`",
        ));
    }
    let interact = |a: &Expr, b: &Expr| Expr {
        node: Node::Call(":".into(), vec![a.clone(), b.clone()]),
        span: whole.span.clone(),
    };
    let crossed: Vec<Expr> = terms.iter().flat_map(|a| right.iter().map(move |b| interact(a, b))).collect();
    terms.extend(right);
    terms.extend(crossed);
    Ok(terms)
}

/// How many variables an interaction has.
fn degree(term: &Expr) -> usize {
    match &term.node {
        Node::Call(name, operands) if name == ":" => operands.iter().map(degree).sum(),
        _ => 1,
    }
}

fn check_term(expr: &Expr) -> Result<(), Problem> {
    let problem = |message: &str, hint: &str| Err(Problem::new(expr.span.clone(), message, hint));
    match &expr.node {
        Node::Call(name, operands) if name == ":" => operands.iter().try_for_each(check_term),
        Node::Name(_) | Node::Call(..) => Ok(()),
        Node::Negate(_) | Node::Binary(..) => Err(arithmetic(expr)),
        Node::Number(_) => {
            problem("a number is not a term", "`0` and `1` set the constant, `I(2 * x)` scales")
        }
        Node::Text(_) => {
            problem("text is not a term", "a name with unusual characters is written in backticks")
        }
        Node::Range(..) => {
            problem("a range is not a term", "ranges of lags stand in calls, such as `L(x, 1:12)`")
        }
    }
}

/// Drops terms of expanded products that the formula has already; what was written twice stays twice.
fn without_repeats(found: Vec<Found>) -> Vec<Expr> {
    if found.iter().all(|(_, expanded)| !expanded) {
        return found.into_iter().map(|(term, _)| term).collect();
    }
    let mut seen: BTreeSet<String> =
        found.iter().filter(|(_, expanded)| !expanded).map(|(term, _)| term.to_string()).collect();
    let keep = |(term, expanded): Found| (!expanded || seen.insert(term.to_string())).then_some(term);
    found.into_iter().filter_map(keep).collect()
}
