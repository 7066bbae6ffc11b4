//! An .xlsx workbook as sparse sheets, within limits on what it may unpack to.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::path::Path;

use calamine::{DataRef, ExcelDateTime, Reader, Xlsx};
use fxsens_core::period::Period;

use super::{broken, dates};
use crate::error::IngestError;
use crate::reader::shield::shielded;

/// Bytes a workbook may unpack to.
const MOST_BYTES: u64 = 256 * 1024 * 1024;
/// Cells all sheets may hold together.
const MOST_CELLS: usize = 2_000_000;
/// Entries the archive may have.
const MOST_ENTRIES: usize = 10_000;

/// One sheet: cells that hold something, by row and column, both from 1.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) rows: BTreeMap<usize, BTreeMap<usize, Value>>,
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Text(String),
    Number(f64),
    Day(Period),
}

impl Sheet {
    /// The text of a cell, empty when it holds no text.
    pub(super) fn text(&self, row: usize, column: usize) -> &str {
        match self.cell(row, column) {
            Some(Value::Text(text)) => text.trim(),
            _ => "",
        }
    }

    pub(super) fn cell(&self, row: usize, column: usize) -> Option<&Value> {
        self.rows.get(&row)?.get(&column)
    }
}

impl Value {
    /// The cell as it would stand in a text file.
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Day(day) => day.to_string(),
        }
    }

    /// The day of a date, also one stored as a bare serial number.
    pub(super) fn day(&self) -> Option<Period> {
        match self {
            Self::Day(day) => Some(*day),
            Self::Number(serial) if (1.0..80_000.0).contains(serial) => serial_day(*serial),
            Self::Text(text) => dates::iso_day(text),
            Self::Number(_) => None,
        }
    }
}

/// Opens a workbook.
///
/// # Errors
/// [`IngestError::TooLarge`] when it unpacks to more than the limits, [`IngestError::File`] when it is none.
pub(super) fn open(path: &Path, bytes: &[u8]) -> Result<Vec<Sheet>, IngestError> {
    check_size(path, bytes)?;
    shielded(|| sheets(path, bytes)).unwrap_or_else(|reason| {
        let problem = format!("is a damaged .xlsx workbook ({reason})");
        Err(broken(path, problem, "save it again as .xlsx, or as CSV"))
    })
}

fn sheets(path: &Path, bytes: &[u8]) -> Result<Vec<Sheet>, IngestError> {
    let unreadable = |error: &dyn std::fmt::Display| {
        broken(
            path,
            format!("is not a readable .xlsx workbook: {error}"),
            "save it again as .xlsx, or as CSV",
        )
    };
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| unreadable(&error))?;
    let mut sheets = Vec::new();
    let mut count = 0;
    for name in book.sheet_names() {
        // Sheets of charts have no cells.
        let Ok(mut cells) = book.worksheet_cells_reader(&name) else {
            continue;
        };
        let mut rows: BTreeMap<usize, BTreeMap<usize, Value>> = BTreeMap::new();
        while let Some(cell) = cells.next_cell().map_err(|error| unreadable(&error))? {
            let (row, column) = cell.get_position();
            let Some(value) = value(cell.get_value()) else {
                continue;
            };
            count += 1;
            if count > MOST_CELLS {
                return Err(too_large(path, format!("holds more than {MOST_CELLS} cells")));
            }
            rows.entry(row as usize + 1).or_default().insert(column as usize + 1, value);
        }
        sheets.push(Sheet { name, rows });
    }
    Ok(sheets)
}

fn value(cell: &DataRef) -> Option<Value> {
    match cell {
        DataRef::Int(number) => Some(Value::Number(*number as f64)),
        DataRef::Float(number) => Some(Value::Number(*number)),
        DataRef::SharedString(text) => Some(Value::Text((*text).to_owned())),
        DataRef::Bool(truth) => Some(Value::Text(truth.to_string())),
        DataRef::DateTime(date) => Some(date_of(date).map_or(Value::Number(date.as_f64()), Value::Day)),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            Some(Value::Text(text.clone()))
        }
        DataRef::Error(error) => Some(Value::Text(error.to_string())),
        DataRef::Empty => None,
    }
    .filter(|value| !matches!(value, Value::Text(text) if text.trim().is_empty()))
}

fn date_of(date: &ExcelDateTime) -> Option<Period> {
    let (year, month, day, ..) = date.to_ymd_hms_milli();
    dates::day(i32::from(year), i32::from(month), i32::from(day))
}

/// The day of a serial number of the 1900 calendar.
fn serial_day(serial: f64) -> Option<Period> {
    dates::day(1899, 12, 30).map(|epoch| epoch.shift(serial.floor() as i32))
}

/// Unpacks every entry and counts the bytes: what the archive says about itself can be wrong.
fn check_size(path: &Path, bytes: &[u8]) -> Result<(), IngestError> {
    let hint = "save it again as .xlsx, or as CSV";
    let failed =
        |error: &dyn std::fmt::Display| broken(path, format!("is not a readable archive: {error}"), hint);
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| failed(&error))?;
    if archive.len() > MOST_ENTRIES {
        return Err(too_large(path, format!("holds more than {MOST_ENTRIES} parts")));
    }
    let mut left = MOST_BYTES;
    for entry in 0..archive.len() {
        let file = archive.by_index(entry).map_err(|error| failed(&error))?;
        let unpacked =
            std::io::copy(&mut file.take(left + 1), &mut std::io::sink()).map_err(|error| failed(&error))?;
        if unpacked > left {
            return Err(too_large(path, format!("unpacks to more than {} MB", MOST_BYTES / 1024 / 1024)));
        }
        left -= unpacked;
    }
    Ok(())
}

fn too_large(path: &Path, problem: String) -> IngestError {
    IngestError::TooLarge { path: path.into(), problem }
}
