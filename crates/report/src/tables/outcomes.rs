//! Hypothesis tests as a table and as text.

use std::fmt::Write as _;

use fxsens_core::fit::{Note, NoteLevel};
use fxsens_core::summary::TestSummary;
use fxsens_core::table::{Cell, Column, Table};
use fxsens_core::test_outcome::CriticalValue;

use super::regression::{decimals, p_cell};
use crate::error::ReportError;
use crate::format::{self, wrap};

/// Widest line of the text.
const WIDTH: usize = 110;

/// One row per statistic: value, law, p-value, critical values, details.
pub fn test_table(title: &str, outcomes: &[TestSummary]) -> Table {
    let critical = outcomes.iter().any(|test| !test.critical_values.is_empty());
    let details = outcomes.iter().any(|test| !test.details.is_empty());
    let mut columns = vec![
        Column::text("statistic"),
        Column::number("value", ""),
        Column::text("compared with"),
        Column::number("p", ""),
    ];
    columns.extend(critical.then(|| Column::text("critical values")));
    columns.extend(details.then(|| Column::text("details")));
    let rows = outcomes.iter().map(|test| {
        let mut cells = vec![
            Cell::text(test.id.clone()),
            Cell::number(test.statistic, decimals(test.statistic, None)),
            Cell::text(test.distribution.clone().unwrap_or_default()),
            p_cell(test.p_value),
        ];
        cells.extend(critical.then(|| Cell::text(critical_values(&test.critical_values))));
        cells.extend(details.then(|| Cell::text(details_line(test))));
        cells
    });
    Table { id: "tests".into(), title: title.into(), columns, rows: rows.collect(), notes: nulls(outcomes) }
}

/// Tests as text: each statistic with its law and p-value on one line, what else there is to know below it.
///
/// # Errors
/// None in practice; kept for symmetry with the other renderers.
pub fn tests_text(title: &str, outcomes: &[TestSummary], notes: &[Note]) -> Result<String, ReportError> {
    let mut text = format!("{title}\n\n");
    for test in outcomes {
        text.push_str(&block(test, ""));
    }
    if !notes.is_empty() {
        text.push_str("\nNotes\n");
    }
    for note in notes {
        let loud = if note.level == NoteLevel::Warning { "warning: " } else { "" };
        let _ = writeln!(text, "{}", wrap(&format!("{loud}{}", note.text), WIDTH, "  "));
    }
    Ok(text)
}

/// One test as lines that start with `indent`.
pub(super) fn block(test: &TestSummary, indent: &str) -> String {
    let law = test.distribution.as_ref().map(|law| format!(", {law}")).unwrap_or_default();
    let p = test.p_value.map(|p| format!(", p {}", equals(p))).unwrap_or_default();
    let value = format::significant(test.statistic, 4);
    let mut text = format!("{indent}{}: {value}{law}{p}  (null: {})\n", test.id, test.null);
    if !test.critical_values.is_empty() {
        let _ = writeln!(text, "{indent}  critical values {}", critical_values(&test.critical_values));
    }
    if !test.details.is_empty() {
        let deeper = format!("{indent}  ");
        let _ = writeln!(text, "{}", wrap(&details_line(test), WIDTH, &deeper));
    }
    text
}

fn equals(p: f64) -> String {
    let printed = format::p_value(p);
    if printed.starts_with('<') { printed } else { format!("= {printed}") }
}

fn details_line(test: &TestSummary) -> String {
    let parts = test.details.iter().map(|detail| format!("{} {}", detail.name, detail.value));
    parts.collect::<Vec<_>>().join(", ")
}

/// `10 % −2.57, 5 % −2.87, 1 % −3.45`; several laws one after the other.
fn critical_values(values: &[CriticalValue]) -> String {
    let mut laws: Vec<&str> = Vec::new();
    for value in values {
        if !laws.contains(&value.law.as_str()) {
            laws.push(&value.law);
        }
    }
    let one = |value: &CriticalValue| {
        format!("{} % {}", format::significant(100.0 * value.size, 3), format::significant(value.value, 4))
    };
    let of = |law: &&str| {
        let of_law = values.iter().filter(|value| value.law == *law).map(one).collect::<Vec<_>>().join(", ");
        if law.is_empty() { of_law } else { format!("{law}: {of_law}") }
    };
    laws.iter().map(of).collect::<Vec<_>>().join("; ")
}

/// Each null hypothesis once.
fn nulls(outcomes: &[TestSummary]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for test in outcomes {
        let line = format!("Null of {}: {}", test.id, test.null);
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines
}
