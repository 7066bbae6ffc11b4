//! Bootstrap: resampling schemes, block lengths, intervals.
#![doc = ""]
#![doc = include_str!("README.md")]

pub mod block_gram;
pub mod block_length;
pub mod gather;
mod normal_equations;
pub mod params;
pub mod regression;
pub mod replicate;
pub mod schemes;
pub mod sieve;
mod studentised;
pub mod wild_hac;

pub use block_gram::BlockGram;
pub use block_length::BlockLength;
pub use fxsens_core::draws as intervals;
pub use fxsens_core::draws::{Draws, Interval, QuantileRule};
pub use params::BootstrapParams;
pub use replicate::{Replicates, replicate, resample};
pub use schemes::{Resampling, WildWeights};
pub use sieve::Sieve;
pub use wild_hac::{WildHac, WildTest};

/// The page of `explain bootstrap`.
pub const PAGE: &str = include_str!("README.md");
