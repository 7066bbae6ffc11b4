//! A scenario as written in `study.toml`.

use fxsens_core::period::{Frequency, Period};
use serde::{Deserialize, Serialize};

use crate::file::FigureKey;

/// A path of the deficit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScenarioFile {
    /// Id on the command line.
    pub id: String,
    /// Label as printed.
    pub label: String,
    /// Where the path comes from.
    pub source: String,
    /// The published figure it starts from.
    pub base: FigureKey,
    /// Where it goes.
    pub target: Target,
    /// Lowest and highest level at the end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub range: Option<Range>,
    /// Last month before the ramp.
    pub first: Period,
    /// Month in which the target is reached.
    pub last: Period,
}

/// Where a path goes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Target {
    /// So many times the base level.
    Multiple(f64),
    /// A deficit, JPY trillion a year.
    Level(f64),
    /// Published figures, each reached in the last month of its period.
    Figures(Vec<FigureKey>),
}

/// Levels at the end of a path, JPY trillion a year.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Range {
    /// Lowest.
    pub low: f64,
    /// Highest.
    pub high: f64,
}

impl ScenarioFile {
    /// Whether dates, target and range make a path.
    pub fn is_sound(&self) -> bool {
        let positive = |value: f64| value.is_finite() && value > 0.0;
        let target = match &self.target {
            Target::Multiple(value) | Target::Level(value) => positive(*value),
            Target::Figures(keys) => !keys.is_empty(),
        };
        target
            && self.first.frequency() == Frequency::Monthly
            && self.last.since(self.first).is_some_and(|months| (1..=1200).contains(&months))
            && self.range.is_none_or(|r| positive(r.low) && positive(r.high) && r.low <= r.high)
    }
}
