//! `fxsens data check`.

use fxsens_core::table::{Cell, Column, Table};
use fxsens_report::format::significant;
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
            check.worst.as_ref().map_or(Cell::Empty, |w| Cell::text(significant(w.deviation, 2))),
            check.worst.as_ref().map_or(Cell::Empty, |w| Cell::text(significant(w.tolerance, 2))),
            check.worst.as_ref().map_or(Cell::Empty, |w| Cell::text(w.place.clone())),
        ]
    });
    let table = Table {
        id: "data-check".into(),
        title: "Checks of the data".into(),
        columns: ["Result", "Check", "What is compared", "Worst", "Allowed", "Where"]
            .map(Column::text)
            .to_vec(),
        rows: rows.collect(),
        notes: vec![format!("{} passed, {failed} failed", checks.len() - failed)],
    };
    let json = checks.iter().map(|check| {
        json!({ "name": check.name, "passed": check.passed, "rows": check.rows, "detail": check.detail, "worst": check.worst.as_ref().map(|w| json!({ "deviation": w.deviation, "tolerance": w.tolerance, "place": w.place })) })
    });
    output::print_table(
        &table,
        &json!({ "failed": failed, "checks": json.collect::<Vec<_>>() }),
        args.format,
    )?;
    Ok(if failed == 0 { Exit::Done } else { Exit::CheckFailed })
}
