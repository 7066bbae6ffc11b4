//! Many regressions on one sample: the engine of specification curves.
//!
//! All candidate columns stand in a [`Pool`] with their cross-products. A [`Choice`] picks an outcome and regressors among
//! them; its normal equations are a sub-matrix of the pool's, and the data are touched once more for the covariance only.
//! A choice whose columns are nearly dependent goes the ordinary way, through a factor with its rank check.

mod cholesky;
pub(crate) mod lanes;
mod long_run;
mod pool;
mod scratch;

pub use cholesky::MOST;
pub use pool::{Choice, Estimate, FullEstimate, Pool};
