#![doc = include_str!("README.md")]

mod fit;
mod params;

pub use params::{Nardl, NardlParams};

use fxsens_core::model::{Entry, ModelInfo};

/// The registry entry.
pub const ENTRY: Entry<NardlParams> = Entry::new(ModelInfo {
    id: "nardl",
    title: "Autoregressive distributed lags with rises and falls apart",
    estimand: "long-run effects of rises and of falls of the first regressor, and their mean",
    doc: include_str!("README.md"),
    references: &["Shin, Yu and Greenwood-Nimmo (2014)", "Pesaran, Shin and Smith (2001)"],
});
