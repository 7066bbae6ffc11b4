//! Cells in, series out: the one place where official figures become numbers.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use fxsens_core::period::{Frequency, Period};
use fxsens_core::provenance::Provenance;
use fxsens_core::series::Series;
use fxsens_core::unit::Unit;

use super::draft::{Dates, Draft, Growing, row_of};
use super::found::{FileRead, FileSeries, Place, RejectedCell};
use super::{broken, number, quote};
use crate::error::IngestError;
use crate::reader::cell::Cell;
use crate::reader::index;

/// Periods of all series of one file together; a few dates far apart must not fill the memory.
const MOST_PERIODS: usize = 50_000_000;
/// Characters of a rejected cell that are kept.
const SHOWN: usize = 60;

/// Why a cell of figures is rejected.
const NO_NUMBER: &str = "neither a number nor a mark for a missing value; the series has no value here";

/// Gathers the cells of one file.
#[derive(Debug)]
pub(super) struct Collector {
    path: PathBuf,
    layout: &'static str,
    growing: Vec<Growing>,
    /// Ids in use, each with the number its next namesake is tried with.
    ids: BTreeMap<String, usize>,
    /// Keys by the name a series has in the file.
    keys: BTreeMap<String, usize>,
    rejected: Vec<RejectedCell>,
    rejected_count: usize,
    next_page: Option<String>,
    notes: Vec<String>,
}

impl Collector {
    pub(super) fn new(path: &Path, layout: &'static str) -> Self {
        Self {
            path: path.into(),
            layout,
            growing: Vec::new(),
            ids: BTreeMap::new(),
            keys: BTreeMap::new(),
            rejected: Vec::new(),
            rejected_count: 0,
            next_page: None,
            notes: Vec::new(),
        }
    }

    /// Announces a series and returns its key. An id met before gets a number: `x_2`.
    pub(super) fn series(&mut self, mut draft: Draft) -> usize {
        if draft.id.is_empty() {
            draft.id = format!("column_{}", self.growing.len() + 1);
        }
        let plain = draft.id.clone();
        while let Some(next) = self.ids.get_mut(&draft.id) {
            // Namesakes count on from the first one, so that many of them stay cheap.
            draft.id = format!("{plain}_{next}");
            *next += 1;
            if draft.id != plain && !self.ids.contains_key(&draft.id) {
                break;
            }
            draft.id.clone_from(&plain);
        }
        self.ids.insert(draft.id.clone(), 2);
        self.growing.push(Growing { draft, observations: Vec::new(), preliminary: Vec::new() });
        self.growing.len() - 1
    }

    /// The key of the series with that name in the file, announced as `draft` when it is met for the first time.
    pub(super) fn keyed(&mut self, name: &str, draft: impl FnOnce() -> Draft) -> usize {
        if let Some(key) = self.keys.get(name) {
            return *key;
        }
        let key = self.series(draft());
        self.keys.insert(name.to_owned(), key);
        key
    }

    /// One cell as text.
    pub(super) fn cell(&mut self, key: usize, period: Period, text: &str, place: impl FnOnce() -> Place) {
        match number::read(text) {
            Cell::Number(value) => self.value(key, period, value, place),
            Cell::Missing => self.value(key, period, f64::NAN, place),
            Cell::Text { .. } => {
                let place = place();
                let row = row_of(&place);
                self.push(key, period, f64::NAN, row);
                let id = self.growing.get(key).map_or_else(String::new, |g| g.draft.id.clone());
                self.reject(place, &id, text, NO_NUMBER);
            }
        }
    }

    /// One cell as a number; `NaN` is missing.
    pub(super) fn value(&mut self, key: usize, period: Period, value: f64, place: impl FnOnce() -> Place) {
        let row = row_of(&place());
        self.push(key, period, value, row);
    }

    fn push(&mut self, key: usize, period: Period, value: f64, row: usize) {
        if let Some(growing) = self.growing.get_mut(key) {
            growing.observations.push((period, value, row));
        }
    }

    /// Marks the value of a period as preliminary.
    pub(super) fn preliminary(&mut self, key: usize, period: Period) {
        if let Some(growing) = self.growing.get_mut(key) {
            growing.preliminary.push(period);
        }
    }

    /// Keeps the position of something that could not be read.
    pub(super) fn reject(&mut self, place: Place, series: &str, text: &str, reason: &str) {
        self.rejected_count += 1;
        if self.rejected.len() < FileRead::KEPT {
            let text = text.trim().chars().take(SHOWN).collect();
            self.rejected.push(RejectedCell { place, series: series.into(), text, reason: reason.into() });
        }
    }

    pub(super) fn note(&mut self, note: impl Into<String>) {
        self.notes.push(note.into());
    }

    pub(super) fn next_page(&mut self, next: String) {
        self.next_page = Some(next);
    }

