//! What a study run found: the content of `results.json`.

use serde::{Deserialize, Serialize};

use crate::calibration::Calibration;
use crate::continuation::{Continuation, Record};
use crate::curve::CurveResults;
use crate::folder::WaitingRung;
use crate::headline::Headline;
use crate::homogeneity::Homogeneity;
use crate::instruments::Instrumented;
use crate::ladder::RungResult;
use crate::placebo::Placebo;
use crate::races::Race;
use crate::scenario::valuation::Split;
use crate::scorecard::Scorecard;
use crate::shock::Shock;
use crate::stability::Stability;
use crate::stand_ins::StandIn;

/// Schema id of `results.json`.
pub const STUDY_SCHEMA: &str = "fxsens.study/1";

/// Everything a study run found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StudyResults {
    /// Always [`STUDY_SCHEMA`].
    pub schema: String,
    /// Name of the study.
    pub study: String,
    /// The shock.
    pub shock: Shock,
    /// Exchange rate that effects in per cent are applied to, yen per dollar.
    pub base_exchange_rate: f64,
    /// The headline: replica and credible figure side by side.
    pub headline: Headline,
    /// The verdict in words.
    pub verdict: Vec<String>,
    /// Nominal GDP of the base year in the data, JPY trillion, where the study names a series of it.
    pub gdp: Option<f64>,
    /// M0.
    pub calibrations: Vec<Calibration>,
    /// M1 onwards.
    pub rungs: Vec<RungResult>,
    /// Rungs that wait for data.
    pub waiting: Vec<WaitingRung>,
    /// M5.
    pub homogeneity: Option<Homogeneity>,
    /// M6.
    pub instruments: Vec<Instrumented>,
    /// M8.
    pub stability: Option<Stability>,
    /// M9.
    pub races: Vec<Race>,
    /// The specification curve, single specs apart.
    pub curve: Option<CurveResults>,
    /// The random-walk placebo.
    pub placebo: Placebo,
    /// Other currencies in place of the outcome; the regression itself comes first.
    pub stand_ins: Vec<StandIn>,
    /// The replica after its sample.
    pub continuation: Continuation,
    /// Its record against no change.
    pub record: Record,
    /// The claim against what came.
    pub scorecard: Scorecard,
    /// The deficit's growth by exchange rate and volume.
    pub valuation: Option<Split>,
}
