//! Parameters of `ardl`.

use fxsens_core::model::{ParamDoc, ParamError, Params, join_docs};
use serde::{Deserialize, Serialize};

use super::design::Case;
use super::selection::Choice;
use crate::covariance::params::VcovKind;
use crate::covariance::{CheckedVcov, VcovParams};

/// How lags are chosen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Selection {
    /// Schwarz's Bayesian criterion.
    #[default]
    Bic,
    /// Akaike's criterion.
    Aic,
    /// Hannan and Quinn's criterion.
    Hq,
    /// The largest numbers of lags are used.
    Fixed,
}

impl Selection {
    /// What one more parameter costs at a sample size.
    pub(crate) fn penalty(self, nobs: f64) -> f64 {
        match self {
            Self::Bic => nobs.ln(),
            Self::Aic => 2.0,
            Self::Hq => 2.0 * nobs.ln().ln(),
            Self::Fixed => 0.0,
        }
    }
}

/// Parameters of the autoregressive distributed-lag model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ArdlParams {
    /// How lags are chosen.
    pub selection: Selection,
    /// Most lags of the outcome.
    pub max_lags: u8,
    /// Most lags of every regressor.
    pub max_regressor_lags: u8,
    /// Fixed lags, of the outcome and of each regressor in the order of the formula; empty for a search.
    pub orders: Vec<u8>,
    /// Deterministic terms, the case of Pesaran, Shin and Smith.
    pub case: u8,
    /// Covariance of the estimates.
    pub vcov: VcovParams,
}

impl Default for ArdlParams {
    fn default() -> Self {
        Self {
            selection: Selection::Bic,
            max_lags: 4,
            max_regressor_lags: 4,
            orders: Vec::new(),
            case: 3,
            vcov: VcovParams { kind: VcovKind::Hc1, ..VcovParams::default() },
        }
    }
}

/// A checked request.
#[derive(Debug, Clone)]
pub struct Ardl {
    pub(super) choice: Choice,
    pub(super) case: Case,
    pub(super) vcov: CheckedVcov,
}

/// Parameters that choose lags and deterministic terms, shared by the models and the bounds test.
pub(crate) const LAG_DOCS: &[ParamDoc] = &[
    ParamDoc { name: "selection", values: "bic, aic, hq, fixed", doc: "Criterion that chooses the lags." },
    ParamDoc { name: "max_lags", values: "1 … 24", doc: "Most lags of the outcome." },
    ParamDoc { name: "max_regressor_lags", values: "0 … 24", doc: "Most lags of every regressor." },
    ParamDoc {
        name: "orders",
        values: "[], or [p, q1, q2, …]",
        doc: "Fixed lags of the outcome and of each regressor; empty for a search.",
    },
    ParamDoc {
        name: "case",
        values: "1, 2, 3, 4, 5",
        doc: "Deterministic terms: none; restricted constant; constant; restricted trend; constant and trend.",
    },
];

/// Checks the parameters that choose lags.
pub(crate) fn check_choice(
    selection: Selection,
    max_lags: u8,
    max_regressor_lags: u8,
    orders: &[u8],
) -> Result<Choice, ParamError> {
    let invalid = |name: &str, expected: &str, found: String| {
        Err(ParamError::Invalid { name: name.into(), expected: expected.into(), found })
    };
    if !(1..=24).contains(&max_lags) {
        return invalid("max_lags", "a whole number from 1 to 24", max_lags.to_string());
    }
    if max_regressor_lags > 24 {
        return invalid("max_regressor_lags", "a whole number from 0 to 24", max_regressor_lags.to_string());
    }
    if orders.first() == Some(&0) || orders.iter().any(|order| *order > 24) {
        let expected = "lags up to 24, those of the outcome from 1 on";
        return invalid("orders", expected, format!("{orders:?}"));
    }
    Ok(Choice {
        selection,
        outcome: usize::from(max_lags),
        regressors: usize::from(max_regressor_lags),
        fixed: orders.iter().map(|order| usize::from(*order)).collect(),
    })
}

impl Params for ArdlParams {
    type Estimator = Ardl;

    const DOCS: &'static [ParamDoc] =
        &join_docs::<{ LAG_DOCS.len() + VcovParams::DOCS.len() }>(LAG_DOCS, &VcovParams::DOCS);

    fn check(self) -> Result<Ardl, ParamError> {
        let choice = check_choice(self.selection, self.max_lags, self.max_regressor_lags, &self.orders)?;
        Ok(Ardl { choice, case: Case::of(self.case)?, vcov: self.vcov.check()? })
    }
}
