//! Dense linear algebra: faer behind ndarray views, twice-precision sums, the rank check.

pub mod dense;
pub mod layout;
pub mod rank;
pub mod triangular;
pub mod twofold;
