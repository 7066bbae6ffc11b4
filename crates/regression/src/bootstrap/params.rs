//! The parameters of a bootstrap, nested as `bootstrap` in the parameters of a model.

use fxsens_core::model::{ParamDoc, ParamError};
use fxsens_core::resampled::IntervalKind;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::schemes::WildWeights;

/// How a regression is resampled.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct BootstrapParams {
    /// What is resampled; `none` leaves the covariance to `vcov`.
    pub scheme: Scheme,
    /// Draws.
    pub draws: u32,
    /// Length of a block, or its mean.
    pub block: Block,
    /// Law of the wild bootstrap's weights.
    pub weights: WildWeights,
    /// Interval.
    pub interval: IntervalKind,
    /// Seed; draw `d` uses the stream `(seed, d)`.
    pub seed: u64,
}

impl Default for BootstrapParams {
    fn default() -> Self {
        Self {
            scheme: Scheme::None,
            draws: 999,
            block: Block::Auto,
            weights: WildWeights::Rademacher,
            interval: IntervalKind::Normal,
            seed: 1,
        }
    }
}

/// What is resampled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scheme {
    /// Nothing.
    #[default]
    None,
    /// Single observations, outcome and regressors together.
    Iid,
    /// Residuals, the regressors staying.
    Residual,
    /// Signs of the residuals, the regressors staying.
    Wild,
    /// Blocks of observations.
    MovingBlock,
    /// Blocks of observations on a circle.
    CircularBlock,
    /// Blocks of random lengths on a circle.
    Stationary,
    /// Innovations of an autoregression of the residuals, the regressors staying.
    ArSieve,
}

impl Scheme {
    /// Name as in parameters and tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Iid => "iid",
            Self::Residual => "residual",
            Self::Wild => "wild",
            Self::MovingBlock => "moving-block",
            Self::CircularBlock => "circular-block",
            Self::Stationary => "stationary",
            Self::ArSieve => "ar-sieve",
        }
    }

    /// Whether the scheme draws blocks.
    pub fn has_blocks(self) -> bool {
        matches!(self, Self::MovingBlock | Self::CircularBlock | Self::Stationary)
    }
}

/// Length of a block.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum Block {
    /// The largest optimal length over the scores (Politis and White 2004).
    #[default]
    Auto,
    /// Given; a mean for the stationary bootstrap.
    Fixed(f64),
}

impl Block {
    /// Name of the rule as printed.
    pub fn rule(self) -> &'static str {
        if self == Self::Auto { "auto" } else { "fixed" }
    }
}

impl Serialize for Block {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Auto => serializer.serialize_str("auto"),
            Self::Fixed(length) => serializer.serialize_f64(*length),
        }
    }
}

impl<'de> Deserialize<'de> for Block {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(BlockVisitor)
    }
}

struct BlockVisitor;

impl serde::de::Visitor<'_> for BlockVisitor {
    type Value = Block;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a number or \"auto\" as bootstrap.block")
    }

    fn visit_f64<E>(self, value: f64) -> Result<Block, E> {
        Ok(Block::Fixed(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Block, E> {
        Ok(Block::Fixed(value as f64))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Block, E> {
        Ok(Block::Fixed(value as f64))
    }

    fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<Block, E> {
        if value == "auto" {
            return Ok(Block::Auto);
        }
        Err(E::invalid_value(serde::de::Unexpected::Str(value), &self))
    }
}

/// Fewest and most draws.
const DRAWS: std::ops::RangeInclusive<u32> = 19..=1_000_000;

impl BootstrapParams {
    /// Documentation of the keys, nested under `bootstrap`.
    pub const DOCS: [ParamDoc; 6] = [
        ParamDoc {
            name: "bootstrap.scheme",
            values: "none | iid | residual | wild | moving-block | circular-block | stationary | ar-sieve",
            doc: "What is resampled; any but none replaces the covariance of vcov.",
        },
        ParamDoc { name: "bootstrap.draws", values: "19 … 1,000,000", doc: "Number of draws." },
        ParamDoc {
            name: "bootstrap.block",
            values: "a number | \"auto\"",
            doc: "Length of blocks, their mean for stationary; auto is the rule of Politis and White (2004).",
        },
        ParamDoc { name: "bootstrap.weights", values: "rademacher | webb", doc: "Weights of wild." },
        ParamDoc {
            name: "bootstrap.interval",
            values: "normal | percentile | basic | bca",
            doc: "Intervals and p-values: from standard deviations, or read from the draws; bca only with iid.",
        },
        ParamDoc { name: "bootstrap.seed", values: "0, 1, 2, …", doc: "Seed of the draws." },
    ];

    /// Checks values and combinations.
    ///
    /// # Errors
    /// [`ParamError::Invalid`] for numbers out of range and keys that do not belong to the scheme.
    pub fn check(self) -> Result<Self, ParamError> {
        let defaults = Self::default();
        if self.scheme == Scheme::None && self != defaults {
            return Err(invalid(
                "bootstrap.scheme",
                "a scheme, as other keys of bootstrap are set",
                "none".into(),
            ));
        }
        if !DRAWS.contains(&self.draws) {
            return Err(invalid("bootstrap.draws", "between 19 and 1,000,000", self.draws.to_string()));
        }
        if i64::try_from(self.seed).is_err() {
            let expected = "a number that TOML can hold, below 2^63";
            return Err(invalid("bootstrap.seed", expected, self.seed.to_string()));
        }
        self.check_block()?;
        let with = format!("with scheme {}", self.scheme.name());
        if self.weights != defaults.weights && self.scheme != Scheme::Wild {
            let found = format!("{} {with}", self.weights.name());
            return Err(invalid("bootstrap.weights", "no weights (they belong to wild)", found));
        }
        if self.interval == IntervalKind::Bca && self.scheme != Scheme::Iid {
            let expected =
                "normal, percentile or basic (bca needs independent observations to leave out: iid)";
            return Err(invalid("bootstrap.interval", expected, format!("bca {with}")));
        }
        if self.interval == IntervalKind::PercentileT {
            let expected = "normal, percentile, basic or bca (percentile-t belongs to local projections)";
            return Err(invalid("bootstrap.interval", expected, "percentile-t".into()));
        }
        Ok(self)
    }

    fn check_block(&self) -> Result<(), ParamError> {
        let Block::Fixed(length) = self.block else { return Ok(()) };
        if !self.scheme.has_blocks() {
            let found = format!("{length} with scheme {}", self.scheme.name());
            return Err(invalid("bootstrap.block", "no block (it belongs to the block schemes)", found));
        }
        let whole = self.scheme == Scheme::Stationary || length.fract() <= 0.0;
        if length >= 1.0 && length.is_finite() && whole {
            return Ok(());
        }
        let expected = "a whole number, one or more (any number from one for stationary)";
        Err(invalid("bootstrap.block", expected, length.to_string()))
    }
}

fn invalid(name: &str, expected: &str, found: String) -> ParamError {
    ParamError::Invalid { name: name.into(), expected: expected.into(), found }
}
