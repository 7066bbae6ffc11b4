//! The covariance of a fit, with everything needed to say how it was made.

use serde::{Deserialize, Serialize};

use crate::distribution::Distribution;
use crate::resampled::Resampled;

/// Covariance of the estimates, or the reason why there is none.
#[allow(clippy::large_enum_variant)] // one per fit: a box would cost every reader an indirection for nothing
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "form", rename_all = "kebab-case")]
pub enum Vcov {
    /// One matrix over all terms.
    Full(VcovMatrix),
    /// One matrix per horizon, in the order of the terms: effects at different horizons come from different
    /// regressions and their covariance across horizons is not available.
    Blocks {
        /// The matrices; their sizes add up to the number of terms.
        blocks: Vec<VcovMatrix>,
    },
    /// No covariance.
    Unavailable {
        /// Why.
        reason: String,
    },
}

/// A covariance matrix with its method.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VcovMatrix {
    /// How it was made.
    pub method: VcovMethod,
    /// Distribution t statistics are compared with.
    pub distribution: Distribution,
    /// Denominator degrees of freedom of Wald tests in F form; `None` for the chi-squared form.
    pub df_denom: Option<f64>,
    /// Side length.
    pub size: usize,
    /// Entries, row by row.
    pub values: Vec<f64>,
}

/// The choices behind a covariance matrix, as printed in every table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VcovMethod {
    /// `classical`, `hc0` … `hc3`, `hac`, `ewc`, `cluster`, `bootstrap` …
    pub kind: String,
    /// `bartlett`, `parzen` or `qs` for HAC; the blocks of clusters; the scheme of a bootstrap.
    pub kernel: Option<String>,
    /// Bandwidth used: lags for Bartlett and Parzen, the bandwidth parameter for the quadratic spectral kernel.
    pub bandwidth: Option<f64>,
    /// Rule that chose the bandwidth: `fixed`, `1.3sqrt`, `nw94`, `nw94-prewhitened`, `andrews`, `nw-fixed`, `0.75cbrt`.
    pub rule: Option<String>,
    /// Cosine terms of EWC, number of clusters, draws of a bootstrap.
    pub terms: Option<usize>,
    /// Small-sample factor: `none`, `n/(n-k)` or that of clusters, `G/(G-1) (n-1)/(n-k)`.
    pub small_sample: String,
    /// The factor itself.
    pub factor: f64,
    /// Package whose conventions the kernel covariance follows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile: Option<String>,
    /// Whether the scores were prewhitened by an autoregression of order one.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub prewhitened: bool,
    /// Draws of a bootstrap whose intervals are not those of the covariance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resampled: Option<Resampled>,
}

impl Vcov {
    /// Kind and reference distribution in a few words: `hac, fixed-b` or `ewc, t`.
    pub fn short_label(&self) -> String {
        let block = match self {
            Self::Full(matrix) => Some(matrix),
            Self::Blocks { blocks } => blocks.first(),
            Self::Unavailable { .. } => None,
        };
        let law = |b: &VcovMatrix| match &b.method.resampled {
            Some(resampled) => resampled.interval.name(),
            None => b.distribution.family(),
        };
        block.map_or_else(|| "none".into(), |b| format!("{}, {}", b.method.kind, law(b)))
    }
}

impl VcovMatrix {
    /// Entry at row `i`, column `j`.
    pub fn get(&self, i: usize, j: usize) -> f64 {
        self.values[i * self.size + j]
    }

    /// Standard error of term `i`; `NaN` when the variance is negative.
    pub fn std_error(&self, i: usize) -> f64 {
        self.get(i, i).sqrt()
    }

    /// Variance of the combination with these weights: `w'Vw`.
    pub fn quadratic_form(&self, weights: &[f64]) -> f64 {
        let mut total = 0.0;
        for (i, wi) in weights.iter().enumerate() {
            for (j, wj) in weights.iter().enumerate() {
                total += wi * wj * self.get(i, j);
            }
        }
        total
    }
}

impl VcovMethod {
    /// A method with a kind and nothing else.
    pub fn simple(kind: &str) -> Self {
        Self {
            kind: kind.into(),
            kernel: None,
            bandwidth: None,
            rule: None,
            terms: None,
            small_sample: "none".into(),
            factor: 1.0,
            profile: None,
            prewhitened: false,
            resampled: None,
        }
    }

    /// One line for table notes: `hac (bartlett, 13 lags, rule fixed, small-sample factor none)`.
    pub fn label(&self) -> String {
        let mut parts: Vec<String> = self.profile.iter().map(|name| format!("profile {name}")).collect();
        parts.extend(self.kernel.iter().map(|kernel| match self.kind.as_str() {
            "cluster" => format!("by {kernel}"),
            _ => kernel.clone(),
        }));
        if let Some(bandwidth) = self.bandwidth {
            let counted = matches!(self.kernel.as_deref(), Some("bartlett" | "parzen"));
            let drawn = self.kind == "bootstrap" || self.resampled.is_some();
            parts.push(if drawn && self.kernel.is_some() {
                format!("blocks of {bandwidth}")
            } else if counted {
                format!("{bandwidth:.0} lags")
            } else {
                format!("bandwidth {bandwidth:.2}")
            });
        }
        parts.extend(self.prewhitened.then(|| "prewhitened".to_owned()));
        parts.extend(self.rule.iter().map(|rule| format!("rule {rule}")));
        parts.extend(self.terms.map(|terms| match self.kind.as_str() {
            "ewc" => format!("{terms} cosine terms"),
            "cluster" => format!("{terms} clusters"),
            _ => format!("{terms} draws"),
        }));
        parts.extend(self.resampled.as_ref().map(|draws| format!("{} intervals", draws.interval.name())));
        parts.push(format!("small-sample factor {}", self.small_sample));
        format!("{} ({})", self.kind, parts.join(", "))
    }
}
