//! `fxsens verify`.

use fxsens_core::table::{Cell, Column, Table};
use fxsens_regression::verify;
use serde_json::json;

use crate::args::Listing;
use crate::config::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output;

/// Checks estimators against certified and reference values.
pub fn run(args: &Listing, _context: &Context) -> Result<Exit, Failure> {
    let rows = verify::all_cases();
    let passed = rows.iter().all(|row| row.passed());
    let cells = rows.iter().map(|row| {
        vec![
            Cell::text(format!("{}: {}", row.method, row.case)),
            Cell::text(row.quantity.label()),
            Cell::number(row.digits(), 1),
            Cell::number(row.digits_required(), 1),
            Cell::text(if row.passed() { "pass" } else { "FAIL" }),
        ]
    });
    let table = Table {
        id: "verify".into(),
        title: "Estimators against certified and reference values".into(),
        columns: vec![
            Column::text("Case"),
            Column::text("Quantity"),
            Column::number("Digits", "worst"),
            Column::number("Required", ""),
            Column::text("Result"),
        ],
        rows: cells.collect(),
        notes: vec![
            "Digits = −log10 of the relative error of the worst value, at most 15. Certified values: NIST Statistical Reference Datasets, recomputed with 120 digits.".into(),
        ],
    };
    let json = rows.iter().map(|row| {
        json!({
            "method": row.method, "case": row.case, "quantity": row.quantity.label(), "digits_achieved": row.digits(),
            "digits_required": row.digits_required(), "passed": row.passed(),
        })
    });
    output::print_table(&table, &json!({ "passed": passed, "rows": json.collect::<Vec<_>>() }), args.format)?;
    Ok(if passed { Exit::Done } else { Exit::CheckFailed })
}
