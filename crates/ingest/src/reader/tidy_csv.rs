//! The tables of the data folder: long (`series,period,value`) and the wide daily one.
//!
//! They are plain by construction (no quotes, sorted, LF), so they are split in place: only the rows of the
//! wanted series are parsed, and polars with its thread pool is not started for them.

use std::collections::BTreeMap;

use fxsens_core::period::{Frequency, Period};
use fxsens_core::series::Series;

use crate::catalog::Entry;
use crate::error::IngestError;

/// Header of a long table.
pub const LONG_HEADER: &str = "series,period,value";

/// One row of a table of the data folder, in a long table or as a cell of the wide one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row<'a> {
    /// Line number from 1.
    pub line: usize,
    /// The series.
    pub series: &'a str,
    /// The period as written.
    pub period: &'a str,
    /// The value as written; never empty.
    pub value: &'a str,
}

/// Calls `visit` for every row whose series `wanted` accepts; empty values are left out.
///
/// # Errors
/// [`IngestError::Table`] when the header or a row does not have the layout, and whatever `visit` returns.
pub fn for_each_row<'a>(
    file: &str,
    text: &'a str,
    mut wanted: impl FnMut(&'a str) -> bool,
    mut visit: impl FnMut(Row<'a>) -> Result<(), IngestError>,
) -> Result<(), IngestError> {
    let bad = |line: usize, message: String| IngestError::Table { file: file.into(), line, message };
    let mut lines = text.lines().enumerate().map(|(i, line)| (i + 1, line));
    let header = lines.next().map(|(_, header)| header).unwrap_or_default();
    if header == LONG_HEADER {
        let (mut current, mut active) = ("", false);
        for (line, row) in lines {
            let mut fields = row.split(',');
            let (Some(series), Some(period), Some(value), None) =
                (fields.next(), fields.next(), fields.next(), fields.next())
            else {
                return Err(bad(line, format!("expected `{LONG_HEADER}`, found `{row}`")));
            };
            if series != current {
                (current, active) = (series, wanted(series));
            }
            if active && !value.is_empty() {
                visit(Row { line, series, period, value })?;
            }
        }
        return Ok(());
    }
    let Some(names) = header.strip_prefix("date,") else {
        return Err(bad(1, format!("expected `{LONG_HEADER}` or `date,…`, found `{header}`")));
    };
    let names: Vec<&str> = names.split(',').collect();
    let active: Vec<bool> = names.iter().map(|name| wanted(name)).collect();
    for (line, row) in lines {
        let mut fields = row.split(',');
        let period = fields.next().unwrap_or_default();
        let mut count = 0;
        for (column, value) in fields.enumerate() {
            count = column + 1;
            if active.get(column) == Some(&true) && !value.is_empty() {
                visit(Row { line, series: names[column], period, value })?;
            }
        }
        if count != names.len() {
            return Err(bad(line, format!("expected {} values, found {count}", names.len())));
        }
    }
    Ok(())
}

impl Row<'_> {
    /// The period, checked against a frequency.
    ///
    /// # Errors
    /// [`IngestError::Table`].
    pub fn parsed_period(&self, file: &str, frequency: Frequency) -> Result<Period, IngestError> {
        let bad = |message: String| IngestError::Table { file: file.into(), line: self.line, message };
        let period: Period = self.period.parse().map_err(|error| bad(format!("{error}")))?;
        if period.frequency() == frequency {
            return Ok(period);
        }
        Err(bad(format!("`{}` is by {}, found `{period}`", self.series, frequency.noun())))
    }

    /// The value, which must be finite.
    ///
    /// # Errors
    /// [`IngestError::Table`].
    pub fn parsed_value(&self, file: &str) -> Result<f64, IngestError> {
        let value = self.value.parse().ok().filter(|value: &f64| value.is_finite());
        value.ok_or_else(|| IngestError::Table {
            file: file.into(),
            line: self.line,
            message: format!("`{}` of `{}` is not a finite number", self.value, self.series),
        })
    }
}

/// Reads the named entries from one file of the data folder; days without a value are missing.
///
/// # Errors
/// [`IngestError::Table`], [`IngestError::Series`], or [`IngestError::NotInFile`].
pub fn read(file: &str, text: &str, entries: &[&Entry]) -> Result<Vec<Series>, IngestError> {
    let frequencies: BTreeMap<&str, Frequency> =
        entries.iter().map(|entry| (entry.id.as_str(), entry.index_frequency())).collect();
    let mut found: BTreeMap<&str, Vec<(Period, f64)>> = BTreeMap::new();
    for_each_row(
        file,
        text,
        |series| frequencies.contains_key(series),
        |row| {
            if let Some(frequency) = frequencies.get(row.series) {
                let observation = (row.parsed_period(file, *frequency)?, row.parsed_value(file)?);
                found.entry(row.series).or_default().push(observation);
            }
            Ok(())
        },
    )?;
    let series = entries.iter().map(|entry| {
        let observations = found
            .remove(entry.id.as_str())
            .ok_or_else(|| IngestError::NotInFile { id: entry.id.clone(), file: file.into() })?;
        Series::from_observations(entry.id.clone(), observations)
            .map_err(|source| IngestError::Series { file: file.into(), source })
    });
    series.collect()
}
