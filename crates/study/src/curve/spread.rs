//! Which choices move the effect: medians by value of each axis, and each axis's share of the variance.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::axes::{AXES, AxisValue, HEADINGS};
use super::quantile::{quantile, sorted};
use super::row::{Found, Row};
use super::summary::GROUPS;
use crate::file::Tier;

/// Effects are drawn in to these percentiles before variances are compared, so that a few long-run effects near a unit
/// root do not decide.
pub const CLIP: [f64; 2] = [0.01, 0.99];

/// What one axis does within a group of specs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AxisSpread {
    /// The tier; `None` for all specs.
    pub tier: Option<Tier>,
    /// The axis.
    pub axis: String,
    /// The axis as printed.
    pub heading: String,
    /// Medians by value, values that do not occur left out.
    pub values: Vec<ValueSpread>,
    /// Largest less smallest median, yen per dollar.
    pub range: f64,
    /// Between-group sum of squares over the total one (one-way analysis of variance, clipped effects); shares of
    /// several axes may overlap and need not add up to one.
    pub variance_share: f64,
}

/// Effects of the specs with one value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ValueSpread {
    /// The value.
    pub id: String,
    /// The value as printed.
    pub label: String,
    /// Specs.
    pub specs: usize,
    /// Median effect, yen per dollar.
    pub median: f64,
    /// 25th percentile.
    pub p25: f64,
    /// 75th percentile.
    pub p75: f64,
}

/// What every axis does, within each tier and overall; axes on which a group has one value are left out.
pub fn spreads(rows: &[Row], values: &[Vec<AxisValue>; AXES.len()]) -> Vec<AxisSpread> {
    let places: Vec<BTreeMap<&str, usize>> = values
        .iter()
        .map(|values| values.iter().enumerate().map(|(place, value)| (value.id.as_str(), place)).collect())
        .collect();
    // Position of the value on every axis, and what was found.
    let found: Vec<([Option<usize>; AXES.len()], Found)> = rows
        .par_iter()
        .filter_map(|row| row.found().map(|found| (row, found)))
        .map(|(row, found)| (std::array::from_fn(|axis| places[axis].get(row.value(axis)).copied()), found))
        .collect();
    let by_tier = |tier: &Option<Tier>| {
        let members: Vec<&([Option<usize>; AXES.len()], Found)> =
            found.iter().filter(|(_, found)| tier.is_none_or(|tier| found.tier == tier)).collect();
        let effects = sorted(members.iter().map(|(_, found)| found.yen));
        let clip = (quantile(&effects, CLIP[0]), quantile(&effects, CLIP[1]));
        let of_axis = |(axis, values): (usize, &Vec<AxisValue>)| {
            let mut effects: Vec<Vec<f64>> = vec![Vec::new(); values.len()];
            for (choices, found) in &members {
                if let Some(place) = choices[axis] {
                    effects[place].push(found.yen);
                }
            }
            let groups: Vec<(&AxisValue, Vec<f64>)> = values
                .iter()
                .zip(effects)
                .filter(|(_, effects)| !effects.is_empty())
                .map(|(value, effects)| (value, sorted(effects)))
                .collect();
            (groups.len() > 1).then(|| spread(*tier, axis, &groups, clip))
        };
        values.iter().enumerate().filter_map(of_axis).collect::<Vec<_>>()
    };
    GROUPS.par_iter().map(by_tier).collect::<Vec<_>>().into_iter().flatten().collect()
}

fn spread(
    tier: Option<Tier>,
    axis: usize,
    groups: &[(&AxisValue, Vec<f64>)],
    (low, high): (f64, f64),
) -> AxisSpread {
    let values: Vec<ValueSpread> = groups
        .iter()
        .map(|(value, effects)| ValueSpread {
            id: value.id.clone(),
            label: value.label.clone(),
            specs: effects.len(),
            median: quantile(effects, 0.5),
            p25: quantile(effects, 0.25),
            p75: quantile(effects, 0.75),
        })
        .collect();
    let medians = sorted(values.iter().map(|value| value.median));
    let range = medians.last().zip(medians.first()).map_or(f64::NAN, |(most, least)| most - least);
    let clipped: Vec<Vec<f64>> =
        groups.iter().map(|(_, effects)| effects.iter().map(|e| e.clamp(low, high)).collect()).collect();
    AxisSpread {
        tier,
        axis: AXES[axis].into(),
        heading: HEADINGS[axis].into(),
        values,
        range,
        variance_share: between_share(&clipped),
    }
}

/// Between-group sum of squares over the total sum of squares; zero when nothing varies.
fn between_share(groups: &[Vec<f64>]) -> f64 {
    let count: usize = groups.iter().map(Vec::len).sum();
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let grand = groups.iter().flatten().sum::<f64>() / count as f64;
    let total: f64 = groups.iter().flatten().map(|value| (value - grand).powi(2)).sum();
    let between: f64 = groups.iter().map(|g| g.len() as f64 * (mean(g) - grand).powi(2)).sum();
    if total > 0.0 { between / total } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::between_share;

    #[test]
    fn shares_are_one_without_variance_inside_and_zero_without_variance_between() {
        assert!((between_share(&[vec![1.0, 1.0], vec![3.0]]) - 1.0).abs() < 1e-15);
        assert!(between_share(&[vec![1.0, 3.0], vec![3.0, 1.0]]).abs() < 1e-15);
        assert!(between_share(&[vec![2.0], vec![2.0]]).abs() < 1e-15);
    }
}
