//! M9: every model against the driftless random walk, out of sample (Meese and Rogoff).

use std::collections::BTreeSet;

use fxsens_core::dataset::Dataset;
use fxsens_core::expr::{Evaluator, Formula, Window};
use fxsens_regression::forecast::backtest::{
    BacktestOptions, BacktestRow, Benchmark, Regressors, Scheme, backtest,
};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::StudyError;
use crate::file::{RaceFile, RacesFile};
use crate::structure::is_difference;

/// One model at one horizon.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Race {
    /// The model.
    pub label: String,
    /// The regression.
    pub formula: String,
    /// Which regressors forecasts use.
    pub regressors: Regressors,
    /// Steps ahead.
    pub horizon: u16,
    /// First and last month forecast.
    pub forecast: [String; 2],
    /// Number of forecasts.
    pub n: usize,
    /// Root mean squared error over that of the random walk: below one the model is more accurate.
    pub rmse_ratio: f64,
    /// p-value of Diebold and Mariano's test of equal squared errors, two-sided.
    pub diebold_mariano: Option<f64>,
    /// p-value of Clark and West's test, one-sided, where the random walk is nested.
    pub clark_west: Option<f64>,
    /// Share of forecasts on the right side of no change.
    pub hit_rate: f64,
    /// Whether the model is more accurate and Diebold–Mariano rejects.
    pub won: bool,
    /// Whether the outcome is the study's own exchange rate.
    pub own: bool,
    /// Remarks of the backtest, seasonal adjustment among them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// Runs all races, in the order of the study file; `own` are the names in the outcome of the study.
///
/// # Errors
/// [`StudyError::Race`] names the race and why it cannot be run.
pub fn races(file: &RacesFile, own: &BTreeSet<String>, dataset: &Dataset) -> Result<Vec<Race>, StudyError> {
    let all: Vec<Result<Vec<Race>, StudyError>> =
        file.races.par_iter().map(|race| run(file, race, own, dataset)).collect();
    all.into_iter().collect::<Result<Vec<_>, _>>().map(|races| races.into_iter().flatten().collect())
}

/// Races won and run, by what forecasts were fed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RaceTally {
    /// Races of the study's own exchange rate with regressors from before the forecast.
    pub before: usize,
    /// Those won.
    pub before_won: usize,
    /// The same for other currencies.
    pub elsewhere: usize,
    /// Those won.
    pub elsewhere_won: usize,
    /// Races fed with regressors of the month forecast.
    pub realised: usize,
    /// Those won.
    pub realised_won: usize,
}

impl RaceTally {
    /// Counts races; `None` without any.
    pub fn new(races: &[Race]) -> Option<Self> {
        let count = |holds: &dyn Fn(&Race) -> bool| races.iter().filter(|race| holds(race)).count();
        let realised = |race: &Race| race.regressors == Regressors::Realised;
        (!races.is_empty()).then(|| Self {
            before: count(&|race| !realised(race) && race.own),
            before_won: count(&|race| !realised(race) && race.own && race.won),
            elsewhere: count(&|race| !realised(race) && !race.own),
            elsewhere_won: count(&|race| !realised(race) && !race.own && race.won),
            realised: count(&realised),
            realised_won: count(&|race| realised(race) && race.won),
        })
    }
}

fn run(
    file: &RacesFile,
    race: &RaceFile,
    own: &BTreeSet<String>,
    dataset: &Dataset,
) -> Result<Vec<Race>, StudyError> {
    let refused = |why: String| StudyError::Race { label: race.label.clone(), why };
    let formula = Formula::parse(&race.formula).map_err(|error| refused(error.to_string()))?;
    if race.benchmark == Benchmark::Zero && !is_difference(&formula.outcome) {
        return Err(refused(
            "its benchmark is zero, but its outcome is no difference: no change is not zero there".into(),
        ));
    }
    let is_own = formula.outcome.names().iter().any(|name| own.contains(name));
    let window = Window { first: race.first, last: race.last };
    let sample =
        Evaluator::new(dataset).sample(&formula, window).map_err(|error| refused(error.to_string()))?;
    let options = BacktestOptions {
        horizons: if race.horizons.is_empty() { file.horizons.clone() } else { race.horizons.clone() },
        schemes: vec![Scheme::Recursive],
        regressors: vec![race.regressors],
        window: file.window,
        publication_lag: file.publication_lag,
        benchmark: race.benchmark,
        known: Vec::new(),
    };
    let report = backtest(&sample, &options).map_err(|error| refused(error.to_string()))?;
    let notes: Vec<String> = report.notes.iter().map(|note| note.text.clone()).collect();
    Ok(report
        .rows
        .iter()
        .map(|row| Race { own: is_own, notes: notes.clone(), ..outcome(race, row, file.size) })
        .collect())
}

fn outcome(race: &RaceFile, row: &BacktestRow, size: f64) -> Race {
    let p =
        |test: &Option<fxsens_core::test_outcome::TestOutcome>| test.as_ref().and_then(|test| test.p_value);
    let target = |forecast: Option<&fxsens_regression::forecast::backtest::Forecast>| {
        forecast.map(|forecast| forecast.target.to_string()).unwrap_or_default()
    };
    Race {
        label: race.label.clone(),
        formula: race.formula.clone(),
        regressors: race.regressors,
        horizon: row.horizon,
        forecast: [target(row.forecasts.first()), target(row.forecasts.last())],
        n: row.forecasts.len(),
        rmse_ratio: row.rmse_ratio,
        diebold_mariano: p(&row.diebold_mariano),
        clark_west: p(&row.clark_west),
        hit_rate: row.hit_rate,
        won: row.beats(size),
        own: false,
        notes: Vec::new(),
    }
}

/// Series that the races read.
///
/// # Errors
/// [`StudyError::Race`] for a formula that cannot be read.
pub fn series(file: &RacesFile) -> Result<Vec<String>, StudyError> {
    let mut ids = Vec::new();
    for race in &file.races {
        let formula = Formula::parse(&race.formula)
            .map_err(|error| StudyError::Race { label: race.label.clone(), why: error.to_string() })?;
        ids.extend(formula.names());
    }
    Ok(ids)
}
