//! Whether an answer is what was asked for, by what it says itself.

use std::collections::BTreeSet;
use std::path::Path;

use super::error::FetchError;
use super::job::Job;
use super::message;
use crate::error::IngestError;
use crate::reader::{FileRead, read_bytes};

/// Reads a page of an answer. A service's own error, a broken-off document, another layout and an answer without figures are errors.
pub(super) fn read(job: &Job, name: &str, bytes: &[u8]) -> Result<FileRead, FetchError> {
    if let Some(said) = serde_json::from_slice(bytes).ok().as_ref().and_then(message::in_document) {
        return Err(FetchError::Refused { service: job.service.clone(), message: said });
    }
    let wrong = |problem: String| FetchError::Content { name: name.into(), problem };
    let mut first: Option<IngestError> = None;
    for layout in &job.layouts {
        match read_bytes(Path::new(name), bytes.to_vec(), Some(layout)) {
            Ok(read) if read.series.is_empty() => return Err(wrong("it holds no figures".into())),
            Ok(read) => return Ok(read),
            Err(error) => {
                first.get_or_insert(error);
            }
        }
    }
    Err(wrong(first.map_or_else(|| "no layout is known for it".into(), |error| error.to_string())))
}

/// Whether all codes that were asked for came, over all pages.
pub(super) fn check_codes(job: &Job, pages: &[FileRead]) -> Result<(), FetchError> {
    let found: BTreeSet<&str> =
        pages.iter().flat_map(|page| &page.series).map(|file| file.series.id.as_str()).collect();
    let missing: Vec<String> =
        job.expected.iter().filter(|code| !found.contains(code.as_str())).cloned().collect();
    if missing.is_empty() {
        return Ok(());
    }
    Err(FetchError::Missing { name: job.request.name.clone(), missing })
}
