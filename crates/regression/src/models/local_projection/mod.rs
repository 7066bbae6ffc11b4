#![doc = include_str!("README.md")]

pub mod bands;
mod bias;
mod bootstrap_params;
#[cfg(test)]
mod bootstrap_tests;
mod design;
mod drawn_inference;
mod draws;
mod figure;
mod fit;
mod inference;
mod params;
mod paths;
mod projection;
mod responses;
mod tuples;
mod wild;

pub use params::{Covariance, LocalProjection, LocalProjectionParams, Response};

use fxsens_core::model::{Entry, ModelInfo};

/// The registry entry.
pub const ENTRY: Entry<LocalProjectionParams> = Entry::new(ModelInfo {
    id: "local-projection",
    title: "Local projections",
    estimand: "path of the outcome over the periods after one more unit of the first regressor",
    doc: include_str!("README.md"),
    references: &[
        "Jordà (2005)",
        "Montiel Olea and Plagborg-Møller (2021)",
        "Herbst and Johannsen (2024)",
        "Ramey and Zubairy (2018)",
        "Kilian and Kim (2011)",
    ],
});
