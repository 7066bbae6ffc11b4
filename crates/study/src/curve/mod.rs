//! The specification curve: every defensible specification of one question, none picked.
//!
//! A grid file ([`mod@file`]) lists the values of every choice, which of them meet and what is left out with its reason;
//! [`mod@enumerate`] turns it into specs with stable ids; [`run`] estimates them, a row each, failures included.

pub mod axes;
pub mod choices;
pub mod columns;
pub mod critical;
pub mod enumerate;
pub mod error;
pub mod file;
pub mod folder;
pub mod joint;
pub mod least_squares;
pub mod levels;
pub mod plan;
pub mod quantile;
pub mod required;
pub mod results;
pub mod row;
pub mod rows_csv;
pub mod run;
pub mod spread;
pub mod summary;
pub mod tables;

pub use enumerate::{Enumeration, enumerate};
pub use error::CurveError;
pub use folder::Grid;
pub use results::CurveResults;
pub use row::{Found, Row};

/// The page on the specification curve, for readers: `fxsens explain curve`.
pub const PAGE: &str = include_str!("curve.md");
