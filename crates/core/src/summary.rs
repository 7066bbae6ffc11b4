//! The stable, flat view of a fit that JSON, CSV and tables print: schema `fxsens.fit/1`.

use serde::{Deserialize, Serialize};

use crate::fit::{Fit, Glance, Note};
use crate::inference::Inference;
use crate::spec::SpecId;
use crate::test_outcome::{CriticalValue, Detail, TestOutcome};
use crate::vcov::{Vcov, VcovMethod};

/// Schema id of the JSON of a fit.
pub const FIT_SCHEMA: &str = "fxsens.fit/1";

/// A fit as printed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FitSummary {
    /// Always [`FIT_SCHEMA`].
    pub schema: String,
    /// Id of the model.
    pub model: String,
    /// Id of the spec.
    pub spec_id: SpecId,
    /// The formula as written.
    pub formula: String,
    /// Outcome as written in the formula.
    pub outcome: String,
    /// Observations.
    pub nobs: usize,
    /// Residual degrees of freedom.
    pub df_resid: usize,
    /// First and last period.
    pub sample: SampleSummary,
    /// Confidence level of the intervals.
    pub level: f64,
    /// Estimates with their uncertainty.
    pub terms: Vec<TermSummary>,
    /// How the covariance was made.
    pub vcov: VcovSummary,
    /// Statistics of the whole fit.
    pub glance: Glance,
    /// Tests made along with the fit.
    pub tests: Vec<TestSummary>,
    /// The same model under the parameters of each `also` of the spec.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<AlsoSummary>,
    /// Remarks.
    pub notes: Vec<Note>,
}

/// Estimates of the same model under other parameters.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AlsoSummary {
    /// Estimates with their uncertainty.
    pub terms: Vec<TermSummary>,
    /// How the covariance was made.
    pub vcov: VcovSummary,
}

impl AlsoSummary {
    /// The printed view of a fit at a confidence level.
    pub fn new(fit: &Fit, level: f64) -> Self {
        Self { terms: summarise_terms(fit, level), vcov: summarise(&fit.vcov) }
    }
}

fn summarise_terms(fit: &Fit, level: f64) -> Vec<TermSummary> {
    let rows = fit.terms.iter().zip(fit.inference(level));
    rows.map(|(term, inference)| TermSummary {
        name: term.name.clone(),
        horizon: term.horizon,
        inference,
        unit: term.unit.label(),
    })
    .collect()
}

/// First and last period of a sample.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SampleSummary {
    /// First period.
    pub first: String,
    /// Last period.
    pub last: String,
}

/// One estimate with its uncertainty.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TermSummary {
    /// Name as in the formula.
    pub name: String,
    /// Horizon in periods, for dynamic effects.
    pub horizon: Option<u16>,
    /// Estimate, standard error, statistic, p-value, interval.
    #[serde(flatten)]
    pub inference: Inference,
    /// Outcome unit per regressor unit.
    pub unit: String,
}

/// A covariance as printed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VcovSummary {
    /// The choices behind it.
    #[serde(flatten)]
    pub method: VcovMethod,
    /// Family of the distribution t statistics are compared with: `normal`, `t`, `fixed-b`.
    pub distribution: String,
    /// The distribution with its parameters, as printed.
    pub reference: String,
    /// Entries by row; one matrix per block when there are several.
    pub matrix: Vec<Vec<f64>>,
}

/// A test as printed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TestSummary {
    /// Stable id.
    pub id: String,
    /// The null hypothesis in words.
    pub null: String,
    /// The statistic.
    pub statistic: f64,
    /// Distribution under the null, as printed.
    pub distribution: Option<String>,
    /// p-value.
    pub p_value: Option<f64>,
    /// Critical values, where the law is tabulated or simulated.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub critical_values: Vec<CriticalValue>,
    /// What else a reader needs: lags chosen, bandwidth, break date.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub details: Vec<Detail>,
}

impl TestSummary {
    /// The printed view of a test.
    pub fn new(test: &TestOutcome) -> Self {
        Self {
            id: test.id.clone(),
            null: test.null.clone(),
            statistic: test.statistic,
            distribution: test.law(),
            p_value: test.p_value,
            critical_values: test.critical_values.clone(),
            details: test.details.clone(),
        }
    }
}

impl FitSummary {
    /// The printed view of a fit at a confidence level.
    pub fn new(fit: &Fit, spec_id: SpecId, formula: &str, level: f64) -> Self {
        let end =
            |period: Option<&crate::period::Period>| period.map(ToString::to_string).unwrap_or_default();
        Self {
            schema: FIT_SCHEMA.into(),
            model: fit.model.clone(),
            spec_id,
            formula: formula.into(),
            outcome: fit.outcome.clone(),
            nobs: fit.glance.nobs,
            df_resid: fit.glance.df_resid,
            sample: SampleSummary {
                first: end(fit.augment.periods.first()),
                last: end(fit.augment.periods.last()),
            },
            level,
            terms: summarise_terms(fit, level),
            vcov: summarise(&fit.vcov),
            glance: fit.glance.clone(),
            tests: fit.tests.iter().map(TestSummary::new).collect(),
            also: Vec::new(),
            notes: fit.notes.clone(),
        }
    }
}

fn summarise(vcov: &Vcov) -> VcovSummary {
    let rows = |matrix: &crate::vcov::VcovMatrix| -> Vec<Vec<f64>> {
        matrix.values.chunks(matrix.size.max(1)).map(<[f64]>::to_vec).collect()
    };
    match vcov {
        Vcov::Full(matrix) => VcovSummary {
            method: matrix.method.clone(),
            distribution: matrix.distribution.family().into(),
            reference: matrix.distribution.label(),
            matrix: rows(matrix),
        },
        Vcov::Blocks { blocks } => VcovSummary {
            method: blocks.first().map_or_else(|| VcovMethod::simple("none"), |b| b.method.clone()),
            distribution: blocks.first().map(|b| b.distribution.family().to_owned()).unwrap_or_default(),
            reference: blocks.first().map(|b| b.distribution.label()).unwrap_or_default(),
            matrix: blocks.iter().flat_map(rows).collect(),
        },
        Vcov::Unavailable { reason } => VcovSummary {
            method: VcovMethod::simple("unavailable"),
            distribution: "none".into(),
            reference: reason.clone(),
            matrix: Vec::new(),
        },
    }
}
