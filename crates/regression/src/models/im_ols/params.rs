//! Parameters of `im-ols`.

use fxsens_core::model::{ParamDoc, ParamError, Params};
use serde::{Deserialize, Serialize};

use crate::models::cointegrating::{DOCS, RelationParams, Request};

/// Parameters of integrated modified least squares: those of the relation.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ImOlsParams(pub RelationParams);

/// A checked request.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ImOls {
    pub(super) request: Request,
}

impl Params for ImOlsParams {
    type Estimator = ImOls;

    const DOCS: &'static [ParamDoc] = DOCS;

    fn check(self) -> Result<ImOls, ParamError> {
        Ok(ImOls { request: self.0.check()? })
    }
}
