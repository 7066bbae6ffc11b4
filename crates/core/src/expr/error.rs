//! What can go wrong between the text of a formula and its numbers.

use super::ast::Span;
use crate::sample::SampleError;

/// A formula or expression that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct ParseError {
    /// The whole text.
    pub source_text: String,
    /// Where it goes wrong.
    pub span: Span,
    /// What is wrong.
    pub message: String,
    /// What to do about it; may be empty.
    pub hint: String,
}

/// A problem met while reading, before the text is attached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Problem {
    pub(super) span: Span,
    pub(super) message: String,
    pub(super) hint: String,
}

impl Problem {
    pub(super) fn new(span: Span, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { span, message: message.into(), hint: hint.into() }
    }

    pub(super) fn within(self, text: &str) -> ParseError {
        ParseError { source_text: text.into(), span: self.span, message: self.message, hint: self.hint }
    }
}

impl ParseError {
    /// The line of the source that goes wrong and, below it, carets under the offending characters. Columns
    /// count characters, not bytes; tabs stay tabs so that both lines align.
    pub fn with_caret(&self) -> String {
        let text = self.source_text.as_str();
        let start = floor(text, self.span.start);
        let end = floor(text, self.span.end).max(start);
        let line_start = text[..start].rfind('\n').map_or(0, |n| n + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |n| start + n);
        let padding: String =
            text[line_start..start].chars().map(|c| if c == '\t' { '\t' } else { ' ' }).collect();
        let carets = text[start..end.min(line_end)].chars().count().max(1);
        format!("{}\n{padding}{}", &text[line_start..line_end], "^".repeat(carets))
    }
}

/// The nearest character boundary at or before a byte position.
fn floor(text: &str, position: usize) -> usize {
    let mut at = position.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// An expression that cannot be evaluated.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum EvalError {
    /// A name that is neither a series nor a parameter.
    #[error("there is no series `{name}`")]
    UnknownSeries {
        /// The name.
        name: String,
        /// Where it stands in the source.
        span: Span,
        /// Known names that are spelt alike.
        suggestions: Vec<String>,
    },
    /// A function that does not exist.
    #[error("there is no function `{name}`")]
    UnknownFunction {
        /// The name.
        name: String,
        /// Where it stands in the source.
        span: Span,
        /// Known functions that are spelt alike.
        suggestions: Vec<String>,
    },
    /// Wrong number or kind of arguments.
    #[error("`{function}` {problem}")]
    Arguments {
        /// The function.
        function: String,
        /// What is wrong with the call.
        problem: String,
        /// Where it stands in the source.
        span: Span,
    },
    /// Series of different frequencies in one expression.
    #[error("`{left}` is observed by {left_noun}, `{right}` by {right_noun}")]
    MixedFrequencies {
        /// First series.
        left: String,
        /// Its frequency.
        left_noun: &'static str,
        /// Second series.
        right: String,
        /// Its frequency.
        right_noun: &'static str,
    },
    /// Units that cannot be added.
    #[error("`{expression}`: {message}")]
    Unit {
        /// The expression as written.
        expression: String,
        /// What clashes.
        message: String,
        /// Where it stands in the source.
        span: Span,
    },
    /// Missing observations inside the sample.
    #[error("`{series}` has no value for {}", list(periods))]
    Missing {
        /// The series or expression.
        series: String,
        /// The missing periods.
        periods: Vec<String>,
    },
    /// A value that is not finite although its inputs are: log of a negative number, division by zero.
    #[error("`{expression}` is {value} at {period}")]
    NotFinite {
        /// The expression.
        expression: String,
        /// Where.
        period: String,
        /// The value as printed: `NaN`, `inf`.
        value: String,
    },
    /// The series of a formula have no period in common.
    #[error("the series of the formula have no {noun} in common{window}")]
    NoOverlap {
        /// Word for a period.
        noun: &'static str,
        /// ` between … and …`, or empty.
        window: String,
    },
    /// An expression without any series has no frequency.
    #[error("`{expression}` names no series, so it has no time index")]
    NoSeries {
        /// The expression.
        expression: String,
    },
    /// The assembled sample is not valid.
    #[error(transparent)]
    Sample(#[from] SampleError),
}

fn list(periods: &[String]) -> String {
    const SHOWN: usize = 6;
    let head = periods.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(", ");
    if periods.len() > SHOWN { format!("{head} and {} more", periods.len() - SHOWN) } else { head }
}
