#![doc = include_str!("README.md")]

mod loess;
mod stl;

pub use loess::Smoother;
pub use stl::{Decomposition, SeasonalWindow, Stl, StlError, stl};

/// The page: what is computed, and when it misleads.
pub const PAGE: &str = include_str!("README.md");

#[cfg(test)]
mod tests;
