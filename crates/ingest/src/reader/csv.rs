//! A user's CSV text to columns of cells. Every cell stays text, so that positions are known when it is read.

use std::io::Cursor;
use std::path::Path;

use polars::prelude::{CsvReadOptions, DataType, SerReader};

use super::scan::{Record, records, separator};
use super::text::decode;
use super::{Cells, RawColumn, RawTable};
use crate::error::IngestError;

/// Reads a CSV file held in memory.
///
/// # Errors
/// [`IngestError::Encoding`], [`IngestError::File`] when there is no row, [`IngestError::Cell`] for rows of the
/// wrong length, an open quote, or two columns of one name.
pub(super) fn read(path: &Path, bytes: &[u8]) -> Result<RawTable, IngestError> {
    let text = decode(path, bytes)?;
    let old_mac = !text.contains('\n') && text.contains('\r');
    let text = if old_mac { text.replace('\r', "\n") } else { text.to_owned() };
    let separator = separator(&text);
    let rows = records(&text, separator).map_err(|line| IngestError::Cell {
        path: path.into(),
        lines: vec![line],
        column: None,
        problem: "a quote is opened here and never closed".into(),
        hint: String::new(),
    })?;
    check_lengths(path, &rows)?;
    let columns = split(path, &rows, separator)?;
    Ok(RawTable { path: path.into(), columns, lines: rows.iter().skip(1).map(|row| row.line).collect() })
}

fn check_lengths(path: &Path, rows: &[Record]) -> Result<(), IngestError> {
    let Some((header, body)) = rows.split_first() else {
        return Ok(());
    };
    if body.is_empty() {
        return Err(IngestError::File {
            path: path.into(),
            problem: "has a header and no row below it".into(),
            hint: String::new(),
        });
    }
    let Some(row) = body.iter().find(|row| row.fields != header.fields) else {
        return Ok(());
    };
    let plural = if row.fields == 1 { "field" } else { "fields" };
    let hint = if header.fields < row.fields {
        "line 1 must hold the column names; remove titles above them, and quote fields that hold the separator"
    } else {
        "write an empty field for a missing value"
    };
    Err(IngestError::Cell {
        path: path.into(),
        lines: vec![row.line],
        column: None,
        problem: format!("{} {plural}, but the header has {}", row.fields, header.fields),
        hint: hint.into(),
    })
}

/// Lets polars take the records apart; the first one names the columns.
fn split(path: &Path, rows: &[Record], separator: u8) -> Result<Vec<RawColumn>, IngestError> {
    let lines: Vec<&str> = rows.iter().map(|row| row.text).collect();
    let context = || format!("reading {}", path.display());
    let frame = CsvReadOptions::default()
        .with_has_header(false)
        .with_infer_schema_length(Some(0))
        .map_parse_options(|options| options.with_separator(separator).with_missing_is_null(false))
        .into_reader_with_file_handle(Cursor::new(lines.join("\n")))
        .finish()
        .map_err(|error| IngestError::frame(context(), &error))?;
    if frame.height() != rows.len() {
        let message = format!("{} rows expected, {} found", rows.len(), frame.height());
        return Err(IngestError::Frame { context: context(), message });
    }
    let mut columns: Vec<RawColumn> = Vec::new();
    for column in frame.columns() {
        let strings =
            column.cast(&DataType::String).map_err(|error| IngestError::frame(context(), &error))?;
        let strings = strings.str().map_err(|error| IngestError::frame(context(), &error))?;
        let mut cells = strings.iter().map(|cell| cell.unwrap_or_default().trim().to_owned());
        let name = cells.next().unwrap_or_default();
        if !name.is_empty() && columns.iter().any(|known| known.name == name) {
            return Err(IngestError::Cell {
                path: path.into(),
                lines: rows.iter().take(1).map(|row| row.line).collect(),
                column: Some(name),
                problem: "the name occurs twice".into(),
                hint: "rename one of the two columns".into(),
            });
        }
        columns.push(RawColumn { name, cells: Cells::Text(cells.collect()) });
    }
    Ok(columns)
}
