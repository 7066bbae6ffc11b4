//! Plain columns out as Parquet.

use std::path::Path;

use polars::prelude::{DataFrame, IntoColumn, NamedFrom, ParquetWriter, Series};

use crate::error::IngestError;
use crate::export::write;

/// A column without its name.
#[derive(Debug, Clone, PartialEq)]
pub enum Values {
    /// Words.
    Text(Vec<String>),
    /// Numbers; `None` is missing.
    Number(Vec<Option<f64>>),
    /// Whole numbers; `None` is missing.
    Whole(Vec<Option<u32>>),
}

/// Writes named columns of equal length as Parquet. The file appears complete or not at all; equal columns give equal bytes.
///
/// # Errors
/// [`IngestError`] for columns of different length and for a file that cannot be written.
pub fn write_parquet(path: &Path, columns: Vec<(String, Values)>) -> Result<(), IngestError> {
    let context = || format!("writing {}", path.display());
    let made: Vec<_> = columns
        .into_iter()
        .map(|(name, values)| {
            let name = name.as_str().into();
            match values {
                Values::Text(values) => Series::new(name, values),
                Values::Number(values) => Series::new(name, values),
                Values::Whole(values) => Series::new(name, values),
            }
            .into_column()
        })
        .collect();
    let height = made.first().map_or(0, polars::prelude::Column::len);
    let mut frame = DataFrame::new(height, made).map_err(|e| IngestError::frame(context(), &e))?;
    let mut bytes = Vec::new();
    ParquetWriter::new(&mut bytes).finish(&mut frame).map_err(|e| IngestError::frame(context(), &e))?;
    write(path, &bytes).map_err(|error| IngestError::io("write", path, &error))
}
