//! A study with its specs: embedded in the program, or a folder of plain files.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use fxsens_core::expr::Formula;
use fxsens_core::spec::Spec;
use serde::{Deserialize, Serialize};

use crate::check::check;
use crate::error::StudyError;
use crate::file::StudyFile;
use crate::scenario::file::FlowFile;
use crate::shipped::{self, DEFAULT_STUDY};

/// A study with its specs.
#[derive(Debug, Clone, PartialEq)]
pub struct Study {
    /// The study file.
    pub file: StudyFile,
    /// Its specs, in the order of the ladder.
    pub specs: Vec<Spec>,
}

/// A rung that waits for data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingRung {
    /// Name of the spec.
    pub spec: String,
    /// Label.
    pub label: String,
    /// The series that are missing.
    pub series: Vec<String>,
    /// What would have to be brought along.
    pub needs: String,
}

/// `{base}` in a study's files replaced by its base exchange rate, so that the number is written once.
pub fn with_base(text: &str, exchange_rate: f64) -> String {
    text.replace("{base}", &exchange_rate.to_string())
}

/// Every series that a spec reads.
///
/// # Errors
/// [`StudyError::Estimate`] for a formula that cannot be read.
pub fn series_of(spec: &Spec) -> Result<BTreeSet<String>, StudyError> {
    let formula = Formula::parse(&spec.formula)
        .map_err(|error| StudyError::Estimate { name: spec.name.clone(), error: Box::new(error.into()) })?;
    Ok(formula.names().into_iter().collect())
}

impl Study {
    /// The study that runs when none is named.
    ///
    /// # Errors
    /// [`StudyError`] when its files do not fit together; a test keeps this from happening.
    pub fn embedded() -> Result<Self, StudyError> {
        Self::shipped(DEFAULT_STUDY)
    }

    /// A study that ships with the program.
    ///
    /// # Errors
    /// [`StudyError::Read`] for a name that is not [one of them](crate::shipped::names).
    pub fn shipped(name: &str) -> Result<Self, StudyError> {
        Self::assemble(Path::new(name), |file| {
            shipped::file(name, file).map(str::to_owned).ok_or_else(|| StudyError::Read {
                path: PathBuf::from(name).join(file),
                reason: "it is not part of the program".into(),
            })
        })
    }

    /// A study from a folder with a `study.toml`.
    ///
    /// # Errors
    /// [`StudyError`] names the file and what is wrong with it.
    pub fn from_folder(folder: &Path) -> Result<Self, StudyError> {
        Self::assemble(folder, |name| {
            let path = folder.join(name);
            std::fs::read_to_string(&path)
                .map_err(|error| StudyError::Read { path, reason: error.to_string() })
        })
    }

    fn assemble(
        folder: &Path,
        read: impl Fn(&str) -> Result<String, StudyError>,
    ) -> Result<Self, StudyError> {
        fn parse<T: serde::de::DeserializeOwned>(path: PathBuf, text: String) -> Result<T, StudyError> {
            toml::from_str(&text).map_err(|error| StudyError::Toml { path, text, error: Box::new(error) })
        }
        let text = read("study.toml")?;
        let first: StudyFile = parse(folder.join("study.toml"), text.clone())?;
        let base = first.base.exchange_rate;
        let file: StudyFile = parse(folder.join("study.toml"), with_base(&text, base))?;
        let specs = file
            .specs
            .iter()
            .map(|name| parse::<Spec>(folder.join(name), with_base(&read(name)?, base)))
            .collect::<Result<Vec<_>, _>>()?;
        let study = Self { file, specs };
        check(&study, folder)?;
        Ok(study)
    }

    /// The flow of that id.
    ///
    /// # Errors
    /// [`StudyError::UnknownFlow`].
    pub fn flow(&self, id: &str) -> Result<&FlowFile, StudyError> {
        let flows = &self.file.flows;
        flows.iter().find(|flow| flow.id == id).ok_or_else(|| StudyError::UnknownFlow { id: id.into() })
    }

    /// The flow of the question.
    ///
    /// # Errors
    /// [`StudyError::NoFlow`] when the study has none.
    pub fn main_flow(&self) -> Result<&FlowFile, StudyError> {
        self.file.flows.first().ok_or(StudyError::NoFlow)
    }

    /// The spec of that name.
    ///
    /// # Errors
    /// [`StudyError::UnknownSpec`] without one.
    pub fn spec_or_error(&self, name: &str) -> Result<&Spec, StudyError> {
        let unknown =
            || StudyError::UnknownSpec { folder: self.file.name.clone().into(), name: name.to_owned() };
        self.spec(name).ok_or_else(unknown)
    }

    /// The study without the rungs that wait for data, and those rungs. A rung waits when it says what it needs and a series of
    /// its formula is not available.
    ///
    /// # Errors
    /// [`StudyError`] for a formula that cannot be read.
    pub fn without_waiting(
        mut self,
        available: impl Fn(&str) -> bool,
    ) -> Result<(Self, Vec<WaitingRung>), StudyError> {
        let mut waiting = Vec::new();
        let mut kept = Vec::new();
        for rung in std::mem::take(&mut self.file.rungs) {
            let spec = self.spec_or_error(&rung.spec)?;
            let missing: Vec<String> = series_of(spec)?.into_iter().filter(|id| !available(id)).collect();
            match &rung.needs {
                Some(needs) if !missing.is_empty() => waiting.push(WaitingRung {
                    spec: rung.spec.clone(),
                    label: rung.label.clone(),
                    series: missing,
                    needs: needs.clone(),
                }),
                _ => kept.push(rung),
            }
        }
        self.file.rungs = kept;
        self.specs.retain(|spec| !waiting.iter().any(|rung: &WaitingRung| rung.spec == spec.name));
        Ok((self, waiting))
    }

    /// The spec of that name, if there is one.
    pub fn spec(&self, name: &str) -> Option<&Spec> {
        self.specs.iter().find(|spec| spec.name == name)
    }
}
