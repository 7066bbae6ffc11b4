//! What estimators of a single cointegrating relation share: the relation, the long-run covariance of its errors with the steps of
//! the regressors, and the fit they return.

pub(crate) mod errors;
mod params;
mod relation;
mod report;

pub(crate) use errors::Errors;
pub use params::RelationParams;
pub(crate) use params::{DOCS, Request};
pub(crate) use relation::Relation;
pub(crate) use report::{Estimated, fit};
