//! A study from its name to its results: what `reproduce`, `explain headline` and the report share.

use std::path::Path;

use fxsens_ingest::{Library, read_table};
use fxsens_study::curve::Grid;
use fxsens_study::curve::results::runnable;
use fxsens_study::curve::run::rows;
use fxsens_study::folder::{Study, WaitingRung};
use fxsens_study::shipped;
use fxsens_study::{Curve, Inputs, StudyRun};

use crate::commands::curve::job::{self, Job};
use crate::config::Context;
use crate::failure::Failure;
use crate::progress::Progress;

/// Confidence level of all intervals of a study.
pub const LEVEL: f64 = 0.95;

/// A study with the data it can be run on.
#[derive(Debug)]
pub struct Prepared {
    /// The study, without the rungs that wait for data.
    pub study: Study,
    /// Those rungs.
    pub waiting: Vec<WaitingRung>,
    /// The data.
    pub library: Library,
    /// Latest vintage among the series that the study reads.
    pub vintage: String,
    /// The grid of the specification curve with its data.
    curve: Option<Job>,
}

impl Prepared {
    /// Reads a study: by its folder, or the one that ships with the program by its name. `data` is a file of the user's; `curve` says
    /// whether the specification curve is wanted.
    pub fn new(name: &str, data: Option<&Path>, curve: bool, context: &Context) -> Result<Self, Failure> {
        let study = study(name)?;
        let mut library = context.library()?;
        if let Some(file) = data {
            library = library.with_series(read_table(file)?.dataset.iter().cloned());
        }
        let available = |id: &str| library.contains(id) && library.missing_inputs(id).is_empty();
        let (study, waiting) = study.without_waiting(available).map_err(plain)?;
        let vintage = vintage(&library, &study)?;
        let curve = match study.file.curve.as_deref().filter(|_| curve) {
            None => None,
            Some(file) if is_shipped(name) => {
                Some(Job::of(Grid::shipped(name, file).map_err(job::failure)?, context)?)
            }
            Some(file) => Some(Job::new(Some(&Path::new(name).join(file)), context)?),
        };
        if let Some(job) = &curve {
            let other = &job.grid.study.file;
            if (&other.shock, &other.base, &other.quoted)
                != (&study.file.shock, &study.file.base, &study.file.quoted)
            {
                return Err(Failure::new(
                    "the grid belongs to a study with another shock, base or quoted range",
                )
                .hint("copy the grid into the study's own folder, or leave it out with --no-curve"));
            }
        }
        Ok(Self { study, waiting, library, vintage, curve })
    }

    /// Series that the specification curve reads.
    pub fn curve_series(&self) -> Vec<String> {
        self.curve.iter().flat_map(|job| job.dataset.ids().map(str::to_owned)).collect()
    }

    /// Estimates everything.
    pub fn run(&self, context: &Context, progress: &Progress) -> Result<StudyRun, Failure> {
        let study = &self.study;
        let formula_of = |name: &str| study.spec(name).map(|spec| spec.formula.clone()).unwrap_or_default();
        let failure = |error| Failure::from_study(error, formula_of);
        let ids = fxsens_study::required_series(study).map_err(failure)?;
        let dataset = self.library.load(&ids)?;
        let published = self.library.published()?;
        let curve = match &self.curve {
            None => None,
            Some(job) => {
                let (specs, _) = runnable(&job.enumeration, &job.waiting);
                progress.step(&format!("specification curve, {} specs", specs.len()));
                let rows = rows(&job.setting(), &specs);
                Some((job.results(&rows)?, rows, &job.enumeration))
            }
        };
        let inputs = Inputs {
            dataset: &dataset,
            published: &published,
            registry: &context.registry,
            vintage: &self.vintage,
            waiting: &self.waiting,
            curve: curve.as_ref().map(|(results, rows, enumeration)| Curve { results, rows, enumeration }),
        };
        fxsens_study::run(study, inputs, LEVEL, &|step| progress.step(step)).map_err(failure)
    }
}

/// A folder of that name comes before a study that ships with the program.
pub fn is_shipped(name: &str) -> bool {
    shipped::contains(name) && !Path::new(name).join("study.toml").is_file()
}

/// A study by its folder, or by its name when it ships with the program.
pub fn study(name: &str) -> Result<Study, Failure> {
    if is_shipped(name) {
        return Study::shipped(name).map_err(plain);
    }
    let folder = Path::new(name);
    if !folder.join("study.toml").is_file() {
        let shipped: Vec<&str> = shipped::names().collect();
        return Err(Failure::new(format!(
            "there is no study `{name}`: no file {}",
            folder.join("study.toml").display()
        ))
        .hint(format!(
            "name a folder with a study.toml, or one of {}; `fxsens new study {name}` writes one",
            shipped.join(", ")
        )));
    }
    Study::from_folder(folder).map_err(plain)
}

/// The latest vintage among the series the study reads.
fn vintage(library: &Library, study: &Study) -> Result<String, Failure> {
    let ids = fxsens_study::required_series(study).map_err(plain)?;
    let latest = ids.iter().filter_map(|id| library.catalog().get(id)).map(|entry| entry.vintage.clone());
    Ok(latest.filter(|vintage| vintage.len() == 7).max().unwrap_or_else(|| "an unknown vintage".into()))
}

fn plain(error: fxsens_study::error::StudyError) -> Failure {
    Failure::from_study(error, |_| String::new())
}
