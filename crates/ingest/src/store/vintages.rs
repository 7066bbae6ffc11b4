//! Which record holds the state of a series on a day.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use fxsens_core::period::Period;
use fxsens_core::series::Series;
use serde::Serialize;

use super::Store;
use super::record::{Record, RecordedSeries};
use crate::error::IngestError;
use crate::reader::{FileRead, read_bytes};

/// One state of a series in the store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StoredVintage {
    /// Day from which it counts as known.
    pub vintage: String,
    /// When it arrived.
    pub retrieved: String,
    /// Where it came from.
    pub source: String,
    /// Name of the file.
    pub name: String,
    /// Hash of the file.
    pub sha256: String,
    /// First period.
    pub first: Period,
    /// Last period.
    pub last: Period,
    /// Periods with a value.
    pub nobs: usize,
}

/// The states of all series of a store, by id.
#[derive(Debug, Clone, Default)]
pub struct Vintages {
    store: Option<Store>,
    records: Vec<Record>,
    by_id: BTreeMap<String, Vec<(usize, RecordedSeries)>>,
    recent: Recent,
}

/// Files kept as they were read: most commands ask for several series of one file.
const KEPT: usize = 4;

/// Files read last, by hash and layout.
type Recent = Arc<Mutex<Vec<(String, Arc<FileRead>)>>>;

impl Vintages {
    /// Reads the log of a store.
    ///
    /// # Errors
    /// As [`Store::records`].
    pub fn of(store: Store) -> Result<Self, IngestError> {
        let records = store.records()?;
        let mut by_id: BTreeMap<String, Vec<(usize, RecordedSeries)>> = BTreeMap::new();
        let mut arrived: BTreeMap<&str, u32> = BTreeMap::new();
        for record in records.iter().filter(|record| record.pages > 0) {
            *arrived.entry(record.batch.as_str()).or_default() += 1;
        }
        let complete =
            |record: &Record| record.pages == 0 || arrived.get(record.batch.as_str()) == Some(&record.pages);
        for (place, record) in records.iter().enumerate().filter(|(_, record)| complete(record)) {
            for series in &record.series {
                by_id.entry(series.id.clone()).or_default().push((place, series.clone()));
            }
        }
        Ok(Self { store: Some(store), records, by_id, recent: Recent::default() })
    }

    /// Ids with at least one state on or before a day; all ids without one.
    pub fn ids(&self, as_of: Option<&str>) -> impl Iterator<Item = &str> {
        let as_of = as_of.map(str::to_owned);
        self.by_id.keys().map(String::as_str).filter(move |id| self.latest(id, as_of.as_deref()).is_some())
    }

    /// All ids, whatever the day.
    pub fn all_ids(&self) -> impl Iterator<Item = &str> {
        self.by_id.keys().map(String::as_str)
    }

    /// All states of a series, oldest vintage first.
    pub fn states(&self, id: &str) -> Vec<StoredVintage> {
        let mut states: Vec<StoredVintage> = self
            .by_id
            .get(id)
            .into_iter()
            .flatten()
            .map(|(place, series)| {
                let record = &self.records[*place];
                StoredVintage {
                    vintage: record.vintage.clone(),
                    retrieved: record.retrieved.clone(),
                    source: record.source.clone(),
                    name: record.name.clone(),
                    sha256: record.sha256.clone(),
                    first: series.first,
                    last: series.last,
                    nobs: series.nobs,
                }
            })
            .collect();
        states.sort_by(|a, b| (&a.vintage, &a.retrieved).cmp(&(&b.vintage, &b.retrieved)));
        states
    }

    /// Vintage of the state of a series on a day, or of the latest one.
    pub fn vintage(&self, id: &str, as_of: Option<&str>) -> Option<&str> {
        self.latest(id, as_of).map(|record| record.vintage.as_str())
    }

    /// The state of a series on a day, or the latest one: the record with the latest vintage, among equals the one stored last, with the
    /// other pages of its batch.
    ///
    /// # Errors
    /// [`IngestError::UnknownSeries`] without a state; whatever reading the files reports.
    pub fn load(&self, id: &str, as_of: Option<&str>) -> Result<Series, IngestError> {
        let unknown = || IngestError::UnknownSeries { id: id.into(), suggestions: Vec::new() };
        self.read(self.history(id, as_of).first().ok_or_else(unknown)?, id)
    }

