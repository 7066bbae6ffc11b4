#![doc = include_str!("README.md")]

mod fit;
mod params;

pub use params::{Ols, OlsParams};

use fxsens_core::model::{Entry, ModelInfo};

/// The registry entry.
pub const ENTRY: Entry<OlsParams> = Entry::new(ModelInfo {
    id: "ols",
    title: "Ordinary least squares",
    estimand: "change of the outcome that goes with one more unit of a regressor, the others held fixed",
    doc: include_str!("README.md"),
    references: &[
        "Newey and West (1987)",
        "White (1980)",
        "Kiefer and Vogelsang (2005)",
        "Lazarus, Lewis, Stock and Watson (2018)",
        "Granger and Newbold (1974)",
    ],
});
