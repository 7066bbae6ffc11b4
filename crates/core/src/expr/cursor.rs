//! A position in the tokens of a text: looking, stepping, and saying what is wrong there.

use super::ast::{Expr, Span};
use super::error::Problem;
use super::lexer::{Lexeme, Token, lex};

/// Longest text that is read, in bytes.
const MAX_LENGTH: usize = 20_000;
/// Deepest nesting of parentheses, calls, signs and powers.
const MAX_DEPTH: usize = 64;
/// Most operators in one expression: every one may add a level to the tree.
const MAX_OPERATORS: usize = 500;

/// A position in the tokens of a text.
pub(super) struct Parser<'t> {
    text: &'t str,
    lexemes: Vec<Lexeme>,
    at: usize,
    depth: usize,
    operators: usize,
    /// What is expected outside all parentheses: "a value", "a term".
    pub(super) wanted: &'static str,
}

impl<'t> Parser<'t> {
    pub(super) fn new(text: &'t str) -> Result<Self, Problem> {
        if text.len() > MAX_LENGTH {
            let message = format!("the text has {} bytes, more than the {MAX_LENGTH} allowed", text.len());
            return Err(Problem::new(0..0, message, "define parts of it as derived series"));
        }
        Ok(Self { text, lexemes: lex(text), at: 0, depth: 0, operators: 0, wanted: "a value" })
    }

    pub(super) fn token(&self) -> &Token {
        // The list ends with `End` or `Bad`, and nothing moves past those.
        self.lexemes.get(self.at).map_or(&Token::End, |lexeme| &lexeme.token)
    }

    pub(super) fn span(&self) -> Span {
        self.lexemes.get(self.at).map_or(self.text.len()..self.text.len(), |lexeme| lexeme.span.clone())
    }

    /// The current token as written, in backticks.
    pub(super) fn found(&self) -> String {
        format!("`{}`", &self.text[self.span()])
    }

    /// The whole text.
    pub(super) fn everything(&self) -> Span {
        0..self.text.len()
    }

    /// Steps over the current token.
    pub(super) fn step(&mut self) {
        self.at += 1;
    }

    /// What an operand is called here.
    pub(super) fn operand(&self) -> &'static str {
        if self.depth == 0 { self.wanted } else { "a value" }
    }

    /// Steps over a symbol if it is the current token.
    pub(super) fn accept(&mut self, symbol: char) -> bool {
        let found = *self.token() == Token::Symbol(symbol);
        self.at += usize::from(found);
        found
    }

    /// Starts the count of operators anew: a term of a formula is an expression of its own.
    pub(super) fn new_term(&mut self) {
        self.operators = 0;
    }

    /// What is wrong when something else than the current token is wanted.
    pub(super) fn unexpected(&self, wanted: &str) -> Problem {
        let before = self.at.checked_sub(1).and_then(|at| self.lexemes.get(at));
        let after = before.map_or_else(String::new, |b| format!(" after `{}`", &self.text[b.span.clone()]));
        match self.token() {
            Token::Bad(problem) => problem.clone(),
            Token::End => {
                let span = before.map_or(self.span(), |b| b.span.clone());
                Problem::new(span, format!("expected {wanted}{after}"), "the text ends too early")
            }
            _ => Problem::new(self.span(), format!("expected {wanted}{after}, found {}", self.found()), ""),
        }
    }

    /// What is wrong with the token after a complete expression.
    pub(super) fn trailing(&self) -> Problem {
        match self.token() {
            Token::Symbol(')') => {
                Problem::new(self.span(), "there is no `(` for this `)`", "remove it or add the opening `(`")
            }
            Token::Symbol(',') => {
                Problem::new(self.span(), "`,` separates arguments and stands only inside a call", "")
            }
            _ => Problem { hint: "is an operator missing?".into(), ..self.unexpected("an operator") },
        }
        .or_bad(self.token())
    }

    /// Runs `parse` one level deeper.
    pub(super) fn deeper(&mut self, parse: fn(&mut Self) -> Result<Expr, Problem>) -> Result<Expr, Problem> {
        if self.depth == MAX_DEPTH {
            let message = format!("the expression is nested more than {MAX_DEPTH} levels deep");
            return Err(Problem::new(self.span(), message, "define parts of it as derived series"));
        }
        self.depth += 1;
        let result = parse(self);
        self.depth -= 1;
        result
    }

    /// Steps over an operator and counts it.
    pub(super) fn operator(&mut self) -> Result<(), Problem> {
        self.operators += 1;
        if self.operators > MAX_OPERATORS {
            let message = format!("one expression has more than {MAX_OPERATORS} operators");
            return Err(Problem::new(self.span(), message, "define parts of it as derived series"));
        }
        self.at += 1;
        Ok(())
    }
}

impl Problem {
    /// The lexer's own problem where there is one.
    pub(super) fn or_bad(self, token: &Token) -> Self {
        if let Token::Bad(problem) = token { problem.clone() } else { self }
    }
}

/// A parenthesis without its partner.
pub(super) fn never_closed(open: &Span) -> Problem {
    Problem::new(open.clone(), "this `(` is never closed", "add the closing `)`")
}
