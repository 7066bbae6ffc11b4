//! Bank for International Settlements, export of the data portal.
//!
//! UTF-8 with a byte-order mark; two rows of preamble and a blank one; then one row per observation with `Timeseries Key`
//! (`M.JP`), `Period` (the last day of the month) and `Value`.

use fxsens_core::period::{Frequency, Period};

use super::collector::Collector;
use super::draft::{Dates, Draft};
use super::fields::{Row, Rows};
use super::found::Place;
use super::{Input, Layout, broken, dates};
use crate::error::IngestError;

pub(super) const LAYOUT: Layout = Layout {
    name: "bis-export",
    title: "BIS data portal export (CSV)",
    recognises: |input| input.first_rows().iter().any(|row| Columns::of(row).is_some()),
    read,
};

/// Fields of the header.
struct Columns {
    key: usize,
    period: usize,
    value: usize,
    status: Option<usize>,
    frequency: Option<usize>,
    unit: Option<usize>,
}

impl Columns {
    fn of(row: &Row) -> Option<Self> {
        Some(Self {
            key: row.position("Timeseries Key")?,
            period: row.position("Period")?,
            value: row.position("Value")?,
            status: row.position("Status"),
            frequency: row.position("Frequency"),
            unit: row.position("Unit").or_else(|| row.position("Unit of measure")),
        })
    }

    /// The dimensions and attributes that describe a series.
    fn describes(&self, field: usize, name: &str) -> bool {
        let of_observation = [Some(self.key), Some(self.period), Some(self.value), self.status];
        !of_observation.contains(&Some(field))
            && !["Dataflow ID", "Confidentiality", "Pre-break value"].contains(&name)
    }
}

fn read(input: &Input, collector: &mut Collector) -> Result<(), IngestError> {
    let text = input.text()?;
    let rows = Rows::new(input.path, &text)?;
    let top: Vec<Row> = rows.from(0).take(20).collect();
    let at = top.iter().position(|row| Columns::of(row).is_some());
    let Some((at, columns)) = at.and_then(|at| Columns::of(&top[at]).map(|columns| (at, columns))) else {
        let hint = "the export has the columns Timeseries Key, Period and Value below two rows of preamble";
        return Err(broken(input.path, "has no header of the BIS data portal", hint));
    };
    let header = &top[at];
    for row in rows.from(at + 1) {
        let place = |column: usize| Place::Field { line: row.line, column: column + 1 };
        let id = row.get(columns.key);
        let Some(period) = period(&row, &columns) else {
            collector.reject(
                place(columns.period),
                id,
                row.get(columns.period),
                "not a date; expected 2023-12-31",
            );
            continue;
        };
        let key = collector.keyed(id, || draft(header, &row, &columns));
        collector.cell(key, period, row.get(columns.value), || place(columns.value));
        let status = columns.status.map_or("", |field| row.get(field)).to_ascii_lowercase();
        if status.starts_with("p:")
            || status == "p"
            || status.contains("provisional")
            || status.contains("preliminary")
        {
            collector.preliminary(key, period);
        }
    }
    Ok(())
}

fn draft(header: &Row, row: &Row, columns: &Columns) -> Draft {
    let words = header.fields.iter().enumerate().filter(|(field, name)| columns.describes(*field, name));
    let words: Vec<&str> = words.map(|(field, _)| row.get(field)).filter(|word| !word.is_empty()).collect();
    let flow = header.position("Dataflow ID").map_or("", |field| row.get(field));
    let id = row.get(columns.key);
    let mut draft = Draft::new(id, "Bank for International Settlements")
        .title(words.join(", "))
        .table(format!("{flow} {id}").trim().to_owned())
        .dates(Dates::MayStand);
    if let Some(unit) = columns.unit.map(|field| row.get(field)).filter(|unit| !unit.is_empty()) {
        draft = draft.unit(super::sdmx::unit(unit, ""));
    }
    draft
}

/// The day, as the month or quarter that the frequency says it closes.
fn period(row: &Row, columns: &Columns) -> Option<Period> {
    let day = dates::iso(row.get(columns.period))?;
    let words = columns.frequency.map_or("", |field| row.get(field));
    let letter = words.chars().next().or_else(|| row.get(columns.key).chars().next());
    match letter {
        Some('M') => day.containing(Frequency::Monthly),
        Some('Q') => day.containing(Frequency::Quarterly),
        Some('A') => day.containing(Frequency::Annual),
        Some('H' | 'S') => day.containing(Frequency::HalfYearly),
        _ => Some(day),
    }
}
