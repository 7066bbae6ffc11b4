//! Deterministic terms of a unit-root or cointegration test.

use serde::{Deserialize, Serialize};

/// What the series may do on its own: constant, trend, trend and its square.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Trend {
    /// No deterministic term.
    N,
    /// A constant.
    #[default]
    C,
    /// A constant and a linear trend.
    Ct,
    /// A constant, a linear and a quadratic trend.
    Ctt,
}

impl Trend {
    /// All of them, from none to the quadratic trend.
    pub const ALL: [Self; 4] = [Self::N, Self::C, Self::Ct, Self::Ctt];

    /// Id as in parameters: `n`, `c`, `ct`, `ctt`.
    pub fn id(self) -> &'static str {
        match self {
            Self::N => "n",
            Self::C => "c",
            Self::Ct => "ct",
            Self::Ctt => "ctt",
        }
    }

    /// In words.
    pub fn label(self) -> &'static str {
        match self {
            Self::N => "no constant",
            Self::C => "constant",
            Self::Ct => "constant and trend",
            Self::Ctt => "constant, trend and squared trend",
        }
    }

    /// Number of deterministic terms.
    pub fn terms(self) -> usize {
        match self {
            Self::N => 0,
            Self::C => 1,
            Self::Ct => 2,
            Self::Ctt => 3,
        }
    }

    /// The deterministic columns, `n` rows each. They span `1, t, t²`; the powers are those of the time centred and
    /// scaled to `[−1, 1]`, which leaves every test unchanged and keeps the columns nearly orthogonal.
    pub(crate) fn columns(self, n: usize) -> Vec<Vec<f64>> {
        let middle = (n as f64 - 1.0) / 2.0;
        let scale = middle.max(1.0);
        let time = |t: usize| (t as f64 - middle) / scale;
        let column = |degree: usize| {
            let entry = move |t| match degree {
                0 => 1.0,
                1 => time(t),
                _ => time(t).powi(2) - 1.0 / 3.0,
            };
            (0..n).map(entry).collect()
        };
        (0..self.terms()).map(column).collect()
    }

    /// Names of the columns of [`Trend::columns`].
    pub(crate) fn names(self) -> Vec<String> {
        ["the constant", "the trend", "the squared trend"][..self.terms()]
            .iter()
            .map(|n| (*n).into())
            .collect()
    }
}
