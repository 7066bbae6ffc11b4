//! The parameters of a covariance, nested as `vcov` in the parameters of a model.

use fxsens_core::model::{ParamDoc, ParamError};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::estimate::CheckedVcov;
use super::kernel::Kernel;

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
    /// `t(n−k)` for classical and hc, fixed-b for hac, `t(ν)` for ewc.
    #[default]
    Default,
    /// Standard normal.
    Normal,
    /// Student's t.
    T,
    /// The law of Kiefer and Vogelsang (2005).
    FixedB,
}

/// A number of lags or a rule.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum Bandwidth {
    /// Given: lags for Bartlett and Parzen, the bandwidth parameter for the quadratic spectral kernel.
    Fixed(f64),
    /// `⌈1.3 √T⌉`.
    #[default]
    Root,
    /// Newey and West (1994).
    NeweyWest1994,
    /// Andrews (1991).
    Andrews,
}

impl Bandwidth {
    /// Name of the rule as in parameters and tables.
    pub fn rule(self) -> &'static str {
        match self {
            Self::Fixed(_) => "fixed",
            Self::Root => "1.3sqrt",
            Self::NeweyWest1994 => "nw94",
            Self::Andrews => "andrews",
        }
    }
}

impl Serialize for Bandwidth {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Fixed(value) => serializer.serialize_f64(*value),
            rule => serializer.serialize_str(rule.rule()),
        }
    }
}

impl<'de> Deserialize<'de> for Bandwidth {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(BandwidthVisitor)
    }
}

struct BandwidthVisitor;

impl serde::de::Visitor<'_> for BandwidthVisitor {
    type Value = Bandwidth;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a number or one of \"1.3sqrt\", \"nw94\", \"andrews\" as vcov.bandwidth")
    }

    fn visit_f64<E>(self, value: f64) -> Result<Bandwidth, E> {
        Ok(Bandwidth::Fixed(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Bandwidth, E> {
        Ok(Bandwidth::Fixed(value as f64))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Bandwidth, E> {
        Ok(Bandwidth::Fixed(value as f64))
    }

    fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<Bandwidth, E> {
        let rules = [Bandwidth::Root, Bandwidth::NeweyWest1994, Bandwidth::Andrews];
        let found = rules.into_iter().find(|rule| rule.rule() == value);
        found.ok_or_else(|| E::invalid_value(serde::de::Unexpected::Str(value), &self))
    }
}

impl VcovParams {
    /// Documentation of the keys, nested under `vcov`.
    pub const DOCS: [ParamDoc; 5] = [
        ParamDoc {
            name: "vcov.kind",
            values: "classical | hc0 | hc1 | hc2 | hc3 | hac | ewc",
            doc: "Covariance of the estimates.",
        },
        ParamDoc { name: "vcov.kernel", values: "bartlett | parzen | qs", doc: "Kernel of hac." },
        ParamDoc {
            name: "vcov.bandwidth",
            values: "a number | \"1.3sqrt\" | \"nw94\" | \"andrews\"",
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
            doc: "Reference of t statistics; default is t(n-k) for classical and hc, fixed-b for hac, t(ν) for ewc.",
        },
    ];

    /// Checks values and combinations.
    ///
    /// # Errors
    /// [`ParamError::Invalid`] for a bandwidth that is negative, not finite or (Bartlett, Parzen) not whole, a
    /// small-sample factor on a kind that has none, and a distribution that does not belong to the kind.
    pub fn check(self) -> Result<CheckedVcov, ParamError> {
        if let Bandwidth::Fixed(value) = self.bandwidth {
            check_bandwidth(self.kernel, value)?;
        }
        let takes_factor = matches!(self.kind, VcovKind::Hc0 | VcovKind::Hac);
        if self.small_sample != SmallSample::None && !takes_factor {
            let found = format!("\"n/(n-k)\" with kind {}", self.kind.name());
            return Err(invalid("vcov.small_sample", "none (the factor applies to hc0 and hac)", found));
        }
        let defaults = Self::default();
        if self.kind != VcovKind::Hac && self.bandwidth != defaults.bandwidth {
            let found = format!("set with kind {}", self.kind.name());
            return Err(invalid("vcov.bandwidth", "no bandwidth (it belongs to hac)", found));
        }
        if self.kind != VcovKind::Hac && self.kernel != defaults.kernel {
            let found = format!("set with kind {}", self.kind.name());
            return Err(invalid("vcov.kernel", "no kernel (it belongs to hac)", found));
        }
        let fits = match self.distribution {
            Reference::Default | Reference::T => true,
            Reference::Normal => self.kind != VcovKind::Ewc,
            Reference::FixedB => self.kind == VcovKind::Hac,
        };
        if !fits {
            let allowed = if self.kind == VcovKind::Ewc { "default or t" } else { "default, t or normal" };
            let name = match self.distribution {
                Reference::Default => "default",
                Reference::T => "t",
                Reference::Normal => "normal",
                Reference::FixedB => "fixed-b",
            };
            let found = format!("{name} with kind {}", self.kind.name());
            return Err(invalid("vcov.distribution", allowed, found));
        }
        Ok(CheckedVcov::from_checked(self))
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
