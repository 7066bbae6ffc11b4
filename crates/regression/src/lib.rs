//! Estimators and inference: least squares, HAC covariance, diagnostics.

pub mod covariance;
pub mod diagnostics;
pub mod inference;
pub mod least_squares;
pub mod linalg;
pub mod models;
pub mod verify;

pub use models::models;
