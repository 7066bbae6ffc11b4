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
