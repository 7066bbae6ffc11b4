//! Official figures in: catalogue, embedded tables, readers, services, derived series and data checks.
//!
//! [`Library`] is the way in: it knows every series of the data folder and loads the ones asked for.
//! [`reader::read_file`] reads a file in an official layout
//! or a user's own, [`reader::read_table`] the same for use in a formula. [`checks::check`] tests the folder against its own rules.

pub mod catalog;
pub mod checks;
pub mod columns;
pub mod derived;
pub mod embedded;
pub mod error;
pub mod export;
#[cfg(feature = "net")]
pub mod fetch;
pub mod fingerprint;
pub mod known;
pub mod library;
pub mod published;
pub mod reader;
pub mod store;

pub use catalog::{Catalog, Entry};
pub use checks::{CheckResult, check};
pub use columns::{Values, write_parquet};
pub use derived::{Definition, Definitions};
pub use embedded::Source;
pub use error::IngestError;
pub use export::{Layout, export};
pub use fingerprint::{fingerprints, sha256};
pub use known::Known;
pub use library::Library;
pub use reader::{
    FileRead, FileSeries, LayoutInfo, Place, Quote, RejectedCell, SkippedColumn, UserTable, layouts,
    read_bytes, read_file, read_table,
};
pub use store::{Aliases, NewRecord, Record, RecordedSeries, RevisionReport, Store, StoredVintage, Vintages};

/// The page on the store: what is kept, and which state of a series counts.
pub const STORE_PAGE: &str = include_str!("store/store.md");

/// The page on fetching; also in a program that was built without it.
pub const FETCH_PAGE: &str = include_str!("fetch/fetch.md");
