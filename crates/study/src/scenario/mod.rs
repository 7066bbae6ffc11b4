//! Paths of the deficit to paths of the exchange rate.
//!
//! A rung says what one trillion yen a year of larger deficit does to the rate once all its lags have worked;
//! a scenario applies that to the change from its base level, month by month. Nothing else moves: this is what the
//! correlation found in the sample amounts to along the path, not a forecast.

pub mod file;
pub mod history;
pub mod path;
pub mod tables;
pub mod valuation;

use fxsens_core::inference::Inference;
use fxsens_core::period::Period;
use serde::{Deserialize, Serialize};

use self::file::ScenarioFile;
use self::history::{Plausibility, plausibility, published_years};
use self::path::DeficitPath;
use crate::Inputs;
use crate::effect::{Effect, combination, in_yen};
use crate::error::StudyError;
use crate::file::{Form, Rung, Tier};
use crate::folder::Study;
use crate::ladder::{RungRun, climb_rung};
use crate::shock::Shock;

/// Schema id of the JSON of a scenario.
pub const SCENARIO_SCHEMA: &str = "fxsens.scenario/1";

/// Levels of the inner bands of the fan.
pub const INNER_LEVELS: [f64; 2] = [0.5, 0.8];

/// A path and what it comes to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScenarioResult {
    /// Always [`SCENARIO_SCHEMA`].
    pub schema: String,
    /// Id.
    pub id: String,
    /// Label.
    pub label: String,
    /// Where the path comes from.
    pub source: String,
    /// Deficit at the start, JPY trillion a year.
    pub base_level: f64,
    /// Confidence level of the outer band.
    pub level: f64,
    /// How unusual the path is.
    pub plausibility: Plausibility,
    /// The effect under each spec.
    pub specs: Vec<SpecPath>,
}

/// The path of the effect under one spec.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SpecPath {
    /// Name of the spec.
    pub spec: String,
    /// Label.
    pub label: String,
    /// A, B or C.
    pub tier: Tier,
    /// How the interval was made.
    pub interval: String,
    /// Months.
    pub months: Vec<ScenarioMonth>,
}

/// One month of a path.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScenarioMonth {
    /// Month.
    pub period: Period,
    /// Deficit, JPY trillion a year.
    pub deficit: f64,
    /// Change from the base level.
    pub change: f64,
    /// Effect, yen per dollar, with its interval: the uncertainty of the parameters alone.
    pub effect: Effect,
    /// The same at the levels of [`INNER_LEVELS`].
    pub inner: Vec<Effect>,
    /// From the lowest to the highest end of the intervals over the declared range of the path.
    pub envelope: Option<(f64, f64)>,
}

/// A path with its names.
#[derive(Debug, Clone, PartialEq)]
pub struct Scenario {
    /// Id.
    pub id: String,
    /// Label.
    pub label: String,
    /// Source.
    pub source: String,
    /// The path.
    pub path: DeficitPath,
}

impl Scenario {
    /// A scenario of the study by its id.
    ///
    /// # Errors
    /// [`StudyError::UnknownScenario`], or what [`DeficitPath::from_file`] says.
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
    /// What [`DeficitPath::from_file`] says.
    pub fn from_file(file: &ScenarioFile, inputs: Inputs<'_>) -> Result<Self, StudyError> {
        Ok(Self {
            id: file.id.clone(),
            label: file.label.clone(),
            source: file.source.clone(),
            path: DeficitPath::from_file(file, inputs.published)?,
        })
    }

    /// Applies the path to specs of the study; none named = those of `scenario_specs`.
    ///
    /// # Errors
    /// [`StudyError::UnknownRung`], and what estimating a rung can say.
    pub fn apply(
        &self,
        study: &Study,
        specs: &[String],
        inputs: Inputs<'_>,
        level: f64,
    ) -> Result<ScenarioResult, StudyError> {
        let rungs = chosen(study, specs)?;
        let history = published_years(&study.file.history, inputs.published)?;
        let shock = Shock::new(&study.file, inputs.published)?;
        let base = study.file.base.exchange_rate;
        let specs = rungs.into_iter().map(|rung| {
            let run = climb_rung(study, rung, &shock, inputs.dataset, inputs.registry, level)?;
            spec_path(&run, &self.path, base, level)
        });
        Ok(ScenarioResult {
            schema: SCENARIO_SCHEMA.into(),
            id: self.id.clone(),
            label: self.label.clone(),
            source: self.source.clone(),
            base_level: self.path.base_level,
            level,
            plausibility: plausibility(&self.path, &history),
            specs: specs.collect::<Result<_, _>>()?,
        })
    }
}

