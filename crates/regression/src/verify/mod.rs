//! Checks against certified values and other software that travel with the program: `fxsens verify`.
//!
//! Each family has a file of its own, which embeds its reference values from `tests/reference/` and compares them
//! with what this crate computes now. The integration tests assert the same checks.

mod ardl;
mod bootstrap;
mod check;
mod cointegrating;
mod diagnostics;
mod forecast;
mod hac;
mod instability;
mod instruments;
mod johansen;
mod least_squares;
mod local_projection_draws;
mod local_projections;
mod phillips_ouliaris;
mod stl;
mod table;
mod unit_roots;
mod vecm;

pub use check::{Check, Quantity};
pub use least_squares::m1_sample;

/// A group of checks that belong together.
#[derive(Debug, Clone, Copy)]
pub struct Family {
    /// Stable id in kebab case.
    pub id: &'static str,
    /// Title as printed.
    pub title: &'static str,
    /// Computes the checks.
    pub checks: fn() -> Vec<Check>,
}

const fn family(id: &'static str, title: &'static str, checks: fn() -> Vec<Check>) -> Family {
    Family { id, title, checks }
}

/// All families, in the order they are printed.
pub const FAMILIES: &[Family] = &[
    family("least-squares", "Least squares and its covariances", least_squares::checks),
    family("hac", "Newey–West as other packages compute it, clusters, fixed-b laws", hac::checks),
    family("diagnostics", "Residual tests and design diagnostics", diagnostics::checks),
    family("unit-roots", "Unit roots, stationarity and residual cointegration", unit_roots::checks),
    family("johansen", "Number of cointegrating relations", johansen::checks),
    family("phillips-ouliaris", "Phillips–Ouliaris tests of cointegration", phillips_ouliaris::checks),
    family("vecm", "Vector error correction model", vecm::checks),
    family("ardl", "Autoregressive distributed lags and the bounds test", ardl::checks),
    family("cointegrating", "Estimators of a cointegrating relation", cointegrating::checks),
    family("local-projections", "Local projections", local_projections::checks),
    family("instruments", "Instrumental variables", instruments::checks),
    family("instability", "Breaks and wandering coefficients", instability::checks),
    family("stl", "Seasonal adjustment by STL", stl::checks),
    family("forecast", "Forecast tests and backtests", forecast::checks),
    family("bootstrap", "Bootstrap and many hypotheses", bootstrap::checks),
];

/// All checks of this crate.
pub fn all_cases() -> Vec<Check> {
    FAMILIES.iter().flat_map(|family| (family.checks)()).collect()
}
