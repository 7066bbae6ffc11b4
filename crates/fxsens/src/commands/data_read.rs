//! `fxsens data read`.

use std::collections::BTreeMap;

use fxsens_core::dataset::Dataset;
use fxsens_core::table::{Cell, Column, Table};
use fxsens_ingest::{FileRead, FileSeries, RejectedCell};
use serde_json::{Value, json};

use crate::args::DataRead;
use crate::config::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output;

/// Rejected cells shown below the table.
const SHOWN: usize = 20;

/// Says what a file holds, and writes it out when asked to.
pub fn run(args: &DataRead, context: &Context) -> Result<Exit, Failure> {
    let read = fxsens_ingest::read_file(&args.file, args.layout.as_deref())?;
    output::print_table(&table(args, &read), &json(&read), args.format)?;
    if let Some(out) = &args.out {
        let ids: Vec<&str> = read.series.iter().map(|series| series.series.id.as_str()).collect();
        let dataset: Dataset = read.series.iter().map(|series| series.series.clone()).collect();
        fxsens_ingest::export(&dataset, &ids, out, fxsens_ingest::Layout::Tidy)?;
        output::message(context.quiet, &format!("wrote {} series to {}", ids.len(), out.display()));
    }
    Ok(Exit::Done)
}

fn table(args: &DataRead, read: &FileRead) -> Table {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for cell in &read.rejected {
        *counts.entry(&cell.series).or_default() += 1;
    }
    let rows = read.series.iter().map(|file| {
        let series = &file.series;
        let rejected = counts.get(series.id.as_str()).copied().unwrap_or(0);
        vec![
            Cell::text(series.id.clone()),
            Cell::text(series.frequency().code()),
            Cell::text(series.start().to_string()),
            Cell::text(series.last().to_string()),
            Cell::number(file.nobs() as f64, 0),
            Cell::number(file.preliminary.len() as f64, 0),
            Cell::number(rejected as f64, 0),
            Cell::text(series.unit.to_string()),
            Cell::text(series.adjustment.clone()),
            Cell::text(series.title.clone()),
        ]
    });
    let text = |label| Column::text(label);
    let number = |label| Column::number(label, "");
    Table {
        id: "file".into(),
        title: format!("{}: {} series, layout {}", args.file.display(), read.series.len(), read.layout),
        columns: vec![
            text("Id"),
            text("Freq"),
            text("First"),
            text("Last"),
            number("N"),
            number("Preliminary"),
            number("Rejected"),
            text("Unit"),
            text("Adjustment"),
            text("Title"),
        ],
        rows: rows.collect(),
        notes: notes(read),
    }
}

/// Rejected cells with their place, turned rates, and what the reader has to say.
fn notes(read: &FileRead) -> Vec<String> {
    let cell = |cell: &RejectedCell| format!("rejected, {}: `{}`, {}", cell.place, cell.text, cell.reason);
    let mut notes: Vec<String> = read.rejected.iter().take(SHOWN).map(cell).collect();
    let more = read.rejected_count.saturating_sub(notes.len());
    if more > 0 {
        notes.push(format!("{more} more rejected cells; --format json lists up to {}", FileRead::KEPT));
    }
    notes.extend(read.series.iter().filter_map(turned));
    let remark = |file: &FileSeries| format!("{}: {}", file.series.id, file.remark);
    notes.extend(read.series.iter().filter(|file| !file.remark.is_empty()).map(remark));
    notes.extend(read.notes.iter().cloned());
    notes
}

fn turned(file: &FileSeries) -> Option<String> {
    let quote = file.quote.as_ref().filter(|quote| quote.turned)?;
    Some(format!("{}: turned from {} in the file to {}", file.series.id, quote.as_given, file.series.unit))
}

fn json(read: &FileRead) -> Value {
    let series = read.series.iter().map(|file| {
        let series = &file.series;
        json!({
            "id": series.id, "title": series.title, "unit": series.unit, "frequency": series.frequency(),
            "adjustment": series.adjustment, "first": series.start(), "last": series.last(), "nobs": file.nobs(),
            "preliminary": file.preliminary, "remark": file.remark, "provenance": series.provenance,
            "quote": file.quote.as_ref().map(|quote| json!({ "as_given": quote.as_given, "turned": quote.turned })),
        })
    });
    let rejected = read.rejected.iter().map(|cell| {
        json!({ "place": cell.place.to_string(), "series": cell.series, "text": cell.text, "reason": cell.reason })
    });
    json!({
        "layout": read.layout, "series": series.collect::<Vec<_>>(), "rejected": rejected.collect::<Vec<_>>(),
        "rejected_count": read.rejected_count, "next_page": read.next_page, "notes": read.notes,
    })
}
