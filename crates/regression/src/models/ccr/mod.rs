#![doc = include_str!("README.md")]

mod fit;
mod params;

pub use params::{Ccr, CcrParams};

use fxsens_core::model::{Entry, ModelInfo};

/// The registry entry.
pub const ENTRY: Entry<CcrParams> = Entry::new(ModelInfo {
    id: "ccr",
    title: "Canonical cointegrating regression of a cointegrating relation",
    estimand: "effect of a regressor on the level of the outcome in a relation that holds in the long run",
    doc: include_str!("README.md"),
    references: &["Park (1992)"],
});
