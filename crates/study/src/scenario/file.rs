//! Flows and scenarios as written in `study.toml`.

use fxsens_core::period::{Frequency, Period};
use serde::{Deserialize, Serialize};

use crate::file::FigureKey;

/// A flow that scenarios move, with its past.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FlowFile {
    /// Id that scenarios name.
    pub id: String,
    /// Name as printed: what its level measures, JPY trillion a year.
    pub label: String,
    /// What a larger level is for the yen.
    pub larger: Direction,
    /// A monthly series whose yearly sums are the past before the published years.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub series: Option<SeriesFile>,
    /// Published calendar years, in order, one vintage each.
    #[serde(rename = "year")]
    pub years: Vec<YearFile>,
}

/// Whether a larger flow sells or buys yen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// More is paid abroad: a deficit.
    Weaker,
    /// More is received: a surplus.
    Stronger,
}

impl Direction {
    /// Change of the deficit for a change of the level by one.
    pub fn sign(self) -> f64 {
        match self {
            Self::Weaker => 1.0,
            Self::Stronger => -1.0,
        }
    }
}

/// A series and its last calendar year to use.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeriesFile {
    /// Catalogue id.
    pub id: String,
    /// Last year.
    pub last: i32,
}

/// A published year.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct YearFile {
    /// Calendar year.
    pub year: i32,
    /// Its level.
    pub level: LevelFile,
}

/// A level made of published balances.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LevelFile {
    /// Balances that count as they are.
    #[serde(default)]
    pub plus: Vec<FigureKey>,
    /// Balances that count with the opposite sign: a deficit is minus a balance.
    #[serde(default)]
    pub minus: Vec<FigureKey>,
}

/// A path of a flow.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScenarioFile {
    /// Id on the command line.
    pub id: String,
    /// Label as printed.
    pub label: String,
    /// Where the path comes from.
    pub source: String,
    /// The flow it moves.
    pub flow: String,
    /// Published figures that make up the level it starts from.
    pub base: LevelFile,
    /// Where it goes.
    pub target: Target,
    /// Lowest and highest level at the end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub range: Option<Range>,
    /// Last month before the path moves.
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
    /// A level, JPY trillion a year.
    Level(f64),
    /// Growth in per cent a year, compounded month by month.
    Growth(f64),
    /// A share of another published level.
    Share {
        /// The whole.
        of: LevelFile,
        /// The share of it that is reached, 0 to 1.
        share: f64,
    },
    /// Published years, each reached in its December.
    Years(Vec<YearFile>),
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

impl LevelFile {
    fn names_a_figure(&self) -> bool {
        !(self.plus.is_empty() && self.minus.is_empty())
    }
}

impl ScenarioFile {
    /// Whether dates, target and range make a path.
    pub fn is_sound(&self) -> bool {
        let positive = |value: f64| value.is_finite() && value > 0.0;
        let target = match &self.target {
            Target::Multiple(value) | Target::Level(value) => positive(*value),
            Target::Growth(rate) => rate.is_finite() && *rate > -100.0 && rate.abs() > 0.0,
            Target::Share { of, share } => of.names_a_figure() && (0.0..=1.0).contains(share),
            Target::Years(years) => !years.is_empty() && years.iter().all(|year| year.level.names_a_figure()),
        };
        target
            && self.base.names_a_figure()
            && self.first.frequency() == Frequency::Monthly
            && self.last.since(self.first).is_some_and(|months| (1..=1200).contains(&months))
            && self.range.is_none_or(|r| positive(r.low) && positive(r.high) && r.low <= r.high)
    }
}

#[cfg(test)]
mod tests {
    use fxsens_core::published::{Published, PublishedFigure};

    use super::*;
    use crate::scenario::path::FlowPath;

    fn period(text: &str) -> Period {
        text.parse().unwrap_or_else(|error| panic!("{error}"))
    }

    #[test]
    fn growth_is_compounded_and_a_share_is_of_the_whole() {
        let figure = |series: &str, value: f64| PublishedFigure {
            series: series.into(),
            item: "net".into(),
            definition: "n/a".into(),
            basis: "CY".into(),
            period: "2024".into(),
            vintage: "2025-02".into(),
            status: String::new(),
            value: Some(value),
            outlet: String::new(),
            note: String::new(),
        };
        let key = |series: &str| FigureKey {
            series: series.into(),
            definition: "n/a".into(),
            basis: "CY".into(),
            period: "2024".into(),
            vintage: "2025-02".into(),
        };
        let published = Published {
            first_releases: vec![figure("travel", 6.0), figure("income", 40.0)],
            ..Published::default()
        };
        let level = |series: &str| LevelFile { plus: vec![key(series)], minus: Vec::new() };
        let changes = |target: Target| {
            let file = ScenarioFile {
                id: "test".into(),
                label: String::new(),
                source: String::new(),
                flow: "travel".into(),
                base: level("travel"),
                target,
                range: None,
                first: period("2024-12"),
                last: period("2026-12"),
            };
            assert!(file.is_sound());
            FlowPath::from_file(&file, &published).unwrap_or_else(|error| panic!("{error}")).changes
        };
        // 6 × 1.1 and 6 × 1.21.
        let grown = changes(Target::Growth(10.0));
        assert!((grown[12] - 0.6).abs() < 1e-12 && (grown[24] - 1.26).abs() < 1e-12, "{grown:?}");
        // A quarter of 40 is 4 more than 6, half of the way after a year.
        let shared = changes(Target::Share { of: level("income"), share: 0.25 });
        assert!((shared[12] - 2.0).abs() < 1e-12 && (shared[24] - 4.0).abs() < 1e-12, "{shared:?}");
    }
}
