//! The grid file, key by key.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

pub use super::choices::{
    Controls, EstimatorChoice, Flow, Gap, Lag, Method, Outcome, OutcomeForm, SampleWindow, Trend, Valuation,
    VcovChoice, VcovId, WindowSum,
};

/// Schema id of a grid file.
pub const GRID_SCHEMA: &str = "fxsens.grid/1";

/// A grid as written in `grid.toml`: the values of every axis, which of them meet, and what is left out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GridFile {
    /// Always [`GRID_SCHEMA`].
    pub schema: String,
    /// Name of the output folder.
    pub name: String,
    /// Title as printed.
    pub title: String,
    /// Folder of the study that effects refer to, from the folder of the grid; by default the same folder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub study: Option<PathBuf>,
    /// How specs are graded.
    pub tiers: Tiers,
    /// Forms of the outcome.
    pub outcome: Vec<Outcome>,
    /// Balances.
    pub flow: Vec<Flow>,
    /// Months summed.
    pub window: Vec<WindowSum>,
    /// How flows are valued.
    pub valuation: Vec<Valuation>,
    /// Yield gaps.
    pub gap: Vec<Gap>,
    /// Sample windows.
    pub sample: Vec<SampleWindow>,
    /// Lags of the flow.
    pub lag: Vec<Lag>,
    /// Deterministic trends.
    pub trend: Vec<Trend>,
    /// Further regressors.
    pub controls: Vec<Controls>,
    /// Estimators.
    pub estimator: Vec<EstimatorChoice>,
    /// Covariances.
    pub vcov: Vec<VcovChoice>,
    /// Products of values.
    pub block: Vec<Block>,
    /// What is left out of them.
    #[serde(default)]
    pub exclude: Vec<Exclusion>,
    /// The spec marked in the charts: one value id per axis.
    pub replica: BTreeMap<String, String>,
    /// The joint test.
    pub joint: JointFile,
}

/// How specs are graded.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tiers {
    /// Size of the gate that levels must pass, between 0 and 1.
    pub gate_size: f64,
}

/// A product of values; an axis that is not named takes all its values.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Block {
    /// Short name, unique among the blocks.
    pub id: String,
    /// What it is for.
    pub note: String,
    /// Value ids by axis.
    #[serde(flatten)]
    pub values: BTreeMap<String, Vec<String>>,
}

/// What is left out: specs with a listed value on every named axis.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Exclusion {
    /// Short name, unique among the exclusions.
    pub id: String,
    /// Why.
    pub reason: String,
    /// Value ids by axis.
    #[serde(flatten)]
    pub values: BTreeMap<String, Vec<String>>,
}

/// The joint test.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JointFile {
    /// Bootstrap draws.
    pub draws: usize,
    /// Months in a block.
    pub block: usize,
    /// Seed.
    pub seed: u64,
}
