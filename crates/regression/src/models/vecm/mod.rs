#![doc = include_str!("README.md")]

mod estimate;
mod fit;
mod params;
mod reading;
mod terms;
#[cfg(test)]
mod tests;

pub use params::{Vecm, VecmParams};

use fxsens_core::model::{Entry, ModelInfo};

/// The registry entry.
pub const ENTRY: Entry<VecmParams> = Entry::new(ModelInfo {
    id: "vecm",
    title: "Vector error correction model by reduced-rank maximum likelihood",
    estimand: "long-run effect of a regressor when every series may return to the relation",
    doc: include_str!("README.md"),
    references: &["Johansen (1995)", "Lütkepohl (2005)"],
});
