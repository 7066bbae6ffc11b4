//! Published figures: the tables under `published/`.

use std::collections::BTreeMap;

use fxsens_core::period::Period;
use fxsens_core::published::{Projection, Published, PublishedFigure};

use crate::embedded::Source;
use crate::error::IngestError;
use crate::known::announced;
use crate::reader::quoted_csv;

/// Reads all published figures.
///
/// # Errors
/// [`IngestError`] when a file is missing, lacks a column, or has a value that is not a number.
pub fn read(source: &Source) -> Result<Published, IngestError> {
    Ok(Published {
        digital: figures(source, "published/digital_balance.csv")?,
        first_releases: figures(source, "published/bop_first_releases.csv")?,
        cashflow: figures(source, "published/cashflow_current_account.csv")?,
        projections: projections(source, "published/meti_projections.csv")?,
    })
}

/// What had been published by a day, `2024-03-31`. A figure dated by its month counts from the end of that month.
pub(crate) fn until(mut published: Published, day: &str) -> Published {
    let known = |vintage: &str| announced(vintage).as_str() <= day;
    for figures in [&mut published.digital, &mut published.first_releases, &mut published.cashflow] {
        figures.retain(|figure| known(&figure.vintage));
    }
    published.projections.retain(|projection| known(&projection.published));
    published
}

/// One row by column name.
#[derive(Debug)]
pub(crate) struct Record<'a> {
    file: &'a str,
    line: usize,
    fields: BTreeMap<String, String>,
}

impl Record<'_> {
    /// A field that must be there.
    pub(crate) fn text(&self, column: &str) -> Result<String, IngestError> {
        self.fields.get(column).cloned().ok_or_else(|| self.bad(format!("no column `{column}`")))
    }

    fn text_or(&self, column: &str, default: &str) -> String {
        self.fields.get(column).cloned().unwrap_or_else(|| default.into())
    }

    /// A finite number; `None` when the field is empty.
    pub(crate) fn number(&self, column: &str) -> Result<Option<f64>, IngestError> {
        let text = self.text(column)?;
        if text.is_empty() {
            return Ok(None);
        }
        let number = text.parse().ok().filter(|number: &f64| number.is_finite());
        number.map(Some).ok_or_else(|| self.bad(format!("`{text}` in `{column}` is not a finite number")))
    }

    /// A period.
    pub(crate) fn period(&self, column: &str) -> Result<Period, IngestError> {
        self.text(column)?.parse().map_err(|error| self.bad(format!("{error}")))
    }

    fn bad(&self, message: String) -> IngestError {
        IngestError::Table { file: self.file.into(), line: self.line, message }
    }
}

/// All rows of a table whose fields may be quoted.
pub(crate) fn rows<'a>(source: &Source, file: &'a str) -> Result<Vec<Record<'a>>, IngestError> {
    let (names, records) = quoted_csv(&source.path(file), &source.read(file)?)?;
    let record = |(line, fields): (usize, Vec<String>)| Record {
        file,
        line,
        fields: names.iter().cloned().zip(fields).collect(),
    };
    Ok(records.into_iter().map(record).collect())
}

fn figures(source: &Source, file: &str) -> Result<Vec<PublishedFigure>, IngestError> {
    let figure = |row: Record<'_>| {
        let (outlet, date) = (row.text("outlet")?, row.text("date")?);
        let outlet = if date.is_empty() || date == "undated" { outlet } else { format!("{outlet}, {date}") };
        Ok(PublishedFigure {
            series: row.text("series")?,
            item: row.text("item")?,
            definition: row.text_or("definition", "n/a"),
            basis: row.text("basis")?,
            period: row.text("period")?,
            vintage: row.text("vintage")?,
            status: row.text("status")?,
            value: row.number("value")?,
            outlet,
            note: row.text("note")?,
        })
    };
    rows(source, file)?.into_iter().map(figure).collect()
}

fn projections(source: &Source, file: &str) -> Result<Vec<Projection>, IngestError> {
    let projection = |row: Record<'_>| {
        let year = row.text("target_year")?;
        Ok(Projection {
            published: row.text("published")?,
            scope: row.text("scope")?,
            scenario: row.text("scenario")?,
            target_year: year.parse().map_err(|_| row.bad(format!("`{year}` is not a year")))?,
            value: row.number("value")?.ok_or_else(|| row.bad("no value".into()))?,
            method: row.text("method")?,
        })
    };
    rows(source, file)?.into_iter().map(projection).collect()
}
