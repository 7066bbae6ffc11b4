//! Parameters of `nardl`: those of `ardl`.

use fxsens_core::model::{ParamDoc, ParamError, Params};
use serde::{Deserialize, Serialize};

use crate::models::ardl::{Ardl, ArdlParams};

/// Parameters of the asymmetric autoregressive distributed-lag model.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct NardlParams(pub ArdlParams);

/// A checked request.
#[derive(Debug, Clone)]
pub struct Nardl(pub(super) Ardl);

impl Params for NardlParams {
    type Estimator = Nardl;

    const DOCS: &'static [ParamDoc] = ArdlParams::DOCS;

    fn check(self) -> Result<Nardl, ParamError> {
        Ok(Nardl(self.0.check()?))
    }
}
