//! The joint test of a curve, made only when asked for: how unusual would it be if no spec had an effect?
//!
//! Simonsohn, Simmons and Nelson (2020), step 3: the null is imposed by taking each spec's own estimated effect off its
//! outcome, all specs are estimated again on the same resampled months, and the curve is compared with the curves under the
//! null. For least squares that is the same as centring every re-estimate at the estimate. Months are drawn in blocks,
//! the same for all specs. The draws also serve Romano and Wolf's step-down over the single specs.
//!
//! Only specs in differences take part: blocks of rows are no sample of levels that wander.

use fxsens_core::period::Period;
use fxsens_core::rng::Stream;
use fxsens_regression::covariance::bandwidth::root_rule;
use fxsens_regression::grid::{Choice, Estimate};
use fxsens_regression::multiple_testing::romano_wolf;
use ndarray::{Array1, Array2};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::axes::Choices;
use super::error::CurveError;
use super::file::{JointFile, VcovId};
use super::least_squares::{Group, groups};
use super::plan::Plan;
use super::quantile::{quantile, sorted};
use super::run::{Setting, columns, plans};
use crate::effect::in_yen;
use crate::file::Form;

/// Result of the joint test.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Joint {
    /// Specs that took part.
    pub specs: usize,
    /// Specs in differences that could not be re-estimated in every draw and were left out.
    pub left_out: usize,
    /// Draws.
    pub draws: usize,
    /// Months in a block.
    pub block: usize,
    /// Seed.
    pub seed: u64,
    /// Median effect, yen per dollar, and how often a median under the null is at least as large in size.
    pub median: JointStatistic,
    /// Share of specs of the commoner sign whose t statistic exceeds two in size.
    pub share_significant: JointStatistic,
    /// Mean t statistic; positive = weaker yen.
    pub mean_t: JointStatistic,
    /// Specs with a Romano–Wolf p-value of at most 0.05.
    pub romano_wolf_rejections: usize,
    /// Smallest Romano–Wolf p-value.
    pub romano_wolf_smallest: f64,
}

/// A statistic of a whole curve.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct JointStatistic {
    /// Its value.
    pub value: f64,
    /// `(1 + draws at least as large in size) / (1 + draws)`.
    pub p_value: f64,
}

/// t statistics count as significant from here on.
const SIGNIFICANT: f64 = 2.0;

