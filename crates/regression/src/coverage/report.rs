//! What a simulation of a specification says.

use serde::{Deserialize, Serialize};

/// One term of a specification under simulation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CoverageRow {
    /// Name of the term.
    pub term: String,
    /// Horizon, for dynamic effects.
    pub horizon: Option<u16>,
    /// What the specification finds on a very long history.
    pub truth: f64,
    /// Mean of the estimates minus the truth.
    pub bias: f64,
    /// Standard deviation of the estimates.
    pub spread: f64,
    /// Mean of the standard errors.
    pub mean_std_error: f64,
    /// Share of intervals that hold the truth.
    pub coverage: f64,
    /// Share of histories without any effect in which one is found at the same level; `None` where the null has no
    /// meaning (the constant, terms of the outcome itself).
    pub size: Option<f64>,
}

/// A specification under simulation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CoverageReport {
    /// Observations of each history.
    pub nobs: usize,
    /// Histories asked for.
    pub draws: usize,
    /// Histories on which the specification could not be estimated, or had no interval.
    pub failed: usize,
    /// The first reason for that.
    pub first_failure: Option<String>,
    /// Confidence level of the intervals.
    pub level: f64,
    /// Lags of the process.
    pub order: usize,
    /// Largest root of the process as estimated.
    pub estimated_root: f64,
    /// Largest root of the process as simulated.
    pub root: f64,
    /// Standard error of a share at the nominal level that the number of draws leaves.
    pub monte_carlo_error: f64,
    /// One row per term.
    pub rows: Vec<CoverageRow>,
    /// Remarks.
    pub notes: Vec<String>,
}
