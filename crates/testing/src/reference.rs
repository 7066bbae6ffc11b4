//! Reference values under `tests/reference/` of the workspace.

use std::collections::BTreeMap;
use std::path::PathBuf;

/// Values by case, quantity and term, as other programs computed them.
#[derive(Debug, Clone)]
pub struct References {
    source: String,
    values: BTreeMap<(String, String, String), f64>,
}

/// Root of the workspace.
///
/// # Panics
/// When this crate is not two directories below it.
pub fn workspace_root() -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or_else(|| panic!("no workspace above {}", here.display())).to_path_buf()
}

/// Text of a file under `tests/reference/`.
///
/// # Panics
/// When it cannot be read.
pub fn read(path: &str) -> String {
    let full = workspace_root().join("tests/reference").join(path);
    std::fs::read_to_string(&full).unwrap_or_else(|error| panic!("{}: {error}", full.display()))
}

/// Columns of a table with one header line; the first column is returned as text.
///
/// # Panics
/// When the file cannot be read or a cell is not a number.
pub fn columns(path: &str) -> (Vec<String>, BTreeMap<String, Vec<f64>>) {
    let text = read(path);
    let mut lines = text.lines().filter(|line| !line.starts_with('#'));
    let header: Vec<&str> = lines.next().unwrap_or_default().split(',').collect();
    let mut labels = Vec::new();
    let mut table: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for line in lines {
        let cells: Vec<&str> = line.split(',').collect();
        labels.push(cells[0].to_owned());
        for (name, cell) in header.iter().zip(&cells).skip(1) {
            table.entry((*name).to_owned()).or_default().push(number(cell, path));
        }
    }
    (labels, table)
}

impl References {
    /// Reads `case,quantity,term,value` lines; `#` starts a comment line.
    ///
    /// # Panics
    /// When the file cannot be read or does not have that shape.
    pub fn load(path: &str) -> Self {
        let text = read(path);
        let lines = text.lines().filter(|line| !line.starts_with('#')).skip(1);
        let mut values = BTreeMap::new();
        for line in lines {
            let cells: Vec<&str> = line.split(',').collect();
            assert!(cells.len() == 4, "{path}: `{line}` has {} cells, not 4", cells.len());
            let key = (cells[0].to_owned(), cells[1].to_owned(), cells[2].to_owned());
            values.insert(key, number(cells[3], path));
        }
        Self { source: path.to_owned(), values }
    }

    /// One value.
    ///
    /// # Panics
    /// When there is none.
    pub fn get(&self, case: &str, quantity: &str, term: &str) -> f64 {
        let key = (case.to_owned(), quantity.to_owned(), term.to_owned());
        match self.values.get(&key) {
            Some(value) => *value,
            None => panic!("{} has no `{case},{quantity},{term}`", self.source),
        }
    }
}

fn number(cell: &str, path: &str) -> f64 {
    cell.parse().unwrap_or_else(|_| panic!("{path}: `{cell}` is not a number"))
}
