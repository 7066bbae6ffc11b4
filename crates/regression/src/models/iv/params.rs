//! Parameters of `iv`.

use fxsens_core::model::{ParamDoc, ParamError, Params, join_docs};
use serde::{Deserialize, Serialize};

use crate::covariance::params::{Bandwidth, Reference, VcovKind};
use crate::covariance::{CheckedVcov, VcovParams};

/// Estimators.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum IvEstimator {
    /// Two-stage least squares.
    #[default]
    #[serde(rename = "2sls")]
    TwoStage,
    /// Limited-information maximum likelihood.
    Liml,
    /// Fuller's modification of it.
    Fuller,
    /// Two-step generalised method of moments.
    Gmm,
    /// The same, iterated until weights and estimates agree.
    IteratedGmm,
}

/// Weights of the generalised method of moments.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Weights {
    /// Heteroskedasticity.
    #[default]
    Hc0,
    /// Heteroskedasticity and autocorrelation, with the kernel and bandwidth of `vcov`.
    Hac,
}

/// Parameters of instrumental variables.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct IvParams {
    /// The estimator.
    pub estimator: IvEstimator,
    /// Fuller's constant.
    pub fuller: f64,
    /// Weights of the generalised method of moments.
    pub weights: Weights,
    /// Confidence level of the Anderson–Rubin set.
    pub level: f64,
    /// Covariance of the estimates and of the first stage.
    pub vcov: VcovParams,
}

impl Default for IvParams {
    fn default() -> Self {
        Self {
            estimator: IvEstimator::TwoStage,
            fuller: 1.0,
            weights: Weights::Hc0,
            level: 0.95,
            vcov: VcovParams { kind: VcovKind::Hc1, ..VcovParams::default() },
        }
    }
}

/// A checked request.
#[derive(Debug, Clone, PartialEq)]
pub struct Iv {
    pub(super) params: IvParams,
    pub(super) vcov: CheckedVcov,
}

const OWN_DOCS: &[ParamDoc] = &[
    ParamDoc { name: "estimator", values: "2sls, liml, fuller, gmm, iterated-gmm", doc: "The estimator." },
    ParamDoc {
        name: "fuller",
        values: "a number from 0 on",
        doc: "Fuller's constant; 1 is nearly unbiased, 4 has a small mean squared error.",
    },
    ParamDoc { name: "weights", values: "hc0, hac", doc: "Weights of gmm." },
    ParamDoc {
        name: "level", values: "between 0 and 1", doc: "Confidence level of the Anderson–Rubin set."
    },
];

impl Params for IvParams {
    type Estimator = Iv;

    const USES_INSTRUMENTS: bool = true;

    const DOCS: &'static [ParamDoc] =
        &join_docs::<{ OWN_DOCS.len() + VcovParams::DOCS.len() }>(OWN_DOCS, &VcovParams::DOCS);

    fn check(self) -> Result<Iv, ParamError> {
        let invalid = |name: &str, expected: &str, found: String| {
            Err(ParamError::Invalid { name: name.into(), expected: expected.into(), found })
        };
        if !self.fuller.is_finite() || self.fuller < 0.0 {
            return invalid("fuller", "a number from 0 on", self.fuller.to_string());
        }
        if !(self.level > 0.0 && self.level < 1.0) {
            return invalid("level", "a number between 0 and 1", self.level.to_string());
        }
        let kind = self.vcov.kind;
        if matches!(kind, VcovKind::Hc2 | VcovKind::Hc3 | VcovKind::Ewc | VcovKind::Cluster) {
            let expected = "classical, hc0, hc1 or hac with instruments";
            return invalid("vcov.kind", expected, kind.name().into());
        }
        if let Some(profile) = self.vcov.profile {
            let expected = "none with instruments: profiles are those of least squares";
            return invalid("vcov.profile", expected, profile.name().into());
        }
        if self.vcov.prewhiten > 0 {
            let expected = "0 with instruments: the weights of moments are not prewhitened";
            return invalid("vcov.prewhiten", expected, self.vcov.prewhiten.to_string());
        }
        if kind == VcovKind::Hac && !matches!(self.vcov.bandwidth, Bandwidth::Fixed(_) | Bandwidth::Root) {
            let expected = "a number or 1.3sqrt with instruments: one bandwidth for both stages";
            return invalid("vcov.bandwidth", expected, self.vcov.bandwidth.rule().into());
        }
        let mut vcov = self.vcov;
        // Joint tests of the first stage have no fixed-b law; the t distribution stands in.
        if kind == VcovKind::Hac && vcov.distribution == Reference::Default {
            vcov.distribution = Reference::T;
        }
        Ok(Iv { vcov: vcov.check()?, params: self })
    }
}
