//! Tests of stability: breaks, cumulative sums, wandering coefficients, one file each.

pub mod brownian;
pub mod chow;
pub mod cramer_von_mises;
pub mod cusum;
mod entries;
pub mod nyblom;
pub mod recursive_residuals;
mod regimes;
pub mod sup_f;
pub mod sup_f_law;

pub use chow::{chow, chow_forecast};
pub use cusum::{Cusum, cusum_of_squares, cusum_ols, cusum_recursive};
pub use entries::tests;
pub use nyblom::{Nyblom, nyblom};
pub use recursive_residuals::recursive_residuals;
pub use sup_f::FStatistics;
