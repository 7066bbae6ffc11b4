//! `fxsens data layouts`.

use fxsens_core::table::{Cell, Column, Table};
use fxsens_ingest::LayoutInfo;
use serde_json::json;

use crate::args::Listing;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output;

/// Lists the layouts in the order in which they are tried.
pub fn run(args: &Listing) -> Result<Exit, Failure> {
    let layouts = fxsens_ingest::layouts();
    let row = |layout: &LayoutInfo| vec![Cell::text(layout.name), Cell::text(layout.title)];
    let table = Table {
        id: "layouts".into(),
        title: format!("{} layouts, in the order in which they are tried", layouts.len()),
        columns: ["Layout", "Files"].map(Column::text).to_vec(),
        rows: layouts.iter().map(row).collect(),
        notes: vec!["`fxsens data read FILE --layout NAME` takes a file for the layout of that name.".into()],
    };
    let json = layouts.iter().map(|layout| json!({ "name": layout.name, "title": layout.title }));
    output::print_table(&table, &json!({ "layouts": json.collect::<Vec<_>>() }), args.format)?;
    Ok(Exit::Done)
}
