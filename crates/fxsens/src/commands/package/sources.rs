//! The series behind a study: which of the catalogue, and who publishes them.

use std::collections::BTreeSet;
use std::fmt::Write;

use fxsens_core::expr::Expr;
use fxsens_ingest::Library;

use crate::commands::study_run::Prepared;
use crate::failure::Failure;

/// Catalogued series behind some ids: those of them that are catalogued, and what derived ones are computed from.
pub fn leaves(library: &Library, ids: impl IntoIterator<Item = String>) -> BTreeSet<String> {
    let mut open: Vec<String> = ids.into_iter().collect();
    let (mut seen, mut found) = (BTreeSet::new(), BTreeSet::new());
    while let Some(id) = open.pop() {
        if !seen.insert(id.clone()) {
            continue;
        }
        if library.catalog().get(&id).is_some() {
            found.insert(id);
        } else if let Some(definition) = library.definitions().get(&id) {
            open.extend(Expr::parse(&definition.expression).map(|expr| expr.names()).unwrap_or_default());
        }
    }
    found
}

/// Catalogued series that a study and its curve read, sorted.
pub fn used(prepared: &Prepared) -> Result<Vec<String>, Failure> {
    let mut ids = fxsens_study::required_series(&prepared.study)
        .map_err(|error| Failure::from_study(error, |_| String::new()))?;
    ids.extend(prepared.curve_series());
    Ok(leaves(&prepared.library, ids).into_iter().collect())
}

/// One row per series: what a data availability statement needs.
pub fn table(library: &Library, used: &[String]) -> String {
    let mut text = String::from(
        "series,title,unit,frequency,first,last,observations,agency,table,licence,vintage,file\n",
    );
    for entry in used.iter().filter_map(|id| library.catalog().get(id)) {
        let cells = [
            entry.id.clone(),
            entry.title.clone(),
            entry.unit.to_string(),
            entry.frequency.noun().to_owned(),
            entry.first.to_string(),
            entry.last.to_string(),
            entry.nobs.to_string(),
            entry.agency.clone(),
            entry.table.clone(),
            entry.licence.clone(),
            entry.vintage.clone(),
            format!("data/series/{}", entry.file),
        ];
        let row: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
        let _ = writeln!(text, "{}", row.join(","));
    }
    text
}

fn quoted(cell: &str) -> String {
    if cell.contains(['"', ',', '\n']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}
