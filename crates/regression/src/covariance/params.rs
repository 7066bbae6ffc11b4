//! The parameters of a covariance, nested as `vcov` in the parameters of a model.

use fxsens_core::model::{ParamDoc, ParamError};
use serde::{Deserialize, Serialize};

use super::cluster::Block;
use super::estimate::CheckedVcov;
use super::kernel::Kernel;
use super::profile::Profile;
pub use super::rule::Bandwidth;

/// How the covariance of the estimates is computed.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct VcovParams {
    /// The estimator.
    pub kind: VcovKind,
    /// Kernel of `hac`.
    pub kernel: Kernel,
    /// Bandwidth of `hac`.
    pub bandwidth: Bandwidth,
    /// Small-sample factor of `hc0` and `hac`.
    pub small_sample: SmallSample,
    /// Distribution t statistics compare with.
    pub distribution: Reference,
    /// Package whose kernel covariance is reproduced; sets everything but a number of lags.
    pub profile: Profile,
    /// Order of the autoregression that prewhitens the scores of `hac`: 0 or 1.
    pub prewhiten: u8,
    /// Calendar blocks of `cluster`.
    pub cluster: Block,
}

/// Covariance estimators.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum VcovKind {
    /// `σ̂²(X'X)⁻¹`.
    Classical,
    /// White (1980).
    Hc0,
    /// HC0 times `n/(n−k)`.
    Hc1,
    /// Residuals divided by `√(1−h)`.
    Hc2,
    /// Residuals divided by `1−h`.
    Hc3,
    /// Kernel-weighted autocovariances.
    #[default]
    Hac,
    /// Equal-weighted cosines.
    Ewc,
    /// Sums of scores over calendar blocks.
    Cluster,
}

impl VcovKind {
    /// Name as in parameters and tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Classical => "classical",
            Self::Hc0 => "hc0",
            Self::Hc1 => "hc1",
            Self::Hc2 => "hc2",
            Self::Hc3 => "hc3",
            Self::Hac => "hac",
            Self::Ewc => "ewc",
            Self::Cluster => "cluster",
        }
    }
}

/// Small-sample factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum SmallSample {
    /// No factor.
    #[default]
    #[serde(rename = "none")]
    None,
    /// `n/(n−k)`.
    #[serde(rename = "n/(n-k)")]
    DegreesOfFreedom,
}

/// Choice of reference distribution.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reference {
    /// `t(n−k)` for classical, hc and prewhitened hac, fixed-b for hac, `t(ν)` for ewc, `t(G−1)` for cluster.
    #[default]
    Default,
    /// Standard normal.
    Normal,
    /// Student's t.
    T,
    /// The law of Kiefer and Vogelsang (2005).
    FixedB,
}

impl Reference {
    /// Name as in parameters.
    pub fn name(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::Normal => "normal",
            Self::T => "t",
            Self::FixedB => "fixed-b",
        }
    }
}

impl VcovParams {
    /// Documentation of the keys, nested under `vcov`.
    pub const DOCS: [ParamDoc; 8] = [
        ParamDoc {
            name: "vcov.kind",
            values: "classical | hc0 | hc1 | hc2 | hc3 | hac | ewc | cluster",
            doc: "Covariance of the estimates.",
        },
        ParamDoc { name: "vcov.kernel", values: "bartlett | parzen | qs", doc: "Kernel of hac." },
        ParamDoc {
            name: "vcov.bandwidth",
            values: "a number | \"1.3sqrt\" | \"nw94\" | \"nw94-prewhitened\" | \"andrews\" | \"nw-fixed\" | \"0.75cbrt\"",
            doc: "Bandwidth of hac: lags for bartlett and parzen (statsmodels' maxlags), the parameter of qs.",
        },
        ParamDoc {
            name: "vcov.small_sample",
            values: "none | n/(n-k)",
            doc: "Factor on the covariance of hc0 and hac; the other kinds have none or their own.",
        },
        ParamDoc {
            name: "vcov.distribution",
            values: "default | normal | t | fixed-b",
            doc: "Reference of t statistics; default is t(n-k) for classical, hc and prewhitened hac, fixed-b for hac, t(ν) for ewc, t(G-1) for cluster.",
        },
        ParamDoc {
            name: "vcov.profile",
            values: "none | statsmodels | stata | r-sandwich | eviews | gretl | fixest",
            doc: "Package whose hac is reproduced: kernel, bandwidth rule, prewhitening, factor and law; only a number as vcov.bandwidth may be set beside it. See `fxsens explain hac`.",
        },
        ParamDoc {
            name: "vcov.prewhiten",
            values: "0 | 1",
            doc: "Order of the vector autoregression that prewhitens the scores of hac (Andrews and Monahan 1992).",
        },
        ParamDoc {
            name: "vcov.cluster",
            values: "quarter | half-year | year | fiscal-year",
            doc: "Calendar blocks of cluster.",
        },
    ];

