//! The syntax tree of formulas and expressions. Every node knows where it stands in the source.

use std::collections::BTreeSet;
use std::ops::Range;

use super::functions::depends_on_time;
use crate::sample::Intercept;

/// Byte positions in the source text.
pub type Span = Range<usize>;

/// An expression: a derived series, a term of a formula, or a scalar in a claim.
#[derive(Debug, Clone, PartialEq)]
pub struct Expr {
    /// What it is.
    pub node: Node,
    /// Where it stands.
    pub span: Span,
}

/// The kinds of expression.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// A number.
    Number(f64),
    /// Quoted text, single or double quotes.
    Text(String),
    /// A series or a parameter.
    Name(String),
    /// A lag range `1:12`, both ends included.
    Range(i32, i32),
    /// Minus.
    Negate(Box<Expr>),
    /// Two operands.
    Binary(Operator, Box<Expr>, Box<Expr>),
    /// A function with its arguments.
    Call(String, Vec<Expr>),
}

/// Arithmetic operators.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `^`
    Power,
}

/// A parsed formula: outcome, terms in order, constant, instruments.
#[derive(Debug, Clone, PartialEq)]
pub struct Formula {
    /// Left-hand side.
    pub outcome: Expr,
    /// Right-hand side, `x*z` already expanded to `x + z + x:z`; an interaction is a `Call(":", [x, z])`.
    pub terms: Vec<Expr>,
    /// Whether there is a constant (`0 +` or `- 1` removes it).
    pub intercept: Intercept,
    /// Terms after the bar, if there is one.
    pub instruments: Option<Vec<Expr>>,
    /// The text it was parsed from.
    pub source: String,
}

impl Expr {
    /// Names of all series and parameters it refers to.
    pub fn names(&self) -> BTreeSet<String> {
        let mut names = BTreeSet::new();
        self.collect_names(&mut names);
        names
    }

    /// Whether it can be a single number: it names no series or parameter and no function of time. Functions
    /// that the evaluator does not know are taken to return numbers, and their arguments may be text.
    pub fn is_scalar(&self) -> bool {
        match &self.node {
            Node::Number(_) => true,
            Node::Text(_) | Node::Name(_) | Node::Range(..) => false,
            Node::Negate(inner) => inner.is_scalar(),
            Node::Binary(_, left, right) => left.is_scalar() && right.is_scalar(),
            Node::Call(name, arguments) => {
                let scalar = |argument: &Self| matches!(argument.node, Node::Text(_)) || argument.is_scalar();
                !depends_on_time(name) && arguments.iter().all(scalar)
            }
        }
    }

    fn collect_names(&self, names: &mut BTreeSet<String>) {
        match &self.node {
            Node::Name(name) => {
                names.insert(name.clone());
            }
            Node::Negate(inner) => inner.collect_names(names),
            Node::Binary(_, left, right) => {
                left.collect_names(names);
                right.collect_names(names);
            }
            Node::Call(_, arguments) => arguments.iter().for_each(|argument| argument.collect_names(names)),
            Node::Number(_) | Node::Text(_) | Node::Range(..) => {}
        }
    }
}

impl Formula {
    /// Names of all series it refers to.
    pub fn names(&self) -> BTreeSet<String> {
        let instruments = self.instruments.iter().flatten();
        let all = std::iter::once(&self.outcome).chain(&self.terms).chain(instruments);
        all.flat_map(Expr::names).collect()
    }
}