    /// All states known on a day, the one that counts first, then those before it from the latest to the oldest. A state that reaches
    /// no further back than a later one is left out: it has nothing to add.
    ///
    /// # Errors
    /// As [`Vintages::load`].
    pub fn load_all(&self, id: &str, as_of: Option<&str>) -> Result<Vec<Series>, IngestError> {
        let mut first: Option<Period> = None;
        let mut states = Vec::new();
        for record in self.history(id, as_of) {
            let begins =
                record.series.iter().filter(|series| series.id == id).map(|series| series.first).min();
            let further = match (begins, first) {
                (Some(begins), Some(first)) => begins.frequency() == first.frequency() && begins < first,
                (begins, None) => begins.is_some(),
                (None, _) => false,
            };
            if further {
                first = begins;
                states.push(self.read(record, id)?);
            }
        }
        Ok(states)
    }

    /// The series of a record with the other pages of its batch.
    fn read(&self, record: &Record, id: &str) -> Result<Series, IngestError> {
        let unknown = || IngestError::UnknownSeries { id: id.into(), suggestions: Vec::new() };
        let pages: Vec<&Record> = if record.batch.is_empty() {
            vec![record]
        } else {
            self.records.iter().filter(|other| other.batch == record.batch).collect()
        };
        let mut found: Option<Series> = None;
        for page in pages {
            let Some(recorded) = page.series.iter().find(|series| series.id == id) else { continue };
            let read = self.file(page)?;
            let Some(file) = read.series.iter().find(|file| file.series.id == recorded.code) else {
                continue;
            };
            found = Some(match found {
                None => file.series.clone(),
                Some(before) => joined(&before, &file.series),
            });
        }
        let mut series = found.ok_or_else(unknown)?;
        id.clone_into(&mut series.id);
        series.provenance.vintage.clone_from(&record.vintage);
        if series.provenance.agency.is_empty() {
            series.provenance.agency = format!("{} ({})", record.source, record.name);
        }
        Ok(series)
    }

    /// A stored file as it reads, from memory when it was read a moment ago.
    fn file(&self, page: &Record) -> Result<Arc<FileRead>, IngestError> {
        let unknown = || IngestError::UnknownSeries { id: page.name.clone(), suggestions: Vec::new() };
        let key = format!("{} {} {}", page.sha256, page.layout, page.name);
        let recent = || self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, read)) = recent().iter().find(|(known, _)| *known == key) {
            return Ok(Arc::clone(read));
        }
        let bytes = self.store.as_ref().ok_or_else(unknown)?.bytes(page)?;
        let read = Arc::new(read_bytes(Path::new(&page.name), bytes, Some(&page.layout))?);
        let mut recent = recent();
        if recent.len() >= KEPT {
            recent.remove(0);
        }
        recent.push((key, Arc::clone(&read)));
        Ok(read)
    }

    fn latest(&self, id: &str, as_of: Option<&str>) -> Option<&Record> {
        self.history(id, as_of).first().copied()
    }

    /// Records with a state of the series that was known on the day, the one that counts first.
    fn history(&self, id: &str, as_of: Option<&str>) -> Vec<&Record> {
        let states = self.by_id.get(id).into_iter().flatten().map(|(place, _)| &self.records[*place]);
        let mut known: Vec<&Record> =
            states.filter(|record| as_of.is_none_or(|day| record.vintage.as_str() <= day)).collect();
        known.sort_by(|a, b| (&b.vintage, b.number).cmp(&(&a.vintage, a.number)));
        known
    }
}

/// Two pages of one series: values of the second where it has any.
fn joined(first: &Series, second: &Series) -> Series {
    let start = first.start().min(second.start());
    let last = first.last().max(second.last());
    let n = last.since(start).map_or(0, |n| usize::try_from(n + 1).unwrap_or(0));
    let values = (0..n)
        .map(|t| {
            let period = start.shift(t as i32);
            let of = |series: &Series| series.get(period).filter(|value| !value.is_nan());
            of(second).or_else(|| of(first)).unwrap_or(f64::NAN)
        })
        .collect();
    let mut series = Series::from_values(first.id.clone(), start, values);
    series.title.clone_from(&first.title);
    series.unit = first.unit.clone();
    series.aggregation = first.aggregation;
    series.adjustment.clone_from(&first.adjustment);
    series.provenance = first.provenance.clone();
    series
}
