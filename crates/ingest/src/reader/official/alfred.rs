//! ALFRED, the CSV of a graph with one column per vintage: `GDPC1_20240125`.

use fxsens_core::period::Period;
use fxsens_core::unit::Unit;

use super::collector::Collector;
use super::draft::{Dates, Draft};
use super::{Input, Layout, dates, fred, quote};
use crate::error::IngestError;

pub(super) const LAYOUT: Layout = Layout {
    name: "alfred",
    title: "ALFRED vintages (CSV with one column per vintage)",
    recognises: |input| {
        let rows = input.first_rows();
        let graph = fred::is_graph(&rows, "observation_date") || fred::is_graph(&rows, "DATE");
        graph
            && rows.first().is_some_and(|header| header.fields.iter().skip(1).all(|id| vintage(id).is_some()))
    },
    read,
};

/// The id and the day of the vintage.
fn vintage(column: &str) -> Option<(&str, Period)> {
    let (id, day) = column.rsplit_once('_')?;
    (day.len() == 8).then(|| dates::iso(day)).flatten().map(|day| (id, day))
}

fn read(input: &Input, collector: &mut Collector) -> Result<(), IngestError> {
    fred::read_columns(input, collector, |column| {
        let draft = Draft::new(column, "ALFRED").dates(Dates::MayStand);
        match vintage(column) {
            Some((id, day)) => draft
                .title(format!("{id}, vintage of {day}"))
                .table(id)
                .unit(quote::fred(id).unwrap_or(Unit::Unknown))
                .vintage(day.to_string()),
            None => draft.remark("no vintage in the name of the column"),
        }
    })
}
