#![doc = include_str!("README.md")]

mod autoregression;
mod fit;
mod params;

pub use autoregression::Autoregression;
pub use params::{GlsAr, GlsArParams};

use fxsens_core::model::{Entry, ModelInfo};

/// The registry entry.
pub const ENTRY: Entry<GlsArParams> = Entry::new(ModelInfo {
    id: "gls-ar",
    title: "Generalised least squares with autoregressive errors (Prais–Winsten)",
    estimand: "change of the outcome that goes with one more unit of a regressor, errors being autoregressive",
    doc: include_str!("README.md"),
    references: &[
        "Prais and Winsten (1954)",
        "Cochrane and Orcutt (1949)",
        "Galbraith and Zinde-Walsh (1992)",
    ],
});
