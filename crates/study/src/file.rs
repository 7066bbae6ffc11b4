//! The study file: `study.toml`, key by key.

use fxsens_core::period::Period;
use serde::{Deserialize, Serialize};

pub use crate::background::{Background, Chart};
pub use crate::currency::{Base, Currency, Driver, Quoted, Sense, Up};
pub use crate::inquiries::{
    HomogeneityFile, InstrumentFile, RaceFile, RacesFile, StabilityFile, StandInsFile,
};
use crate::scenario::file::{FlowFile, ScenarioFile};

/// A study as written in `study.toml`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StudyFile {
    /// Name of the output folder.
    pub name: String,
    /// Title of the report.
    pub title: String,
    /// The question in one sentence.
    pub question: String,
    /// Spec files in the order of the ladder. `{base}` in a spec stands for the base exchange rate.
    pub specs: Vec<String>,
    /// How the report introduces the ladder; a general sentence without it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ladder: Option<String>,
    /// Series that the scorecard follows; those of the first rung's formula without it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scorecard: Vec<String>,
    /// The currency, and how its effects are spoken of.
    pub currency: Currency,
    /// What is shocked, in words.
    pub driver: Driver,
    /// What effects in per cent are applied to.
    pub base: Base,
    /// The number everyone quotes, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quoted: Option<Quoted>,
    /// The shock asked about.
    pub shock: ShockFile,
    /// What happened instead, for a shock to a published figure; a shock to a series reads that series.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub realised: Option<FigureKey>,
    /// Charts and claims of the background story that ship with the program.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub background: Option<Background>,
    /// The random walk put in place of the outcome.
    pub placebo: PlaceboFile,
    /// Calibrations without estimation.
    #[serde(rename = "calibration", default)]
    pub calibrations: Vec<CalibrationFile>,
    /// What each spec means.
    #[serde(rename = "rung")]
    pub rungs: Vec<Rung>,
    /// Specs that scenarios are applied to unless others are named; empty = every rung with a lasting effect.
    #[serde(default)]
    pub scenario_specs: Vec<String>,
    /// Flows that scenarios move; the first is the one of the question, and of a user's own path.
    #[serde(rename = "flow", default)]
    pub flows: Vec<FlowFile>,
    /// Paths to ask about.
    #[serde(rename = "scenario", default)]
    pub scenarios: Vec<ScenarioFile>,
    /// The grid of the specification curve, a file of the study's folder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub curve: Option<String>,
    /// Whether one coefficient holds for every flow (M5).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub homogeneity: Option<HomogeneityFile>,
    /// Instrumented estimates (M6).
    #[serde(rename = "instrument", default, skip_serializing_if = "Vec::is_empty")]
    pub instruments: Vec<InstrumentFile>,
    /// How the replica's coefficient moved (M8).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stability: Option<StabilityFile>,
    /// Out-of-sample races (M9).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub races: Option<RacesFile>,
    /// Other currencies in place of the outcome.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stand_ins: Option<StandInsFile>,
}

/// Which published figure is meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FigureKey {
    /// What it measures.
    pub series: String,
    /// Full or narrow.
    pub definition: String,
    /// CY, FY …
    pub basis: String,
    /// Period as printed.
    pub period: String,
    /// Year and month of publication.
    pub vintage: String,
}

/// The shock: a published figure, or a series in its first month, that changes along a straight line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShockFile {
    /// What is shocked: a published figure with the four keys below, or, without them, a series or an expression of series
    /// whose base level is its value in `first`.
    pub series: String,
    /// Full or narrow.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub definition: Option<String>,
    /// CY, FY …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<String>,
    /// Period of the base level.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
    /// Vintage of the base level.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vintage: Option<String>,
    /// 2 doubles. Either this or `change`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub multiple: Option<f64>,
    /// Change of the driver in its own unit and direction. Either this or `multiple`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<f64>,
    /// Last month before the ramp.
    pub first: Period,
    /// Month in which the new level is reached.
    pub last: Period,
    /// Whether the new level lasts.
    pub permanence: Permanence,
}

