#![doc = include_str!("README.md")]

mod fit;
mod params;

pub use params::{Rolling, RollingParams, Scheme};

use fxsens_core::model::{Entry, ModelInfo};

/// The registry entry.
pub const ENTRY: Entry<RollingParams> = Entry::new(ModelInfo {
    id: "rolling",
    title: "Least squares on rolling or expanding windows",
    estimand: "the least-squares coefficient of the last window, and that of the first regressor in earlier ones",
    doc: include_str!("README.md"),
    references: &["Pesaran and Timmermann (2007)", "Rossi (2013)"],
});