/// The rungs asked for, in the order asked.
fn chosen<'a>(study: &'a Study, specs: &[String]) -> Result<Vec<&'a Rung>, StudyError> {
    let file = &study.file;
    let wanted = if specs.is_empty() { &file.scenario_specs } else { specs };
    if wanted.is_empty() {
        return Ok(file.rungs.iter().collect());
    }
    let find = |spec: &String| {
        file.rungs.iter().find(|rung| rung.spec == *spec).ok_or_else(|| StudyError::UnknownRung {
            spec: spec.clone(),
            known: file.rungs.iter().map(|rung| rung.spec.as_str()).collect::<Vec<_>>().join(", "),
        })
    };
    wanted.iter().map(find).collect()
}

fn spec_path(run: &RungRun, path: &DeficitPath, base: f64, level: f64) -> Result<SpecPath, StudyError> {
    let (rung, fit) = (&run.rung, &run.estimation.fit);
    let outer = combination(rung, fit, level)?;
    let inner =
        INNER_LEVELS.iter().map(|level| combination(rung, fit, *level)).collect::<Result<Vec<_>, _>>()?;
    let months = path.iter().enumerate().map(|(index, (period, change))| ScenarioMonth {
        period,
        deficit: path.base_level + change,
        change,
        effect: in_yen(&outer, rung.form, change, base),
        inner: inner.iter().map(|inference| in_yen(inference, rung.form, change, base)).collect(),
        envelope: path
            .range_at(index)
            .and_then(|ends| envelope(&outer, rung.form, [ends.0, change, ends.1], base)),
    });
    Ok(SpecPath {
        spec: rung.spec.clone(),
        label: rung.label.clone(),
        tier: rung.tier,
        interval: run.result.interval.clone(),
        months: months.collect(),
    })
}

/// The union of the intervals at the given changes. The effect is monotone in the change for either end of the
/// interval, so the union over a whole range is that over its ends.
fn envelope(outer: &Inference, form: Form, changes: [f64; 3], base: f64) -> Option<(f64, f64)> {
    let ends = changes.iter().map(|change| {
        let effect = in_yen(outer, form, *change, base);
        effect.low.zip(effect.high)
    });
    let ends = ends.collect::<Option<Vec<_>>>()?;
    Some(
        ends.into_iter()
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), (low, high)| (a.min(low), b.max(high))),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn estimate() -> Inference {
        Inference {
            estimate: -1.0,
            std_error: None,
            statistic: None,
            p_value: None,
            conf_low: Some(-2.0),
            conf_high: Some(0.5),
        }
    }

    #[test]
    fn the_envelope_holds_the_interval_of_every_path_in_the_range() {
        for form in [Form::Level, Form::LogPercent] {
            let (low, high) = envelope(&estimate(), form, [1.0, 2.0, 4.0], 140.5).unwrap_or_default();
            for change in [1.0, 1.7, 2.0, 3.3, 4.0] {
                let effect = in_yen(&estimate(), form, change, 140.5);
                assert!(effect.low.is_some_and(|end| end >= low - 1e-12), "{form:?} {change}");
                assert!(effect.high.is_some_and(|end| end <= high + 1e-12), "{form:?} {change}");
            }
        }
    }

    #[test]
    fn a_range_of_one_point_adds_nothing() {
        let effect = in_yen(&estimate(), Form::Level, 3.0, 140.5);
        let union = envelope(&estimate(), Form::Level, [3.0; 3], 140.5);
        assert_eq!(union, effect.low.zip(effect.high));
    }

    #[test]
    fn without_an_interval_there_is_no_envelope() {
        let point = Inference { conf_low: None, conf_high: None, ..estimate() };
        assert_eq!(envelope(&point, Form::Level, [1.0, 2.0, 3.0], 140.5), None);
    }
}
