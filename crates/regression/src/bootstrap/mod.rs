//! Bootstrap: resampling schemes, block lengths, intervals.

pub mod block_length;
pub mod intervals;
pub mod replicate;
pub mod schemes;
pub mod sieve;

pub use block_length::BlockLength;
pub use intervals::{Draws, Interval, QuantileRule};
pub use replicate::{Replicates, replicate, resample};
pub use schemes::{Resampling, WildWeights};
pub use sieve::Sieve;
