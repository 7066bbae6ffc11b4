//! The formula and expression language: parser, syntax tree and evaluation on a dataset.

mod ast;
mod error;
mod evaluate;
mod parse;

pub use ast::{Expr, Formula, Node, Operator, Span};
pub use error::{EvalError, ParseError};
pub use evaluate::{Evaluator, Window};
