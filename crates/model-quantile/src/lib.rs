#![doc = include_str!("../README.md")]

mod bootstrap;
mod fit;
mod notes;
mod params;
mod pivot;
mod programme;

pub use params::{BlockLength, Quantile, QuantileParams};

use fxsens_core::model::{Entry, Model, ModelInfo};

/// The registry entry.
pub const ENTRY: Entry<QuantileParams> = Entry::new(ModelInfo {
    id: "quantile",
    title: "Linear quantile regression",
    estimand: "change of a quantile of the outcome that goes with one more unit of a regressor, the others held fixed",
    doc: include_str!("../README.md"),
    references: &[
        "Koenker and Bassett (1978)",
        "Barrodale and Roberts (1973)",
        "Fitzenberger (1998)",
        "Koenker and Machado (1999)",
    ],
});

/// The model for a registry: one line in `fxsens::models`.
pub fn model() -> Box<dyn Model> {
    Box::new(ENTRY)
}
