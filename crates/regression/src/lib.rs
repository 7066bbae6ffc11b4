//! Estimators and inference for time-series regression.

pub mod bootstrap;
pub mod break_tests;
pub mod cointegration;
pub mod covariance;
pub mod coverage;
pub mod diagnostics;
pub mod forecast;
pub mod grid;
pub mod inference;
pub mod least_squares;
pub mod linalg;
pub mod models;
pub mod multiple_testing;
pub mod topics;
pub mod unit_root;
pub mod verify;

pub use models::models;

use fxsens_core::hypothesis::HypothesisTest;

/// All tests that can be run by name, family by family.
pub fn tests() -> Vec<Box<dyn HypothesisTest>> {
    [
        unit_root::tests(),
        cointegration::tests(),
        diagnostics::tests(),
        break_tests::tests(),
        forecast::tests(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
