//! The log: one JSON line per stored file, each with the hash of the line before.

use std::fs::{self, OpenOptions};
use std::io::{Seek, SeekFrom, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::objects::{digest, sync_folder};
use super::record::Record;
use crate::error::IngestError;

/// A line as written.
#[derive(Debug, Serialize, Deserialize)]
struct Line {
    /// Hash of the line before, without its newline; empty for the first.
    previous: String,
    #[serde(flatten)]
    record: Record,
}

/// Complete lines of a log, without newlines; a last line without one was broken off and does not count.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive('\n').filter_map(|line| line.strip_suffix('\n'))
}

fn text(path: &Path) -> Result<String, IngestError> {
    match fs::read(path) {
        Ok(bytes) => Ok(String::from_utf8_lossy(&bytes).into_owned()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(String::new()),
        Err(error) => Err(IngestError::io("read", path, &error)),
    }
}

/// All records; none without a log.
pub fn read(path: &Path) -> Result<Vec<Record>, IngestError> {
    checked(path)?.into_iter().map(|(record, _)| Ok(record)).collect()
}

/// All records, each with whether its line follows from the one before.
pub fn checked(path: &Path) -> Result<Vec<(Record, bool)>, IngestError> {
    let text = text(path)?;
    let mut previous = String::new();
    let mut records = Vec::new();
    for (i, line) in lines(&text).enumerate() {
        let parsed: Line = serde_json::from_str(line).map_err(|error| IngestError::Store {
            path: path.into(),
            problem: format!("line {} is not a record: {error}", i + 1),
            hint: "the log was edited; put it back from a copy".into(),
        })?;
        records.push((parsed.record, parsed.previous == previous));
        previous = digest(line.as_bytes());
    }
    Ok(records)
}

/// Adds a line. What a broken-off write left behind the last newline is cut off first. The store's lock is held by the caller.
pub fn append(path: &Path, record: &Record) -> Result<(), IngestError> {
    let known = text(path)?;
    let last = lines(&known).last().map(|line| digest(line.as_bytes())).unwrap_or_default();
    let line = Line { previous: last, record: record.clone() };
    let mut bytes = serde_json::to_vec(&line).map_err(|error| IngestError::Store {
        path: path.into(),
        problem: format!("the record cannot be written: {error}"),
        hint: "report this".into(),
    })?;
    bytes.push(b'\n');
    let failed = |error: std::io::Error| IngestError::io("write", path, &error);
    let mut file = OpenOptions::new().create(true).write(true).truncate(false).open(path).map_err(failed)?;
    let end = known.rfind('\n').map_or(0, |newline| newline + 1) as u64;
    file.set_len(end).map_err(failed)?;
    file.seek(SeekFrom::End(0)).map_err(failed)?;
    file.write_all(&bytes).map_err(failed)?;
    file.sync_all().map_err(failed)?;
    if let Some(folder) = path.parent() {
        sync_folder(folder);
    }
    Ok(())
}
