//! Parameters of `ols`.

use fxsens_core::model::{ParamDoc, ParamError, Params, join_docs};
use serde::{Deserialize, Serialize};

use crate::covariance::{CheckedVcov, VcovParams};

/// Parameters of ordinary least squares.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct OlsParams {
    /// Lags of the Breusch–Godfrey test; zero leaves it out.
    pub breusch_godfrey_lags: u16,
    /// Covariance of the estimates.
    pub vcov: VcovParams,
}

impl Default for OlsParams {
    fn default() -> Self {
        Self { breusch_godfrey_lags: 12, vcov: VcovParams::default() }
    }
}

/// A checked request for ordinary least squares.
#[derive(Debug, Clone, PartialEq)]
pub struct Ols {
    pub(super) breusch_godfrey_lags: usize,
    pub(super) vcov: CheckedVcov,
}

impl Ols {
    /// Least squares with this covariance and without the Breusch–Godfrey test.
    pub(crate) fn with_vcov(vcov: CheckedVcov) -> Self {
        Self { breusch_godfrey_lags: 0, vcov }
    }
}

const OWN_DOCS: &[ParamDoc] = &[ParamDoc {
    name: "breusch_godfrey_lags",
    values: "0, 1, 2, …",
    doc: "Lags of the Breusch–Godfrey test, cut to half the residual degrees of freedom; 0 leaves it out.",
}];

impl Params for OlsParams {
    type Estimator = Ols;

    const DOCS: &'static [ParamDoc] =
        &join_docs::<{ OWN_DOCS.len() + VcovParams::DOCS.len() }>(OWN_DOCS, &VcovParams::DOCS);

    fn check(self) -> Result<Ols, ParamError> {
        Ok(Ols { breusch_godfrey_lags: usize::from(self.breusch_godfrey_lags), vcov: self.vcov.check()? })
    }
}
