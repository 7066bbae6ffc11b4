//! The page `docs/verification.md`: method, reference software and version, worst relative difference.

use std::fmt::Write as _;

use fxsens_core::table::{Cell, Column, Table};
use fxsens_regression::verify::Check;

use crate::args::Format;
use crate::failure::Failure;
use crate::output::render_table;

const INTRODUCTION: &str = "\
# Verification

Every estimator and test of fxsens, compared with independent software or certified values on the same data. A line sums up
all cases of one method against one reference: how many numbers were compared, the worst relative difference found, and
the largest one allowed. `fxsens verify` prints every case with the digits achieved; the tests fail when one of them
falls short. Data, values and the scripts that made them are in `tests/reference/`.

This page is written by `fxsens verify --format md > docs/verification.md`. Differences near 1e−14 are rounding and change
from machine to machine.
";

/// The page for families of checks with their titles.
pub fn page(families: &[(&str, Vec<Check>)]) -> Result<String, Failure> {
    let mut text = INTRODUCTION.to_owned();
    for (title, checks) in families {
        let _ = write!(text, "\n## {title}\n\n{}", render_table(&table(checks), Format::Md)?);
    }
    Ok(text)
}

fn table(checks: &[Check]) -> Table {
    let mut groups: Vec<Vec<&Check>> = Vec::new();
    for check in checks {
        let key = |one: &Check| (one.method.clone(), one.reference.clone(), one.quantity.label());
        match groups.iter_mut().find(|group| key(group[0]) == key(check)) {
            Some(group) => group.push(check),
            None => groups.push(vec![check]),
        }
    }
    let rows = groups.iter().map(|group| {
        let first = group[0];
        let worst = group
            .iter()
            .map(|check| check.worst)
            .fold(0.0, |a: f64, b| if b.is_nan() { b } else { a.max(b) });
        let allowed = group.iter().map(|check| check.allowed).fold(0.0, f64::max);
        let mut remarks: Vec<&str> = group.iter().map(|check| check.remark.as_str()).collect();
        remarks.retain(|remark| !remark.is_empty());
        remarks.dedup();
        vec![
            Cell::text(first.method.clone()),
            Cell::text(first.reference.clone()),
            Cell::text(first.quantity.label()),
            Cell::number(group.len() as f64, 0),
            Cell::number(group.iter().map(|check| check.compared).sum::<usize>() as f64, 0),
            Cell::text(power(worst)),
            Cell::text(power(allowed)),
            Cell::text(remarks.join("; ")),
        ]
    });
    Table {
        id: "verification".into(),
        title: String::new(),
        columns: vec![
            Column::text("Method"),
            Column::text("Reference"),
            Column::text("Quantity"),
            Column::number("Cases", ""),
            Column::number("Numbers", ""),
            Column::text("Worst relative difference"),
            Column::text("Allowed"),
            Column::text("Remark"),
        ],
        rows: rows.collect(),
        notes: Vec::new(),
    }
}

/// One significant digit: `3e−13`.
fn power(value: f64) -> String {
    if value.abs() < f64::MIN_POSITIVE { "0".into() } else { format!("{value:.0e}").replace('-', "−") }
}
