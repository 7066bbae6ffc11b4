//! A user's Parquet file to columns.

use std::io::Cursor;
use std::path::Path;

use polars::prelude::{Column, DataType, ParquetReader, PolarsResult, SerReader};

use super::shield::shielded;
use super::{Cells, RawColumn, RawTable, parquet_sizes};
use crate::error::IngestError;

/// Reads a Parquet file held in memory. Rows count from 1.
///
/// # Errors
/// [`IngestError::Frame`] when it cannot be read, [`IngestError::File`] when it has no row or is damaged.
pub(super) fn read(path: &Path, bytes: Vec<u8>) -> Result<RawTable, IngestError> {
    let damaged = |reason: String| {
        let problem = format!("is a damaged Parquet file ({reason})");
        IngestError::File { path: path.into(), problem, hint: "write or download it again".into() }
    };
    parquet_sizes::check(&bytes).map_err(damaged)?;
    shielded(|| columns_of(path, bytes)).unwrap_or_else(|reason| Err(damaged(reason)))
}

fn columns_of(path: &Path, bytes: Vec<u8>) -> Result<RawTable, IngestError> {
    let failed = |error: polars::prelude::PolarsError| {
        IngestError::frame(format!("reading {}", path.display()), &error)
    };
    let frame = ParquetReader::new(Cursor::new(bytes)).finish().map_err(failed)?;
    if frame.height() == 0 {
        let problem = "has no row".into();
        return Err(IngestError::File { path: path.into(), problem, hint: String::new() });
    }
    let mut columns = Vec::new();
    for column in frame.columns() {
        let cells = cells(column).map_err(failed)?;
        columns.push(RawColumn { name: column.name().trim().to_owned(), cells });
    }
    Ok(RawTable { path: path.into(), columns, lines: (1..=frame.height()).collect() })
}

fn cells(column: &Column) -> PolarsResult<Cells> {
    let kind = column.dtype();
    if *kind == DataType::String {
        let texts = column.str()?.iter().map(|cell| cell.unwrap_or_default().trim().to_owned());
        return Ok(Cells::Text(texts.collect()));
    }
    if matches!(kind, DataType::Date | DataType::Datetime(..)) {
        let days = column.cast(&DataType::Date)?.cast(&DataType::Int32)?;
        return Ok(Cells::Days(days.i32()?.iter().collect()));
    }
    if kind.is_primitive_numeric() || *kind == DataType::Boolean {
        let numbers = column.cast(&DataType::Float64)?;
        return Ok(Cells::Numbers(numbers.f64()?.iter().map(|cell| cell.unwrap_or(f64::NAN)).collect()));
    }
    Ok(Cells::Other(kind.to_string()))
}
