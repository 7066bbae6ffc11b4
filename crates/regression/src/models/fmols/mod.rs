#![doc = include_str!("README.md")]

mod fit;
mod params;

pub use params::{FmOls, FmOlsParams};

use fxsens_core::model::{Entry, ModelInfo};

/// The registry entry.
pub const ENTRY: Entry<FmOlsParams> = Entry::new(ModelInfo {
    id: "fmols",
    title: "Fully modified least squares of a cointegrating relation",
    estimand: "effect of a regressor on the level of the outcome in a relation that holds in the long run",
    doc: include_str!("README.md"),
    references: &["Phillips and Hansen (1990)", "Hansen (1992)"],
});
