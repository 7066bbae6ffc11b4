//! FRED, the CSV of a graph: one column per series under `observation_date` (until 2024 `DATE`).
//!
//! Missing is an empty field, in the old layout a point. The series id is the header's, whatever the file is called; some
//! files have a blank second line. Days stand for the month, quarter, week or year they open.

use fxsens_core::unit::Unit;

use super::collector::Collector;
use super::draft::{Dates, Draft};
use super::fields::{Row, Rows};
use super::wide::{self, Wide};
use super::{Input, Layout, dates, quote};
use crate::error::IngestError;

pub(super) const CURRENT: Layout = Layout {
    name: "fred",
    title: "FRED graph (CSV with observation_date)",
    recognises: |input| is_graph(&input.first_rows(), "observation_date"),
    read,
};

pub(super) const OLD: Layout = Layout {
    name: "fred-old",
    title: "FRED graph until 2024 (CSV with DATE)",
    recognises: |input| is_graph(&input.first_rows(), "DATE"),
    read,
};

/// The label, ids in capitals, and an ISO day in the next record.
pub(super) fn is_graph(rows: &[Row], label: &str) -> bool {
    let [header, first, ..] = rows else {
        return false;
    };
    let is_id = |id: &str| {
        !id.is_empty()
            && id.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b"_.".contains(&b))
    };
    header.get(0) == label
        && header.fields.len() > 1
        && header.fields.iter().skip(1).all(|id| is_id(id))
        && dates::iso_day(first.get(0)).is_some()
}

fn read(input: &Input, collector: &mut Collector) -> Result<(), IngestError> {
    read_columns(input, collector, |id| {
        Draft::new(id, "FRED").unit(quote::fred(id).unwrap_or(Unit::Unknown)).dates(Dates::MayStand)
    })
}

/// Every column but the first as a series that `describe` names.
pub(super) fn read_columns(
    input: &Input,
    collector: &mut Collector,
    describe: impl Fn(&str) -> Draft,
) -> Result<(), IngestError> {
    let text = input.text()?;
    let rows = Rows::new(input.path, &text)?;
    let header = rows.get(0);
    let columns = header.fields.iter().enumerate().skip(1).filter(|(_, id)| !id.is_empty());
    let series = columns.map(|(field, id)| (field, collector.series(describe(id)))).collect();
    let wide = Wide { date: 0, series, width: header.fields.len(), parse: dates::iso };
    wide::fill(collector, rows.from(1), &wide);
    Ok(())
}
