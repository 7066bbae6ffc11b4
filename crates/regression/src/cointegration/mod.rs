//! Tests of cointegration, one file each.

pub mod bounds;

use fxsens_core::hypothesis::HypothesisTest;

/// Tests of this family that can be run by name.
pub fn tests() -> Vec<Box<dyn HypothesisTest>> {
    vec![Box::new(bounds::ENTRY)]
}
