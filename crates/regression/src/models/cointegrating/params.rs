//! Parameters of the estimators of a cointegrating relation.

use fxsens_core::distribution::Distribution;
use fxsens_core::fit::FitError;
use fxsens_core::model::{ParamDoc, ParamError};
use ndarray::{Array1, ArrayView2};
use serde::{Deserialize, Serialize};

use crate::covariance::hac::Hac;
use crate::covariance::kernel::Kernel;
use crate::covariance::params::{Bandwidth, SmallSample, VcovParams};

/// Deterministic terms, long-run covariance and small-sample convention.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RelationParams {
    /// Whether the relation has a linear trend.
    pub trend: bool,
    /// Kernel of the long-run covariance.
    pub kernel: Kernel,
    /// Its bandwidth.
    pub bandwidth: Bandwidth,
    /// Factor on the covariance; with it t statistics compare with Student's t, without it with the normal.
    pub small_sample: SmallSample,
}

impl Default for RelationParams {
    fn default() -> Self {
        Self {
            trend: false,
            kernel: Kernel::Bartlett,
            bandwidth: Bandwidth::Andrews,
            small_sample: SmallSample::DegreesOfFreedom,
        }
    }
}

/// Documentation of the shared parameters.
pub(crate) const DOCS: &[ParamDoc] = &[
    ParamDoc { name: "trend", values: "false | true", doc: "Linear trend in the relation." },
    ParamDoc {
        name: "kernel",
        values: "bartlett | parzen | qs",
        doc: "Kernel of the long-run covariance of errors and steps.",
    },
    ParamDoc {
        name: "bandwidth",
        values: "a number | \"andrews\" | \"nw94\" | \"1.3sqrt\" | \"nw-fixed\" | \"0.75cbrt\"",
        doc: "Its bandwidth: lags for bartlett and parzen, the parameter of qs.",
    },
    ParamDoc {
        name: "small_sample",
        values: "n/(n-k) | none",
        doc: "Factor on the covariance and Student's t, or neither and the normal.",
    },
];

/// A checked request.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Request(RelationParams);

impl RelationParams {
    /// Checks the values.
    ///
    /// # Errors
    /// [`ParamError::Invalid`] for a bandwidth the kernel cannot have.
    pub(crate) fn check(self) -> Result<Request, ParamError> {
        let vcov = VcovParams { kernel: self.kernel, bandwidth: self.bandwidth, ..VcovParams::default() };
        let named = |error| match error {
            ParamError::Invalid { expected, found, .. } => {
                ParamError::Invalid { name: "bandwidth".into(), expected, found }
            }
            other @ ParamError::Unreadable { .. } => other,
        };
        vcov.check().map_err(named)?;
        if self.bandwidth == Bandwidth::NeweyWest1994Prewhitened {
            let expected = "a number or a rule that does not prewhiten".into();
            let found = self.bandwidth.rule().into();
            return Err(ParamError::Invalid { name: "bandwidth".into(), expected, found });
        }
        Ok(Request(self))
    }
}

impl Request {
    /// Whether the relation has a trend.
    pub(crate) fn trend(&self) -> bool {
        self.0.trend
    }

    /// Name of the bandwidth's rule.
    pub(crate) fn rule(&self) -> &'static str {
        self.0.bandwidth.rule()
    }

    /// Kernel and bandwidth on these series, shape `(n, m)`, each with weight one in a rule.
    ///
    /// # Errors
    /// [`FitError::Unsupported`] for a bandwidth that reaches the number of observations.
    pub(crate) fn hac(&self, series: ArrayView2<'_, f64>) -> Result<Hac, FitError> {
        let (n, m) = series.dim();
        let (kernel, ones) = (self.0.kernel, Array1::ones(m));
        let bandwidth = self.0.bandwidth.resolve(kernel, series, None, ones.view())?;
        if bandwidth.is_finite() && bandwidth < n as f64 {
            return Ok(Hac { kernel, bandwidth });
        }
        let why = format!("there are {n} observations; it must be smaller");
        Err(FitError::Unsupported { what: format!("a bandwidth of {bandwidth}"), why })
    }

    /// Label and value of the small-sample factor, and the law of t statistics.
    pub(crate) fn law(&self, nobs: usize, parameters: usize) -> (&'static str, f64, Distribution) {
        let df = (nobs - parameters) as f64;
        match self.0.small_sample {
            SmallSample::None => ("none", 1.0, Distribution::Normal),
            SmallSample::DegreesOfFreedom => ("n/(n-k)", nobs as f64 / df, Distribution::T { df }),
        }
    }
}
