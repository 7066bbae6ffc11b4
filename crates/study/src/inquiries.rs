//! The inquiries of `study.toml` beyond the ladder: flow homogeneity, instruments, stability, races, stand-ins.

use fxsens_core::period::Period;
use fxsens_regression::forecast::backtest::{Benchmark, Regressors};
use serde::{Deserialize, Serialize};

use crate::file::Form;

/// Whether one coefficient holds for every flow (M5).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HomogeneityFile {
    /// Name of the spec; its outcome is 100 times a log change of yen per dollar.
    pub spec: String,
    /// The flows, each a term of the spec in JPY trillion a year; positive = inflow.
    #[serde(rename = "flow")]
    pub flows: Vec<FlowFile>,
}

/// A flow with a coefficient of its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FlowFile {
    /// Label as printed.
    pub label: String,
    /// Term of the spec.
    pub term: String,
}

/// An instrumented estimate (M6).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InstrumentFile {
    /// Name of the spec; its model is `iv` with one instrumented regressor.
    pub spec: String,
    /// Label as printed.
    pub label: String,
    /// The instrumented term: JPY trillion a year in surplus.
    pub term: String,
    /// How the outcome turns into yen.
    pub form: Form,
    /// Why the instrument may not be excluded.
    pub caveat: String,
}

/// How a coefficient moved (M8).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StabilityFile {
    /// Spec of the model `rolling`, in levels of yen per dollar; the term comes first among its regressors.
    pub rolling: String,
    /// The term followed; `wandering` has its difference.
    pub term: String,
    /// Spec of the model `tvp`, in yen per dollar.
    pub wandering: String,
}

/// Out-of-sample races (M9).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RacesFile {
    /// Observations of the first estimation.
    pub window: u16,
    /// Steps ahead, unless a race has its own.
    pub horizons: Vec<u16>,
    /// Months until regressors are published.
    pub publication_lag: u16,
    /// Size at which a race counts as won.
    pub size: f64,
    /// The races.
    #[serde(rename = "race")]
    pub races: Vec<RaceFile>,
}

/// One model against the driftless random walk.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RaceFile {
    /// Label as printed.
    pub label: String,
    /// The regression, estimated by least squares at every origin.
    pub formula: String,
    /// Which regressors forecasts use.
    pub regressors: Regressors,
    /// What the random walk predicts of this outcome.
    #[serde(default)]
    pub benchmark: Benchmark,
    /// Steps ahead.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub horizons: Vec<u16>,
    /// First month of the sample.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<Period>,
    /// Last month of the sample.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<Period>,
}

/// Other currencies in place of the outcome.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StandInsFile {
    /// Name of the spec.
    pub spec: String,
    /// The term looked at.
    pub term: String,
    /// The series replaced.
    pub outcome: String,
    /// The series in its place.
    pub others: Vec<String>,
}
