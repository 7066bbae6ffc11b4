//! Parameters of `ols`.

use fxsens_core::model::{ParamDoc, ParamError, Params, join_docs};
use serde::{Deserialize, Serialize};

use crate::bootstrap::BootstrapParams;
use crate::bootstrap::params::Scheme;
use crate::covariance::{CheckedVcov, VcovParams};

/// Parameters of ordinary least squares.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct OlsParams {
    /// Lags of the Breusch–Godfrey test; zero leaves it out.
    pub breusch_godfrey_lags: u16,
    /// Covariance of the estimates.
    pub vcov: VcovParams,
    /// Bootstrap in place of `vcov`.
    pub bootstrap: BootstrapParams,
}

impl Default for OlsParams {
    fn default() -> Self {
        Self { breusch_godfrey_lags: 12, vcov: VcovParams::default(), bootstrap: BootstrapParams::default() }
    }
}

/// A checked request for ordinary least squares.
#[derive(Debug, Clone, PartialEq)]
pub struct Ols {
    pub(super) breusch_godfrey_lags: usize,
    pub(super) vcov: CheckedVcov,
    pub(super) bootstrap: BootstrapParams,
}

impl Ols {
    /// Least squares with this covariance and without the Breusch–Godfrey test.
    pub(crate) fn with_vcov(vcov: CheckedVcov) -> Self {
        Self { breusch_godfrey_lags: 0, vcov, bootstrap: BootstrapParams::default() }
    }
}

const OWN_DOCS: &[ParamDoc] = &[ParamDoc {
    name: "breusch_godfrey_lags",
    values: "0, 1, 2, …",
    doc: "Lags of the Breusch–Godfrey test, cut to half the residual degrees of freedom; 0 leaves it out.",
}];

const SHARED: [ParamDoc; VcovParams::DOCS.len() + BootstrapParams::DOCS.len()] =
    join_docs(&VcovParams::DOCS, &BootstrapParams::DOCS);

impl Params for OlsParams {
    type Estimator = Ols;

    const DOCS: &'static [ParamDoc] = &join_docs::<{ OWN_DOCS.len() + SHARED.len() }>(OWN_DOCS, &SHARED);

    fn check(self) -> Result<Ols, ParamError> {
        let bootstrap = self.bootstrap.check()?;
        if bootstrap.scheme != Scheme::None && self.vcov != VcovParams::default() {
            return Err(ParamError::Invalid {
                name: "vcov".into(),
                expected: "no setting: the bootstrap takes its place".into(),
                found: format!(
                    "kind {} with bootstrap.scheme {}",
                    self.vcov.kind.name(),
                    bootstrap.scheme.name()
                ),
            });
        }
        let lags = usize::from(self.breusch_godfrey_lags);
        Ok(Ols { breusch_godfrey_lags: lags, vcov: self.vcov.check()?, bootstrap })
    }
}
