//! Size and coverage of a specification at its own sample size, by simulation.
//!
//! The series that a formula names are described by a vector autoregression, new histories of the same length are
//! drawn from it, and the specification is estimated on each: how often does its interval hold the value that the
//! same specification finds on a very long history, and how often is an effect found where there is none?

mod benchmark;
mod process;
mod report;
mod simulation;

pub use benchmark::{BenchmarkRow, MODELS, NOBS, PERSISTENCE, benchmark};
pub use process::{Order, VectorAutoregression};
pub use report::{CoverageReport, CoverageRow};
pub use simulation::{CoverageOptions, coverage};
