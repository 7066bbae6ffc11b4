//! `fxsens verify`.

use fxsens_core::table::{Cell, Column, Table};
use fxsens_regression::verify::{self, Check, FAMILIES};
use serde_json::json;

use crate::args::{Format, Listing};
use crate::commands::verify_page;
use crate::config::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output;

/// Checks estimators against certified and reference values. Markdown gives the page of the documentation.
pub fn run(args: &Listing, _context: &Context) -> Result<Exit, Failure> {
    if args.format == Format::Md {
        let families: Vec<_> = FAMILIES.iter().map(|family| (family.title, (family.checks)())).collect();
        output::print(&verify_page::page(&families)?)?;
        let passed = families.iter().all(|(_, checks)| checks.iter().all(Check::passed));
        return Ok(if passed { Exit::Done } else { Exit::CheckFailed });
    }
    let rows = verify::all_cases();
    let passed = rows.iter().all(Check::passed);
    let json = rows.iter().map(|row| {
        json!({
            "method": row.method, "case": row.case, "quantity": row.quantity.label(), "reference": row.reference,
            "compared": row.compared, "worst_relative_difference": row.worst, "allowed": row.allowed,
            "digits_achieved": row.digits(), "digits_required": row.digits_required(), "passed": row.passed(),
            "remark": row.remark,
        })
    });
    output::print_table(
        &table(&rows),
        &json!({ "passed": passed, "rows": json.collect::<Vec<_>>() }),
        args.format,
    )?;
    Ok(if passed { Exit::Done } else { Exit::CheckFailed })
}

fn table(rows: &[Check]) -> Table {
    let cells = rows.iter().map(|row| {
        vec![
            Cell::text(format!("{}: {}", row.method, row.case)),
            Cell::text(row.quantity.label()),
            Cell::text(row.reference.clone()),
            Cell::number(row.digits(), 1),
            Cell::number(row.digits_required(), 1),
            Cell::text(if row.passed() { "pass" } else { "FAIL" }),
        ]
    });
    let failed = rows.iter().filter(|row| !row.passed()).count();
    Table {
        id: "verify".into(),
        title: "Estimators and tests against certified and reference values".into(),
        columns: vec![
            Column::text("Case"),
            Column::text("Quantity"),
            Column::text("Reference"),
            Column::number("Digits", "worst"),
            Column::number("Required", ""),
            Column::text("Result"),
        ],
        rows: cells.collect(),
        notes: vec![
            format!("{} comparisons of {} numbers, {failed} failed.", rows.len(), rows.iter().map(|row| row.compared).sum::<usize>()),
            "Digits = −log10 of the relative error of the worst value, at most 15. Certified values: NIST Statistical Reference Datasets, recomputed with 120 digits.".into(),
        ],
    }
}
