//! `fxsens models`.

use fxsens_core::table::{Cell, Column, Table};
use serde_json::json;

use crate::args::Listing;
use crate::config::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output;

/// Lists the models.
pub fn run(args: &Listing, context: &Context) -> Result<Exit, Failure> {
    let models: Vec<_> = context.registry.iter().collect();
    let rows = models.iter().map(|model| {
        let info = model.info();
        vec![Cell::text(info.id), Cell::text(info.title), Cell::text(info.estimand)]
    });
    let table = Table {
        id: "models".into(),
        title: "Models".into(),
        columns: vec![Column::text("Id"), Column::text("Model"), Column::text("What it estimates")],
        rows: rows.collect(),
        notes: vec!["`fxsens explain ID` prints the page of a model.".into()],
    };
    let described = models.iter().map(|model| {
        let info = model.info();
        json!({
            "id": info.id,
            "title": info.title,
            "estimand": info.estimand,
            "references": info.references,
            "params": model.params(),
            "defaults": model.defaults(),
        })
    });
    output::print_table(&table, &json!({ "models": described.collect::<Vec<_>>() }), args.format)?;
    Ok(Exit::Done)
}
