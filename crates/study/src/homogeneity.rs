//! M5: whether goods, services, income and investment flows share one coefficient, and whether the data could tell.

use fxsens_core::dataset::Dataset;
use fxsens_core::inference::Inference;
use fxsens_core::registry::Registry;
use fxsens_core::run::estimate;
use fxsens_core::sample::Sample;
use fxsens_core::spec::SpecId;
use fxsens_core::test_outcome::TestOutcome;
use fxsens_core::unit::Unit;
use fxsens_regression::inference::wald::wald_test;
use ndarray::{Array1, Array2};
use serde::{Deserialize, Serialize};

use crate::effect::same_term;
use crate::error::StudyError;
use crate::file::HomogeneityFile;
use crate::folder::Study;
use crate::ladder::at_annual_rate;

/// Size of the test.
pub const SIZE: f64 = 0.10;

/// Power at which a difference counts as detectable, and the normal quantile of it.
const POWER_QUANTILE: f64 = 0.841_621_233_572_914_2;

/// What the flows have in common.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Homogeneity {
    /// The spec.
    pub spec: String,
    /// Its id.
    pub spec_id: SpecId,
    /// First and last month, observations.
    pub sample: [String; 2],
    /// Observations.
    pub nobs: usize,
    /// The flows, in the order of the study file.
    pub flows: Vec<FlowCoefficient>,
    /// Wald test that all coefficients are equal.
    pub test: TestOutcome,
    /// The difference between two flows that is known best, per cent per trillion yen a year: the one that the data could
    /// tell from zero in four samples out of five at a size of 5 %.
    pub least_detectable: f64,
    /// The same for the pair known worst.
    pub most_detectable: f64,
    /// The replica's coefficient on the same scale: per cent per trillion.
    pub replica: f64,
    /// What follows.
    pub verdict: Verdict,
}

/// The coefficient of one flow.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FlowCoefficient {
    /// Label.
    pub label: String,
    /// Per cent of yen per dollar for one trillion yen a year more of inflow; negative = stronger yen.
    pub per_trillion: Inference,
}

/// What a test of equal coefficients says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Coefficients differ: that of one flow may not be applied to another.
    Rejected,
    /// They may be equal, and a difference as large as the replica's coefficient would have been seen.
    NotRejected,
    /// They may be equal, but a difference as large as the replica's coefficient would have been missed.
    Uninformative,
}

impl Verdict {
    /// In words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Rejected => "rejected",
            Self::NotRejected => "not rejected",
            Self::Uninformative => "uninformative",
        }
    }
}

/// Refuses a term that is no money: a yield gap has no coefficient to share with flows.
fn is_flow(spec: &str, term: &str, sample: &Sample) -> Result<(), StudyError> {
    let names = sample.x_names();
    let unit =
        names.iter().position(|name| same_term(term, name)).map(|place| sample.x_units()[place].clone());
    match unit {
        Some(unit) if !matches!(unit, Unit::Money { .. } | Unit::Unknown) => Err(StudyError::Rung {
            spec: spec.to_owned(),
            why: format!(
                "[[homogeneity.flow]] `{term}` is in {unit}; expected a flow of money, which may share one coefficient with others"
            ),
        }),
        _ => Ok(()),
    }
}

/// Tests the flows of a study; `replica` is the level regression's coefficient in per cent per trillion.
///
/// # Errors
/// [`StudyError`] for an unknown spec or term, and whatever estimation and test refuse.
pub fn homogeneity(
    study: &Study,
    file: &HomogeneityFile,
    replica: f64,
    dataset: &Dataset,
    registry: &Registry,
    level: f64,
) -> Result<Homogeneity, StudyError> {
    let spec = study.spec_or_error(&file.spec)?;
    let failed = |error| StudyError::Estimate { name: file.spec.clone(), error: Box::new(error) };
    let estimation = estimate(spec, dataset, registry).map_err(failed)?;
    let fit = &estimation.fit;
    let places = file
        .flows
        .iter()
        .map(|flow| {
            fit.terms.iter().position(|term| same_term(&flow.term, &term.name)).ok_or_else(|| {
                let known = fit.terms.iter().map(|term| term.name.as_str()).collect::<Vec<_>>().join(", ");
                StudyError::UnknownTerm { spec: file.spec.clone(), term: flow.term.clone(), known }
            })
        })
        .collect::<Result<Vec<_>, _>>()?;
    for flow in &file.flows {
        is_flow(&file.spec, &flow.term, &estimation.sample)?;
        at_annual_rate(&file.spec, &flow.term, dataset)?;
    }
    let mut restrictions = Array2::zeros((places.len() - 1, fit.terms.len()));
    for (row, place) in places[1..].iter().enumerate() {
        restrictions[[row, places[0]]] = 1.0;
        restrictions[[row, *place]] = -1.0;
    }
    let zeros = Array1::zeros(places.len() - 1);
    let test = wald_test(fit, restrictions.view(), zeros.view(), "all flows have the same coefficient")
        .map_err(|error| failed(error.into()))?;
    let mut detectable: Vec<f64> = Vec::new();
    for (i, a) in places.iter().enumerate() {
        for b in &places[i + 1..] {
            let contrast = fit.combination(&[(*a, 1.0), (*b, -1.0)], level);
            let half = contrast.conf_high.zip(contrast.conf_low).map(|(high, low)| (high - low) / 2.0);
            detectable
                .extend(half.zip(contrast.std_error).map(|(half, error)| half + POWER_QUANTILE * error));
        }
    }
    let least_detectable = detectable.iter().copied().fold(f64::INFINITY, f64::min);
    let most_detectable = detectable.iter().copied().fold(0.0, f64::max);
    let verdict = match test.p_value {
        Some(p) if p <= SIZE => Verdict::Rejected,
        _ if most_detectable > replica.abs() => Verdict::Uninformative,
        _ => Verdict::NotRejected,
    };
    let periods = estimation.sample.periods();
    Ok(Homogeneity {
        spec: file.spec.clone(),
        spec_id: estimation.id.clone(),
        sample: [
            periods.first().map(ToString::to_string).unwrap_or_default(),
            periods.last().map(ToString::to_string).unwrap_or_default(),
        ],
        nobs: estimation.sample.nobs(),
        flows: file
            .flows
            .iter()
            .zip(&places)
            .map(|(flow, place)| FlowCoefficient {
                label: flow.label.clone(),
                per_trillion: fit.term_inference(*place, level),
            })
            .collect(),
        test,
        least_detectable,
        most_detectable,
        replica,
        verdict,
    })
}
