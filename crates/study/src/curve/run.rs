//! Runs the specs of a grid: one row each, whatever comes of it.

use std::collections::{BTreeSet, HashMap};

use fxsens_core::dataset::Dataset;
use fxsens_core::inference::Inference;
use fxsens_regression::grid::Estimate;
use rayon::prelude::*;

use super::axes::Choices;
use super::columns::{Col, Columns};
use super::critical::Critical;
use super::enumerate::Enumeration;
use super::file::Method;
use super::folder::Grid;
use super::least_squares;
use super::levels::{engle_granger_gate, fit};
use super::plan::Plan;
use super::row::{Found, Row};
use crate::effect::in_yen;
use crate::file::Tier;
use crate::shock::Shock;

/// What turns a spec into a row.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'a> {
    /// The grid.
    pub grid: &'a Grid,
    /// Its specs.
    pub enumeration: &'a Enumeration,
    /// The series.
    pub dataset: &'a Dataset,
    /// The shock effects refer to.
    pub shock: &'a Shock,
    /// Confidence level of the intervals.
    pub level: f64,
}

/// An estimate on its way to a row.
#[derive(Debug, Clone, Copy)]
struct Estimated {
    estimate: Estimate,
    nobs: usize,
    gate: Option<f64>,
}

/// Specs in levels that share a gate.
type GateKey<'p> = (&'p Col, &'p [Col], &'p [Col], fxsens_core::period::Period, usize);

/// The columns that specs need, evaluated once.
pub fn columns(setting: &Setting<'_>, plans: &[Result<Plan, String>]) -> Columns {
    let bases: BTreeSet<&str> =
        plans.iter().flatten().flat_map(|plan| plan.columns().filter_map(Col::base)).collect();
    Columns::new(setting.dataset, &bases)
}

/// The regressions of specs.
pub fn plans(setting: &Setting<'_>, specs: &[(String, Choices)]) -> Vec<Result<Plan, String>> {
    let study = &setting.grid.study.file;
    let (base, scale) = (study.base.exchange_rate, study.currency.scale);
    specs.par_iter().map(|(_, choices)| Plan::new(&setting.grid.file, choices, base, scale)).collect()
}

/// One row per spec, in the order given. The same rows at any number of threads and however specs are shared out.
pub fn rows(setting: &Setting<'_>, specs: &[(String, Choices)]) -> Vec<Row> {
    let plans = plans(setting, specs);
    let columns = columns(setting, &plans);
    let critical = Critical::new(setting.level);
    let estimated = estimate(&plans, &columns);
    specs
        .par_iter()
        .zip(plans.par_iter().zip(&estimated))
        .map(|((id, choices), (plan, estimated))| {
            let outcome = match (plan, estimated) {
                (Err(error), _) | (_, Err(error)) => Err(error.clone()),
                (Ok(plan), Ok(estimated)) => found(setting, plan, estimated, &critical),
            };
            Row {
                id: id.clone(),
                choices: std::array::from_fn(|axis| {
                    setting.enumeration.values[axis][choices[axis]].id.clone()
                }),
                formula: plan.as_ref().map(Plan::formula).unwrap_or_default(),
                outcome,
            }
        })
        .collect()
}

fn estimate(plans: &[Result<Plan, String>], columns: &Columns) -> Vec<Result<Estimated, String>> {
    let good: Vec<(usize, &Plan)> =
        plans.iter().enumerate().filter_map(|(at, plan)| plan.as_ref().ok().map(|plan| (at, plan))).collect();
    let gates = gates(&good, columns);
    let mut all: Vec<Result<Estimated, String>> = plans
        .iter()
        .map(|plan| Err(plan.as_ref().err().cloned().unwrap_or_else(|| "was not estimated".into())))
        .collect();
    for (at, result) in least_squares::estimate(&good, columns) {
        let Ok(plan) = &plans[at] else { continue };
        let gate = gates.get(&gate_key(plan)).copied().flatten();
        all[at] = result.map(|estimate| Estimated { estimate, nobs: plan.nobs, gate });
    }
    let dynamic: Vec<(usize, Result<Estimated, String>)> = good
        .par_iter()
        .filter(|(_, plan)| matches!(plan.estimator.method, Method::GlsAr | Method::Ardl))
        .map(|(at, plan)| {
            let own = |d: super::levels::Dynamic| Estimated {
                estimate: d.estimate,
                nobs: d.nobs,
                gate: if plan.estimator.method == Method::Ardl {
                    d.gate
                } else {
                    gates.get(&gate_key(plan)).copied().flatten()
                },
            };
            (*at, fit(plan, columns).map(own))
        })
        .collect();
    for (at, result) in dynamic {
        all[at] = result;
    }
    all
}

/// Gates of least squares and autoregressive errors in levels, once for specs that differ in neither variables nor sample.
fn gates<'p>(plans: &[(usize, &'p Plan)], columns: &Columns) -> HashMap<GateKey<'p>, Option<f64>> {
    let mut distinct: HashMap<GateKey<'p>, &'p Plan> = HashMap::new();
    for (_, plan) in plans.iter().filter(|(_, p)| p.levels && p.estimator.method != Method::Ardl) {
        distinct.entry(gate_key(plan)).or_insert(plan);
    }
    distinct.into_par_iter().map(|(key, plan)| (key, engle_granger_gate(plan, columns))).collect()
}

fn gate_key(plan: &Plan) -> GateKey<'_> {
    (&plan.outcome, &plan.flow, &plan.others, plan.first, plan.nobs)
}

/// Estimate, interval, effect in yen and tier.
fn found(
    setting: &Setting<'_>,
    plan: &Plan,
    estimated: &Estimated,
    critical: &Critical,
) -> Result<Found, String> {
    let Estimate { estimate, std_error } = estimated.estimate;
    let law = critical
        .value(plan.vcov, estimated.nobs)
        .ok_or_else(|| format!("no critical value for {} observations", estimated.nobs))?;
    let inference = Inference {
        estimate,
        std_error: Some(std_error),
        statistic: None,
        p_value: None,
        conf_low: Some(estimate - law * std_error),
        conf_high: Some(estimate + law * std_error),
    };
    let base = setting.grid.study.file.base.exchange_rate;
    let effect = in_yen(&inference, plan.form, setting.shock.size(), base);
    let (yen, low, high) = (effect.yen, effect.low.unwrap_or(f64::NAN), effect.high.unwrap_or(f64::NAN));
    if ![yen, low, high, estimate, std_error].iter().all(|value| value.is_finite()) {
        return Err("the effect or an end of its interval is not a finite number".into());
    }
    let tier = tier(plan, estimated.gate, setting.grid.file.tiers.gate_size);
    Ok(Found {
        tier,
        nobs: estimated.nobs,
        per_trillion: estimate,
        std_error,
        yen,
        low,
        high,
        gate: estimated.gate.filter(|_| plan.levels),
    })
}

/// The declared rule: A stationary, valuation-adjusted and lag-augmented; B stationary, or levels that pass the gate; C the rest.
fn tier(plan: &Plan, gate: Option<f64>, size: f64) -> Tier {
    match (plan.levels, plan.revalued && plan.estimator.method == Method::Lp) {
        (true, _) if gate.is_some_and(|p| p <= size) => Tier::B,
        (true, _) => Tier::C,
        (false, true) => Tier::A,
        (false, false) => Tier::B,
    }
}

/// Whether a spec waits for data that are not there.
pub fn waits(choices: &Choices, waiting: &[super::required::Waiting]) -> bool {
    waiting.iter().any(|entry| choices[entry.axis] == entry.value)
}
