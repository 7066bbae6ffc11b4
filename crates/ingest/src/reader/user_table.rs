//! A user's own file to a dataset.

use std::path::Path;

use fxsens_core::dataset::Dataset;
use fxsens_core::period::Period;
use fxsens_core::provenance::Provenance;
use fxsens_core::series::Series;

use super::archive::unpacked;
use super::cell::{self, Cell};
use super::index_column::{checked, describe, find_index};
use super::official::{self, FileRead, Input};
use super::{Cells, RawColumn, RawTable, csv, large, long_csv, parquet};
use crate::error::IngestError;

/// What was read from a user's file.
#[derive(Debug, Clone, PartialEq)]
pub struct UserTable {
    /// One series per numeric column, under the column's name.
    pub dataset: Dataset,
    /// Name of the layout it was read as.
    pub layout: &'static str,
    /// The column of the periods; `None` when the rows are observations 1, 2, 3 …, and in official layouts.
    pub index: Option<String>,
    /// Columns that are not in the dataset.
    pub skipped: Vec<SkippedColumn>,
    /// Remarks worth showing: how dates were read.
    pub notes: Vec<String>,
}

/// A column that was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SkippedColumn {
    /// Its name; may be empty.
    pub name: String,
    /// Why.
    pub reason: String,
}

/// Reads a file in any layout the program knows: an official one, else a wide CSV or Parquet file (one column of
/// periods, one column per series), or a long one with the columns `series`, `period`, `value`.
///
/// # Errors
/// [`IngestError::File`], [`IngestError::Encoding`], [`IngestError::Cell`] and [`IngestError::TooLarge`], each with what,
/// where and a hint.
pub fn read_table(path: impl AsRef<Path>) -> Result<UserTable, IngestError> {
    let path = path.as_ref();
    if let Some(table) = in_blocks(path)? {
        return Ok(table);
    }
    let (path, bytes) = unpacked(path, load(path)?)?;
    let path = path.as_path();
    match official::detect(&Input::new(path, &bytes))? {
        Some(read) => Ok(of_official(path, read)),
        None => from_bytes(path, bytes),
    }
}

/// A large table without a publisher's layout, read in blocks; `None` for every other file.
pub(super) fn in_blocks(path: &Path) -> Result<Option<UserTable>, IngestError> {
    let Some(size) = std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file).map(|data| data.len())
    else {
        return Ok(None);
    };
    if size < large::LARGE
        || path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("parquet"))
    {
        return Ok(None);
    }
    if official::claims_head(path)? {
        return Ok(None);
    }
    large::read(path, size)
}

/// The content of a file that is there and not empty.
pub(super) fn load(path: &Path) -> Result<Vec<u8>, IngestError> {
    let file = |problem: &str, hint: &str| IngestError::File {
        path: path.into(),
        problem: problem.into(),
        hint: hint.into(),
    };
    if path.is_dir() {
        return Err(file("is a folder", "name one file inside it"));
    }
    if std::fs::metadata(path).is_ok_and(|data| !data.is_file() && !is_pipe(&data)) {
        return Err(file("is a device, not a file", "name a file"));
    }
    let bytes = std::fs::read(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => {
            file("does not exist", "check the path; it is relative to the working directory")
        }
        _ => IngestError::io("read", path, &error),
    })?;
    if bytes.is_empty() {
        return Err(file("is empty", "it needs a header line and at least one row"));
    }
    Ok(bytes)
}

/// Whether it is the end of a pipe, as `<(command)` of a shell is.
fn is_pipe(data: &std::fs::Metadata) -> bool {
    #[cfg(unix)]
    return std::os::unix::fs::FileTypeExt::is_fifo(&data.file_type());
    #[cfg(not(unix))]
    return false;
}

/// Reads a file without a publisher's layout.
pub(super) fn from_bytes(path: &Path, bytes: Vec<u8>) -> Result<UserTable, IngestError> {
    let parquet = bytes.starts_with(b"PAR1");
    let size = bytes.len() as u64;
    if !parquet
        && size >= large::LARGE
        && let Some(table) = large::read_from(path, size, Box::new(bytes.as_slice()))?
    {
        return Ok(table);
    }
    let table = if parquet {
        parquet::read(path, bytes)?
    } else if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("parquet")) {
        return Err(IngestError::File {
            path: path.into(),
            problem: "is not a Parquet file".into(),
            hint: "rename it to .csv if it is one".into(),
        });
    } else {
        csv::read(path, &bytes)?
    };
    let long = long_csv::is_long(&table);
    let read = if long { long_csv::build(&table)? } else { build(&table)? };
    let layout = match (parquet, long) {
        (true, _) => "parquet",
        (false, true) => "long",
        (false, false) => "wide",
    };
    Ok(UserTable { layout, ..read })
}

