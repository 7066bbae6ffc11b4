//! Least squares and local projections: specs over one sample and one flow share their cross-products.

use std::collections::{BTreeMap, HashMap};

use fxsens_core::fit::FitError;
use fxsens_regression::covariance::bandwidth::root_rule;
use fxsens_regression::covariance::ewc::Ewc;
use fxsens_regression::grid::{Choice, Estimate, Pool};
use ndarray::Array2;
use rayon::prelude::*;

use super::columns::{Col, Columns};
use super::file::{Method, VcovId};
use super::plan::Plan;

/// Specs of one pool, with the position of each among the plans.
#[derive(Debug)]
pub struct Group {
    /// The columns as choices of the pool see them.
    pub columns: Vec<Col>,
    /// The pool.
    pub pool: Pool,
    /// Position of the plan and its choice.
    pub choices: Vec<(usize, Choice)>,
}

/// Estimates by position of the plan; plans of other methods are not among them.
pub fn estimate(plans: &[(usize, &Plan)], columns: &Columns) -> Vec<(usize, Result<Estimate, String>)> {
    let (groups, mut failed) = groups(plans, columns);
    let by_position: BTreeMap<usize, &Plan> = plans.iter().copied().collect();
    let run = |group: &Group| -> Vec<(usize, Result<Estimate, String>)> {
        let nobs = group.pool.nobs();
        let of = |kind: VcovId| -> Vec<&(usize, Choice)> {
            group
                .choices
                .iter()
                .filter(|(at, _)| by_position.get(at).is_some_and(|p| p.vcov == kind))
                .collect()
        };
        let mut all = Vec::with_capacity(group.choices.len());
        for kind in [VcovId::Hac, VcovId::Ewc] {
            let these = of(kind);
            let choices: Vec<Choice> = these.iter().map(|(_, choice)| choice.clone()).collect();
            let found = match kind {
                VcovId::Hac => group.pool.shocks(&choices, root_rule(nobs) as usize),
                VcovId::Ewc => group.pool.cosine_shocks(&choices, Ewc::rule(nobs).terms),
            };
            let named = |result: Result<Estimate, FitError>| result.map_err(|e| message(&e, &group.columns));
            all.extend(these.iter().zip(found).map(|((at, _), result)| (*at, named(result))));
        }
        all
    };
    let mut all: Vec<_> = groups.par_iter().flat_map_iter(run).collect();
    all.append(&mut failed);
    all
}

/// Positions of specs with the reason why they cannot be estimated.
type Failed<T> = Vec<(usize, Result<T, String>)>;

/// Pools by sample, outcome and flow, and the specs whose columns are not there.
pub fn groups<T: Send>(plans: &[(usize, &Plan)], columns: &Columns) -> (Vec<Group>, Failed<T>) {
    let mut keyed: BTreeMap<_, Vec<(usize, &Plan)>> = BTreeMap::new();
    for (at, plan) in plans.iter().filter(|(_, p)| matches!(p.estimator.method, Method::Ols | Method::Lp)) {
        let flow = plan.flow.first().and_then(Col::base).unwrap_or_default();
        let key = (plan.first, plan.nobs, plan.outcome.clone(), flow);
        keyed.entry(key).or_default().push((*at, plan));
    }
    let made: Vec<_> = keyed.par_iter().map(|(_, members)| group(members, columns)).collect();
    let (mut groups, mut failed) = (Vec::new(), Vec::new());
    for (group, errors) in made {
        groups.extend(group);
        failed.extend(errors.into_iter().map(|(at, error)| (at, Err(error))));
    }
    (groups, failed)
}

fn group(members: &[(usize, &Plan)], columns: &Columns) -> (Option<Group>, Vec<(usize, String)>) {
    let (mut pooled, mut values): (Vec<Col>, Vec<f64>) = (Vec::new(), Vec::new());
    let mut known: HashMap<Col, Result<usize, String>> = HashMap::new();
    let (mut choices, mut failed) = (Vec::new(), Vec::new());
    for (at, plan) in members {
        let mut position = |column: &Col| -> Result<usize, String> {
            if let Some(found) = known.get(column) {
                return found.clone();
            }
            let fresh = columns.values(column, plan.first, plan.nobs).and_then(|column_values| {
                if column_values.iter().all(|value| *value == 0.0) {
                    return Err(format!("`{}` is zero throughout the sample", column.text()));
                }
                values.extend(column_values);
                pooled.push(column.clone());
                Ok(pooled.len() - 1)
            });
            known.insert(column.clone(), fresh.clone());
            fresh
        };
        let outcome = position(&plan.outcome);
        let regressors: Result<Vec<usize>, String> = plan.regressors().iter().map(&mut position).collect();
        match outcome.and_then(|outcome| regressors.map(|regressors| Choice { outcome, regressors })) {
            Ok(choice) => choices.push((*at, choice)),
            Err(error) => failed.push((*at, error)),
        }
    }
    let Some((_, first)) = members.first().filter(|_| !choices.is_empty()) else { return (None, failed) };
    let pool = Array2::from_shape_vec((pooled.len(), first.nobs), values)
        .map_err(|error| error.to_string())
        .and_then(|rows| Pool::new(rows.t()).map_err(|error| error.to_string()));
    match pool {
        Ok(pool) => (Some(Group { columns: pooled, pool, choices }), failed),
        Err(error) => {
            failed.extend(choices.into_iter().map(|(at, _)| (at, error.clone())));
            (None, failed)
        }
    }
}

/// The message with the pool's column numbers put into words.
fn message(error: &FitError, columns: &[Col]) -> String {
    let FitError::Collinear { columns: dependent, .. } = error else { return error.to_string() };
    let name = |text: &String| {
        let column = text.strip_prefix("column ").and_then(|n| n.parse::<usize>().ok());
        column.and_then(|n| columns.get(n)).map_or_else(|| text.clone(), Col::text)
    };
    let named = dependent.iter().map(name).collect();
    FitError::Collinear { columns: named, with: Vec::new() }.to_string()
}
