//! The question asked of the models: shocks, ladder, placebo, claims and verdict.
//!
//! [`run`] takes a study, its data and a registry of models and returns results, report and charts as data.

pub mod calibration;
pub mod claims;
pub mod continuation;
pub mod curve;
pub mod document;
pub mod effect;
pub mod error;
pub mod figures;
pub mod file;
pub mod folder;
pub mod ladder;
pub mod placebo;
pub mod results;
pub mod scenario;
pub mod shock;
pub mod stand_ins;
pub mod tables;
pub mod verdict;
pub mod words;

use std::collections::BTreeSet;

use fxsens_core::convert::to_frequency;
use fxsens_core::dataset::Dataset;
use fxsens_core::document::Document;
use fxsens_core::expr::Formula;
use fxsens_core::period::{Frequency, Period};
use fxsens_core::published::Published;
use fxsens_core::registry::Registry;
use fxsens_core::table::Table;

use crate::calibration::{Economy, calibrate};
use crate::claims::ClaimResult;
use crate::continuation::Continuation;
use crate::document::Figures;
use crate::error::StudyError;
use crate::file::StudyFile;
use crate::folder::Study;
use crate::ladder::{RungRun, climb};
use crate::results::{Headline, STUDY_SCHEMA, StudyResults};
use crate::shock::Shock;
use crate::verdict::{Evidence, verdict};

/// What a study reads.
#[derive(Debug, Clone, Copy)]
pub struct Inputs<'a> {
    /// Series; at least those of [`required_series`].
    pub dataset: &'a Dataset,
    /// Figures as announced.
    pub published: &'a Published,
    /// Models.
    pub registry: &'a Registry,
    /// Vintage of the data, as printed.
    pub vintage: &'a str,
}

/// What a study run yields.
#[derive(Debug, Clone)]
pub struct StudyRun {
    /// The numbers.
    pub results: StudyResults,
    /// The rungs with their fits.
    pub rungs: Vec<RungRun>,
    /// The charts.
    pub figures: Figures,
}

/// Ids of all series the study reads, derived ones included.
///
/// # Errors
/// [`StudyError`] when a formula of the study cannot be read.
pub fn required_series(study: &Study) -> Result<BTreeSet<String>, StudyError> {
    let mut ids: BTreeSet<String> = figures::SERIES.iter().map(|id| (*id).to_owned()).collect();
    for spec in &study.specs {
        let formula = Formula::parse(&spec.formula).map_err(|error| StudyError::Estimate {
            name: spec.name.clone(),
            error: Box::new(error.into()),
        })?;
        ids.extend(formula.names());
    }
    Ok(ids)
}

/// Runs a study. `progress` is told which step begins.
///
/// # Errors
/// [`StudyError`] as its variants say.
pub fn run(
    study: &Study,
    inputs: Inputs<'_>,
    level: f64,
    progress: &dyn Fn(&str),
) -> Result<StudyRun, StudyError> {
    let file = &study.file;
    progress("shock and calibrations");
    let shock = Shock::new(file, inputs.published)?;
    let economy = Economy {
        deficit: shock.size(),
        exchange_rate: file.base.exchange_rate,
        gdp: gdp(inputs.dataset, &shock, file)?,
    };
    let calibrations: Vec<_> = file.calibrations.iter().map(|c| calibrate(c, economy)).collect();
    progress("ladder");
    let rungs = climb(study, &shock, inputs.dataset, inputs.registry, level)?;
    let replica = rungs.iter().find(|rung| rung.rung.spec == file.placebo.spec).ok_or_else(|| {
        StudyError::UnknownSpec { folder: file.name.clone().into(), name: file.placebo.spec.clone() }
    })?;
    progress("random-walk placebo");
    let placebo = placebo::run(&file.placebo, replica, shock.size(), inputs.dataset)?;
    progress("record after the sample");
    let continuation = Continuation::new(&replica.estimation, inputs.dataset, shock.last)?;
    let record = continuation.record();
    let results: Vec<_> = rungs.iter().map(|rung| rung.result.clone()).collect();
    let quoted = [file.quoted.low, file.quoted.high];
    let headline = Headline::new(&replica.result, &results, quoted, &placebo, record).ok_or_else(|| {
        StudyError::Data {
            id: file.name.clone(),
            what: "with a replica and at least one stationary rung".into(),
        }
    })?;
    let words = verdict(Evidence {
        file,
        shock: &shock,
        headline: &headline,
        replica: &replica.result,
        placebo: &placebo,
        continuation: &continuation,
        record,
        vintage: inputs.vintage,
    });
    progress("charts");
    let figures = Figures {
        current_account: figures::current_account(inputs.dataset, inputs.published, inputs.vintage)?,
        goods_services: figures::goods_services(inputs.dataset, inputs.vintage)?,
        digital: figures::digital(inputs.dataset, inputs.published, &shock)?,
        cashflow: figures::cashflow(inputs.dataset, inputs.published)?,
        replica: figures::replica(replica, &continuation, inputs.dataset, inputs.vintage)?,
        calibrations: figures::calibrations(&calibrations, file, economy),
        ladder: figures::ladder(&calibrations, &headline, &results, file, &shock),
        placebo: figures::placebo(&placebo, file),
        travel: figures::travel(inputs.dataset, inputs.published, &shock)?,
    };
    let results = StudyResults {
        schema: STUDY_SCHEMA.into(),
        study: file.name.clone(),
        shock,
        base_exchange_rate: file.base.exchange_rate,
        headline,
        verdict: words,
        gdp: economy.gdp,
        calibrations,
        rungs: results,
        placebo,
        continuation,
        record,
    };
    Ok(StudyRun { results, rungs, figures })
}

/// Sets the report of a run. `regressions` is the table of coefficients side by side.
pub fn report(
    study: &Study,
    run: &StudyRun,
    regressions: Table,
    claims: &[ClaimResult],
    colophon: Vec<String>,
) -> Document {
    document::document(study, &run.results, &run.figures, regressions, claims, colophon)
}

/// Nominal GDP of the base year in JPY trillion: the mean of its quarters at annual rates, in billions.
fn gdp(dataset: &Dataset, shock: &Shock, file: &StudyFile) -> Result<f64, StudyError> {
    let missing = || StudyError::Data { id: "jp_gdp".into(), what: format!("for {}", file.shock.period) };
    let series = dataset.get("jp_gdp").ok_or_else(missing)?;
    let year = shock.first.containing(Frequency::Annual).ok_or_else(missing)?;
    let year: Period = file.shock.period.parse().unwrap_or(year);
    let annual = to_frequency(series, Frequency::Annual)?.series;
    annual.get(year).map(|billions| billions / 1000.0).ok_or_else(missing)
}
