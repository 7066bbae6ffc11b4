//! One row per period, one column per series: the shape most official files share.

use fxsens_core::period::Period;

use super::collector::Collector;
use super::fields::Row;
use super::found::Place;
use super::number;
use crate::reader::cell::Cell;

/// Where things are in such a file.
#[derive(Debug)]
pub(super) struct Wide {
    /// Field of the date.
    pub(super) date: usize,
    /// Field and collector's key of every series, by rising field.
    pub(super) series: Vec<(usize, usize)>,
    /// Fields the header has.
    pub(super) width: usize,
    /// Reads a date.
    pub(super) parse: fn(&str) -> Option<Period>,
}

/// Hands every cell below the header to the collector. Rows without a date and without a number are notes of the
/// publisher and left out; rows that are too short or too long are recorded.
pub(super) fn fill<'a>(collector: &mut Collector, rows: impl Iterator<Item = Row<'a>>, wide: &Wide) {
    for row in rows {
        let Some(period) = (wide.parse)(row.get(wide.date)) else {
            if has_number(&row, wide) {
                let place = Place::Field { line: row.line, column: wide.date + 1 };
                collector.reject(
                    place,
                    "",
                    row.get(wide.date),
                    "not a date of this layout; the row is left out",
                );
            }
            continue;
        };
        for (field, key) in &wide.series {
            if let Some(text) = row.fields.get(*field) {
                collector.cell(*key, period, text, || Place::Field { line: row.line, column: field + 1 });
            }
        }
        check_width(collector, &row, wide);
    }
}

fn has_number(row: &Row, wide: &Wide) -> bool {
    let is_number = |field: usize| matches!(number::read(row.get(field)), Cell::Number(_));
    wide.series.iter().any(|(field, _)| is_number(*field))
}

fn check_width(collector: &mut Collector, row: &Row, wide: &Wide) {
    let last = wide.series.last().map_or(0, |(field, _)| field + 1);
    if row.fields.len() < last {
        let place = Place::Field { line: row.line, column: row.fields.len() + 1 };
        let reason = format!("the row ends after {} fields, {last} expected", row.fields.len());
        collector.reject(place, "", "", &reason);
    }
    for (field, text) in row.fields.iter().enumerate().skip(wide.width) {
        if !text.is_empty() {
            let place = Place::Field { line: row.line, column: field + 1 };
            collector.reject(
                place,
                "",
                text,
                &format!("no header above it; the header has {} fields", wide.width),
            );
        }
    }
}
