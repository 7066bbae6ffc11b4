//! `fxsens data verify`.

use fxsens_core::table::{Cell, Column, Table};
use fxsens_report::format::number;

use crate::args::Listing;
use crate::config::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output;

/// Hashes every stored file again.
pub fn run(args: &Listing, context: &Context) -> Result<Exit, Failure> {
    let report = context.store()?.verify()?;
    let mut notes = vec![format!(
        "{} records, {} bytes hashed again, {} problems. Store: {}.",
        report.records,
        number(report.bytes as f64, 0),
        report.problems.len(),
        report.root.display()
    )];
    if report.broken_off {
        notes.push("The log ends in a line that was broken off: a program was stopped while storing; nothing stored before is lost, and the next import clears it away.".into());
    }
    let rows = report.problems.iter().map(|problem| {
        vec![
            Cell::number(problem.number as f64, 0),
            Cell::text(problem.name.clone()),
            Cell::text(problem.problem.clone()),
        ]
    });
    let table = Table {
        id: "store".into(),
        title: "Check of the store".into(),
        columns: vec![Column::number("Record", ""), Column::text("File"), Column::text("Problem")],
        rows: rows.collect(),
        notes,
    };
    output::print_table(&table, &report, args.format)?;
    Ok(if report.problems.is_empty() { Exit::Done } else { Exit::CheckFailed })
}
