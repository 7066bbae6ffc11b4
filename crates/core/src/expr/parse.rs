//! From text to syntax tree.

use super::ast::{Expr, Formula};
use super::error::ParseError;

impl Formula {
    /// Parses `outcome ~ terms [| instruments]`.
    ///
    /// # Errors
    /// [`ParseError`] with the position of the first problem.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        Err(ParseError { source_text: text.into(), span: 0..0, message: String::new(), hint: String::new() })
    }
}

impl Expr {
    /// Parses one expression.
    ///
    /// # Errors
    /// [`ParseError`] with the position of the first problem.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        Err(ParseError { source_text: text.into(), span: 0..0, message: String::new(), hint: String::new() })
    }
}
