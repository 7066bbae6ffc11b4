//! What a study run found: the content of `results.json`.

use serde::{Deserialize, Serialize};

use crate::calibration::Calibration;
use crate::continuation::{Continuation, Record};
use crate::effect::Effect;
use crate::file::Tier;
use crate::ladder::RungResult;
use crate::placebo::Placebo;
use crate::shock::Shock;

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
    /// The headline: replica and surviving estimates side by side.
    pub headline: Headline,
    /// The verdict in words.
    pub verdict: Vec<String>,
    /// Nominal GDP of the base year in the data, JPY trillion.
    pub gdp: f64,
    /// M0.
    pub calibrations: Vec<Calibration>,
    /// M1 onwards.
    pub rungs: Vec<RungResult>,
    /// The random-walk placebo.
    pub placebo: Placebo,
    /// The replica after its sample.
    pub continuation: Continuation,
    /// Its record against no change.
    pub record: Record,
}

/// Yen per dollar for the shock, positive = weaker yen: never the replica alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Headline {
    /// The regression that gives the quoted number.
    pub replica: HeadlineNumber,
    /// The rungs that survive differencing.
    pub surviving: Vec<HeadlineNumber>,
    /// Smallest, middle and largest of the surviving point estimates.
    pub surviving_range: [f64; 3],
    /// The quoted range.
    pub quoted: [f64; 2],
    /// Share of random walks with an effect at least as large as the replica's, in either direction.
    pub placebo_share: f64,
    /// Root-mean-square error of the replica over that of no change, after its sample.
    pub rmse_ratio: f64,
}

/// One number of the headline with its small print.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HeadlineNumber {
    /// Label.
    pub label: String,
    /// Identity of the spec.
    pub spec_id: String,
    /// A, B or C.
    pub tier: Tier,
    /// Effect of the doubling.
    pub effect: Effect,
    /// How the interval was made.
    pub interval: String,
    /// Yen per dollar (or per cent) for one trillion yen a year of larger deficit.
    pub per_trillion: f64,
    /// Effect of what happened instead.
    pub realised_effect: Effect,
    /// First and last month.
    pub sample: [String; 2],
}

impl HeadlineNumber {
    fn new(rung: &RungResult) -> Self {
        Self {
            label: rung.label.clone(),
            spec_id: rung.spec_id.to_string(),
            tier: rung.tier,
            effect: rung.effect.clone(),
            interval: rung.interval.clone(),
            per_trillion: -rung.per_trillion.estimate,
            realised_effect: rung.realised_effect.clone(),
            sample: [rung.fit.sample.first.clone(), rung.fit.sample.last.clone()],
        }
    }
}

impl Headline {
    /// The headline of a ladder: the replica, and every other rung that is stationary. `None` without one.
    pub fn new(
        replica: &RungResult,
        rungs: &[RungResult],
        quoted: [f64; 2],
        placebo: &Placebo,
        record: Record,
    ) -> Option<Self> {
        let others = rungs.iter().filter(|rung| rung.spec != replica.spec);
        let surviving: Vec<&RungResult> = others.filter(|rung| rung.tier != Tier::C).collect();
        let mut points: Vec<f64> = surviving.iter().map(|rung| rung.effect.yen).collect();
        points.sort_by(f64::total_cmp);
        let (least, most) = (*points.first()?, *points.last()?);
        let n = points.len();
        let middle = f64::midpoint(points[(n - 1) / 2], points[n / 2]);
        Some(Self {
            replica: HeadlineNumber::new(replica),
            surviving: surviving.into_iter().map(HeadlineNumber::new).collect(),
            surviving_range: [least, middle, most],
            quoted,
            placebo_share: placebo.share_at_least,
            rmse_ratio: record.ratio,
        })
    }
}
