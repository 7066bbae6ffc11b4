#![doc = include_str!("README.md")]

pub mod anderson_rubin;
mod design;
mod estimators;
mod first_stage;
mod fit;
mod params;
mod rank;
pub mod weak;

pub use params::{Iv, IvEstimator, IvParams, Weights};

use fxsens_core::model::{Entry, ModelInfo};

/// The registry entry.
pub const ENTRY: Entry<IvParams> = Entry::new(ModelInfo {
    id: "iv",
    title: "Instrumental variables",
    estimand: "effect of the part of a regressor that instruments move",
    doc: include_str!("README.md"),
    references: &[
        "Anderson and Rubin (1949)",
        "Montiel Olea and Pflueger (2013)",
        "Kleibergen and Paap (2006)",
        "Hansen (1982)",
        "Fuller (1977)",
    ],
});
