//! `fxsens data list`.

use fxsens_core::table::{Cell, Column, Table};
use serde_json::json;

use crate::args::DataList;
use crate::config::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output;

/// One line of the list.
struct Row {
    id: String,
    title: String,
    unit: String,
    frequency: String,
    first: String,
    last: String,
    nobs: Option<usize>,
    vintage: String,
    source: String,
}

/// Lists catalogued and derived series.
pub fn run(args: &DataList, context: &Context) -> Result<Exit, Failure> {
    let library = context.library()?;
    let wanted = args.search.as_deref().unwrap_or_default().to_lowercase();
    let keeps =
        |row: &Row| row.id.to_lowercase().contains(&wanted) || row.title.to_lowercase().contains(&wanted);
    let catalogued = library.catalog().iter().map(|entry| Row {
        id: entry.id.clone(),
        title: entry.title.clone(),
        unit: entry.unit.to_string(),
        frequency: entry.frequency.code().into(),
        first: entry.first.to_string(),
        last: entry.last.to_string(),
        nobs: Some(entry.nobs),
        vintage: entry.vintage.clone(),
        source: format!("{}: {}", entry.agency, entry.table),
    });
    let derived = library.definitions().iter().map(|definition| {
        let missing = library.missing_inputs(&definition.id);
        let source = if missing.is_empty() {
            format!("derived: {}", definition.expression)
        } else {
            format!("not shipped: fxsens data fetch {}", definition.fetch)
        };
        Row {
            id: definition.id.clone(),
            title: definition.title.clone(),
            unit: definition.unit.to_string(),
            frequency: String::new(),
            first: String::new(),
            last: String::new(),
            nobs: None,
            vintage: if missing.is_empty() { String::new() } else { "not shipped".into() },
            source,
        }
    });
    let rows: Vec<Row> = catalogued.chain(derived).filter(keeps).collect();
    let cells = rows.iter().map(|row| {
        let span = if row.first.is_empty() { String::new() } else { format!("{}..{}", row.first, row.last) };
        vec![
            Cell::text(row.id.clone()),
            Cell::text(row.frequency.clone()),
            Cell::text(span),
            Cell::text(row.unit.clone()),
            Cell::text(row.title.clone()),
            Cell::text(row.vintage.clone()),
        ]
    });
    let table = Table {
        id: "series".into(),
        title: format!("{} series", rows.len()),
        columns: ["Id", "Freq", "Span", "Unit", "Title", "Vintage"].map(Column::text).to_vec(),
        rows: cells.collect(),
        notes: vec!["Derived series have no span of their own: `fxsens data show ID` computes it.".into()],
    };
    let json = rows.iter().map(|row| {
        json!({
            "id": row.id, "title": row.title, "unit": row.unit, "frequency": row.frequency, "first": row.first,
            "last": row.last, "nobs": row.nobs, "vintage": row.vintage, "source": row.source,
        })
    });
    output::print_table(&table, &json!({ "series": json.collect::<Vec<_>>() }), args.format)?;
    Ok(Exit::Done)
}
