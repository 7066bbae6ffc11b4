//! Long-run variances with Bartlett weights, as the unit-root tests define them.

use serde::{Deserialize, Serialize};

use crate::linalg::layout::dot;

/// Lags of the Bartlett kernel; lag `L` is the last with a positive weight, `1 − j/(L + 1)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", expecting = "expected short, long, auto or a number of lags")]
pub enum LagWindow {
    /// `⌊4 (T/100)^¼⌋`.
    Short,
    /// `⌊12 (T/100)^¼⌋`.
    Long,
    /// From the data: Newey and West (1994) for the Bartlett kernel with pilot lags `⌊T^{2/9}⌋`, as Hobijn, Franses
    /// and Ooms (2004) propose for KPSS.
    #[default]
    Auto,
    /// This many.
    #[serde(untagged)]
    Fixed(u16),
}

impl LagWindow {
    /// The number of lags for these residuals, at most one less than their number.
    pub fn count(self, u: &[f64]) -> usize {
        let n = u.len() as f64;
        let rule = |factor: f64| (factor * (n / 100.0).powf(0.25)) as usize;
        let lags = match self {
            Self::Short => rule(4.0),
            Self::Long => rule(12.0),
            Self::Auto => automatic(u),
            Self::Fixed(lags) => usize::from(lags),
        };
        lags.min(u.len().saturating_sub(1))
    }

    /// As printed.
    pub fn label(self) -> &'static str {
        match self {
            Self::Short => "4 (T/100)^1/4",
            Self::Long => "12 (T/100)^1/4",
            Self::Auto => "automatic",
            Self::Fixed(_) => "given",
        }
    }
}

fn automatic(u: &[f64]) -> usize {
    let n = u.len() as f64;
    let pilot = (n.powf(2.0 / 9.0) as usize).min(u.len() - 1);
    let (mut level, mut slope) = (dot(u, u), 0.0);
    for j in 1..=pilot {
        let product = 2.0 * dot(&u[j..], &u[..u.len() - j]);
        level += product;
        slope += j as f64 * product;
    }
    let ratio = slope / level;
    // A pilot variance of zero leaves no rule; the count is then capped by the caller.
    (1.1447 * (ratio * ratio * n).cbrt()) as usize
}

/// `Σₜ uₜuₜ₋ⱼ` weighted over `j = 1, …, lags`, one-sided, without a divisor.
pub(crate) fn one_sided_sum(u: &[f64], v: &[f64], lags: usize) -> f64 {
    let term = |j: usize| (1.0 - j as f64 / (lags as f64 + 1.0)) * dot(&u[j..], &v[..v.len() - j]);
    (1..=lags.min(u.len() - 1)).map(term).sum()
}

/// Long-run variance with divisor `T`, not demeaned.
pub(crate) fn variance(u: &[f64], lags: usize) -> f64 {
    (dot(u, u) + 2.0 * one_sided_sum(u, u, lags)) / u.len() as f64
}
