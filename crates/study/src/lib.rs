//! The question asked of the models: shocks, ladder, placebo, claims and verdict.
//!
//! [`run`] takes a study, its data and a registry of models and returns results, report and charts as data.

pub mod background;
pub mod calibration;
mod check;
pub mod claims;
pub mod continuation;
pub mod currency;
pub mod curve;
pub mod document;
pub mod effect;
pub mod error;
pub mod figures;
pub mod file;
pub mod folder;
pub mod gate;
pub mod headline;
pub mod homogeneity;
pub mod inquiries;
pub mod instruments;
pub mod ladder;
pub mod placebo;
pub mod races;
pub mod results;
pub mod scenario;
pub mod scorecard;
pub mod shipped;
pub mod shock;
pub mod stability;
pub mod stand_ins;
pub mod structure;
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
use crate::curve::{CurveResults, Enumeration, Row};
use crate::document::Figures;
use crate::error::StudyError;
use crate::file::StudyFile;
use crate::folder::{Study, WaitingRung, series_of};
use crate::headline::Headline;
use crate::homogeneity::Homogeneity;
use crate::instruments::Instrumented;
use crate::ladder::{RungResult, RungRun, climb};
use crate::races::{Race, RaceTally};
use crate::results::{STUDY_SCHEMA, StudyResults};
use crate::scenario::valuation::split;
use crate::scorecard::Scorecard;
use crate::shock::Shock;
use crate::stability::Stability;
use crate::stand_ins::StandIn;
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
    /// Rungs that wait for data, to be listed.
    pub waiting: &'a [WaitingRung],
    /// The specification curve, if it was run.
    pub curve: Option<Curve<'a>>,
}

/// A specification curve that was run.
#[derive(Debug, Clone, Copy)]
pub struct Curve<'a> {
    /// What it found.
    pub results: &'a CurveResults,
    /// Its rows.
    pub rows: &'a [Row],
    /// Its specs.
    pub enumeration: &'a Enumeration,
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
    let file = &study.file;
    let mut ids: BTreeSet<String> = scorecard::series(study)?.into_iter().collect();
    ids.insert(file.currency.rate.clone());
    ids.extend(file.base.gdp.clone());
    ids.extend(shock::series(&file.shock)?);
    if file.background.as_ref().is_some_and(|background| !background.charts.is_empty()) {
        ids.extend(figures::SERIES.iter().map(|id| (*id).to_owned()));
    }
    for spec in &study.specs {
        ids.extend(series_of(spec)?);
    }
    if let Some(file) = &study.file.races {
        ids.extend(races::series(file)?);
    }
    if let Some(file) = &study.file.stand_ins {
        ids.extend(file.others.iter().cloned());
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
    let shock = Shock::new(file, inputs.published, inputs.dataset)?;
    let gdp = gdp(inputs.dataset, &shock, file)?;
    let economy = Economy {
        deficit: shock.size(),
        exchange_rate: file.base.exchange_rate,
        gdp: gdp.unwrap_or(f64::NAN),
    };
    let calibrations: Vec<_> = file.calibrations.iter().map(|c| calibrate(c, economy)).collect();
    progress("ladder");
    let rungs = climb(study, &shock, inputs.dataset, inputs.registry, level)?;
    let replica = rungs.iter().find(|rung| rung.rung.spec == file.placebo.spec).ok_or_else(|| {
        StudyError::UnknownSpec { folder: file.name.clone().into(), name: file.placebo.spec.clone() }
    })?;
    progress("random-walk placebo");
    let placebo = placebo::run(&file.placebo, &file.currency, replica, shock.size(), inputs.dataset)?;
    progress("record after the sample");
    let continuation = Continuation::new(&replica.estimation, inputs.dataset, shock.last)?;
    let record = continuation.record();
    let results: Vec<_> = rungs.iter().map(|rung| rung.result.clone()).collect();
    let inquiries = inquire(study, &inputs, &replica.result, shock.size(), level, progress)?;
    let scorecard = Scorecard::new(study, &shock, &replica.result, &continuation, inputs.dataset)?;
    let headline = Headline::new(
        &replica.result,
        &results,
        headline::Record {
            file,
            shock: &shock,
            vintage: inputs.vintage,
            curve: inputs.curve.map(|curve| curve.results),
            placebo_share: placebo.share_at_least,
            rmse_ratio: record.ratio,
            races: RaceTally::new(&inquiries.races),
        },
    );
    let headline = headline.ok_or_else(|| StudyError::Data {
        id: file.name.clone(),
        what: "with a replica and at least one rung above tier C".into(),
    })?;
    let words = verdict(Evidence {
        file,
        shock: &shock,
        headline: &headline,
        replica: &replica.result,
        placebo: &placebo,
        continuation: &continuation,
        record,
        rungs: &results,
        curve: inputs.curve.is_some(),
        homogeneity: inquiries.homogeneity.as_ref(),
    });
    let split = split(study, inputs.dataset, inputs.published)?;
    progress("charts");
    let figures = Figures {
        background: background::charts(file, &inputs, &shock)?,
        valuation: split.as_ref().and_then(|split| figures::valuation(&split.by_theta)),
        replica: figures::replica(replica, &continuation, file, inputs.dataset, inputs.vintage)?,
        calibrations: (!calibrations.is_empty()).then(|| figures::calibrations(&calibrations, file, economy)),
        ladder: figures::ladder(&calibrations, &headline, &results, file, &shock),
        curve: inputs.curve.map(|curve| {
            figures::specification_curve(curve.results, curve.rows, curve.enumeration, file, inputs.vintage)
        }),
        choices: inputs.curve.map(|curve| figures::choices(curve.results, file)),
        homogeneity: inquiries.homogeneity.as_ref().map(|found| figures::homogeneity(found, file)),
        stability: inquiries.stability.as_ref().map(|found| figures::stability(found, file, &shock)),
        races: file.races.as_ref().map(|races| figures::races(&inquiries.races, races)),
        placebo: figures::placebo(&placebo, file),
    };
    let results = StudyResults {
        schema: STUDY_SCHEMA.into(),
        study: file.name.clone(),
        shock,
        base_exchange_rate: file.base.exchange_rate,
        headline,
        verdict: words,
        gdp,
        calibrations,
        rungs: results,
        waiting: inputs.waiting.to_vec(),
        homogeneity: inquiries.homogeneity,
        instruments: inquiries.instruments,
        stability: inquiries.stability,
        races: inquiries.races,
        curve: inputs.curve.map(|curve| curve.results.clone()),
        placebo,
        stand_ins: inquiries.stand_ins,
        continuation,
        record,
        scorecard,
        valuation: split,
    };
    Ok(StudyRun { results, rungs, figures })
}