/// An official file for use in a formula.
fn of_official(path: &Path, read: FileRead) -> UserTable {
    let mut notes = vec![format!("{} is read in the layout {}", path.display(), read.layout)];
    if let Some(first) = read.rejected.first() {
        let (count, plural) = (read.rejected_count, if read.rejected_count == 1 { "cell" } else { "cells" });
        notes.push(format!(
            "{count} {plural} of {} could not be read, the first in {} (`{}`); `fxsens data read` lists them",
            path.display(),
            first.place,
            first.text
        ));
    }
    notes.extend(read.notes);
    for series in read.series.iter().filter(|series| series.quote.as_ref().is_some_and(|quote| quote.turned))
    {
        let given = series.quote.as_ref().map_or("", |quote| quote.as_given.as_str());
        notes.push(format!("`{}` is turned from {given} to {}", series.series.id, series.series.unit));
    }
    let dataset = read.series.into_iter().map(|series| series.series).collect();
    UserTable { dataset, layout: read.layout, index: None, skipped: Vec::new(), notes }
}

fn build(table: &RawTable) -> Result<UserTable, IngestError> {
    let found = find_index(table)?;
    let mut notes = Vec::new();
    let (skip, periods) = match found {
        Some((column, periods)) => {
            let name = &table.columns[column].name;
            let periods = checked(table, name, &periods)?;
            notes.extend(describe(name, &periods));
            (Some(column), periods)
        }
        None => (None, (1..=table.lines.len() as i32).map(Period::observation).collect()),
    };
    let mut dataset = Dataset::new();
    let mut skipped = Vec::new();
    for (position, column) in table.columns.iter().enumerate() {
        if Some(position) == skip {
            continue;
        }
        match numbers(table, column)? {
            Ok(values) => {
                let observations = periods.iter().copied().zip(values).collect();
                dataset.insert(series(table, &column.name, observations)?);
            }
            Err(reason) => skipped.push(SkippedColumn { name: column.name.clone(), reason }),
        }
    }
    if dataset.is_empty() {
        return Err(no_numbers(table, &skipped));
    }
    let index = skip.map(|column| table.columns[column].name.clone());
    Ok(UserTable { dataset, layout: "wide", index, skipped, notes })
}

/// A table in which no column can be used.
pub(super) fn no_numbers(table: &RawTable, skipped: &[SkippedColumn]) -> IngestError {
    let reasons: Vec<String> = skipped.iter().map(|s| format!("`{}`: {}", s.name, s.reason)).collect();
    IngestError::File {
        path: table.path.clone(),
        problem: "has no column of numbers".into(),
        hint: reasons.join("; "),
    }
}

/// Why a column of text is no series; what to write instead, where the text comes close to a number.
pub(super) fn holds_text(text: &str, line: usize, hint: &str) -> String {
    let close = text.chars().any(|letter| letter.is_ascii_digit());
    let instead = if close && !hint.is_empty() { format!("; {hint}") } else { String::new() };
    format!("it holds text (`{text}` in line {line}){instead}")
}

/// The values of a column, or why it has none.
fn numbers(table: &RawTable, column: &RawColumn) -> Result<Result<Vec<f64>, String>, IngestError> {
    let name = Some(column.name.as_str());
    let values: Vec<f64> = match &column.cells {
        Cells::Days(_) => return Ok(Err("it holds dates".into())),
        Cells::Other(kind) => return Ok(Err(format!("its type {kind} is not a number"))),
        Cells::Numbers(numbers) => numbers.clone(),
        Cells::Text(texts) => {
            let cells: Vec<Cell> = texts.iter().map(|text| cell::read(text)).collect();
            let count = cells.iter().filter(|cell| matches!(cell, Cell::Number(_))).count();
            let mut bad = cells.iter().enumerate().filter_map(|(row, cell)| match cell {
                Cell::Text { hint } => Some((row, *hint)),
                _ => None,
            });
            if let Some((row, hint)) = bad.next() {
                let text = &texts[row];
                if bad.count() + 1 > count {
                    return Ok(Err(holds_text(text, table.lines[row], hint)));
                }
                return Err(at(table, &[row], name, format!("`{text}` is not a number"), hint));
            }
            let value = |cell: &Cell| {
                if let Cell::Number(number) = cell { *number } else { f64::NAN }
            };
            cells.iter().map(value).collect()
        }
    };
    if let Some(row) = values.iter().position(|value| value.is_infinite()) {
        return Err(at(table, &[row], name, "infinite value".into(), "leave it empty if it is missing"));
    }
    if values.iter().all(|value| value.is_nan()) {
        return Ok(Err("it holds no value".into()));
    }
    if column.name.is_empty() {
        return Ok(Err("it has no name".into()));
    }
    Ok(Ok(values))
}

pub(super) fn series(
    table: &RawTable,
    id: &str,
    observations: Vec<(Period, f64)>,
) -> Result<Series, IngestError> {
    let file = table.path.display().to_string();
    let series = Series::from_observations(id, observations)
        .map_err(|source| IngestError::Series { file: file.clone(), source })?;
    Ok(described(table, series))
}

/// The series with the file as its source.
pub(super) fn described(table: &RawTable, mut series: Series) -> Series {
    series.provenance = Provenance {
        agency: table.path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        table: format!("column `{}`", series.id),
        licence: "user's own".into(),
        vintage: "as given".into(),
    };
    series
}

pub(super) fn at(
    table: &RawTable,
    rows: &[usize],
    column: Option<&str>,
    problem: String,
    hint: &str,
) -> IngestError {
    IngestError::Cell {
        path: table.path.clone(),
        lines: rows.iter().filter_map(|row| table.lines.get(*row).copied()).collect(),
        column: column.map(str::to_owned),
        problem,
        hint: hint.into(),
    }
}
