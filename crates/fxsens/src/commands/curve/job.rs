//! A grid with everything that its specs need.

use std::path::Path;

use fxsens_core::dataset::Dataset;
use fxsens_ingest::Library;
use fxsens_study::curve::required::{Waiting, required, waiting};
use fxsens_study::curve::run::Setting;
use fxsens_study::curve::{CurveError, CurveResults, Enumeration, Grid, Row, enumerate};
use fxsens_study::shock::{self, Shock};

use crate::config::Context;
use crate::failure::Failure;

/// A grid, its specs and its data.
#[derive(Debug)]
pub struct Job {
    pub grid: Grid,
    pub enumeration: Enumeration,
    pub waiting: Vec<Waiting>,
    pub dataset: Dataset,
    pub shock: Shock,
    pub library: Library,
    pub vintage: String,
}

impl Job {
    /// Reads a grid file, or the grid that ships with the program, and loads the series its values read.
    pub fn new(grid: Option<&Path>, context: &Context) -> Result<Self, Failure> {
        Self::of(grid.map_or_else(Grid::embedded, Grid::from_file).map_err(failure)?, context)
    }

    /// Loads the series that the values of a grid read.
    pub fn of(grid: Grid, context: &Context) -> Result<Self, Failure> {
        let enumeration = enumerate(&grid.file).map_err(failure)?;
        let library = context.library()?;
        let required = required(&grid.file).map_err(failure)?;
        let available = |id: &str| library.contains(id) && library.missing_inputs(id).is_empty();
        let waiting = waiting(&grid.file, &required, available, &library.ids()).map_err(failure)?;
        let ids: Vec<&str> =
            required.iter().map(|entry| entry.series.as_str()).filter(|id| available(id)).collect();
        let study = &grid.study.file;
        let shocked = shock::series(&study.shock).map_err(|error| failure(error.into()))?;
        let dataset = library.load(ids.iter().copied().chain(shocked.iter().map(String::as_str)))?;
        let vintages = ids.iter().filter_map(|id| library.catalog().get(id)).map(|e| e.vintage.clone());
        let vintage = vintages.filter(|v| v.len() == 7).max().unwrap_or_else(|| "unknown".into());
        let shock =
            Shock::new(study, &library.published()?, &dataset).map_err(|error| failure(error.into()))?;
        Ok(Self { grid, enumeration, waiting, dataset, shock, library, vintage })
    }

    /// What turns a spec into a row.
    pub fn setting(&self) -> Setting<'_> {
        Setting {
            grid: &self.grid,
            enumeration: &self.enumeration,
            dataset: &self.dataset,
            shock: &self.shock,
            level: super::LEVEL,
        }
    }

    /// The results of all rows.
    pub fn results(&self, rows: &[Row]) -> Result<CurveResults, Failure> {
        CurveResults::new(&self.grid, &self.enumeration, &self.waiting, &self.shock, super::LEVEL, rows)
            .map_err(failure)
    }
}

/// An error of a grid as printed.
pub fn failure(error: CurveError) -> Failure {
    match error {
        CurveError::Toml { path, text, error } => Failure::from_toml(&path, &text, &error, "grid"),
        CurveError::Study(error) => Failure::from_study(error, |_| String::new()),
        other => Failure::new(other.to_string()).hint(other.hint()),
    }
}
