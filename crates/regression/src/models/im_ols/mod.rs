#![doc = include_str!("README.md")]

mod fit;
mod params;

pub use params::{ImOls, ImOlsParams};

use fxsens_core::model::{Entry, ModelInfo};

/// The registry entry.
pub const ENTRY: Entry<ImOlsParams> = Entry::new(ModelInfo {
    id: "im-ols",
    title: "Integrated modified least squares of a cointegrating relation",
    estimand: "effect of a regressor on the level of the outcome in a relation that holds in the long run",
    doc: include_str!("README.md"),
    references: &["Vogelsang and Wagner (2014)"],
});
