//! Any file to series: official layouts first, then a user's own table.

use std::path::Path;

use super::archive::unpacked;
use super::official::{self, FileRead, FileSeries, Input};
use super::user_table::{self, UserTable};
use crate::error::IngestError;

/// A layout that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LayoutInfo {
    /// Name for `--layout`.
    pub name: &'static str,
    /// Who publishes such files and what is in them.
    pub title: &'static str,
}

/// Layouts without a publisher, recognised last.
const GENERIC: [LayoutInfo; 3] = [
    LayoutInfo { name: "wide", title: "any CSV with one column of periods and one column per series" },
    LayoutInfo { name: "long", title: "any CSV with the columns series, period, value" },
    LayoutInfo { name: "parquet", title: "any Parquet file, wide or long" },
];

/// Every layout, in the order in which they are tried.
pub fn layouts() -> Vec<LayoutInfo> {
    let official =
        official::LAYOUTS.iter().map(|layout| LayoutInfo { name: layout.name, title: layout.title });
    official.chain(GENERIC).collect()
}

/// Reads a file as the named layout, or as the first that recognises it.
///
/// # Errors
/// [`IngestError::UnknownLayout`]; [`IngestError::File`], [`IngestError::Encoding`], [`IngestError::Cell`] and
/// [`IngestError::TooLarge`] with what, where and a hint. Single cells that cannot be read are no error in an official
/// layout: they are listed in the result.
pub fn read_file(path: impl AsRef<Path>, layout: Option<&str>) -> Result<FileRead, IngestError> {
    let path = path.as_ref();
    if let Some(name) = layout
        && !layouts().iter().any(|known| known.name == name)
    {
        return Err(official::unknown(name));
    }
    if layout.is_none()
        && let Some(table) = user_table::in_blocks(path)?
    {
        return Ok(of_table(table));
    }
    let bytes = user_table::load(path)?;
    read_bytes(path, bytes, layout)
}

/// Reads a file held in memory; `path` is its name, for messages and for layouts that say something there. A zip archive is read
/// when it holds one file of figures.
///
/// # Errors
/// As [`read_file`].
pub fn read_bytes(path: &Path, bytes: Vec<u8>, layout: Option<&str>) -> Result<FileRead, IngestError> {
    let (path, bytes) = unpacked(path, bytes)?;
    let path = path.as_path();
    match layout {
        Some(name) if GENERIC.iter().any(|generic| generic.name == name) => generic(path, bytes, Some(name)),
        Some(name) => official::read_as(&Input::new(path, &bytes), name),
        None => match official::detect(&Input::new(path, &bytes))? {
            Some(read) => Ok(read),
            None => generic(path, bytes, None),
        },
    }
}

/// A user's own table in the shape of an official file.
fn generic(path: &Path, bytes: Vec<u8>, wanted: Option<&str>) -> Result<FileRead, IngestError> {
    let table = user_table::from_bytes(path, bytes)?;
    if let Some(wanted) = wanted.filter(|wanted| *wanted != table.layout) {
        return Err(IngestError::File {
            path: path.into(),
            problem: format!("is not in the layout {wanted}; it reads as {}", table.layout),
            hint: "leave --layout out".into(),
        });
    }
    Ok(of_table(table))
}

fn of_table(table: UserTable) -> FileRead {
    let mut notes = table.notes;
    notes.extend(table.skipped.iter().map(|column| format!("left out `{}`: {}", column.name, column.reason)));
    let file = |series| FileSeries { series, preliminary: Vec::new(), quote: None, remark: String::new() };
    FileRead {
        layout: table.layout,
        series: table.dataset.into_iter().map(file).collect(),
        rejected: Vec::new(),
        rejected_count: 0,
        next_page: None,
        notes,
    }
}
