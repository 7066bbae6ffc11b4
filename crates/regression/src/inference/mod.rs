//! Joint hypotheses on a fit, from the fit's own covariance and nothing else.

pub mod wald;

pub use wald::{equality_test, wald_test, zero_test};
