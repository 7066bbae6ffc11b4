#![doc = include_str!("README.md")]

mod design;
mod fit;
mod params;

pub use params::{Dols, DolsParams};

use fxsens_core::model::{Entry, ModelInfo};

/// The registry entry.
pub const ENTRY: Entry<DolsParams> = Entry::new(ModelInfo {
    id: "dols",
    title: "Dynamic least squares of a cointegrating relation",
    estimand: "effect of a regressor on the level of the outcome in a relation that holds in the long run",
    doc: include_str!("README.md"),
    references: &["Saikkonen (1991)", "Stock and Watson (1993)"],
});
