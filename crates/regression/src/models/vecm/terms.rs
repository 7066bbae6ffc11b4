//! Names and units of the estimates.

use fxsens_core::fit::EffectUnit;
use fxsens_core::sample::{INTERCEPT, Sample};
use fxsens_core::unit::Unit;

use super::Vecm;
use super::estimate::Place;
use crate::models::ardl::{Case, lag_name, regressors};

/// A series of the system.
#[derive(Debug, Clone)]
pub(super) struct Series {
    /// Name as written in the formula.
    pub(super) name: String,
    unit: Unit,
}

impl Series {
    /// Outcome and regressors, the constant left out.
    pub(super) fn all(sample: &Sample) -> Vec<Self> {
        let outcome = Self { name: sample.outcome_name().into(), unit: sample.outcome_unit().clone() };
        let others =
            regressors(sample).into_iter().map(|column| Self { name: column.name, unit: column.unit });
        std::iter::once(outcome).chain(others).collect()
    }

    /// Unit of its changes, that of `D(x)` in a formula.
    fn change(&self) -> Unit {
        self.unit.sum(&self.unit).unwrap_or_else(|_| self.unit.clone())
    }
}

/// An estimate to report.
#[derive(Debug, Clone)]
pub(super) struct Named {
    /// Its name.
    pub(super) name: String,
    /// Its unit.
    pub(super) unit: EffectUnit,
    /// Where it stands.
    pub(super) place: Place,
}

/// Names and units of the short-run terms of an equation, in the order of the system.
pub(super) fn short_run(model: Vecm, series: &[Series]) -> Vec<(String, Unit)> {
    let constant = (model.case >= Case::Constant).then(|| (INTERCEPT.to_owned(), Unit::One));
    let trend = (model.case == Case::Trend).then(|| ("trend".to_owned(), Unit::Unknown));
    let lags = (1..model.lags).flat_map(|lag| {
        series.iter().map(move |one| (lag_name(&format!("D({})", one.name), lag), one.change()))
    });
    constant.into_iter().chain(trend).chain(lags).collect()
}

/// Everything the model reports: the first regressor's effect under its own name when there is one relation, the relations,
/// what each equation does about them, and the short run of the outcome's equation.
pub(super) fn named(model: Vecm, series: &[Series]) -> Vec<Named> {
    let (rank, case) = (model.rank, model.case);
    let unit = |outcome: &Unit, regressor: &Unit| EffectUnit {
        outcome: outcome.clone(),
        regressor: regressor.clone(),
    };
    let mut terms = Vec::new();
    if let ([outcome, shock, ..], 1) = (series, rank) {
        let place = Place::LongRun { row: 0, relation: 0 };
        terms.push(Named { name: shock.name.clone(), unit: unit(&outcome.unit, &shock.unit), place });
    }
    let mut levels: Vec<(&str, Unit)> =
        series.iter().map(|one| (one.name.as_str(), one.unit.clone())).collect();
    match case {
        Case::RestrictedConstant => levels.push(("intercept", Unit::One)),
        Case::RestrictedTrend => levels.push(("trend", Unit::Unknown)),
        _ => {}
    }
    for (relation, explained) in series.iter().enumerate().take(rank) {
        for (row, (name, regressor)) in levels[rank..].iter().enumerate() {
            let name = format!("{}long-run {name}", prefix(rank, relation));
            let place = Place::LongRun { row, relation };
            terms.push(Named { name, unit: unit(&explained.unit, regressor), place });
        }
    }
    for (relation, explained) in series.iter().enumerate().take(rank) {
        for (i, one) in series.iter().enumerate() {
            let unit = if i == relation {
                unit(&Unit::One, &Unit::One)
            } else {
                unit(&one.change(), &explained.unit)
            };
            let place = Place::Equation { row: relation, series: i };
            terms.push(Named { name: adjustment(rank, relation, &one.name), unit, place });
        }
    }
    let outcome = series.first().map_or(Unit::Unknown, Series::change);
    for (row, (name, regressor)) in short_run(model, series).into_iter().enumerate() {
        let place = Place::Equation { row: rank + row, series: 0 };
        terms.push(Named { name, unit: unit(&outcome, &regressor), place });
    }
    terms
}

/// Name of the adjustment of a series to a relation.
pub(super) fn adjustment(rank: usize, relation: usize, name: &str) -> String {
    format!("{}adjustment {name}", prefix(rank, relation))
}

/// What tells relations apart: nothing with one.
fn prefix(rank: usize, relation: usize) -> String {
    if rank == 1 { String::new() } else { format!("relation {}: ", relation + 1) }
}
