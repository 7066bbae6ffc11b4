//! e-Stat statistics dashboard, exported CSV.
//!
//! UTF-8 with a byte-order mark, every field quoted. Months are `Jan.1970` with a point, but `May 1970` with a blank.

use super::collector::Collector;
use super::draft::{Dates, Draft};
use super::fields::{Row, Rows};
use super::wide::{self, Wide};
use super::{Input, Layout, broken, dates};
use crate::error::IngestError;

pub(super) const LAYOUT: Layout = Layout {
    name: "estat-dashboard",
    title: "e-Stat statistics dashboard (CSV)",
    recognises: |input| first_row(&input.first_rows()).is_some_and(|at| at > 0),
    read,
};

/// Position of the first row that starts with a month, when it has a value beside it.
fn first_row(rows: &[Row]) -> Option<usize> {
    rows.iter().position(|row| row.fields.len() > 1 && dates::month_name_year(row.get(0)).is_some())
}

fn read(input: &Input, collector: &mut Collector) -> Result<(), IngestError> {
    let text = input.text()?;
    let rows = Rows::new(input.path, &text)?;
    let top: Vec<Row> = rows.from(0).take(40).collect();
    let start = first_row(&top).filter(|at| *at > 0).ok_or_else(|| {
        broken(
            input.path,
            "has no month such as Jan.1970 in its first column",
            "the header must stand above it",
        )
    })?;
    let header = &top[start - 1];
    let mut series = Vec::new();
    for (field, name) in header.fields.iter().enumerate().skip(1).filter(|(_, name)| !name.is_empty()) {
        let draft = Draft::new(name.as_ref(), "e-Stat statistics dashboard").dates(Dates::AsGiven);
        series.push((field, collector.series(draft)));
    }
    let wide = Wide { date: 0, series, width: header.fields.len(), parse: dates::month_name_year };
    wide::fill(collector, rows.from(start), &wide);
    Ok(())
}
