//! From tokens to the tree of one expression. Binding, loosest first: `+ -`, `* /`, `:`, unary minus, `^`.

use super::ast::{Expr, Node, Operator, Span};
use super::cursor::{Parser, never_closed};
use super::error::{ParseError, Problem};
use super::lexer::Token;

impl Expr {
    /// Parses one expression.
    ///
    /// # Errors
    /// [`ParseError`] with the position of the first problem.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        Parser::new(text)
            .and_then(|mut parser| parser.whole_expression())
            .map_err(|problem| problem.within(text))
    }
}

impl Parser<'_> {
    fn whole_expression(&mut self) -> Result<Expr, Problem> {
        if *self.token() == Token::End {
            return Err(Problem::new(
                self.everything(),
                "the expression is empty",
                "write a name or a number",
            ));
        }
        let expr = self.sum()?;
        match self.token() {
            Token::End => Ok(expr),
            Token::Symbol('~' | '|') => {
                let message = format!("{} belongs to formulas, not to expressions", self.found());
                Err(Problem::new(
                    self.span(),
                    message,
                    "write one expression without outcome and instruments",
                ))
            }
            _ => Err(self.trailing()),
        }
    }

    /// Sums and differences.
    pub(super) fn sum(&mut self) -> Result<Expr, Problem> {
        let mut left = self.product()?;
        loop {
            let operator = match self.token() {
                Token::Symbol('+') => Operator::Add,
                Token::Symbol('-') => Operator::Subtract,
                _ => return Ok(left),
            };
            self.operator()?;
            let right = self.product()?;
            left = binary(operator, left, right);
        }
    }

    /// Products and quotients.
    pub(super) fn product(&mut self) -> Result<Expr, Problem> {
        let mut left = self.colon()?;
        loop {
            let operator = match self.token() {
                Token::Symbol('*') => Operator::Multiply,
                Token::Symbol('/') => Operator::Divide,
                _ => return Ok(left),
            };
            self.operator()?;
            let right = self.colon()?;
            left = binary(operator, left, right);
        }
    }

    /// Ranges of whole numbers and interactions of everything else.
    fn colon(&mut self) -> Result<Expr, Problem> {
        let mut left = self.unary()?;
        while *self.token() == Token::Symbol(':') {
            self.operator()?;
            let right = self.unary()?;
            let span = left.span.start..right.span.end;
            let node = if let (Some(first), Some(last)) = (literal(&left), literal(&right)) {
                let hint = "write a range of lags as 1:12";
                let problem = || Problem::new(span.clone(), "a range needs whole numbers at both ends", hint);
                let (first, last) = whole(first).zip(whole(last)).ok_or_else(problem)?;
                Node::Range(first, last)
            } else {
                Node::Call(":".into(), vec![left, right])
            };
            left = Expr { node, span };
        }
        Ok(left)
    }

    fn unary(&mut self) -> Result<Expr, Problem> {
        let start = self.span().start;
        if self.accept('-') {
            let inner = self.deeper(Self::unary)?;
            let span = start..inner.span.end;
            return Ok(Expr { node: Node::Negate(Box::new(inner)), span });
        }
        if self.accept('+') {
            return self.deeper(Self::unary);
        }
        let base = self.atom()?;
        if *self.token() != Token::Symbol('^') {
            return Ok(base);
        }
        self.operator()?;
        let exponent = self.deeper(Self::unary)?;
        Ok(binary(Operator::Power, base, exponent))
    }

    fn atom(&mut self) -> Result<Expr, Problem> {
        let span = self.span();
        let node = match self.token().clone() {
            Token::Number(value) => Node::Number(value),
            Token::Text(text) => Node::Text(text),
            Token::Quoted(name) => Node::Name(name),
            Token::Name(name) => {
                self.step();
                if *self.token() != Token::Symbol('(') {
                    return Ok(Expr { node: Node::Name(name), span });
                }
                let (arguments, end) = self.arguments()?;
                return Ok(Expr { node: Node::Call(name, arguments), span: span.start..end });
            }
            Token::Symbol('(') => {
                self.step();
                let inner = self.deeper(Self::sum)?;
                let end = self.close(&span)?;
                return Ok(Expr { node: inner.node, span: span.start..end });
            }
            _ => return Err(self.unexpected(self.operand())),
        };
        self.step();
        Ok(Expr { node, span })
    }

    /// Arguments in parentheses and the end of the closing one.
    fn arguments(&mut self) -> Result<(Vec<Expr>, usize), Problem> {
        let open = self.span();
        self.step();
        let end = self.span().end;
        if self.accept(')') {
            return Ok((Vec::new(), end));
        }
        let mut arguments = Vec::new();
        loop {
            if *self.token() == Token::End && arguments.is_empty() {
                return Err(never_closed(&open));
            }
            arguments.push(self.deeper(Self::sum)?);
            if !self.accept(',') {
                return Ok((arguments, self.close(&open)?));
            }
        }
    }

    /// Steps over the closing parenthesis that belongs to `open`.
    fn close(&mut self, open: &Span) -> Result<usize, Problem> {
        let end = self.span().end;
        match self.token() {
            Token::Symbol(')') => {
                self.step();
                Ok(end)
            }
            Token::End | Token::Symbol('~' | '|') => Err(never_closed(open)),
            _ => Err(Problem { hint: "is an operator or a `,` missing?".into(), ..self.unexpected("`)`") }
                .or_bad(self.token())),
        }
    }
}

fn binary(operator: Operator, left: Expr, right: Expr) -> Expr {
    let span = left.span.start..right.span.end;
    Expr { node: Node::Binary(operator, Box::new(left), Box::new(right)), span }
}

/// The value of a number with or without a minus sign.
fn literal(expr: &Expr) -> Option<f64> {
    match &expr.node {
        Node::Number(value) => Some(*value),
        Node::Negate(inner) => match inner.node {
            Node::Number(value) => Some(-value),
            _ => None,
        },
        _ => None,
    }
}

/// A whole number in the range of an `i32`.
pub(super) fn whole(value: f64) -> Option<i32> {
    let fits = value.fract() == 0.0 && (f64::from(i32::MIN)..=f64::from(i32::MAX)).contains(&value);
    fits.then_some(value as i32)
}
