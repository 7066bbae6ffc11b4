//! The same regression where its relation should not be: another currency in place of the outcome's, the shock moved in time.

use fxsens_core::dataset::Dataset;
use fxsens_core::registry::Registry;
use fxsens_core::run::{EstimateError, estimate};
use fxsens_core::series::Series;
use fxsens_core::spec::Spec;
use serde::{Deserialize, Serialize};

use crate::effect::same_term;
use crate::error::StudyError;
use crate::file::StandInsFile;
use crate::folder::Study;

/// What one regression found for one term.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// The estimate in standard deviations of the outcome per standard deviation of the regressor: comparable between currencies
    /// whatever way round they are quoted. Not available for terms that are not columns of the design.
    pub standardised: Option<f64>,
    /// The estimate in the regression's own units.
    pub estimate: f64,
    /// Its t statistic.
    pub statistic: Option<f64>,
    /// Two-sided p-value of no effect.
    pub p_value: Option<f64>,
    /// R².
    pub r_squared: Option<f64>,
    /// Observations.
    pub nobs: usize,
}

/// A regression with a stand-in, or why it could not be made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StandIn {
    /// The stand-in: a series, or the number of periods the shock is moved by.
    pub label: String,
    /// What was found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finding: Option<Finding>,
    /// Why nothing was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

/// Estimates the spec and reads off a term.
///
/// # Errors
/// [`EstimateError`] of the estimation; [`StandInError::Term`] for a term the fit does not have.
pub fn find(
    spec: &Spec,
    term: &str,
    dataset: &Dataset,
    registry: &Registry,
) -> Result<Finding, StandInError> {
    let estimation = estimate(spec, dataset, registry)?;
    let fit = &estimation.fit;
    let missing = || StandInError::Term {
        term: term.to_owned(),
        known: fit.terms.iter().map(|term| term.name.clone()).collect(),
    };
    let place = fit.terms.iter().position(|fitted| same_term(term, &fitted.name)).ok_or_else(missing)?;
    let inference = fit.term_inference(place, 0.95);
    let sample = &estimation.sample;
    let column = sample.x_names().iter().position(|name| same_term(name, term));
    let standardised = column.map(|j| {
        inference.estimate * deviation(sample.x().column(j).iter().copied())
            / deviation(sample.y().iter().copied())
    });
    Ok(Finding {
        standardised: standardised.filter(|value| value.is_finite()),
        estimate: inference.estimate,
        statistic: inference.statistic,
        p_value: inference.p_value,
        r_squared: fit.glance.r_squared,
        nobs: fit.glance.nobs,
    })
}

/// The stand-ins a study asks for: the regression itself, labelled with its own outcome, then one per other series. What a stand-in
/// cannot be estimated with stands in its row.
///
/// # Errors
/// [`StudyError`] for an unknown spec.
pub fn asked(
    study: &Study,
    file: &StandInsFile,
    dataset: &Dataset,
    registry: &Registry,
) -> Result<Vec<StandIn>, StudyError> {
    let spec = study.spec_or_error(&file.spec)?;
    let others: Vec<Series> = file.others.iter().filter_map(|id| dataset.get(id).cloned()).collect();
    if !crate::folder::series_of(spec)?.contains(&file.outcome) {
        let why = format!("stand_ins.outcome is `{}`, which its formula does not name", file.outcome);
        return Err(StudyError::Rung { spec: file.spec.clone(), why });
    }
    let found = find(spec, &file.term, dataset, registry)
        .map_err(|error| StudyError::Rung { spec: file.spec.clone(), why: format!("stand_ins: {error}") })?;
    let own = stand_in(file.outcome.clone(), Ok(found));
    let mut all = vec![own];
    all.extend(in_place_of(&file.outcome, &others, spec, &file.term, dataset, registry));
    Ok(all)
}

/// A finding that could not be made.
#[derive(Debug, thiserror::Error)]
pub enum StandInError {
    /// The estimation failed.
    #[error(transparent)]
    Estimate(#[from] EstimateError),
    /// The fit has no such term.
    #[error("the fit has no term `{term}`; it has {}", known.join(", "))]
    Term {
        /// The term asked for.
        term: String,
        /// The terms there are.
        known: Vec<String>,
    },
}

/// The regression with each of `others` under the name of `series`.
pub fn in_place_of(
    series: &str,
    others: &[Series],
    spec: &Spec,
    term: &str,
    dataset: &Dataset,
    registry: &Registry,
) -> Vec<StandIn> {
    let one = |other: &Series| {
        let mut changed = dataset.clone();
        let mut renamed = other.clone();
        series.clone_into(&mut renamed.id);
        changed.insert(renamed);
        stand_in(other.id.clone(), find(spec, term, &changed, registry))
    };
    others.iter().map(one).collect()
}

/// The regression with the series `shock` moved by each number of periods: at `+k` the outcome meets what the shock was `k` periods
/// earlier, at `−k` what it will be `k` periods later.
pub fn moved(
    shock: &str,
    by: &[i32],
    spec: &Spec,
    term: &str,
    dataset: &Dataset,
    registry: &Registry,
) -> Vec<StandIn> {
    let one = |periods: i32| {
        let mut changed = dataset.clone();
        if let Some(series) = dataset.get(shock) {
            let start = series.start().shift(periods);
            let mut later = Series::from_values(shock, start, series.values().to_vec());
            later.title.clone_from(&series.title);
            later.unit = series.unit.clone();
            later.aggregation = series.aggregation;
            later.adjustment.clone_from(&series.adjustment);
            later.provenance = series.provenance.clone();
            changed.insert(later);
        }
        stand_in(format!("{periods:+}"), find(spec, term, &changed, registry))
    };
    by.iter().map(|periods| one(*periods)).collect()
}

fn stand_in(label: String, found: Result<Finding, StandInError>) -> StandIn {
    match found {
        Ok(finding) => StandIn { label, finding: Some(finding), error: None },
        Err(error) => StandIn { label, finding: None, error: Some(error.to_string()) },
    }
}

fn deviation(values: impl Iterator<Item = f64> + Clone) -> f64 {
    let n = values.clone().count() as f64;
    let mean = values.clone().sum::<f64>() / n;
    (values.map(|value| (value - mean).powi(2)).sum::<f64>() / (n - 1.0)).sqrt()
}
