//! Bootstrap: resampling schemes, block lengths, intervals.

pub mod schemes;

pub use schemes::{Resampling, WildWeights};