impl ShockFile {
    /// The published figure that is shocked; `None` for a series.
    pub fn figure(&self) -> Option<FigureKey> {
        Some(FigureKey {
            series: self.series.clone(),
            definition: self.definition.clone()?,
            basis: self.basis.clone()?,
            period: self.period.clone()?,
            vintage: self.vintage.clone()?,
        })
    }

    /// Whether it has all keys of a published figure, or none.
    pub(crate) fn is_whole(&self) -> bool {
        let keys = [&self.definition, &self.basis, &self.period, &self.vintage];
        keys.iter().all(|key| key.is_some()) || keys.iter().all(|key| key.is_none())
    }
}

/// Whether a shock lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Permanence {
    /// The new level stays.
    Permanent,
}

/// The random-walk placebo.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlaceboFile {
    /// Name of the spec whose regressors are kept.
    pub spec: String,
    /// Number of random walks.
    pub draws: usize,
    /// Seed.
    pub seed: u64,
    /// Window in which the monthly volatility is measured.
    pub volatility_first: Period,
    /// Its end.
    pub volatility_last: Period,
}

/// One calibration.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalibrationFile {
    /// Id as printed: `M0a`.
    pub id: String,
    /// Label as printed.
    pub label: String,
    /// Where its numbers come from.
    pub source: String,
    /// How the shock becomes yen.
    pub rule: CalibrationRule,
}

/// How a calibration turns the shock into yen per dollar.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum CalibrationRule {
    /// So many yen per trillion.
    Yen {
        /// Lower multiplier.
        low: f64,
        /// Upper multiplier.
        high: f64,
    },
    /// So many billion dollars of flow for one per cent.
    Stock {
        /// Billions of dollars.
        billion_dollars_per_percent: f64,
    },
    /// Per cent per percentage point of GDP.
    Gdp {
        /// Lower elasticity.
        low: f64,
        /// Upper elasticity.
        high: f64,
    },
    /// Yen per percentage point of GDP.
    GdpYen {
        /// Lower coefficient.
        low: f64,
        /// Upper coefficient.
        high: f64,
    },
    /// The depreciation at which trade closes the gap.
    Trade {
        /// Exports of goods and services, JPY trillion.
        exports: f64,
        /// Imports of goods and services, JPY trillion.
        imports: f64,
        /// Price elasticity of exports.
        export_elasticity: f64,
        /// Price elasticity of imports.
        import_elasticity: f64,
    },
    /// Per cent per per cent of import demand.
    Imports {
        /// Imports of goods and services, JPY trillion.
        imports: f64,
        /// Lower share.
        low: f64,
        /// Upper share.
        high: f64,
    },
}

impl CalibrationRule {
    /// Whether it reads the GDP of the base year.
    pub fn needs_gdp(self) -> bool {
        matches!(self, Self::Gdp { .. } | Self::GdpYen { .. })
    }
}

/// What a spec means for the question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rung {
    /// Name of the spec.
    pub spec: String,
    /// Label as printed.
    pub label: String,
    /// Terms whose sum is the effect of one unit more of the driver; of a deficit, of one unit a year more in surplus.
    pub terms: Vec<String>,
    /// How the outcome turns into yen.
    pub form: Form,
    /// Which step of a path is read; none for a model without a path.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub horizon: Option<u16>,
    /// Tests that levels must pass, all of them, to count as related.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gates: Vec<String>,
    /// Whether the effect is withheld when a gate fails.
    #[serde(default)]
    pub needs_relation: bool,
    /// Whether the rung may stand in the headline; `false` for one that asks about another balance.
    #[serde(default = "yes")]
    pub headline: bool,
    /// Where the series come from that are not shipped; without them the rung waits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub needs: Option<String>,
}

fn yes() -> bool {
    true
}

/// How much a rung can carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Tier {
    /// Lag-augmented projections of a flow at a constant exchange rate.
    A,
    /// Differences, projections of a flow in yen, and levels whose gates all pass.
    B,
    /// Levels without gates, or with one that fails.
    C,
}

/// How the outcome turns into yen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// The outcome is in yen per dollar.
    Level,
    /// The outcome is 100 times the log of yen per dollar.
    LogPercent,
}
