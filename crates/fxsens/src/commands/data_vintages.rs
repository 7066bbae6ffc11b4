//! `fxsens data vintages`.

use fxsens_core::table::{Cell, Column, Table};
use fxsens_ingest::{StoredVintage, Vintages};
use serde_json::json;

use crate::args::DataVintages;
use crate::config::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output;

/// Lists the states of one series, or of all series of the store.
pub fn run(args: &DataVintages, context: &Context) -> Result<Exit, Failure> {
    let library = context.library()?;
    let vintages = Vintages::of(context.store()?)?;
    let ids: Vec<String> = match &args.id {
        Some(id) => vec![id.clone()],
        None => vintages.all_ids().map(str::to_owned).collect(),
    };
    let mut rows = Vec::new();
    let mut listed = Vec::new();
    for id in &ids {
        let states = vintages.states(id);
        let entry = library.catalog().get(id);
        if states.is_empty() && entry.is_none() {
            // Says which ids are spelt alike.
            library.load([id])?;
        }
        if let Some(entry) = entry {
            rows.push(vec![
                Cell::text(id.clone()),
                Cell::text(entry.vintage.clone()),
                Cell::text("with the program"),
                Cell::text(entry.first.to_string()),
                Cell::text(entry.last.to_string()),
                Cell::number(entry.nobs as f64, 0),
                Cell::text(format!("{} {}", entry.agency, entry.table)),
            ]);
        }
        rows.extend(states.iter().map(|state| row(id, state)));
        listed.push(json!({ "id": id, "table": entry.map(|entry| &entry.vintage), "stored": states }));
    }
    let table = Table {
        id: "vintages".into(),
        title: "States of the data".into(),
        columns: vec![
            Column::text("Id"),
            Column::text("Vintage"),
            Column::text("Retrieved"),
            Column::text("First"),
            Column::text("Last"),
            Column::number("N", ""),
            Column::text("Source"),
        ],
        rows,
        notes: vec!["`--as-of DAY` on any command uses the latest vintage known on that day.".into()],
    };
    output::print_table(&table, &json!({ "series": listed }), args.format)?;
    Ok(Exit::Done)
}

fn row(id: &str, state: &StoredVintage) -> Vec<Cell> {
    vec![
        Cell::text(id),
        Cell::text(state.vintage.clone()),
        Cell::text(state.retrieved.clone()),
        Cell::text(state.first.to_string()),
        Cell::text(state.last.to_string()),
        Cell::number(state.nobs as f64, 0),
        Cell::text(format!(
            "{}: {} ({})",
            state.source,
            state.name,
            state.sha256.get(..12).unwrap_or_default()
        )),
    ]
}
