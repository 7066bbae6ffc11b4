#![doc = include_str!("README.md")]

mod leaks;
mod race;
mod report;

pub use report::{BacktestReport, BacktestRow, Forecast};

use fxsens_core::fit::FitError;
use fxsens_core::model::{ParamDoc, ParamError};
use fxsens_core::sample::{Intercept, Sample};
use ndarray::{Array1, ArrayView1, ArrayView2};
use serde::{Deserialize, Serialize};

use crate::least_squares::solve;
use crate::models::parts;

/// The page of backtests: equations, options, when they mislead.
pub const PAGE: &str = include_str!("README.md");

/// What a backtest does. Every combination of scheme, regressors and horizon is one race.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct BacktestOptions {
    /// Steps ahead.
    pub horizons: Vec<u16>,
    /// Which observations are estimated on.
    pub schemes: Vec<Scheme>,
    /// Which regressors the forecasts use.
    pub regressors: Vec<Regressors>,
    /// Observations of the first estimation, and of every rolling one.
    pub window: u16,
    /// Periods until regressors are published.
    pub publication_lag: u16,
    /// What the regression races against.
    pub benchmark: Benchmark,
    /// Regressors known in advance besides the constant, `trend()`, `month()` and `season()`, as named in the sample.
    pub known: Vec<String>,
}

/// Observations a forecast is estimated on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scheme {
    /// All since the start of the sample.
    Recursive,
    /// The last `window`.
    Rolling,
}

/// Regressors a forecast uses, see the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Regressors {
    /// Those of the period forecast.
    Realised,
    /// The last published ones.
    LastKnown,
    /// The last published ones, in a regression made for the horizon.
    Direct,
}

/// What the regression races against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Benchmark {
    /// The last value: a random walk without drift. For outcomes in levels.
    #[default]
    LastValue,
    /// Zero: the same for an outcome in differences.
    Zero,
}

impl Scheme {
    /// As in options and tables.
    pub fn label(self) -> &'static str {
        match self {
            Self::Recursive => "recursive",
            Self::Rolling => "rolling",
        }
    }
}

impl Regressors {
    /// As in options and tables.
    pub fn label(self) -> &'static str {
        match self {
            Self::Realised => "realised",
            Self::LastKnown => "last-known",
            Self::Direct => "direct",
        }
    }
}

impl Benchmark {
    /// In words.
    pub fn label(self) -> &'static str {
        match self {
            Self::LastValue => "driftless random walk",
            Self::Zero => "no change (zero for an outcome in differences)",
        }
    }
}

impl Default for BacktestOptions {
    fn default() -> Self {
        Self {
            horizons: vec![1, 3, 6, 12],
            schemes: vec![Scheme::Recursive, Scheme::Rolling],
            regressors: vec![Regressors::Realised, Regressors::LastKnown, Regressors::Direct],
            window: 60,
            publication_lag: 0,
            benchmark: Benchmark::LastValue,
            known: Vec::new(),
        }
    }
}

impl BacktestOptions {
    /// One row per key.
    pub const DOCS: &'static [ParamDoc] = &[
        ParamDoc { name: "horizons", values: "[1, 3, 6, 12]", doc: "Steps ahead." },
        ParamDoc { name: "schemes", values: "recursive | rolling", doc: "Observations estimated on." },
        ParamDoc {
            name: "regressors",
            values: "realised | last-known | direct",
            doc: "Regressors a forecast uses; direct regresses h steps ahead.",
        },
        ParamDoc {
            name: "window",
            values: "2, 3, …",
            doc: "Observations of the first estimation, and of every rolling one.",
        },
        ParamDoc {
            name: "publication_lag",
            values: "0, 1, …",
            doc: "Periods until regressors are published.",
        },
        ParamDoc {
            name: "benchmark",
            values: "last-value | zero",
            doc: "Driftless random walk; zero is the same for an outcome in differences.",
        },
        ParamDoc {
            name: "known",
            values: "names",
            doc: "Regressors known in advance, beside trend and seasons.",
        },
    ];

    fn check(&self) -> Result<(), ParamError> {
        let invalid = |name: &str, expected: &str, found: String| {
            Err(ParamError::Invalid { name: name.into(), expected: expected.into(), found })
        };
        if self.horizons.is_empty() || self.horizons.contains(&0) {
            return invalid("horizons", "one or more whole numbers from 1", format!("{:?}", self.horizons));
        }
        if self.schemes.is_empty() {
            return invalid("schemes", "recursive, rolling or both", "empty".into());
        }
        if self.regressors.is_empty() {
            return invalid("regressors", "one or more of realised, last-known, direct", "empty".into());
        }
        if self.window < 2 {
            return invalid("window", "at least 2 observations", self.window.to_string());
        }
        Ok(())
    }
}

/// Why a backtest could not be made.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum BacktestError {
    /// The options cannot be used.
    #[error(transparent)]
    Param(#[from] ParamError),
    /// The data do not allow it.
    #[error(transparent)]
    Fit(#[from] FitError),
}

/// Coefficients, shape `(k)`, from a design of shape `(n, k)` and an outcome of shape `(n)`; names and constant as in
/// the sample.
pub type Estimate<'a> = dyn Fn(ArrayView2<'_, f64>, ArrayView1<'_, f64>, &[String], Intercept) -> Result<Array1<f64>, FitError>
    + Sync
    + 'a;

/// Races least squares on the design of a sample against a benchmark.
///
/// # Errors
/// [`BacktestError`] for options out of range; formulas that look ahead, contain the outcome's own series under
/// `realised`, or hold a difference while the benchmark is the last value; samples too short for a single forecast; an
/// estimation that fails, with its origin.
pub fn backtest(sample: &Sample, options: &BacktestOptions) -> Result<BacktestReport, BacktestError> {
    backtest_with(sample, options, &|x, y, names, _| Ok(solve(x, y, names)?.coefficients))
}

/// The same with an estimator of one's own.
///
/// # Errors
/// As [`backtest`].
pub fn backtest_with(
    sample: &Sample,
    options: &BacktestOptions,
    estimate: &Estimate<'_>,
) -> Result<BacktestReport, BacktestError> {
    options.check()?;
    parts::check_outcome(sample)?;
    let notes = leaks::check(sample, options)?;
    let mut rows = Vec::new();
    for regressors in &options.regressors {
        for scheme in &options.schemes {
            for horizon in &options.horizons {
                let race = race::Race {
                    sample,
                    options,
                    scheme: *scheme,
                    regressors: *regressors,
                    horizon: usize::from(*horizon),
                };
                rows.push(report::row(&race, race.forecasts(estimate)?)?);
            }
        }
    }
    let (outcome, benchmark) = (sample.outcome_name().to_owned(), options.benchmark);
    Ok(BacktestReport { outcome, benchmark, options: options.clone(), rows, notes })
}
