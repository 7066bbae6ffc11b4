//! One file per command.

pub mod backtest;
pub mod claims;
pub mod completions;
pub mod coverage;
pub mod curve;
pub mod data_check;
pub mod data_diff;
pub mod data_export;
#[cfg(feature = "net")]
pub mod data_fetch;
pub mod data_import;
pub mod data_layouts;
pub mod data_list;
pub mod data_read;
pub mod data_show;
pub mod data_verify;
pub mod data_vintages;
pub mod explain;
mod explain_headline;
pub mod fit;
mod fit_figures;
pub mod man;
pub mod models;
pub mod new_study;
pub mod package;
pub mod placebo;
pub mod plot;
pub mod reproduce;
pub mod scenario;
pub mod study_run;
pub mod table;
pub mod test;
pub mod verify;
mod verify_page;
