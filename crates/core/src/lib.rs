//! Contracts and plain data of fxsens: periods, series, formulas, specs, fits and figures.
//!
//! This crate knows no engine: no data frames, no solvers, no charts, no command line. Everything that crosses
//! a crate boundary is one of its types.

pub mod convert;
pub mod dataset;
pub mod distribution;
pub mod document;
pub mod draws;
pub mod expr;
pub mod figure;
pub mod fit;
pub mod frequency;
pub mod hypothesis;
pub mod inference;
pub mod model;
pub mod period;
mod period_text;
pub mod provenance;
pub mod published;
pub mod registry;
pub mod resampled;
pub mod rng;
pub mod run;
pub mod sample;
pub mod seasonal;
pub mod series;
pub mod spec;
pub mod suggest;
pub mod summary;
pub mod table;
pub mod test_outcome;
pub mod unit;
pub mod vcov;
