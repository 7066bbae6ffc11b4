#![doc = include_str!("README.md")]

mod fit;
mod likelihood;
mod maximum;
mod params;
mod smoother;

pub use likelihood::{Filtered, filter};
pub use params::{Tvp, TvpParams, Varying};
pub use smoother::{Smoothed, smooth};

use fxsens_core::model::{Entry, ModelInfo};

/// The registry entry.
pub const ENTRY: Entry<TvpParams> = Entry::new(ModelInfo {
    id: "tvp",
    title: "Regression with coefficients that follow random walks",
    estimand: "the coefficient at the end of the sample and along the way, smoothed over the whole sample",
    doc: include_str!("README.md"),
    references: &["de Jong (1991)", "Durbin and Koopman (2012)", "Stock and Watson (1998)"],
});
