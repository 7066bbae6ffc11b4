//! The catalogue: what each series is, who publishes it, and which file holds it.

use std::collections::BTreeMap;

use fxsens_core::period::{Frequency, Period};
use fxsens_core::provenance::Provenance;
use fxsens_core::series::{Aggregation, Series};
use fxsens_core::unit::Unit;
use serde::Deserialize;

use crate::embedded::Source;
use crate::error::IngestError;

/// Name of the catalogue inside the data folder.
pub const FILE: &str = "catalog.toml";

/// One `[[series]]` table of the catalogue.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Name used everywhere in the program.
    pub id: String,
    /// Title as printed.
    pub title: String,
    /// What the numbers measure.
    pub unit: Unit,
    /// How often it is observed. Weekly series carry the published dates: see [`Entry::index_frequency`].
    pub frequency: Frequency,
    /// How a value relates to its period.
    pub aggregation: Aggregation,
    /// `NSA`, `SA`, `SAAR` or `none`.
    pub adjustment: String,
    /// Who publishes it.
    pub agency: String,
    /// Official table or code.
    pub table: String,
    /// Terms of use.
    pub licence: String,
    /// When the figures were taken.
    pub vintage: String,
    /// File under `series/`.
    pub file: String,
    /// First period.
    pub first: Period,
    /// Last period.
    pub last: Period,
    /// Number of observations.
    pub nobs: usize,
    /// Remarks.
    pub note: String,
}

impl Entry {
    /// The frequency of the index: weekly figures are irregular, so they stand at their published dates.
    pub fn index_frequency(&self) -> Frequency {
        if self.frequency == Frequency::Weekly { Frequency::Daily } else { self.frequency }
    }

    /// Source and vintage.
    pub fn provenance(&self) -> Provenance {
        Provenance {
            agency: self.agency.clone(),
            table: self.table.clone(),
            licence: self.licence.clone(),
            vintage: self.vintage.clone(),
        }
    }

    pub(crate) fn describe(&self, series: &mut Series) {
        series.title.clone_from(&self.title);
        series.unit = self.unit.clone();
        series.aggregation = self.aggregation;
        series.adjustment.clone_from(&self.adjustment);
        series.provenance = self.provenance();
    }
}

/// All entries by id.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Catalog {
    entries: BTreeMap<String, Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    series: Vec<Entry>,
}

impl Catalog {
    /// Reads the catalogue of a data folder.
    ///
    /// # Errors
    /// As [`Source::read`] and [`Catalog::parse`].
    pub fn open(source: &Source) -> Result<Self, IngestError> {
        Self::parse(&source.read_text(FILE)?)
    }

    /// Reads a catalogue from TOML text.
    ///
    /// # Errors
    /// [`IngestError::Toml`] on an unknown key or a wrong type, [`IngestError::DuplicateId`].
    pub fn parse(text: &str) -> Result<Self, IngestError> {
        let file: File = toml::from_str(text)
            .map_err(|error| IngestError::Toml { file: FILE.into(), message: error.to_string() })?;
        let mut entries = BTreeMap::new();
        for entry in file.series {
            if let Some(previous) = entries.insert(entry.id.clone(), entry) {
                let file = FILE.to_owned();
                return Err(IngestError::DuplicateId { id: previous.id, first: file.clone(), second: file });
            }
        }
        Ok(Self { entries })
    }

    /// The entry of that id.
    pub fn get(&self, id: &str) -> Option<&Entry> {
        self.entries.get(id)
    }

    /// All entries in the order of their ids.
    pub fn iter(&self) -> impl Iterator<Item = &Entry> {
        self.entries.values()
    }

    /// All ids in order.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(String::as_str)
    }

    /// Number of series.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}
