//! Parameters of `ccr`.

use fxsens_core::model::{ParamDoc, ParamError, Params};
use serde::{Deserialize, Serialize};

use crate::models::cointegrating::{DOCS, RelationParams, Request};

/// Parameters of canonical cointegrating regression: those of the relation.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CcrParams(pub RelationParams);

/// A checked request.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ccr {
    pub(super) request: Request,
}

impl Params for CcrParams {
    type Estimator = Ccr;

    const DOCS: &'static [ParamDoc] = DOCS;

    fn check(self) -> Result<Ccr, ParamError> {
        Ok(Ccr { request: self.0.check()? })
    }
}
