//! `fxsens data import`.

use std::collections::BTreeMap;
use std::path::Path;

use fxsens_core::period::{Frequency, Period};
use fxsens_core::table::{Cell, Column, Table};
use fxsens_core::unit::Unit;
use fxsens_ingest::store::RecordedSeries;
use fxsens_ingest::{Aliases, FileRead, Library, NewRecord, Record, read_bytes};
use serde_json::json;

use crate::args::DataImport;
use crate::config::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output;

/// Stores files as received.
pub fn run(args: &DataImport, context: &Context) -> Result<Exit, Failure> {
    let store = context.store()?;
    let now = jiff::Timestamp::now();
    let vintage = vintage(args.vintage, now)?;
    let library = context.library()?;
    let aliases = Aliases::of(&library)?;
    let own = own_ids(&args.ids)?;
    // Everything is read before anything is stored.
    let mut read = Vec::new();
    for path in &args.files {
        let bytes = std::fs::read(path)
            .map_err(|error| Failure::new(format!("cannot read {}", path.display())).because(error))?;
        let found = read_bytes(path, bytes.clone(), args.layout.as_deref())?;
        let series =
            RecordedSeries::of(&found, |file| own.get(&file.series.id).cloned().or_else(|| aliases.id(file)));
        check_codes(path, &own, &found)?;
        check_states(path, &library, &found, &series, context.quiet)?;
        if let Some(id) = twice(&series) {
            return Err(Failure::new(format!("{}: two series would be called `{id}`", path.display()))
                .hint("give one of them another name with --id CODE=ID"));
        }
        read.push((path, bytes, found, series));
    }
    let before = store.records()?.len() as u64;
    let mut stored = Vec::new();
    for (path, bytes, found, series) in read {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let record = NewRecord {
            name,
            source: "import".into(),
            request: String::new(),
            layout: found.layout.to_owned(),
            vintage: vintage.clone(),
            retrieved: format!("{now:.0}"),
            batch: String::new(),
            pages: 0,
            series,
        };
        if found.rejected_count > 0 {
            let text = format!(
                "{}: {} cells could not be read; `fxsens data read` lists them",
                path.display(),
                found.rejected_count
            );
            output::message(context.quiet, &text);
        }
        let record = store.put(&bytes, record)?;
        if record.number < before {
            output::message(context.quiet, &format!("{}: already stored, nothing changed", path.display()));
        }
        stored.push(record);
    }
    output::print_table(&table(&stored), &json!({ "store": store.root(), "records": stored }), args.format)?;
    output::message(context.quiet, &format!("stored in {}", store.root().display()));
    Ok(Exit::Done)
}

/// Every code that --id names is in the file.
fn check_codes(path: &Path, own: &BTreeMap<String, String>, found: &FileRead) -> Result<(), Failure> {
    let codes: Vec<&str> = found.series.iter().map(|file| file.series.id.as_str()).collect();
    let Some(unknown) = own.keys().find(|code| !codes.contains(&code.as_str())) else {
        return Ok(());
    };
    let shown = codes.iter().take(12).copied().collect::<Vec<_>>().join(", ");
    Err(Failure::new(format!("{}: there is no series `{unknown}` for --id", path.display()))
        .hint(format!("the file holds {shown}")))
}

/// What goes under a catalogued id measures what the catalogue says; what hides a definition is named.
fn check_states(
    path: &Path,
    library: &Library,
    found: &FileRead,
    series: &[RecordedSeries],
    quiet: bool,
) -> Result<(), Failure> {
    for (file, recorded) in found.series.iter().zip(series) {
        library.check_state(&recorded.id, &file.series)?;
        if library.definitions().get(&recorded.id).is_some() {
            let text =
                format!("{}: `{}` now replaces the derived series of that name", path.display(), recorded.id);
            output::message(quiet, &text);
        }
        if file.series.unit == Unit::Unknown && library.catalog().get(&recorded.id).is_some() {
            let text = format!(
                "{}: `{}` states no unit and is taken to be in the catalogue's",
                path.display(),
                recorded.id
            );
            output::message(quiet, &text);
        }
    }
    Ok(())
}

/// The day from which figures count as known.
fn vintage(given: Option<Period>, now: jiff::Timestamp) -> Result<String, Failure> {
    match given {
        None => Ok(format!("{now}").get(..10).unwrap_or_default().to_owned()),
        Some(day) if day.frequency() == Frequency::Daily => Ok(day.to_string()),
        Some(other) => {
            Err(Failure::new(format!("--vintage {other} is not a day"))
                .hint("for example --vintage 2026-09-08"))
        }
    }
}

fn own_ids(pairs: &[String]) -> Result<BTreeMap<String, String>, Failure> {
    let pair = |text: &String| match text.split_once('=') {
        Some((code, id)) if !code.is_empty() && !id.is_empty() => Ok((code.to_owned(), id.to_owned())),
        _ => Err(Failure::new(format!("--id {text} is not CODE=ID"))
            .hint("for example --id BPBP6JYNTS=my_balance")),
    };
    pairs.iter().map(pair).collect()
}

fn twice(series: &[RecordedSeries]) -> Option<&str> {
    let mut ids: Vec<&str> = series.iter().map(|series| series.id.as_str()).collect();
    ids.sort_unstable();
    ids.windows(2).find(|pair| pair[0] == pair[1]).map(|pair| pair[0])
}

/// The series of stored files.
pub fn table(records: &[Record]) -> Table {
    let rows = records.iter().flat_map(|record| {
        record.series.iter().map(|series| {
            vec![
                Cell::text(series.id.clone()),
                Cell::text(if series.code == series.id { String::new() } else { series.code.clone() }),
                Cell::text(series.first.to_string()),
                Cell::text(series.last.to_string()),
                Cell::number(series.nobs as f64, 0),
                Cell::text(record.vintage.clone()),
                Cell::text(record.layout.clone()),
                Cell::text(record.name.clone()),
            ]
        })
    });
    Table {
        id: "stored".into(),
        title: "Stored".into(),
        columns: vec![
            Column::text("Id"),
            Column::text("Code"),
            Column::text("First"),
            Column::text("Last"),
            Column::number("N", ""),
            Column::text("Vintage"),
            Column::text("Layout"),
            Column::text("File"),
        ],
        rows: rows.collect(),
        notes: Vec::new(),
    }
}
