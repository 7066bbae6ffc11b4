//! The store: figures as received, with the day they were known. Nothing in it is ever edited.
//!
//! ```text
//! store/objects/ab/cdef…   files as received, named by their SHA-256
//! store/log.jsonl          one line per file: what it is, from where, when; each line carries the hash of the line before
//! store/lock               held while something is added
//! ```
//!
//! An object is complete before the log names it, and a line of the log is complete or ignored, so that a program killed at any
//! moment loses nothing that was stored before.

mod aliases;
mod diff;
mod log;
mod objects;
mod record;
mod verify;
mod vintages;

pub use aliases::Aliases;
pub use diff::{Revision, RevisionReport, diff};
#[cfg(feature = "net")]
pub(crate) use objects::digest;
pub use record::{NewRecord, Record, RecordedSeries};
pub use verify::{StoreProblem, StoreReport};
pub use vintages::{StoredVintage, Vintages};

use std::fs::{self, File, OpenOptions};
use std::path::{Path, PathBuf};

use crate::error::IngestError;

/// Variable that names the store's folder.
pub const VARIABLE: &str = "FXSENS_STORE";

/// A folder with figures as received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Store {
    root: PathBuf,
}

impl Store {
    /// The store in a folder, which need not exist yet.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// The folder named by `FXSENS_STORE`, or `fxsens/store` in the user's data folder; `None` when neither is known.
    pub fn default_root() -> Option<PathBuf> {
        let named =
            |variable: &str| std::env::var_os(variable).filter(|value| !value.is_empty()).map(PathBuf::from);
        named(VARIABLE)
            .or_else(|| named("XDG_DATA_HOME").map(|data| data.join("fxsens/store")))
            .or_else(|| named("HOME").map(|home| home.join(".local/share/fxsens/store")))
    }

    /// The folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Whether anything was ever stored.
    pub fn exists(&self) -> bool {
        self.log_path().is_file()
    }

    /// All records, oldest first; none for a store that does not exist.
    ///
    /// # Errors
    /// [`IngestError::Io`]; [`IngestError::Store`] for a line of the log that is complete but cannot be read.
    pub fn records(&self) -> Result<Vec<Record>, IngestError> {
        log::read(&self.log_path())
    }

    /// Stores a file as received with what is known of it. A file that is there with all that is known of it, and whose series no
    /// later file of that vintage replaces, is not stored twice: its record is returned. A damaged object is put right.
    ///
    /// # Errors
    /// [`IngestError::Io`] when the folder cannot be written; [`IngestError::Store`] for a log that cannot be read.
    pub fn put(&self, bytes: &[u8], new: NewRecord) -> Result<Record, IngestError> {
        fs::create_dir_all(&self.root).map_err(|error| IngestError::io("create", &self.root, &error))?;
        let _lock = self.lock()?;
        let sha256 = objects::digest(bytes);
        let known = self.records()?;
        objects::write(&self.root, &sha256, bytes)?;
        let same = |record: &Record| {
            record.sha256 == sha256
                && record.vintage == new.vintage
                && record.source == new.source
                && record.request == new.request
                && record.batch == new.batch
                && record.layout == new.layout
                && record.series == new.series
        };
        let replaces = |later: &Record| {
            later.vintage == new.vintage
                && later.series.iter().any(|series| new.series.iter().any(|mine| mine.id == series.id))
        };
        if let Some(place) = known.iter().rposition(same)
            && !known[place + 1..].iter().any(replaces)
        {
            return Ok(known[place].clone());
        }
        let record = Record::of(known.len() as u64, sha256, bytes.len() as u64, new);
        log::append(&self.log_path(), &record)?;
        Ok(record)
    }

    /// The bytes of a record, their hash checked.
    ///
    /// # Errors
    /// [`IngestError::Io`]; [`IngestError::Store`] when the bytes are not those that were stored.
    pub fn bytes(&self, record: &Record) -> Result<Vec<u8>, IngestError> {
        objects::read(&self.root, &record.sha256)
    }

    fn log_path(&self) -> PathBuf {
        self.root.join("log.jsonl")
    }

    /// Waits for the lock and holds it until the file is closed, also by the end of the program.
    fn lock(&self) -> Result<File, IngestError> {
        let path = self.root.join("lock");
        let failed = |error: &std::io::Error| IngestError::io("lock", &path, error);
        let file =
            OpenOptions::new().create(true).append(true).open(&path).map_err(|error| failed(&error))?;
        file.lock().map_err(|error| failed(&error))?;
        Ok(file)
    }
}
