//! Joint hypotheses and derived effects of a fit, from the fit's own covariance and nothing else.

pub mod delta;
pub mod wald;

pub use delta::{Derived, delta_method};
pub use wald::{equality_test, wald_test, zero_test};