    /// Builds the series. Missing values at both ends are cut off; series without a value are named in a note.
    pub(super) fn finish(mut self) -> Result<FileRead, IngestError> {
        let mut series = Vec::new();
        let mut empty = Vec::new();
        let mut total = 0usize;
        for growing in std::mem::take(&mut self.growing) {
            let id = growing.draft.id.clone();
            match self.build(growing, &mut total)? {
                Some(built) => series.push(built),
                None => empty.push(id),
            }
        }
        if !empty.is_empty() {
            let more = empty.len().saturating_sub(10);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            empty.truncate(10);
            self.notes.push(format!("without a value: {}{more}", empty.join(", ")));
        }
        if series.is_empty() {
            let first =
                self.rejected.first().map(|cell| format!("{}: `{}`, {}", cell.place, cell.text, cell.reason));
            let problem = format!("holds no value in the layout {}", self.layout);
            let hint = first.unwrap_or_else(|| "`fxsens data layouts` lists what can be read".into());
            return Err(broken(&self.path, problem, &hint));
        }
        Ok(FileRead {
            layout: self.layout,
            series,
            rejected: self.rejected,
            rejected_count: self.rejected_count,
            next_page: self.next_page,
            notes: self.notes,
        })
    }

    fn build(&mut self, growing: Growing, total: &mut usize) -> Result<Option<FileSeries>, IngestError> {
        let Growing { draft, observations, preliminary } = growing;
        let mut observations = periods(&draft, observations);
        let stand = |day: &Period| {
            let frequency = observations.first().map_or(Frequency::Daily, |o| o.0.frequency());
            if day.frequency() == Frequency::Daily { day.containing(frequency).unwrap_or(*day) } else { *day }
        };
        let mut preliminary: Vec<Period> = preliminary.iter().map(stand).collect();
        observations.sort_by_key(|(period, _, row)| (*period, *row));
        self.check(&draft, &observations)?;
        let has_value = |o: &(Period, f64, usize)| !o.1.is_nan();
        let (Some(first), Some(last)) =
            (observations.iter().position(has_value), observations.iter().rposition(has_value))
        else {
            return Ok(None);
        };
        let kept = &observations[first..=last];
        let length = kept[kept.len() - 1].0.since(kept[0].0).unwrap_or(0) as usize + 1;
        *total = total.saturating_add(length);
        if *total > MOST_PERIODS {
            let problem = format!("spans more than {MOST_PERIODS} periods, the limit for one file");
            return Err(broken(&self.path, problem, "check its dates"));
        }
        preliminary.sort_unstable();
        preliminary.dedup();
        preliminary.retain(|period| (kept[0].0..=kept[kept.len() - 1].0).contains(period));
        let mut pairs: Vec<(Period, f64)> = kept.iter().map(|(period, value, _)| (*period, *value)).collect();
        let mut unit = draft.unit.unwrap_or(Unit::Unknown);
        let quote = quote::normalise(&mut unit, &mut pairs);
        let file = self.path.display().to_string();
        let mut series = Series::from_observations(draft.id, pairs)
            .map_err(|source| IngestError::Series { file: file.clone(), source })?;
        series.title = draft.title;
        series.unit = unit;
        if !draft.adjustment.is_empty() {
            series.adjustment = draft.adjustment;
        }
        let vintage = if draft.vintage.is_empty() { "as given".to_owned() } else { draft.vintage };
        let licence = "that of the publisher".to_owned();
        series.provenance = Provenance { agency: draft.agency.into(), table: draft.table, licence, vintage };
        Ok(Some(FileSeries { series, preliminary, quote, remark: draft.remark }))
    }

    /// One frequency, and no period with two different values.
    fn check(&self, draft: &Draft, sorted: &[(Period, f64, usize)]) -> Result<(), IngestError> {
        for pair in sorted.windows(2) {
            let ((left, _, first), (right, _, second)) = (pair[0], pair[1]);
            let problem = if left.frequency() != right.frequency() {
                format!("`{}` has periods of different length, {left} and {right}", draft.id)
            } else if left == right {
                format!("`{}` has two values for {left}", draft.id)
            } else {
                continue;
            };
            return Err(IngestError::Cell {
                path: self.path.clone(),
                lines: [first, second].into_iter().filter(|row| *row > 0).collect(),
                column: None,
                problem,
                hint: "a file of this layout has one value per series and period; if it is another layout, name it with --layout".into(),
            });
        }
        Ok(())
    }
}

/// The observations at the periods their dates stand for.
fn periods(draft: &Draft, mut observations: Vec<(Period, f64, usize)>) -> Vec<(Period, f64, usize)> {
    if draft.dates == Dates::MayStand {
        let days: Vec<Period> = observations.iter().map(|(day, _, _)| *day).collect();
        for (observation, period) in observations.iter_mut().zip(index::regularise(&days)) {
            observation.0 = period;
        }
    }
    observations
}
