//! Seasonal adjustment in process: STL, the seasonal-trend decomposition by loess.

mod loess;
mod stl;

pub use loess::Smoother;
pub use stl::{Decomposition, SeasonalWindow, Stl, StlError, stl};