/// What is asked beyond the ladder.
struct Inquiries {
    homogeneity: Option<Homogeneity>,
    instruments: Vec<Instrumented>,
    stability: Option<Stability>,
    races: Vec<Race>,
    stand_ins: Vec<StandIn>,
}

fn inquire(
    study: &Study,
    inputs: &Inputs<'_>,
    replica: &RungResult,
    deficit: f64,
    level: f64,
    progress: &dyn Fn(&str),
) -> Result<Inquiries, StudyError> {
    let (file, dataset, registry) = (&study.file, inputs.dataset, inputs.registry);
    progress("flows, instruments and stability");
    let per_cent = 100.0 * replica.per_trillion.estimate / file.base.exchange_rate;
    let homogeneity = file.homogeneity.as_ref();
    let stability = file.stability.as_ref();
    Ok(Inquiries {
        homogeneity: homogeneity
            .map(|asked| homogeneity::homogeneity(study, asked, per_cent, dataset, registry, level))
            .transpose()?,
        instruments: instruments::instruments(study, deficit, dataset, registry, level)?,
        stability: stability
            .map(|asked| stability::stability(study, asked, deficit, dataset, registry, level))
            .transpose()?,
        races: {
            progress("races against the random walk");
            let own = Formula::parse(&replica.fit.formula)
                .map(|formula| formula.outcome.names())
                .unwrap_or_default();
            file.races
                .as_ref()
                .map(|asked| races::races(asked, &own, dataset))
                .transpose()?
                .unwrap_or_default()
        },
        stand_ins: file
            .stand_ins
            .as_ref()
            .map(|asked| stand_ins::asked(study, asked, dataset, registry))
            .transpose()?
            .unwrap_or_default(),
    })
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

/// Nominal GDP of the base year in trillions: the mean of its quarters at annual rates, in billions. `None` for a study without one.
fn gdp(dataset: &Dataset, shock: &Shock, file: &StudyFile) -> Result<Option<f64>, StudyError> {
    let Some(id) = &file.base.gdp else { return Ok(None) };
    let year = file.shock.period.as_ref().and_then(|period| period.parse::<Period>().ok());
    let year = year.or_else(|| shock.first.containing(Frequency::Annual));
    let missing = || StudyError::Data { id: id.clone(), what: "for the base year of the shock".into() };
    let series = dataset.get(id).ok_or_else(missing)?;
    let annual = to_frequency(series, Frequency::Annual)?.series;
    let billions = annual.get(year.ok_or_else(missing)?).ok_or_else(missing)?;
    Ok(Some(billions / 1000.0))
}
