//! Tests of unit roots and stationarity, one file each.

use fxsens_core::hypothesis::HypothesisTest;

/// Tests of this family that can be run by name.
pub fn tests() -> Vec<Box<dyn HypothesisTest>> {
    Vec::new()
}
