//! What can go wrong before a curve is computed. Afterwards a failure is a row.

use std::path::PathBuf;

use crate::error::StudyError;

/// A grid that cannot be run.
#[derive(Debug, thiserror::Error)]
pub enum CurveError {
    /// The file cannot be read.
    #[error("cannot read the grid {}: {reason}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// The file is not valid TOML or has unknown keys.
    #[error("{} is not a valid grid", path.display())]
    Toml {
        /// The file.
        path: PathBuf,
        /// Its text.
        text: String,
        /// What the reader says.
        error: Box<toml::de::Error>,
    },
    /// A place names an axis that does not exist.
    #[error("{place} names the axis `{found}`; the axes are {}", expected.join(", "))]
    Axis {
        /// Block, exclusion or replica.
        place: String,
        /// What it names.
        found: String,
        /// The axes.
        expected: Vec<String>,
        /// Axes close to it in spelling.
        suggestions: Vec<String>,
    },
    /// A place names a value that its axis does not have.
    #[error("{place} names `{found}` on the axis `{axis}`, whose values are {}", expected.join(", "))]
    Value {
        /// Block, exclusion or replica.
        place: String,
        /// The axis.
        axis: &'static str,
        /// What it names.
        found: String,
        /// The values.
        expected: Vec<String>,
        /// Values close to it in spelling.
        suggestions: Vec<String>,
    },
    /// A key is out of range.
    #[error("{place}: {problem}; expected {expected}")]
    Range {
        /// Where.
        place: String,
        /// What is found.
        problem: String,
        /// What would do.
        expected: String,
    },
    /// A series is not in the data and the value does not say that it has to be brought along.
    #[error("`{value}` on the axis `{axis}` reads the series `{series}`, which is not in the data")]
    Series {
        /// The axis.
        axis: &'static str,
        /// The value.
        value: String,
        /// The series.
        series: String,
        /// Series close to it in spelling.
        suggestions: Vec<String>,
    },
    /// An expression cannot be read.
    #[error("`{value}` on the axis `{axis}`: the expression `{expression}` cannot be read: {reason}")]
    Expression {
        /// The axis.
        axis: &'static str,
        /// The value.
        value: String,
        /// The expression.
        expression: String,
        /// Why.
        reason: String,
    },
    /// Saved rows do not belong to this run.
    #[error("{place}: {problem}")]
    Saved {
        /// The file or folder.
        place: String,
        /// What is wrong.
        problem: String,
    },
    /// No spec could be estimated.
    #[error("no spec of the grid could be estimated; the first failure: {first}")]
    Nothing {
        /// The first error.
        first: String,
    },
    /// The joint test cannot be made.
    #[error("the joint test cannot be made: {reason}")]
    Joint {
        /// Why.
        reason: String,
    },
    /// The study that the effects refer to.
    #[error(transparent)]
    Study(#[from] StudyError),
}

impl CurveError {
    /// What to do about it; empty when the message says it.
    pub fn hint(&self) -> String {
        let mean = |suggestions: &[String]| {
            let quoted: Vec<String> = suggestions.iter().map(|close| format!("`{close}`")).collect();
            if quoted.is_empty() { String::new() } else { format!("did you mean {}?", quoted.join(" or ")) }
        };
        match self {
            Self::Read { .. } => "name a grid file, e.g. studies/digital-deficit/grid.toml".into(),
            Self::Axis { suggestions, .. } | Self::Value { suggestions, .. } => mean(suggestions),
            Self::Series { suggestions, .. } => {
                let hint = mean(suggestions);
                format!("{hint} `fxsens data list` shows all series; `needs = \"…\"` marks one that is not shipped")
                    .trim()
                    .to_owned()
            }
            Self::Saved { .. } => "run it again into another folder, or without --resume".into(),
            _ => String::new(),
        }
    }
}
