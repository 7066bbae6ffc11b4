//! Every row of every table under `series/`, as written.

use std::collections::BTreeMap;

use fxsens_core::period::Period;

use crate::embedded::Source;
use crate::error::IngestError;
use crate::reader::tidy_csv::for_each_row;

/// The rows of one series in one file.
#[derive(Debug, Default)]
pub(super) struct Column {
    /// Periods that read, in file order, with their line numbers.
    pub(super) periods: Vec<(Period, usize)>,
    /// Cells that do not read, with their line numbers.
    pub(super) unreadable: Vec<String>,
    /// Number of values.
    pub(super) nobs: usize,
}

/// All files.
#[derive(Debug, Default)]
pub(super) struct Tables {
    /// File names without the folder.
    pub(super) files: Vec<String>,
    /// Rows by file and series.
    pub(super) columns: BTreeMap<(String, String), Column>,
    /// Files and rows that break the layout.
    pub(super) broken: Vec<String>,
}

impl Tables {
    /// Reads every file, keeping what is wrong instead of stopping at it.
    pub(super) fn read(source: &Source) -> Result<Self, IngestError> {
        let mut tables = Self::default();
        for name in source.list("series")? {
            let file = name.strip_prefix("series/").unwrap_or(&name).to_owned();
            if let Err(error) = tables.add(source, &name, &file) {
                tables.broken.push(error.to_string());
            }
            tables.files.push(file);
        }
        Ok(tables)
    }

    fn add(&mut self, source: &Source, name: &str, file: &str) -> Result<(), IngestError> {
        let text = source.read_text(name)?;
        let mut found: BTreeMap<&str, Column> = BTreeMap::new();
        let outcome = for_each_row(
            name,
            &text,
            |_| true,
            |row| {
                let column = found.entry(row.series).or_default();
                column.nobs += 1;
                match row.period.parse() {
                    Ok(period) => column.periods.push((period, row.line)),
                    Err(error) => column.unreadable.push(format!("{name}, line {}: {error}", row.line)),
                }
                if let Err(error) = row.parsed_value(name) {
                    column.unreadable.push(error.to_string());
                }
                Ok(())
            },
        );
        let keyed = found.into_iter().map(|(series, column)| ((file.to_owned(), series.to_owned()), column));
        self.columns.extend(keyed);
        outcome
    }
}
