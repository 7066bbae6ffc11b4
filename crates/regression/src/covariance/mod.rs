//! Covariance of the estimates: one bread, several meats, and a label that says how it was made.

use std::fmt::Debug;

use ndarray::{Array2, ArrayView2};

pub mod bandwidth;
pub mod cluster;
pub mod driscoll_kraay;
pub mod estimate;
pub mod ewc;
pub mod fixed_b;
pub mod hac;
pub mod kernel;
pub mod long_run;
pub mod params;
pub mod prewhitening;
pub mod profile;
pub mod rule;
pub mod white;

pub use estimate::{CheckedVcov, Regression};
pub use params::VcovParams;

/// The page `fxsens explain hac`.
pub const PAGE: &str = include_str!("hac.md");

/// The part in which robust covariances differ: `V = B S B` with bread `B = (X'X)⁻¹` and meat `S`.
pub trait CovarianceEstimator: Debug + Send + Sync {
    /// Stable id: `hc0`, `hac`, `ewc`.
    fn id(&self) -> &'static str;
    /// Meat `S`, shape `(k, k)`, from scores `xₜuₜ`, shape `(n, k)`: an estimate of `T` times their long-run
    /// variance, symmetric and positive semi-definite.
    fn meat(&self, scores: ArrayView2<'_, f64>) -> Array2<f64>;
}
