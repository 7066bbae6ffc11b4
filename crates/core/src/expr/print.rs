//! The canonical text of a tree: single spaces, fewest parentheses, round numbers without decimals. Parsing it
//! gives the tree back, spans aside.

use std::fmt::{self, Display, Formatter, Write};

use super::ast::{Expr, Formula, Node, Operator};
use super::lexer::is_plain_name;
use crate::sample::Intercept;

// How tightly a node binds; the same ladder as in the parser.
const SUM: u8 = 1;
const PRODUCT: u8 = 2;
const COLON: u8 = 3;
const UNARY: u8 = 4;
const POWER: u8 = 5;
const ATOM: u8 = 6;

impl Display for Expr {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write_expr(self, SUM, f)
    }
}

impl Display for Formula {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{} ~ ", self.outcome)?;
        match (self.intercept, self.terms.is_empty()) {
            (Intercept::Included, true) => f.write_str("1")?,
            (Intercept::Excluded, true) => f.write_str("0")?,
            (Intercept::Included, false) => {}
            (Intercept::Excluded, false) => f.write_str("0 + ")?,
        }
        write_list(&self.terms, " + ", f)?;
        if let Some(instruments) = &self.instruments {
            f.write_str(" | ")?;
            write_list(instruments, " + ", f)?;
        }
        Ok(())
    }
}

fn level(node: &Node) -> u8 {
    match node {
        Node::Number(value) if value.is_sign_negative() => UNARY,
        Node::Number(_) | Node::Text(_) | Node::Name(_) => ATOM,
        Node::Range(..) => COLON,
        Node::Negate(_) => UNARY,
        Node::Binary(Operator::Add | Operator::Subtract, ..) => SUM,
        Node::Binary(Operator::Multiply | Operator::Divide, ..) => PRODUCT,
        Node::Binary(Operator::Power, ..) => POWER,
        Node::Call(name, _) => {
            if name == ":" {
                COLON
            } else {
                ATOM
            }
        }
    }
}

fn write_expr(expr: &Expr, least: u8, f: &mut Formatter<'_>) -> fmt::Result {
    if level(&expr.node) < least {
        f.write_char('(')?;
        write_node(&expr.node, f)?;
        return f.write_char(')');
    }
    write_node(&expr.node, f)
}

fn write_node(node: &Node, f: &mut Formatter<'_>) -> fmt::Result {
    match node {
        Node::Number(value) => write_number(*value, f),
        Node::Text(text) => {
            let quote = if text.contains('"') { '\'' } else { '"' };
            write!(f, "{quote}{text}{quote}")
        }
        Node::Name(name) if is_plain_name(name) => f.write_str(name),
        Node::Name(name) => write!(f, "`{name}`"),
        Node::Range(first, last) => write!(f, "{first}:{last}"),
        Node::Negate(inner) => {
            f.write_char('-')?;
            write_expr(inner, UNARY, f)
        }
        Node::Binary(operator, left, right) => {
            let (symbol, at_left, at_right) = match operator {
                Operator::Add => (" + ", SUM, PRODUCT),
                Operator::Subtract => (" - ", SUM, PRODUCT),
                Operator::Multiply => (" * ", PRODUCT, COLON),
                Operator::Divide => (" / ", PRODUCT, COLON),
                Operator::Power => ("^", ATOM, UNARY),
            };
            write_expr(left, at_left, f)?;
            f.write_str(symbol)?;
            write_expr(right, at_right, f)
        }
        Node::Call(name, arguments) if name == ":" => {
            for (i, argument) in arguments.iter().enumerate() {
                if i > 0 {
                    f.write_char(':')?;
                }
                write_expr(argument, if i == 0 { COLON } else { UNARY }, f)?;
            }
            Ok(())
        }
        Node::Call(name, arguments) => {
            write!(f, "{name}(")?;
            write_list(arguments, ", ", f)?;
            f.write_char(')')
        }
    }
}

fn write_list(items: &[Expr], separator: &str, f: &mut Formatter<'_>) -> fmt::Result {
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            f.write_str(separator)?;
        }
        write_expr(item, SUM, f)?;
    }
    Ok(())
}

/// The shortest digits that read back as the same number.
fn write_number(value: f64, f: &mut Formatter<'_>) -> fmt::Result {
    let plain = value == 0.0 || (1e-5..1e15).contains(&value.abs());
    if plain { write!(f, "{value}") } else { write!(f, "{value:e}") }
}
