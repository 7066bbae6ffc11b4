//! Series out: wide or tidy CSV, or Parquet.

use std::io::Write;
use std::path::Path;

use fxsens_core::dataset::Dataset;
use fxsens_core::period::Period;
use fxsens_core::series::Series;
use fxsens_core::suggest::closest;
use polars::prelude::{Column, CsvWriter, DataFrame, IntoColumn, NamedFrom, ParquetWriter, SerWriter};

use crate::error::IngestError;

/// How series are laid out in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// A column `period` and one column per series; all of one frequency.
    Wide,
    /// One row per observation: `series`, `period`, `value`.
    Tidy,
}

/// Writes the named series (all of them when `ids` is empty), as Parquet when the path ends in `.parquet` and as CSV
/// otherwise. The file appears complete or not at all. Missing values are empty cells; the tidy layout leaves them out.
///
/// # Errors
/// [`IngestError::UnknownSeries`], [`IngestError::MixedFrequencies`] in the wide layout, [`IngestError::Io`].
pub fn export(dataset: &Dataset, ids: &[&str], path: &Path, layout: Layout) -> Result<(), IngestError> {
    let chosen = choose(dataset, ids)?;
    let ending = path.extension().map(std::ffi::OsStr::to_ascii_lowercase);
    let parquet = match ending.as_ref().and_then(|ending| ending.to_str()) {
        Some("csv") => false,
        Some("parquet") => true,
        _ => {
            return Err(IngestError::File {
                path: path.into(),
                problem: "has an ending that names no format".into(),
                hint: "end the name in .csv or .parquet".into(),
            });
        }
    };
    let context = || format!("writing {}", path.display());
    let mut frame = match layout {
        Layout::Wide => wide(&chosen, path)?,
        Layout::Tidy => tidy(&chosen, path)?,
    };
    let mut bytes = Vec::new();
    if parquet {
        ParquetWriter::new(&mut bytes).finish(&mut frame).map_err(|e| IngestError::frame(context(), &e))?;
    } else {
        CsvWriter::new(&mut bytes).finish(&mut frame).map_err(|e| IngestError::frame(context(), &e))?;
    }
    write(path, &bytes).map_err(|error| IngestError::io("write", path, &error))
}

fn choose<'a>(dataset: &'a Dataset, ids: &[&str]) -> Result<Vec<&'a Series>, IngestError> {
    if ids.is_empty() {
        return Ok(dataset.iter().collect());
    }
    let find = |id: &&str| {
        dataset.get(id).ok_or_else(|| IngestError::UnknownSeries {
            id: (*id).into(),
            suggestions: closest(id, dataset.ids()),
        })
    };
    ids.iter().map(find).collect()
}

fn wide(chosen: &[&Series], path: &Path) -> Result<DataFrame, IngestError> {
    let (Some(first), Some(start)) = (chosen.first(), chosen.iter().map(|series| series.start()).min())
    else {
        return tidy(chosen, path);
    };
    if let Some(other) = chosen.iter().find(|series| series.frequency() != first.frequency()) {
        return Err(IngestError::MixedFrequencies {
            left: first.id.clone(),
            left_noun: first.frequency().noun(),
            right: other.id.clone(),
            right_noun: other.frequency().noun(),
        });
    }
    let last = chosen.iter().map(|series| series.last()).max().unwrap_or(start);
    let daily = first.frequency() == fxsens_core::period::Frequency::Daily;
    // Calendar days on which no series has a value are no rows; missing months are.
    let known = |period: &Period| !daily || chosen.iter().any(|series| series.get(*period).is_some());
    let periods: Vec<Period> = start.range_to(last).filter(known).collect();
    let names: Vec<String> = periods.iter().map(ToString::to_string).collect();
    let mut columns = vec![polars::prelude::Series::new("period".into(), names).into_column()];
    for series in chosen {
        let values: Vec<Option<f64>> = periods.iter().map(|period| series.get(*period)).collect();
        columns.push(polars::prelude::Series::new(series.id.as_str().into(), values).into_column());
    }
    frame(columns, path)
}

fn tidy(chosen: &[&Series], path: &Path) -> Result<DataFrame, IngestError> {
    let (mut ids, mut periods, mut values) = (Vec::new(), Vec::new(), Vec::new());
    for series in chosen {
        for (period, value) in series.iter().filter(|(_, value)| !value.is_nan()) {
            ids.push(series.id.clone());
            periods.push(period.to_string());
            values.push(value);
        }
    }
    let columns = vec![
        polars::prelude::Series::new("series".into(), ids).into_column(),
        polars::prelude::Series::new("period".into(), periods).into_column(),
        polars::prelude::Series::new("value".into(), values).into_column(),
    ];
    frame(columns, path)
}

fn frame(columns: Vec<Column>, path: &Path) -> Result<DataFrame, IngestError> {
    let height = columns.first().map_or(0, Column::len);
    DataFrame::new(height, columns).map_err(|e| IngestError::frame(format!("writing {}", path.display()), &e))
}

/// Writes beside the target and renames.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    // A temporary file is private by default; the result should have the permissions of any new file.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}
