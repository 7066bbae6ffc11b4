//! A curve in a few numbers, by tier.

use serde::{Deserialize, Serialize};

use super::quantile::{quantile, sorted};
use super::row::{Found, Row};
use crate::file::Tier;

/// The tiers as summarised: each, then all together.
pub const GROUPS: [Option<Tier>; 4] = [Some(Tier::A), Some(Tier::B), Some(Tier::C), None];

/// Effects of a group of specs, yen per dollar; positive = weaker yen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// The tier; `None` for all.
    pub tier: Option<Tier>,
    /// Estimated specs.
    pub specs: usize,
    /// Median effect.
    pub median: f64,
    /// 5th percentile.
    pub p05: f64,
    /// 25th percentile.
    pub p25: f64,
    /// 75th percentile.
    pub p75: f64,
    /// 95th percentile.
    pub p95: f64,
    /// Share of effects above zero.
    pub share_positive: f64,
    /// Share of intervals that leave zero out.
    pub share_excluding_zero: f64,
    /// Share of intervals that lie above zero.
    pub share_above_zero: f64,
    /// Share of effects inside the quoted range; zero without one.
    pub share_quoted: f64,
    /// Share of intervals that contain some of the quoted range; zero without one.
    pub share_reaching_quoted: f64,
}

/// Summaries by tier; tiers without a spec are left out.
pub fn summaries(rows: &[Row], quoted: Option<[f64; 2]>) -> Vec<Summary> {
    GROUPS.iter().filter_map(|tier| summary(&members(rows, *tier), *tier, quoted)).collect()
}

/// Results of a tier, or all results.
pub fn members(rows: &[Row], tier: Option<Tier>) -> Vec<Found> {
    rows.iter().filter_map(Row::found).filter(|found| tier.is_none_or(|tier| found.tier == tier)).collect()
}

fn summary(members: &[Found], tier: Option<Tier>, quoted: Option<[f64; 2]>) -> Option<Summary> {
    if members.is_empty() {
        return None;
    }
    let effects = sorted(members.iter().map(|found| found.yen));
    let share = |holds: &dyn Fn(&Found) -> bool| {
        members.iter().filter(|found| holds(found)).count() as f64 / members.len() as f64
    };
    Some(Summary {
        tier,
        specs: members.len(),
        median: quantile(&effects, 0.5),
        p05: quantile(&effects, 0.05),
        p25: quantile(&effects, 0.25),
        p75: quantile(&effects, 0.75),
        p95: quantile(&effects, 0.95),
        share_positive: share(&|found| found.yen > 0.0),
        share_excluding_zero: share(&|found| found.excludes_zero()),
        share_above_zero: share(&|found| found.low > 0.0),
        share_quoted: share(&|found| quoted.is_some_and(|[low, high]| (low..=high).contains(&found.yen))),
        share_reaching_quoted: share(&|found| {
            quoted.is_some_and(|[low, high]| found.low <= high && found.high >= low)
        }),
    })
}
