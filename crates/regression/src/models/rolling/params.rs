//! Parameters of `rolling`.

use fxsens_core::model::{ParamDoc, ParamError, Params, join_docs};
use serde::{Deserialize, Serialize};

use crate::covariance::{CheckedVcov, VcovParams};

/// How windows move.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scheme {
    /// Windows of equal length.
    #[default]
    Rolling,
    /// Windows that all start with the first observation.
    Expanding,
}

/// Parameters of least squares on windows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RollingParams {
    /// How windows move.
    pub scheme: Scheme,
    /// Observations of each window, of the first one when they expand.
    pub window: u32,
    /// Observations between the ends of two windows.
    pub step: u32,
    /// Covariance of the estimates within a window.
    pub vcov: VcovParams,
}

impl Default for RollingParams {
    fn default() -> Self {
        Self { scheme: Scheme::Rolling, window: 60, step: 12, vcov: VcovParams::default() }
    }
}

/// A checked request for least squares on windows.
#[derive(Debug, Clone, PartialEq)]
pub struct Rolling {
    pub(super) scheme: Scheme,
    pub(super) window: usize,
    pub(super) step: usize,
    pub(super) vcov: CheckedVcov,
}

const OWN_DOCS: &[ParamDoc] = &[
    ParamDoc {
        name: "scheme",
        values: "rolling, expanding",
        doc: "Windows of equal length, or windows that all start with the first observation.",
    },
    ParamDoc {
        name: "window",
        values: "3, 4, 5, …",
        doc: "Observations of each window, of the first one when they expand.",
    },
    ParamDoc {
        name: "step",
        values: "1, 2, 3, …",
        doc: "Observations between the ends of two windows, counted back from the end of the sample.",
    },
];

impl Params for RollingParams {
    type Estimator = Rolling;

    const DOCS: &'static [ParamDoc] =
        &join_docs::<{ OWN_DOCS.len() + VcovParams::DOCS.len() }>(OWN_DOCS, &VcovParams::DOCS);

    fn check(self) -> Result<Rolling, ParamError> {
        let at_least = |name: &str, least: u32, found: u32| {
            if found >= least {
                return Ok(());
            }
            Err(ParamError::Invalid {
                name: name.into(),
                expected: format!("a whole number from {least} on"),
                found: found.to_string(),
            })
        };
        at_least("window", 3, self.window)?;
        at_least("step", 1, self.step)?;
        Ok(Rolling {
            scheme: self.scheme,
            window: self.window as usize,
            step: self.step as usize,
            vcov: self.vcov.check()?,
        })
    }
}
