//! `fxsens data check`.

use fxsens_core::table::{Cell, Column, Table};
use serde_json::json;

use crate::args::Listing;
use crate::config::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output;

/// Runs every check on the data.
pub fn run(args: &Listing, context: &Context) -> Result<Exit, Failure> {
    let checks = fxsens_ingest::check(&context.library()?)?;
    let failed = checks.iter().filter(|check| !check.passed).count();
    let rows = checks.iter().map(|check| {
        vec![
            Cell::text(if check.passed { "pass" } else { "FAIL" }),
            Cell::text(check.name),
            Cell::text(check.detail.clone()),
        ]
    });
    let table = Table {
        id: "data-check".into(),
        title: "Checks of the data".into(),
        columns: vec![Column::text("Result"), Column::text("Check"), Column::text("Detail")],
        rows: rows.collect(),
        notes: vec![format!("{} passed, {failed} failed", checks.len() - failed)],
    };
    let json = checks.iter().map(|check| {
        json!({ "name": check.name, "passed": check.passed, "rows": check.rows, "detail": check.detail })
    });
    output::print_table(&table, &json!({ "failed": failed, "checks": json.collect::<Vec<_>>() }), args.format)?;
    Ok(if failed == 0 { Exit::Done } else { Exit::CheckFailed })
}
