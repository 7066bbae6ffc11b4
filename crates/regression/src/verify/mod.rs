//! Checks against certified values and other software that travel with the program: `fxsens verify`.
//!
//! Each family has a file of its own, which embeds its reference values from `tests/reference/` and compares them
//! with what this crate computes now. The integration tests assert the same checks.

mod check;
mod instability;
mod least_squares;
mod table;

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

/// All families, in the order they are printed.
pub const FAMILIES: &[Family] = &[
    Family { id: "least-squares", title: "Least squares and its covariances", checks: least_squares::checks },
    Family { id: "instability", title: "Breaks and wandering coefficients", checks: instability::checks },
];

/// All checks of this crate.
pub fn all_cases() -> Vec<Check> {
    FAMILIES.iter().flat_map(|family| (family.checks)()).collect()
}
