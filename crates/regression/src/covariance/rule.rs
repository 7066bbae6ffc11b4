//! How a bandwidth is given: a number of lags, or a rule.

use fxsens_core::fit::FitError;
use ndarray::{Array1, ArrayView1, ArrayView2, Axis};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::bandwidth::{andrews_1991, lags_of, newey_west_1994, newey_west_fixed, root_rule, stock_watson};
use super::kernel::Kernel;
use super::prewhitening::Whitened;

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
    /// Newey and West (1994) on prewhitened scores without that of the constant, for a covariance that does not prewhiten.
    NeweyWest1994Prewhitened,
    /// Andrews (1991).
    Andrews,
    /// `⌊4 (T/100)^(2/9)⌋`.
    NeweyWestFixed,
    /// `⌊0.75 T^(1/3)⌋`.
    StockWatson,
}

/// All rules.
const RULES: [Bandwidth; 6] = [
    Bandwidth::Root,
    Bandwidth::NeweyWest1994,
    Bandwidth::NeweyWest1994Prewhitened,
    Bandwidth::Andrews,
    Bandwidth::NeweyWestFixed,
    Bandwidth::StockWatson,
];

impl Bandwidth {
    /// The bandwidth on these scores, shape `(n, k)`: whole lags for Bartlett and Parzen. `whitened` are the scores after
    /// prewhitening, at which the rules of Newey and West and of Andrews then look; `weights`, shape `(k)`, as in
    /// [`newey_west_1994`].
    ///
    /// # Errors
    /// [`FitError`] of the prewhitening that `nw94-prewhitened` does.
    pub fn resolve(
        self,
        kernel: Kernel,
        scores: ArrayView2<'_, f64>,
        whitened: Option<&Whitened>,
        weights: ArrayView1<'_, f64>,
    ) -> Result<f64, FitError> {
        let n = scores.nrows();
        let counts_lags = kernel != Kernel::Qs;
        let whole = |width: f64| if counts_lags { lags_of(width, n) } else { width.max(1e-8) };
        let least = if counts_lags { 0.0 } else { 1.0 };
        let (seen, lost) = whitened.map_or((scores.view(), 0), |whitened| (whitened.scores.view(), 1));
        Ok(match self {
            Self::Fixed(value) => value,
            Self::Root => root_rule(n).max(least),
            Self::NeweyWestFixed => newey_west_fixed(n).max(least),
            Self::StockWatson => stock_watson(n).max(least),
            Self::NeweyWest1994 => whole(newey_west_1994(kernel, seen, lost, weights)),
            Self::NeweyWest1994Prewhitened => {
                let kept: Vec<usize> = (0..weights.len()).filter(|j| weights[*j] > 0.0).collect();
                let whitened = Whitened::new(scores.select(Axis(1), &kept).view())?;
                let ones = Array1::ones(kept.len());
                whole(newey_west_1994(kernel, whitened.scores.view(), 1, ones.view()))
            }
            Self::Andrews => whole(andrews_1991(kernel, seen, weights)),
        })
    }

    /// Name of the rule as in parameters and tables.
    pub fn rule(self) -> &'static str {
        match self {
            Self::Fixed(_) => "fixed",
            Self::Root => "1.3sqrt",
            Self::NeweyWest1994 => "nw94",
            Self::NeweyWest1994Prewhitened => "nw94-prewhitened",
            Self::Andrews => "andrews",
            Self::NeweyWestFixed => "nw-fixed",
            Self::StockWatson => "0.75cbrt",
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
        f.write_str("a number or one of")?;
        for (place, rule) in RULES.iter().enumerate() {
            write!(f, "{} \"{}\"", if place == 0 { "" } else { "," }, rule.rule())?;
        }
        f.write_str(" as vcov.bandwidth")
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
        let found = RULES.into_iter().find(|rule| rule.rule() == value);
        found.ok_or_else(|| E::invalid_value(serde::de::Unexpected::Str(value), &self))
    }
}
