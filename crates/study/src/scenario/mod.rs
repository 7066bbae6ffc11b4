//! Paths of a flow to paths of the exchange rate.
//!
//! A rung says what one trillion yen a year of larger deficit does to the rate once all its lags have worked;
//! a scenario applies that to the change from its base level, month by month. Nothing else moves: this is what the
//! correlation found in the sample amounts to along the path, not a forecast.

pub mod apply;
pub mod file;
pub mod flow;
pub mod path;
pub mod plausibility;
pub mod product;
pub mod result;
pub mod tables;
pub mod valuation;
pub mod valuation_table;
pub mod walk;

use std::collections::BTreeSet;

use self::file::ScenarioFile;
use self::path::FlowPath;
use crate::Inputs;
use crate::error::StudyError;
use crate::folder::Study;

/// The page on scenarios, for readers: `fxsens explain scenario`.
pub const PAGE: &str = include_str!("scenario.md");

/// A path with its names.
#[derive(Debug, Clone, PartialEq)]
pub struct Scenario {
    /// Id.
    pub id: String,
    /// Label.
    pub label: String,
    /// Source.
    pub source: String,
    /// Id of the flow it moves.
    pub flow: String,
    /// The path.
    pub path: FlowPath,
}

impl Scenario {
    /// A scenario of the study by its id.
    ///
    /// # Errors
    /// [`StudyError::UnknownScenario`], or what [`FlowPath::from_file`] says.
    pub fn named(study: &Study, id: &str, inputs: Inputs<'_>) -> Result<Self, StudyError> {
        let scenarios = &study.file.scenarios;
        let file = scenarios.iter().find(|file| file.id == id).ok_or_else(|| {
            let known = scenarios.iter().map(|file| file.id.as_str()).collect::<Vec<_>>().join(", ");
            StudyError::UnknownScenario { id: id.into(), known }
        })?;
        Self::from_file(file, inputs)
    }

    /// A scenario as written in the study.
    ///
    /// # Errors
    /// What [`FlowPath::from_file`] says.
    pub fn from_file(file: &ScenarioFile, inputs: Inputs<'_>) -> Result<Self, StudyError> {
        Ok(Self {
            id: file.id.clone(),
            label: file.label.clone(),
            source: file.source.clone(),
            flow: file.flow.clone(),
            path: FlowPath::from_file(file, inputs.published)?,
        })
    }
}

/// Ids of the series that the flows of a study read.
pub fn required_series(study: &Study) -> BTreeSet<String> {
    study.file.flows.iter().filter_map(|flow| flow.series.as_ref()).map(|series| series.id.clone()).collect()
}
