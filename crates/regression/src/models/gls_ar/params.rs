//! Parameters of `gls-ar`.

use fxsens_core::model::{ParamDoc, ParamError, Params, join_docs};
use serde::{Deserialize, Serialize};

use crate::covariance::{CheckedVcov, VcovParams};

/// Parameters of least squares with autoregressive errors.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct GlsArParams {
    /// Order of the autoregression.
    pub order: u16,
    /// Most iterations between coefficients and autoregression.
    pub max_iterations: u16,
    /// Change of the autoregressive coefficients that ends the iteration.
    pub tolerance: f64,
    /// Covariance of the estimates, on the transformed regression.
    pub vcov: VcovParams,
}

impl Default for GlsArParams {
    fn default() -> Self {
        Self { order: 1, max_iterations: 500, tolerance: 1e-10, vcov: VcovParams::default() }
    }
}

/// A checked request for least squares with autoregressive errors.
#[derive(Debug, Clone, PartialEq)]
pub struct GlsAr {
    pub(super) order: usize,
    pub(super) max_iterations: usize,
    pub(super) tolerance: f64,
    pub(super) vcov: CheckedVcov,
}

const OWN_DOCS: &[ParamDoc] = &[
    ParamDoc { name: "order", values: "1, 2, 3, …", doc: "Order of the autoregression of the errors." },
    ParamDoc {
        name: "max_iterations",
        values: "1, 2, 3, …",
        doc: "Most iterations; not settling by then is an error.",
    },
    ParamDoc {
        name: "tolerance",
        values: "a positive number",
        doc: "Largest change of an autoregressive coefficient that ends the iteration.",
    },
];

impl Params for GlsArParams {
    type Estimator = GlsAr;

    const DOCS: &'static [ParamDoc] =
        &join_docs::<{ OWN_DOCS.len() + VcovParams::DOCS.len() }>(OWN_DOCS, &VcovParams::DOCS);

    fn check(self) -> Result<GlsAr, ParamError> {
        at_least_one("order", self.order)?;
        at_least_one("max_iterations", self.max_iterations)?;
        if !(self.tolerance > 0.0 && self.tolerance.is_finite()) {
            let (name, expected) = ("tolerance".into(), "a positive number".into());
            return Err(ParamError::Invalid { name, expected, found: self.tolerance.to_string() });
        }
        Ok(GlsAr {
            order: usize::from(self.order),
            max_iterations: usize::from(self.max_iterations),
            tolerance: self.tolerance,
            vcov: self.vcov.check()?,
        })
    }
}

fn at_least_one(name: &str, value: u16) -> Result<(), ParamError> {
    if value >= 1 {
        return Ok(());
    }
    Err(ParamError::Invalid { name: name.into(), expected: "1 or more".into(), found: value.to_string() })
}
