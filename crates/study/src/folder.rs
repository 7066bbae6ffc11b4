//! A study with its specs: embedded in the program, or a folder of plain files.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use fxsens_core::expr::Formula;
use fxsens_core::period::Frequency;
use fxsens_core::spec::Spec;
use serde::{Deserialize, Serialize};

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
        study.check(folder)?;
        Ok(study)
    }

    /// Values are in range; every rung and the placebo name a spec of the study.
    fn check(&self, folder: &Path) -> Result<(), StudyError> {
        let f = &self.file;
        let positive = |value: f64| value.is_finite() && value > 0.0;
        let rules = [
            (positive(f.base.exchange_rate), "base.exchange_rate", "a positive number"),
            (
                f.shock.multiple.is_none_or(|multiple| multiple.is_finite() && multiple > 1.0),
                "shock.multiple",
                "a number above 1",
            ),
            (
                f.shock.change.is_none_or(|change| change.is_finite() && change != 0.0),
                "shock.change",
                "a number other than zero",
            ),
            (
                f.shock.multiple.is_some() != f.shock.change.is_some(),
                "shock",
                "either `multiple` or `change`",
            ),
            (
                f.shock.is_whole(),
                "shock",
                "all of definition, basis, period and vintage for a published figure, none of them for a series",
            ),
            (
                f.shock.figure().is_some() == f.realised.is_some(),
                "realised",
                "a published figure when `shock` is one, and no such section when it is a series",
            ),
            (f.currency.scale.is_finite() && f.currency.scale > 0.0, "currency.scale", "a positive number"),
            (
                f.base.gdp.is_some() || !f.calibrations.iter().any(|c| c.rule.needs_gdp()),
                "base.gdp",
                "a series of GDP, which a calibration per point of GDP reads",
            ),
            (f.quoted.as_ref().is_none_or(|q| q.low <= q.high), "quoted", "low not above high"),
            (
                f.shock.last.since(f.shock.first).is_some_and(|n| n > 0),
                "shock.last",
                "a period after shock.first",
            ),
            ((1..=10_000_000).contains(&f.placebo.draws), "placebo.draws", "between 1 and 10000000"),
            (
                f.placebo.volatility_last.since(f.placebo.volatility_first).is_some_and(|n| n >= 24),
                "placebo.volatility_last",
                "at least 24 periods after placebo.volatility_first",
            ),
            (!f.rungs.is_empty(), "rung", "at least one"),
            (
                f.scenarios.iter().all(crate::scenario::file::ScenarioFile::is_sound),
                "scenario",
                "a base, a monthly `last` after `first`, a finite target (above zero, a share within 0 to 1), and a range with low not above high",
            ),
            (
                (1..f.scenarios.len())
                    .all(|i| f.scenarios[..i].iter().all(|earlier| earlier.id != f.scenarios[i].id)),
                "scenario.id",
                "a different id for each",
            ),
            (
                f.scenarios.iter().all(|s| f.flows.iter().any(|flow| flow.id == s.flow)),
                "scenario.flow",
                "the id of a [[flow]]",
            ),
            (
                (1..f.flows.len()).all(|i| f.flows[..i].iter().all(|earlier| earlier.id != f.flows[i].id)),
                "flow.id",
                "a different id for each",
            ),
            (f.rungs.iter().all(|r| !r.terms.is_empty()), "rung.terms", "at least one term each"),
            (
                f.rungs.iter().all(|r| !r.needs_relation || !r.gates.is_empty()),
                "rung.needs_relation",
                "gates beside it, which say whether there is a relation",
            ),
            (
                (1..self.specs.len()).all(|i| self.specs[..i].iter().all(|s| s.name != self.specs[i].name)),
                "specs",
                "files whose specs have different names",
            ),
            (
                !f.name.is_empty()
                    && f.name.chars().all(|c| c.is_alphanumeric() || "-_.".contains(c))
                    && !f.name.starts_with('.'),
                "name",
                "letters, digits, hyphens: it names a folder",
            ),
            (
                f.shock.first.frequency() == Frequency::Monthly
                    && f.shock.last.frequency() == Frequency::Monthly,
                "shock",
                "months in first and last",
            ),
            (
                f.homogeneity.as_ref().is_none_or(|h| {
                    (1..h.flows.len()).all(|i| h.flows[..i].iter().all(|flow| flow.term != h.flows[i].term))
                }),
                "homogeneity.flow",
                "a different term for each",
            ),
            (
                f.homogeneity.as_ref().is_none_or(|h| h.flows.len() >= 2),
                "homogeneity.flow",
                "at least two flows",
            ),
            (
                f.races.as_ref().is_none_or(|r| r.size > 0.0 && r.size < 1.0),
                "races.size",
                "a number between 0 and 1",
            ),
        ];
        if let Some((_, key, expected)) = rules.into_iter().find(|(holds, ..)| !holds) {
            return Err(StudyError::Value { folder: folder.to_path_buf(), key, expected });
        }
        let inquiries = [
            f.homogeneity.as_ref().map(|h| &h.spec),
            f.stability.as_ref().map(|s| &s.rolling),
            f.stability.as_ref().map(|s| &s.wandering),
            f.stand_ins.as_ref().map(|s| &s.spec),
        ];
        let named = f.rungs.iter().map(|rung| &rung.spec).chain([&f.placebo.spec]);
        let named = named.chain(f.instruments.iter().map(|i| &i.spec)).chain(inquiries.into_iter().flatten());
        let named = named.chain(&f.scenario_specs);
        for name in named {
            if self.spec(name).is_none() {
                return Err(StudyError::UnknownSpec { folder: folder.to_path_buf(), name: name.clone() });
            }
        }
        Ok(())
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
