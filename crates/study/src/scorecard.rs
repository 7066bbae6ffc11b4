//! The scorecard of the claim: its condition, what came, and what the model class predicted from the variables as they came.

use fxsens_core::dataset::Dataset;
use fxsens_core::period::Period;
use serde::{Deserialize, Serialize};

use crate::continuation::Continuation;
use crate::error::StudyError;
use crate::folder::{Study, series_of};
use crate::ladder::RungResult;
use crate::shock::Shock;

/// Series that a scorecard follows from the start of the shock to its end: those the study names, or those of its replica.
///
/// # Errors
/// [`StudyError`] for a formula that cannot be read.
pub fn series(study: &Study) -> Result<Vec<String>, StudyError> {
    if !study.file.scorecard.is_empty() {
        return Ok(study.file.scorecard.clone());
    }
    let spec = study.spec_or_error(&study.file.placebo.spec)?;
    Ok(series_of(spec)?.into_iter().collect())
}

/// The claim against what came.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Scorecard {
    /// Growth of the deficit that the claim supposes, per cent; its change in units where the study asks about a change.
    pub asked_growth: f64,
    /// The same as it came.
    pub growth: f64,
    /// Whether the condition of the claim was met.
    pub condition_met: bool,
    /// First month.
    pub from: Period,
    /// Last month judged.
    pub to: Period,
    /// Series from first to last month.
    pub lines: Vec<Line>,
    /// Change of the exchange rate from the end of the sample to the last month, yen per dollar.
    pub moved: f64,
    /// What the replica predicts for it from the variables as they came, yen per dollar.
    pub predicted: f64,
    /// What the replica gives for the deficit's growth as it came, yen per dollar.
    pub realised_effect: f64,
}

/// A series at both ends.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// The series.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its unit.
    pub unit: String,
    /// Value in the first month.
    pub start: Option<f64>,
    /// Value in the last month.
    pub end: Option<f64>,
}

impl Scorecard {
    /// Reads the series at both ends of the shock.
    ///
    /// # Errors
    /// [`StudyError::Data`] for a series that is missing.
    pub fn new(
        study: &Study,
        shock: &Shock,
        replica: &RungResult,
        continuation: &Continuation,
        dataset: &Dataset,
    ) -> Result<Self, StudyError> {
        let (from, to) = (shock.first, continuation.verdict_at);
        let line = |id: &String| -> Result<Line, StudyError> {
            let missing = || StudyError::Data { id: id.clone(), what: "in its scorecard".into() };
            let series = dataset.get(id).ok_or_else(missing)?;
            Ok(Line {
                id: id.clone(),
                title: series.title.clone(),
                unit: series.unit.to_string(),
                start: series.get(from),
                end: series.get(to),
            })
        };
        let (growth, asked_growth) = shock.growth(&study.file.driver);
        Ok(Self {
            asked_growth,
            growth,
            condition_met: shock.was_met(),
            from,
            to,
            lines: series(study)?.iter().map(line).collect::<Result<Vec<_>, _>>()?,
            moved: continuation.change_at_end(),
            predicted: continuation.predicted_change(),
            realised_effect: replica.realised_effect.yen,
        })
    }
}
