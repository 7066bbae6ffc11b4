#![doc = include_str!("README.md")]

mod design;
mod fit;
mod long_run;
mod params;
mod selection;

pub use design::{Case, Lags};
pub use params::{Ardl, ArdlParams, Selection};

pub(crate) use design::{Lagged, TREND, lag_name, lagged, regressors};
pub(crate) use long_run::{Derived, Multipliers};
pub(crate) use params::{LAG_DOCS, check_choice};
pub(crate) use selection::select;

use fxsens_core::model::{Entry, ModelInfo};

/// The registry entry.
pub const ENTRY: Entry<ArdlParams> = Entry::new(ModelInfo {
    id: "ardl",
    title: "Autoregressive distributed lags with long-run effects and bounds test",
    estimand: "effect of a regressor within the period and, once everything has worked itself out, in the long run",
    doc: include_str!("README.md"),
    references: &["Pesaran and Shin (1999)", "Pesaran, Shin and Smith (2001)", "Hendry (1995)"],
});
