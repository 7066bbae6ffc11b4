//! Bootstrap: resampling schemes, block lengths, intervals.
