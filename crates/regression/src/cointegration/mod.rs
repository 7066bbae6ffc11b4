//! Tests of cointegration, one file each.

pub mod bounds;
pub mod engle_granger;
pub mod johansen;
pub mod phillips_ouliaris;
pub(crate) mod reduced_rank;

use fxsens_core::hypothesis::HypothesisTest;

/// Tests of this family that can be run by name.
pub fn tests() -> Vec<Box<dyn HypothesisTest>> {
    vec![
        Box::new(bounds::ENTRY),
        Box::new(engle_granger::ENTRY),
        Box::new(phillips_ouliaris::ENTRY),
        Box::new(johansen::ENTRY),
    ]
}
