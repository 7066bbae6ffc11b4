//! Files in: the tables of the data folder, files in official layouts, and a user's own CSV or Parquet file.

mod archive;
mod blocks;
mod cell;
mod csv;
mod file;
mod index;
mod index_column;
mod large;
mod large_column;
mod large_long;
mod long_csv;
mod official;
mod parquet;
mod parquet_sizes;
mod scan;
mod shield;
mod text;
mod thrift;
pub mod tidy_csv;
mod user_table;

pub use file::{LayoutInfo, layouts, read_bytes, read_file};
pub use official::{FileRead, FileSeries, Place, Quote, RejectedCell};
pub use user_table::{SkippedColumn, UserTable, read_table};

use std::path::PathBuf;

use crate::error::IngestError;

/// A user's file as columns, before anything is interpreted.
#[derive(Debug)]
pub(crate) struct RawTable {
    pub(crate) path: PathBuf,
    pub(crate) columns: Vec<RawColumn>,
    /// Line number of each row (row number of a Parquet file).
    pub(crate) lines: Vec<usize>,
}

#[derive(Debug)]
pub(crate) struct RawColumn {
    pub(crate) name: String,
    pub(crate) cells: Cells,
}

#[derive(Debug)]
pub(crate) enum Cells {
    /// Cells as written; an empty string is missing.
    Text(Vec<String>),
    /// Numbers; `NaN` is missing.
    Numbers(Vec<f64>),
    /// Days since 1970-01-01.
    Days(Vec<Option<i32>>),
    /// A type that is not read, by name.
    Other(String),
}

/// Line and byte within the line, both from 1, of a byte position.
pub(crate) fn position(bytes: &[u8], at: usize) -> (usize, usize) {
    let before = &bytes[..at.min(bytes.len())];
    let line = before.split(|byte| *byte == b'\n').count();
    let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
    (line, at - start + 1)
}

/// Column names, and each row with its line number.
pub(crate) type NamedRows = (Vec<String>, Vec<(usize, Vec<String>)>);

/// A table of the data folder with quoted fields, as text.
///
/// # Errors
/// As the reader of a user's CSV file.
pub(crate) fn quoted_csv(path: &std::path::Path, bytes: &[u8]) -> Result<NamedRows, IngestError> {
    let table = csv::read(path, bytes)?;
    let names = table.columns.iter().map(|column| column.name.clone()).collect();
    let mut rows: Vec<(usize, Vec<String>)> = table.lines.iter().map(|line| (*line, Vec::new())).collect();
    for column in table.columns {
        if let Cells::Text(texts) = column.cells {
            for (row, text) in rows.iter_mut().zip(texts) {
                row.1.push(text);
            }
        }
    }
    Ok((names, rows))
}
