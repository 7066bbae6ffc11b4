//! Publishers' codes and the ids of the catalogue.

use std::collections::BTreeMap;
use std::path::Path;

use crate::catalog::Catalog;
use crate::error::IngestError;
use crate::library::Library;
use crate::reader::{FileSeries, quoted_csv};

/// Name of the table inside the data folder.
const FILE: &str = "codes/aliases.csv";

/// Which ids a code may stand for.
#[derive(Debug, Clone)]
pub struct Aliases {
    ids: BTreeMap<String, Vec<String>>,
    catalog: Catalog,
}

impl Aliases {
    /// Reads the table of a library.
    ///
    /// # Errors
    /// [`IngestError`] when the table is missing or malformed.
    pub fn of(library: &Library) -> Result<Self, IngestError> {
        let text = library.source().read(FILE)?;
        let (names, rows) = quoted_csv(Path::new(FILE), &text)?;
        if names != ["code", "id"] {
            let message = format!("the columns are {}; expected code, id", names.join(", "));
            return Err(IngestError::Table { file: FILE.into(), line: 1, message });
        }
        let mut ids: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (_, row) in rows {
            if let [code, id] = row.as_slice() {
                ids.entry(code.clone()).or_default().push(id.clone());
            }
        }
        Ok(Self { ids, catalog: library.catalog().clone() })
    }

    /// The catalogued id of a series: one its code may stand for, of the same frequency and adjustment.
    pub fn id(&self, file: &FileSeries) -> Option<String> {
        let series = &file.series;
        let fits = |id: &&String| {
            self.catalog.get(id).is_some_and(|entry| {
                let adjustment = series.adjustment.as_str();
                let same = adjustment.is_empty()
                    || entry.adjustment == "none"
                    || adjustment == "none"
                    || adjustment == entry.adjustment;
                entry.index_frequency() == series.frequency() && same
            })
        };
        self.ids.get(&series.id)?.iter().find(fits).cloned()
    }
}
