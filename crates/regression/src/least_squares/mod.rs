//! Least squares behind a rank check: linfa-linear for the point estimates on the triangle, the project's own factors for the
//! rest.

pub mod extended;
pub mod factor;
pub mod kernel;
pub mod refine;
pub mod solve;
pub mod swap_in;

pub use factor::Factor;
pub use kernel::FixedDesign;
pub use solve::{Solution, solve};
pub use swap_in::{FittedLeastSquares, LeastSquares};
