//! Readers of official layouts: every quirk of every layout, on small fixtures.

#![allow(clippy::disallowed_methods, reason = "fixtures are written straight into a temporary folder")]
#![allow(clippy::expect_used, reason = "helpers of tests fail as tests do")]

mod agencies;
mod archives;
mod contract;
mod documented;
mod fixtures;
mod japan;
mod markets;
mod robust;
mod workbooks;
mod xlsx;

use std::path::Path;

use fxsens_ingest::{FileRead, FileSeries, IngestError, read_bytes};

/// Reads bytes under a file name, the layout recognised.
fn read(name: &str, bytes: impl AsRef<[u8]>) -> Result<FileRead, IngestError> {
    read_bytes(Path::new(name), bytes.as_ref().to_vec(), None)
}

/// The series of an id, or a panic that names those there are.
fn find<'a>(read: &'a FileRead, id: &str) -> &'a FileSeries {
    let ids: Vec<&str> = read.series.iter().map(|s| s.series.id.as_str()).collect();
    read.series.iter().find(|s| s.series.id == id).unwrap_or_else(|| panic!("no {id} among {ids:?}"))
}

/// Frequency, first period and values.
fn shown(read: &FileRead, id: &str) -> String {
    let series = &find(read, id).series;
    format!("{} {} {:?}", series.frequency().code(), series.start(), series.values())
}

/// Place and text of every rejected cell.
fn rejected(read: &FileRead) -> Vec<String> {
    read.rejected.iter().map(|cell| format!("{}: `{}`", cell.place, cell.text)).collect()
}

/// Text in cp932.
fn cp932(text: &str) -> Vec<u8> {
    let (bytes, _, unmappable) = encoding_rs::SHIFT_JIS.encode(text);
    assert!(!unmappable, "the fixture holds characters that cp932 lacks");
    bytes.into_owned()
}

/// The message and the hint of a refusal.
fn refused(name: &str, bytes: impl AsRef<[u8]>, layout: Option<&str>) -> (String, String) {
    match read_bytes(Path::new(name), bytes.as_ref().to_vec(), layout) {
        Ok(read) => panic!("accepted as {}", read.layout),
        Err(error) => (error.to_string(), error.hint().unwrap_or_default()),
    }
}
