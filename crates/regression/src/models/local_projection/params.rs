//! Parameters of `local-projection`.

use fxsens_core::model::{ParamDoc, ParamError, Params, join_docs};
use serde::{Deserialize, Serialize};

use super::bootstrap_params::{self, PathBootstrap};
use crate::bootstrap::BootstrapParams;

/// What is projected.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Response {
    /// The outcome `h` periods later.
    #[default]
    Level,
    /// Its change since the period before the shock.
    LongDifference,
    /// Its sum from the period of the shock on.
    Cumulative,
    /// The cumulative response of the outcome over that of the shock itself.
    Multiplier,
}

/// How standard errors are made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Covariance {
    /// Scores divided by one minus a leverage that allows for overlapping residuals.
    #[default]
    Hc3Overlap,
    /// Scores divided by one minus the leverage.
    Hc3,
    /// Scores times `n/(n − k)`.
    Hc1,
    /// Newey and West with as many lags as the longest horizon.
    Hac,
}

impl Covariance {
    /// Name as in parameters and tables.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Hc3Overlap => "hc3-overlap",
            Self::Hc3 => "hc3",
            Self::Hc1 => "hc1",
            Self::Hac => "hac",
        }
    }
}

/// Parameters of local projections.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LocalProjectionParams {
    /// Longest horizon.
    pub horizons: u16,
    /// What is projected.
    pub response: Response,
    /// Lags of outcome, shock and controls.
    pub lags: u8,
    /// Whether one lag more is added, so that plain robust standard errors hold.
    pub lag_augmented: bool,
    /// Whether the small-sample bias is corrected.
    pub bias_correction: bool,
    /// How standard errors are made.
    pub covariance: Covariance,
    /// A control between zero and one whose value in the period before tells two states apart; empty for one response.
    pub state: String,
    /// Whether rises and falls of the shock have responses of their own.
    pub asymmetric: bool,
    /// Draws behind simultaneous bands.
    pub draws: u32,
    /// Seed of these draws.
    pub seed: u64,
    /// Bootstrap of the whole path; its interval is percentile-t unless another is asked for.
    #[serde(with = "PathBootstrap")]
    pub bootstrap: BootstrapParams,
}

impl Default for LocalProjectionParams {
    fn default() -> Self {
        Self {
            horizons: 12,
            response: Response::Level,
            lags: 2,
            lag_augmented: true,
            bias_correction: true,
            covariance: Covariance::Hc3Overlap,
            state: String::new(),
            asymmetric: false,
            draws: 10_000,
            seed: 20_240_607,
            bootstrap: bootstrap_params::defaults(),
        }
    }
}

/// A checked request.
#[derive(Debug, Clone, PartialEq)]
pub struct LocalProjection {
    pub(super) params: LocalProjectionParams,
}

const OWN_DOCS: &[ParamDoc] = &[
    ParamDoc { name: "horizons", values: "0 … 120", doc: "Longest horizon." },
    ParamDoc {
        name: "response",
        values: "level, long-difference, cumulative, multiplier",
        doc: "The outcome later, its change, its sum, or its sum over that of the shock.",
    },
    ParamDoc { name: "lags", values: "0 … 24", doc: "Lags of outcome, shock and controls." },
    ParamDoc {
        name: "lag_augmented",
        values: "true, false",
        doc: "Whether one lag more is added, so that plain robust standard errors hold.",
    },
    ParamDoc {
        name: "bias_correction",
        values: "true, false",
        doc: "Whether the small-sample bias is corrected (Herbst and Johannsen 2024).",
    },
    ParamDoc {
        name: "covariance",
        values: "hc3-overlap, hc3, hc1, hac",
        doc: "How standard errors are made, jointly over horizons.",
    },
    ParamDoc {
        name: "state",
        values: "the name of a control between 0 and 1, or empty",
        doc: "Two responses, by the control's value in the period before.",
    },
    ParamDoc {
        name: "asymmetric",
        values: "true, false",
        doc: "Whether rises and falls of the shock have responses of their own.",
    },
    ParamDoc { name: "draws", values: "100 … 1000000", doc: "Draws behind simultaneous bands." },
    ParamDoc { name: "seed", values: "0, 1, 2, …", doc: "Seed of these draws." },
];

impl Params for LocalProjectionParams {
    type Estimator = LocalProjection;

    const USES_INSTRUMENTS: bool = true;

    const DOCS: &'static [ParamDoc] =
        &join_docs::<{ OWN_DOCS.len() + bootstrap_params::DOCS.len() }>(OWN_DOCS, &bootstrap_params::DOCS);

    fn check(self) -> Result<LocalProjection, ParamError> {
        let invalid = |name: &str, expected: &str, found: String| {
            Err(ParamError::Invalid { name: name.into(), expected: expected.into(), found })
        };
        if self.horizons > 120 {
            return invalid("horizons", "a whole number from 0 to 120", self.horizons.to_string());
        }
        if self.lags > 24 {
            return invalid("lags", "a whole number from 0 to 24", self.lags.to_string());
        }
        if !(100..=1_000_000).contains(&self.draws) {
            return invalid("draws", "a whole number from 100 to 1,000,000", self.draws.to_string());
        }
        let split = self.asymmetric || !self.state.is_empty();
        if self.asymmetric && !self.state.is_empty() {
            return invalid("asymmetric", "either `asymmetric` or `state`", "both".into());
        }
        if split && self.response == Response::Multiplier {
            let expected = "level, long-difference or cumulative with `state` or `asymmetric`";
            return invalid("response", expected, "multiplier".into());
        }
        bootstrap_params::check(&self)?;
        Ok(LocalProjection { params: self })
    }
}
