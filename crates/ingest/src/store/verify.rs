//! Whether a store still holds what was put into it.

use std::path::PathBuf;

use serde::Serialize;

use super::{Store, log, objects};
use crate::error::IngestError;

/// What a check of a store found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StoreReport {
    /// The folder.
    pub root: PathBuf,
    /// Records in the log.
    pub records: usize,
    /// Bytes whose hash was computed again.
    pub bytes: u64,
    /// Whether the log ends in a line that was broken off: something was being stored when the program was stopped, and nothing is lost.
    pub broken_off: bool,
    /// What is wrong.
    pub problems: Vec<StoreProblem>,
}

/// Something wrong with a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StoreProblem {
    /// Place in the log.
    pub number: u64,
    /// Name of the file.
    pub name: String,
    /// What is wrong.
    pub problem: String,
}

impl Store {
    /// Hashes every object again and follows the log from line to line.
    ///
    /// # Errors
    /// [`IngestError::Io`] and [`IngestError::Store`] for a log that cannot be read; problems of single records are in the report.
    pub fn verify(&self) -> Result<StoreReport, IngestError> {
        let path = self.log_path();
        let records = log::checked(&path)?;
        let broken_off =
            std::fs::read(&path).is_ok_and(|bytes| bytes.last().is_some_and(|byte| *byte != b'\n'));
        let mut problems = Vec::new();
        let mut bytes = 0;
        for (place, (record, follows)) in records.iter().enumerate() {
            let mut problem = |text: String| {
                problems.push(StoreProblem {
                    number: record.number,
                    name: record.name.clone(),
                    problem: text,
                });
            };
            if !follows || record.number != place as u64 {
                problem("the log before this line was changed: a line was edited, added or removed".into());
            }
            match objects::read(self.root(), &record.sha256) {
                Ok(content) if content.len() as u64 != record.bytes => {
                    problem(format!("it has {} bytes; the log says {}", content.len(), record.bytes));
                }
                Ok(content) => bytes += content.len() as u64,
                Err(error) => problem(error.to_string()),
            }
        }
        Ok(StoreReport {
            root: self.root().to_path_buf(),
            records: records.len(),
            bytes,
            broken_off,
            problems,
        })
    }
}
