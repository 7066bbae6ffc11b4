//! Reference values and their data, as embedded text.

use std::collections::BTreeMap;

/// Values by case, quantity and term, from `case,quantity,term,value` lines below a `#` line with versions.
#[derive(Debug, Clone)]
pub(super) struct References(BTreeMap<(String, String, String), f64>);

impl References {
    /// Reads the text of a `values.csv`; a cell that is not a number becomes one that fails every check.
    pub(super) fn parse(text: &str) -> Self {
        let mut values = BTreeMap::new();
        for line in text.lines().filter(|line| !line.starts_with('#')).skip(1) {
            if let [case, quantity, term, value] = line.split(',').collect::<Vec<_>>()[..] {
                values.insert((case.into(), quantity.into(), term.into()), number(value));
            }
        }
        Self(values)
    }

    /// One value.
    pub(super) fn get(&self, case: &str, quantity: &str, term: &str) -> Option<f64> {
        self.0.get(&(case.to_owned(), quantity.to_owned(), term.to_owned())).copied()
    }
}

/// Columns by name from a table with one header line; cells that are not numbers (periods) become NaN.
pub(super) fn columns(text: &str) -> BTreeMap<String, Vec<f64>> {
    let mut lines = text.lines().filter(|line| !line.starts_with('#'));
    let header: Vec<&str> = lines.next().unwrap_or_default().split(',').collect();
    let mut table: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for line in lines {
        for (name, cell) in header.iter().zip(line.split(',')) {
            table.entry((*name).to_owned()).or_default().push(number(cell));
        }
    }
    table
}

pub(super) fn number(cell: &str) -> f64 {
    match cell {
        "inf" | "Inf" => f64::INFINITY,
        "-inf" | "-Inf" => f64::NEG_INFINITY,
        other => other.parse().unwrap_or(f64::NAN),
    }
}
