//! The headline: the number everyone quotes and what survives, side by side, each with its small print.

use serde::{Deserialize, Serialize};

use crate::currency::Driver;
use crate::curve::CurveResults;
use crate::curve::summary::Summary;
use crate::effect::Effect;
use crate::file::{StudyFile, Tier};
use crate::ladder::RungResult;
use crate::races::RaceTally;
use crate::shock::Shock;

/// Yen per dollar for the shock, positive = weaker yen: never the replica alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Headline {
    /// What the numbers are, in words.
    pub unit: String,
    /// Exchange rate that effects in per cent are applied to, yen per dollar.
    pub base_exchange_rate: f64,
    /// Definition, basis and vintage of the deficit that is shocked.
    pub definition: String,
    /// Latest vintage of the data.
    pub vintage: String,
    /// The regression that gives the quoted number.
    pub replica: HeadlineNumber,
    /// The credible figure: the specification curve's tier A, its median and its spread. `None` without a curve.
    pub credible: Option<Summary>,
    /// Medians of the credible specifications by estimator, i.e. by horizon: what the one median hides.
    pub credible_medians: Vec<Median>,
    /// The same by flow.
    pub credible_flows: Vec<Median>,
    /// The rungs above tier C that ask about the same balance.
    pub surviving: Vec<HeadlineNumber>,
    /// Smallest, middle and largest of their point estimates.
    pub surviving_range: [f64; 3],
    /// The quoted range, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quoted: Option<[f64; 2]>,
    /// Share of random walks with an effect at least as large as the replica's, in either direction.
    pub placebo_share: f64,
    /// Root-mean-square error of the replica over that of no change, after its sample.
    pub rmse_ratio: f64,
    /// Out-of-sample races against the random walk; `None` without any.
    pub races: Option<RaceTally>,
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
    /// Effect of the shock.
    pub effect: Effect,
    /// How the interval was made.
    pub interval: String,
    /// For one unit more of what is shocked, in its own direction (the yen study: one trillion yen a year of larger deficit): the
    /// study's unit of effects, or per cent when the outcome is a logarithm.
    pub per_trillion_deficit: f64,
    /// Effect of what happened instead.
    pub realised_effect: Effect,
    /// First and last month.
    pub sample: [String; 2],
    /// Durbin–Watson statistic of the residuals, where there is one.
    pub durbin_watson: Option<f64>,
}

impl HeadlineNumber {
    fn new(rung: &RungResult, driver: &Driver) -> Self {
        Self {
            label: rung.label.clone(),
            spec_id: rung.spec_id.to_string(),
            tier: rung.tier,
            effect: rung.effect.clone(),
            interval: rung.interval.clone(),
            per_trillion_deficit: driver.shown(-rung.per_trillion.estimate),
            realised_effect: rung.realised_effect.clone(),
            sample: [rung.fit.sample.first.clone(), rung.fit.sample.last.clone()],
            durbin_watson: rung.fit.glance.durbin_watson,
        }
    }
}

/// A median of some specifications.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Median {
    /// What they share.
    pub label: String,
    /// How many they are.
    pub specs: usize,
    /// Their median, yen per dollar.
    pub yen: f64,
}

/// Medians of tier A by a choice.
fn medians(curve: &CurveResults, axis: &str) -> Vec<Median> {
    let spread = curve.choices.iter().find(|spread| spread.tier == Some(Tier::A) && spread.axis == axis);
    let values = spread.map(|spread| spread.values.as_slice()).unwrap_or_default();
    values.iter().map(|v| Median { label: v.label.clone(), specs: v.specs, yen: v.median }).collect()
}

/// What a headline is made of besides the rungs.
#[derive(Debug, Clone, Copy)]
pub struct Record<'a> {
    /// The study.
    pub file: &'a StudyFile,
    /// The shock.
    pub shock: &'a Shock,
    /// Latest vintage of the data.
    pub vintage: &'a str,
    /// The specification curve.
    pub curve: Option<&'a CurveResults>,
    /// Share of random walks with an effect at least as large as the replica's.
    pub placebo_share: f64,
    /// Root-mean-square error of the replica over that of no change, after its sample.
    pub rmse_ratio: f64,
    /// Races won and run.
    pub races: Option<RaceTally>,
}

impl Headline {
    /// The headline of a ladder: the replica, and every other rung that may stand beside it. `None` without one.
    pub fn new(replica: &RungResult, rungs: &[RungResult], record: Record<'_>) -> Option<Self> {
        let surviving: Vec<&RungResult> =
            rungs.iter().filter(|rung| rung.spec != replica.spec && rung.headline).collect();
        let mut points: Vec<f64> = surviving.iter().map(|rung| rung.effect.yen).collect();
        points.sort_by(f64::total_cmp);
        let (least, most) = (*points.first()?, *points.last()?);
        let n = points.len();
        let middle = f64::midpoint(points[(n - 1) / 2], points[n / 2]);
        let (shock, currency) = (&record.file.shock, &record.file.currency);
        let (asked, definition) = match (shock.figure(), shock.multiple) {
            (Some(key), Some(multiple)) => (
                format!("a deficit {multiple} times the level of {} {}", key.basis, key.period),
                format!(
                    "{}, {} definition, {} {}, vintage {}",
                    key.series, key.definition, key.basis, key.period, key.vintage
                ),
            ),
            _ => (
                record.shock.of(&record.file.driver),
                format!("{}, from {} to {}", shock.series, shock.first, shock.last),
            ),
        };
        Some(Self {
            unit: format!("{} for {asked}; positive = {}", currency.unit, currency.rising()),
            base_exchange_rate: record.file.base.exchange_rate,
            definition,
            vintage: record.vintage.to_owned(),
            replica: HeadlineNumber::new(replica, &record.file.driver),
            credible: record.curve.and_then(|curve| curve.of(Some(Tier::A))).cloned(),
            credible_medians: record.curve.map(|curve| medians(curve, "estimator")).unwrap_or_default(),
            credible_flows: record.curve.map(|curve| medians(curve, "flow")).unwrap_or_default(),
            surviving: surviving
                .into_iter()
                .map(|rung| HeadlineNumber::new(rung, &record.file.driver))
                .collect(),
            surviving_range: [least, middle, most],
            quoted: record.file.quoted.as_ref().map(|quoted| [quoted.low, quoted.high]),
            placebo_share: record.placebo_share,
            rmse_ratio: record.rmse_ratio,
            races: record.races,
        })
    }
}