/// Makes the test on the specs in differences with a Newey–West covariance, so that none counts twice.
///
/// # Errors
/// [`CurveError::Joint`] when no spec can take part.
pub fn joint(
    setting: &Setting<'_>,
    specs: &[(String, Choices)],
    request: &JointFile,
) -> Result<Joint, CurveError> {
    let fail = |reason: &str| CurveError::Joint { reason: reason.into() };
    let plans = plans(setting, specs);
    let columns = columns(setting, &plans);
    let chosen: Vec<(usize, &Plan)> =
        plans.iter().flatten().filter(|plan| !plan.levels && plan.vcov == VcovId::Hac).enumerate().collect();
    let (pools, _) = groups::<Estimate>(&chosen, &columns);
    let ends = |group: &Group| group.choices.first().map(|(at, _)| (chosen[*at].1.first, chosen[*at].1.nobs));
    let starts: Vec<(Period, usize)> = pools.iter().filter_map(ends).collect();
    let first = starts.iter().map(|(first, _)| *first).min().ok_or_else(|| fail("no spec in differences"))?;
    let last = starts.iter().map(|(first, nobs)| first.shift(*nobs as i32 - 1)).max().unwrap_or(first);
    let months = last.since(first).map_or(0, |n| n as usize + 1);
    let base = setting.grid.study.file.base.exchange_rate;
    let members: Vec<(usize, Form)> =
        pools.iter().flat_map(|g| g.choices.iter().map(|(at, _)| (*at, chosen[*at].1.form))).collect();
    let actual: Vec<Option<Estimate>> = pools.iter().flat_map(|group| reestimated(group, None)).collect();
    let offsets: Vec<usize> =
        starts.iter().map(|(start, _)| start.since(first).map_or(0, |n| n as usize)).collect();
    let draws: Vec<Vec<Option<Estimate>>> = (0..request.draws as u64)
        .into_par_iter()
        .map(|task| {
            let drawn = draw_months(request, task, months);
            let one = |(group, offset): (&Group, &usize)| {
                let nobs = group.pool.nobs();
                let rows: Vec<usize> =
                    drawn.iter().filter_map(|m| m.checked_sub(*offset)).filter(|row| *row < nobs).collect();
                reestimated(group, Some(&rows))
            };
            pools.iter().zip(&offsets).flat_map(one).collect()
        })
        .collect();
    let complete: Vec<usize> = (0..members.len())
        .filter(|i| actual[*i].is_some() && draws.iter().all(|draw| draw[*i].is_some()))
        .collect();
    if complete.is_empty() {
        return Err(fail("no spec can be re-estimated in every draw"));
    }
    let yen = |effect: f64, form: Form| {
        let inference = fxsens_core::inference::Inference {
            estimate: effect,
            std_error: None,
            statistic: None,
            p_value: None,
            conf_low: None,
            conf_high: None,
        };
        in_yen(&inference, form, setting.shock.size(), base).yen
    };
    let kept: Vec<Estimate> = complete.iter().filter_map(|i| actual[*i]).collect();
    let t_values: Vec<f64> = kept.iter().map(|e| -e.estimate / e.std_error).collect();
    let effects: Vec<f64> = complete.iter().zip(&kept).map(|(i, e)| yen(e.estimate, members[*i].1)).collect();
    let under_null: Vec<(Vec<f64>, Vec<f64>)> = draws
        .par_iter()
        .map(|draw| {
            let centred = complete.iter().zip(&kept).filter_map(|(i, e)| {
                draw[*i].map(|d| {
                    let moved = d.estimate - e.estimate;
                    (yen(moved, members[*i].1), -moved / d.std_error)
                })
            });
            centred.unzip()
        })
        .collect();
    let against = |of: &dyn Fn(&[f64], &[f64]) -> f64| {
        let value = of(&effects, &t_values);
        let larger = under_null.iter().filter(|(e, t)| of(e, t).abs() >= value.abs()).count();
        JointStatistic { value, p_value: (1 + larger) as f64 / (1 + draws.len()) as f64 }
    };
    let matrix = Array2::from_shape_fn((draws.len(), complete.len()), |(b, i)| under_null[b].1[i]);
    let step = romano_wolf(Array1::from(t_values.clone()).view(), matrix.view())
        .map_err(|error| fail(&error.to_string()))?;
    Ok(Joint {
        specs: complete.len(),
        left_out: chosen.len() - complete.len(),
        draws: draws.len(),
        block: request.block,
        seed: request.seed,
        median: against(&|effects, _| quantile(&sorted(effects.iter().copied()), 0.5)),
        share_significant: against(&|_, t| significant(t)),
        mean_t: against(&|_, t| t.iter().sum::<f64>() / t.len() as f64),
        romano_wolf_rejections: step.adjusted.iter().filter(|p| **p <= 0.05).count(),
        romano_wolf_smallest: step.adjusted.iter().copied().fold(1.0, f64::min),
    })
}

/// Share of t statistics beyond two on the side where there are more.
fn significant(t: &[f64]) -> f64 {
    let above = t.iter().filter(|t| **t >= SIGNIFICANT).count();
    let below = t.iter().filter(|t| **t <= -SIGNIFICANT).count();
    above.max(below) as f64 / t.len() as f64
}

/// Estimates of a group's specs on these rows, or on its sample.
fn reestimated(group: &Group, rows: Option<&[usize]>) -> Vec<Option<Estimate>> {
    let choices: Vec<Choice> = group.choices.iter().map(|(_, choice)| choice.clone()).collect();
    let usable = |e: &Estimate| e.estimate.is_finite() && e.std_error.is_finite() && e.std_error > 0.0;
    let run = |pool: &fxsens_regression::grid::Pool| {
        let lags = root_rule(pool.nobs()) as usize;
        pool.shocks(&choices, lags).into_iter().map(|e| e.ok().filter(usable)).collect()
    };
    match rows {
        None => run(&group.pool),
        Some(rows) if rows.len() < 24 => vec![None; choices.len()],
        Some(rows) => {
            group.pool.resampled(rows).map_or_else(|_| vec![None; choices.len()], |pool| run(&pool))
        }
    }
}

/// Months drawn in blocks, as many as there are.
fn draw_months(request: &JointFile, task: u64, months: usize) -> Vec<usize> {
    let mut stream = Stream::new(request.seed, task);
    let block = request.block.clamp(1, months);
    let mut drawn = Vec::with_capacity(months + block);
    while drawn.len() < months {
        let start = stream.below((months - block + 1) as u64) as usize;
        drawn.extend(start..start + block);
    }
    drawn.truncate(months);
    drawn
}
