//! Parameters of `fmols`.

use fxsens_core::model::{ParamDoc, ParamError, Params};
use serde::{Deserialize, Serialize};

use crate::models::cointegrating::{DOCS, RelationParams, Request};

/// Parameters of fully modified least squares: those of the relation.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FmOlsParams(pub RelationParams);

/// A checked request.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FmOls {
    pub(super) request: Request,
}

impl Params for FmOlsParams {
    type Estimator = FmOls;

    const DOCS: &'static [ParamDoc] = DOCS;

    fn check(self) -> Result<FmOls, ParamError> {
        Ok(FmOls { request: self.0.check()? })
    }
}
