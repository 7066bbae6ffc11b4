//! Parameters of `quantile`.

use fxsens_core::model::{ParamDoc, ParamError, Params};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Fewest draws a covariance is computed from.
const MIN_DRAWS: u32 = 50;

/// Most draws; beyond it the Monte Carlo error is far below any error that matters.
const MAX_DRAWS: u32 = 1_000_000;

/// Parameters of quantile regression.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct QuantileParams {
    /// The quantile, between 0 and 1.
    pub tau: f64,
    /// Bootstrap draws.
    pub draws: u32,
    /// Length of the blocks, in observations.
    pub block_length: BlockLength,
    /// Seed of the draws.
    pub seed: u64,
}

impl Default for QuantileParams {
    fn default() -> Self {
        Self { tau: 0.5, draws: 999, block_length: BlockLength::Auto, seed: 1 }
    }
}

/// Length of the blocks of the bootstrap: `"auto"` or a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum BlockLength {
    /// `⌈T^(1/3)⌉`.
    #[default]
    Auto,
    /// Given, in observations.
    Fixed(u32),
}

/// A checked request for quantile regression.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantile {
    pub(crate) tau: f64,
    pub(crate) draws: usize,
    pub(crate) block_length: BlockLength,
    pub(crate) seed: u64,
}

impl Params for QuantileParams {
    type Estimator = Quantile;

    const DOCS: &'static [ParamDoc] = &[
        ParamDoc { name: "tau", values: "a number between 0 and 1", doc: "The quantile; 0.5 is the median." },
        ParamDoc {
            name: "draws",
            values: "50 … 1000000",
            doc: "Draws of the moving-block bootstrap the covariance comes from.",
        },
        ParamDoc {
            name: "block_length",
            values: "\"auto\" | a whole number of observations",
            doc: "Length of the blocks; auto is the cube root of the number of observations, rounded up.",
        },
        ParamDoc { name: "seed", values: "0, 1, 2, …", doc: "Seed of the draws." },
    ];

    fn check(self) -> Result<Quantile, ParamError> {
        if !(self.tau > 0.0 && self.tau < 1.0) {
            return Err(invalid("tau", "a number between 0 and 1, both excluded", self.tau.to_string()));
        }
        if !(MIN_DRAWS..=MAX_DRAWS).contains(&self.draws) {
            return Err(invalid("draws", "a whole number from 50 to 1000000", self.draws.to_string()));
        }
        if self.block_length == BlockLength::Fixed(0) {
            return Err(invalid("block_length", "\"auto\" or a whole number, one or more", "0".into()));
        }
        if i64::try_from(self.seed).is_err() {
            return Err(invalid("seed", "a number that TOML can hold, below 2^63", self.seed.to_string()));
        }
        let Self { tau, draws, block_length, seed } = self;
        Ok(Quantile { tau, draws: draws as usize, block_length, seed })
    }
}

fn invalid(name: &str, expected: &str, found: String) -> ParamError {
    ParamError::Invalid { name: name.into(), expected: expected.into(), found }
}

impl BlockLength {
    /// The length in a sample of `nobs` observations.
    pub(crate) fn of(self, nobs: usize) -> usize {
        match self {
            // The least whole number whose cube reaches the number of observations: no rounding of roots.
            Self::Auto => (1..=nobs).find(|length| length.pow(3) >= nobs).unwrap_or(nobs),
            Self::Fixed(length) => length as usize,
        }
    }

    /// Name of the rule, as printed in tables.
    pub(crate) fn rule(self) -> &'static str {
        match self {
            Self::Auto => "block length ⌈T^(1/3)⌉",
            Self::Fixed(_) => "block length fixed",
        }
    }
}

impl Serialize for BlockLength {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Auto => serializer.serialize_str("auto"),
            Self::Fixed(length) => serializer.serialize_u32(*length),
        }
    }
}

impl<'de> Deserialize<'de> for BlockLength {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(BlockLengthVisitor)
    }
}

struct BlockLengthVisitor;

impl serde::de::Visitor<'_> for BlockLengthVisitor {
    type Value = BlockLength;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("\"auto\" or a whole number of observations as block_length")
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<BlockLength, E> {
        let length = u32::try_from(value);
        length
            .map(BlockLength::Fixed)
            .map_err(|_| E::invalid_value(serde::de::Unexpected::Unsigned(value), &self))
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<BlockLength, E> {
        let length = u32::try_from(value);
        length
            .map(BlockLength::Fixed)
            .map_err(|_| E::invalid_value(serde::de::Unexpected::Signed(value), &self))
    }

    fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<BlockLength, E> {
        match value {
            "auto" => Ok(BlockLength::Auto),
            other => Err(E::invalid_value(serde::de::Unexpected::Str(other), &self)),
        }
    }
}
