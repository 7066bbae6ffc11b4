//! What a scenario comes to.

use fxsens_core::period::Period;
use serde::{Deserialize, Serialize};

use super::flow::Flow;
use super::plausibility::Plausibility;
use crate::effect::Effect;
use crate::file::Tier;

/// Schema id of the JSON of a scenario.
pub const SCENARIO_SCHEMA: &str = "fxsens.scenario/1";

/// A path and what it comes to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScenarioResult {
    /// Always [`SCENARIO_SCHEMA`].
    pub schema: String,
    /// Id.
    pub id: String,
    /// Label.
    pub label: String,
    /// Where the path comes from.
    pub source: String,
    /// The flow that moves.
    pub flow: Flow,
    /// Level of the flow at the start, JPY trillion a year.
    pub base_level: f64,
    /// Yen per dollar that effects in per cent are applied to.
    pub exchange_rate: f64,
    /// Confidence level of the intervals of the parameters and of the outer band of the fan.
    pub level: f64,
    /// How unusual the path is.
    pub plausibility: Plausibility,
    /// The path, month by month.
    pub path: Vec<PathMonth>,
    /// The effect under each spec.
    pub specs: Vec<SpecPath>,
}

/// One month of a path.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PathMonth {
    /// Month.
    pub period: Period,
    /// Level of the flow, JPY trillion over twelve months.
    pub level: f64,
    /// Change of the level from its base.
    pub change: f64,
    /// Standard deviation of the level about the path if it wanders as in the past; zero for published figures.
    pub deviation: f64,
    /// Levels at the ends of the declared range.
    pub range: Option<(f64, f64)>,
}

/// The path of the effect under one spec.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SpecPath {
    /// Name of the spec.
    pub spec: String,
    /// Label.
    pub label: String,
    /// A, B or C.
    pub tier: Tier,
    /// How the interval was made.
    pub interval: String,
    /// Months, as many as the path has.
    pub months: Vec<SpecMonth>,
}

/// The effect in one month.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SpecMonth {
    /// Month.
    pub period: Period,
    /// Effect, yen per dollar, with its interval: the uncertainty of the parameters alone, the path as given.
    pub effect: Effect,
    /// Bands for parameters and path together, from the narrowest to the widest; empty without intervals.
    pub fan: Vec<FanBand>,
    /// From the lowest to the highest end of the parameters' intervals over the declared range of the path.
    pub envelope: Option<(f64, f64)>,
}

/// A band of the fan, yen per dollar, with equal probability left below and above.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct FanBand {
    /// Probability inside.
    pub level: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}
