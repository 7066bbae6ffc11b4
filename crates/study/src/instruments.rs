//! M6: what instruments say about the balance, with sets that hold however weak they are.

use fxsens_core::dataset::Dataset;
use fxsens_core::model::Params;
use fxsens_core::registry::Registry;
use fxsens_core::run::estimate;
use fxsens_core::spec::{Spec, SpecId};
use fxsens_regression::models::iv::IvParams;
use serde::{Deserialize, Serialize};

use crate::effect::{Effect, in_yen, same_term};
use crate::error::StudyError;
use crate::file::InstrumentFile;
use crate::folder::Study;

/// Bias, as a share of the worst case, that the printed threshold of the first stage allows.
const TOLERATED_BIAS: &str = "bias 10 % of the worst";

/// An instrumented estimate.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Instrumented {
    /// The spec.
    pub spec: String,
    /// Its id.
    pub spec_id: SpecId,
    /// Label.
    pub label: String,
    /// What a reader may draw from it.
    pub reading: String,
    /// Why the instrument may not be excluded.
    pub caveat: String,
    /// First and last month.
    pub sample: [String; 2],
    /// Observations.
    pub nobs: usize,
    /// Two-stage least squares, yen per dollar; its interval does not hold with weak instruments.
    pub effect: Effect,
    /// Effective F of the first stage (Montiel Olea and Pflueger).
    pub effective_f: f64,
    /// Its critical value at 5 % for a bias of a tenth of the worst case.
    pub threshold: Option<f64>,
    /// Anderson–Rubin set of the effect, yen per dollar, as intervals; an end is `None` at infinity.
    pub anderson_rubin: Vec<[Option<f64>; 2]>,
}

impl Instrumented {
    /// The set as printed: `−3.1 to 12.0`, `all numbers`, `none`.
    pub fn set_label(&self) -> String {
        let end = |value: Option<f64>, open: &str| {
            value.map_or_else(|| open.to_owned(), |value| crate::words::signed(value, 1))
        };
        match self.anderson_rubin.as_slice() {
            [] => "none".into(),
            [[None, None]] => "all numbers".into(),
            intervals => {
                let each =
                    intervals.iter().map(|[low, high]| format!("{} to {}", end(*low, "−∞"), end(*high, "∞")));
                each.collect::<Vec<_>>().join(", ")
            }
        }
    }
}

/// Estimates every instrumented spec of a study for a deficit larger by `deficit` JPY trillion a year.
///
/// # Errors
/// [`StudyError`] for an unknown spec or term, parameters that are not those of `iv`, and whatever estimation refuses.
pub fn instruments(
    study: &Study,
    deficit: f64,
    dataset: &Dataset,
    registry: &Registry,
    level: f64,
) -> Result<Vec<Instrumented>, StudyError> {
    study
        .file
        .instruments
        .iter()
        .map(|file| instrumented(study, file, deficit, dataset, registry, level))
        .collect()
}

fn instrumented(
    study: &Study,
    file: &InstrumentFile,
    deficit: f64,
    dataset: &Dataset,
    registry: &Registry,
    level: f64,
) -> Result<Instrumented, StudyError> {
    let spec = study.spec_or_error(&file.spec)?;
    let failed = |error| StudyError::Estimate { name: file.spec.clone(), error: Box::new(error) };
    let estimation = estimate(spec, dataset, registry).map_err(failed)?;
    let fit = &estimation.fit;
    let place = fit.terms.iter().position(|term| same_term(&file.term, &term.name)).ok_or_else(|| {
        let known = fit.terms.iter().map(|term| term.name.as_str()).collect::<Vec<_>>().join(", ");
        StudyError::UnknownTerm { spec: file.spec.clone(), term: file.term.clone(), known }
    })?;
    let exogenous = estimation.sample.z_names().iter().any(|name| same_term(&file.term, name));
    if exogenous {
        let why = format!("`{}` is not instrumented: it is among its own instruments", file.term);
        return Err(StudyError::Rung { spec: file.spec.clone(), why });
    }
    let iv = IvParams { level, ..params(spec)? }.check().map_err(|error| failed(error.into()))?;
    let set = iv.confidence_set(&estimation.sample).map_err(|error| failed(error.into()))?;
    let base = study.file.base.exchange_rate;
    let yen = |coefficient: f64| {
        let point = fxsens_core::inference::Inference {
            estimate: coefficient,
            std_error: None,
            statistic: None,
            p_value: None,
            conf_low: None,
            conf_high: None,
        };
        coefficient.is_finite().then(|| in_yen(&point, file.form, deficit, base).yen)
    };
    let strength = fit.tests.iter().find(|test| test.id == "effective-f");
    let threshold = strength.and_then(|test| {
        test.critical_values.iter().find(|value| value.law == TOLERATED_BIAS).map(|value| value.value)
    });
    let periods = estimation.sample.periods();
    Ok(Instrumented {
        spec: file.spec.clone(),
        spec_id: estimation.id.clone(),
        label: file.label.clone(),
        reading: spec.reading.clone(),
        caveat: file.caveat.clone(),
        sample: [
            periods.first().map(ToString::to_string).unwrap_or_default(),
            periods.last().map(ToString::to_string).unwrap_or_default(),
        ],
        nobs: estimation.sample.nobs(),
        effect: in_yen(&fit.term_inference(place, level), file.form, deficit, base),
        effective_f: strength.map_or(f64::NAN, |test| test.statistic),
        threshold,
        // A larger surplus strengthens the yen, so intervals and their ends change places.
        anderson_rubin: set.0.iter().rev().map(|(low, high)| [yen(*high), yen(*low)]).collect(),
    })
}

fn params(spec: &Spec) -> Result<IvParams, StudyError> {
    toml::Value::Table(spec.params.clone()).try_into().map_err(|error: toml::de::Error| StudyError::Gate {
        spec: spec.name.clone(),
        gate: "anderson-rubin".into(),
        why: format!("its parameters are not those of `iv`: {}", error.message()),
    })
}