    /// Checks values and combinations.
    ///
    /// # Errors
    /// [`ParamError::Invalid`] for a bandwidth that is negative, not finite or (Bartlett, Parzen) not whole, a setting that
    /// does not belong to the kind, and anything but a number of lags beside a profile.
    pub fn check(self) -> Result<CheckedVcov, ParamError> {
        let params = self.profile.resolve(self)?;
        if let Bandwidth::Fixed(value) = params.bandwidth {
            check_bandwidth(params.kernel, value)?;
        }
        params.check_belonging()?;
        params.check_distribution()?;
        Ok(CheckedVcov::from_checked(params))
    }

    /// Refuses settings that another kind has.
    fn check_belonging(&self) -> Result<(), ParamError> {
        let with_kind = |what: &str| format!("{what} with kind {}", self.kind.name());
        let takes_factor = matches!(self.kind, VcovKind::Hc0 | VcovKind::Hac);
        if self.small_sample != SmallSample::None && !takes_factor {
            let expected = "none (the factor applies to hc0 and hac)";
            return Err(invalid("vcov.small_sample", expected, with_kind("\"n/(n-k)\"")));
        }
        let defaults = Self::default();
        let hac = self.kind == VcovKind::Hac;
        if !hac && self.bandwidth != defaults.bandwidth {
            return Err(invalid("vcov.bandwidth", "no bandwidth (it belongs to hac)", with_kind("set")));
        }
        if !hac && self.kernel != defaults.kernel {
            return Err(invalid("vcov.kernel", "no kernel (it belongs to hac)", with_kind("set")));
        }
        if self.prewhiten > 1 || (!hac && self.prewhiten > 0) {
            let expected = "0, or 1 with kind hac";
            return Err(invalid("vcov.prewhiten", expected, with_kind(&self.prewhiten.to_string())));
        }
        if self.prewhiten > 0 && self.bandwidth == Bandwidth::NeweyWest1994Prewhitened {
            let expected = "nw94, which looks at the prewhitened scores when vcov.prewhiten is 1";
            return Err(invalid("vcov.bandwidth", expected, self.bandwidth.rule().into()));
        }
        if self.kind != VcovKind::Cluster && self.cluster != defaults.cluster {
            return Err(invalid("vcov.cluster", "no blocks (they belong to cluster)", with_kind("set")));
        }
        Ok(())
    }

    /// Refuses a distribution that the kind does not have.
    fn check_distribution(&self) -> Result<(), ParamError> {
        let (fits, allowed) = match self.distribution {
            Reference::Default | Reference::T => (true, ""),
            Reference::Normal => (self.kind != VcovKind::Ewc, "default or t"),
            Reference::FixedB if self.prewhiten > 0 => (false, "default, t or normal with prewhitening"),
            Reference::FixedB if self.kind == VcovKind::Ewc => (false, "default or t"),
            Reference::FixedB => (self.kind == VcovKind::Hac, "default, t or normal"),
        };
        if fits {
            return Ok(());
        }
        let found = format!("{} with kind {}", self.distribution.name(), self.kind.name());
        Err(invalid("vcov.distribution", allowed, found))
    }
}

fn check_bandwidth(kernel: Kernel, value: f64) -> Result<(), ParamError> {
    let (good, expected) = match kernel {
        Kernel::Bartlett | Kernel::Parzen => (
            value >= 0.0 && value.is_finite() && value.fract() <= 0.0,
            "a whole number of lags, zero or more",
        ),
        Kernel::Qs => {
            (value > 0.0 && value.is_finite(), "a positive number for the quadratic spectral kernel")
        }
    };
    if good { Ok(()) } else { Err(invalid("vcov.bandwidth", expected, value.to_string())) }
}

fn invalid(name: &str, expected: &str, found: String) -> ParamError {
    ParamError::Invalid { name: name.into(), expected: expected.into(), found }
}
