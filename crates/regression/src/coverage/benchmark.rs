//! Coverage of every dynamic estimator's default interval on processes with known truth.

use fxsens_core::fit::{Fit, FitError};
use fxsens_core::model::{Estimator, Model};
use fxsens_core::period::Period;
use fxsens_core::rng::Stream;
use fxsens_core::sample::{Column, Intercept, Sample};
use fxsens_core::unit::Unit;
use ndarray::Array1;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

/// Sample sizes of the published table.
pub const NOBS: [usize; 3] = [100, 160, 320];

/// Persistence of the published table.
pub const PERSISTENCE: [f64; 3] = [0.5, 0.9, 0.97];

/// A model on a process, with the terms whose truth is known.
struct Case {
    model: &'static str,
    params: &'static str,
    process: Process,
}

/// A process with persistence `ρ`; all innovations are independent standard normals unless said otherwise.
#[derive(Clone, Copy)]
enum Process {
    /// `y = 1 + x + u`, `x` and `u` autoregressions with `ρ`.
    Static,
    /// `y_t = ρ y_{t−1} + x_t / 2 + e_t`, `x` an autoregression with 0.5.
    Dynamic,
    /// `x` a random walk, `y = x + u`, `u` an autoregression with `ρ` whose innovations have correlation 0.5 with
    /// those of `x`.
    Cointegrated,
    /// `y_t = ρ y_{t−1} + x_t + e_t`, `x` an autoregression with `ρ`.
    Propagation,
    /// `y = 1 + x + u`, `x = z₁ + z₂ / 2 + u / 2 + v`; `z₁`, `z₂` and `u` autoregressions with `ρ`.
    Endogenous,
}

const CASES: &[Case] = &[
    Case { model: "ols", params: "", process: Process::Static },
    Case { model: "ols", params: "vcov = { kind = 'ewc' }", process: Process::Static },
    Case { model: "gls-ar", params: "", process: Process::Static },
    Case { model: "ardl", params: "", process: Process::Dynamic },
    Case { model: "nardl", params: "", process: Process::Cointegrated },
    Case { model: "dols", params: "", process: Process::Cointegrated },
    Case { model: "fmols", params: "", process: Process::Cointegrated },
    Case { model: "ccr", params: "", process: Process::Cointegrated },
    Case { model: "im-ols", params: "", process: Process::Cointegrated },
    Case { model: "vecm", params: "", process: Process::Cointegrated },
    Case { model: "local-projection", params: "draws = 100", process: Process::Propagation },
    Case {
        model: "local-projection",
        params: "draws = 100\nresponse = 'cumulative'",
        process: Process::Propagation,
    },
    Case {
        model: "local-projection",
        params: "draws = 100\nresponse = 'multiplier'",
        process: Process::Propagation,
    },
    Case { model: "iv", params: "vcov.kind = 'hac'", process: Process::Endogenous },
    Case { model: "rolling", params: "window = 96\nstep = 1000", process: Process::Static },
    Case { model: "tvp", params: "", process: Process::Static },
];

/// Ids of the models in the table.
pub const MODELS: &[&str] = &[
    "ols",
    "gls-ar",
    "ardl",
    "nardl",
    "dols",
    "fmols",
    "ccr",
    "im-ols",
    "vecm",
    "local-projection",
    "iv",
    "rolling",
    "tvp",
];

/// Coverage of one term.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BenchmarkRow {
    /// Model.
    pub model: String,
    /// Parameters that differ from the defaults, as TOML.
    pub params: String,
    /// The process, in words.
    pub process: String,
    /// Term.
    pub term: String,
    /// Horizon.
    pub horizon: Option<u16>,
    /// Observations.
    pub nobs: usize,
    /// Persistence of the process.
    pub persistence: f64,
    /// Histories estimated.
    pub draws: usize,
    /// Histories on which the model reported an error.
    pub failed: usize,
    /// Share of 95 % intervals that hold the truth.
    pub coverage: f64,
}

/// Simulates the table: every case at every sample size and persistence, `draws` histories each.
///
/// # Errors
/// [`FitError::Degenerate`] when a model is not among `models`, refuses its parameters or lacks a term.
pub fn benchmark(models: &[Box<dyn Model>], draws: usize, seed: u64) -> Result<Vec<BenchmarkRow>, FitError> {
    let mut rows = Vec::new();
    for case in CASES {
        let wrong = |what: String| FitError::Degenerate { what };
        let model = models
            .iter()
            .find(|model| model.info().id == case.model)
            .ok_or_else(|| wrong(format!("there is no model `{}`", case.model)))?;
        let params = case.params.parse().map_err(|error| wrong(format!("{}: {error}", case.params)))?;
        let estimator = model.build(&params).map_err(|error| wrong(error.to_string()))?;
        for nobs in NOBS {
            for persistence in PERSISTENCE {
                rows.extend(cell(case, &*estimator, nobs, persistence, draws, seed)?);
            }
        }
    }
    Ok(rows)
}

fn cell(
    case: &Case,
    estimator: &dyn Estimator,
    nobs: usize,
    persistence: f64,
    draws: usize,
    seed: u64,
) -> Result<Vec<BenchmarkRow>, FitError> {
    let one = |task: u64| {
        let mut stream = Stream::new(seed, task);
        case.process.sample(&mut stream, nobs, persistence).and_then(|sample| estimator.fit(&sample))
    };
    let fits: Vec<Fit> =
        (0..draws as u64).into_par_iter().map(one).collect::<Vec<_>>().into_iter().flatten().collect();
    let truths = case.process.truths(case, persistence);
    let mut rows = Vec::new();
    for (term, horizon, truth) in truths {
        let mut held = 0;
        for fit in &fits {
            let position = fit.terms.iter().position(|known| known.name == term && known.horizon == horizon);
            let index = position.ok_or_else(|| FitError::Degenerate {
                what: format!("`{}` has no term `{term}` at horizon {horizon:?}", case.model),
            })?;
            let inference = fit.term_inference(index, 0.95);
            let (low, high) = (inference.conf_low, inference.conf_high);
            held += usize::from(matches!((low, high), (Some(l), Some(h)) if l <= truth && truth <= h));
        }
        rows.push(BenchmarkRow {
            model: case.model.into(),
            params: case.params.into(),
            process: case.process.label().into(),
            term,
            horizon,
            nobs,
            persistence,
            draws,
            failed: draws - fits.len(),
            coverage: held as f64 / fits.len().max(1) as f64,
        });
    }
    Ok(rows)
}

impl Process {
    fn label(self) -> &'static str {
        match self {
            Self::Static => "static",
            Self::Dynamic => "dynamic",
            Self::Cointegrated => "cointegrated",
            Self::Propagation => "propagation",
            Self::Endogenous => "endogenous",
        }
    }

    /// Terms with known truth: name, horizon, value.
    fn truths(self, case: &Case, rho: f64) -> Vec<(String, Option<u16>, f64)> {
        let shock = |value: f64| vec![("shock".to_owned(), None, value)];
        match self {
            Self::Static | Self::Cointegrated | Self::Endogenous => shock(1.0),
            Self::Dynamic if case.model == "ardl" => {
                let mut rows = shock(0.5);
                rows.push(("long-run shock".into(), None, 0.5 / (1.0 - rho)));
                rows
            }
            Self::Dynamic => shock(0.5),
            Self::Propagation => [0u16, 4, 8, 12]
                .iter()
                .map(|h| ("shock".to_owned(), Some(*h), response(case, rho, *h)))
                .collect(),
        }
    }

    fn sample(self, stream: &mut Stream, nobs: usize, rho: f64) -> Result<Sample, FitError> {
        let mut instruments = Vec::new();
        let (y, x) = match self {
            Self::Static => {
                let x = autoregression(stream, nobs, rho);
                let u = autoregression(stream, nobs, rho);
                (1.0 + &x + u, x)
            }
            Self::Dynamic => {
                let x = autoregression(stream, nobs + BURN_IN, 0.5);
                let y = driven(stream, &(&x * 0.5), rho);
                (tail(&y, nobs), tail(&x, nobs))
            }
            Self::Propagation => {
                let x = autoregression(stream, nobs + BURN_IN, rho);
                let y = driven(stream, &x, rho);
                (tail(&y, nobs), tail(&x, nobs))
            }
            Self::Cointegrated => {
                let total = nobs + BURN_IN;
                let (mut level, mut u) = (0.0, 0.0);
                let (mut x, mut y) = (Array1::zeros(total), Array1::zeros(total));
                for t in 0..total {
                    let step = stream.normal();
                    level += step;
                    u = rho * u + 0.5 * step + 0.75f64.sqrt() * stream.normal();
                    x[t] = level;
                    y[t] = level + u;
                }
                (tail(&y, nobs), tail(&x, nobs))
            }
            Self::Endogenous => {
                let z: Vec<_> = (0..2).map(|_| autoregression(stream, nobs, rho)).collect();
                let u = autoregression(stream, nobs, rho);
                let x = &z[0] + &(&z[1] * 0.5) + &(&u * 0.5) + autoregression(stream, nobs, 0.0);
                instruments = vec![column("z1", z[0].clone()), column("z2", z[1].clone())];
                (1.0 + &x + u, x)
            }
        };
        let start =
            Period::month(2000, 1).map_err(|error| FitError::Degenerate { what: error.to_string() })?;
        let periods = (0..nobs as i32).map(|t| start.shift(t)).collect();
        let regressors = [column("shock", x)];
        Sample::with_instruments(column("y", y), &regressors, &instruments, Intercept::Included, periods)
            .map_err(|error| FitError::Degenerate { what: error.to_string() })
    }
}

/// The response at a horizon, `(h + 1) ρʰ`, its sum, or that over the sum of the shock's own response `ρʰ`.
fn response(case: &Case, rho: f64, horizon: u16) -> f64 {
    let own = |h: u16| rho.powi(i32::from(h));
    let level = |h: u16| f64::from(h + 1) * own(h);
    let sum = || (0..=horizon).map(level).sum::<f64>();
    if case.params.contains("cumulative") {
        sum()
    } else if case.params.contains("multiplier") {
        sum() / (0..=horizon).map(own).sum::<f64>()
    } else {
        level(horizon)
    }
}

/// Periods simulated and thrown away before a history starts.
const BURN_IN: usize = 300;

fn column(name: &str, values: Array1<f64>) -> Column {
    Column { name: name.into(), unit: Unit::Unknown, values }
}

fn tail(values: &Array1<f64>, nobs: usize) -> Array1<f64> {
    values.slice_axis(ndarray::Axis(0), ndarray::Slice::from(values.len() - nobs..)).to_owned()
}

/// A stationary first-order autoregression.
fn autoregression(stream: &mut Stream, nobs: usize, rho: f64) -> Array1<f64> {
    let mut value = stream.normal() / (1.0 - rho * rho).sqrt();
    let mut next = || {
        value = rho * value + stream.normal();
        value
    };
    (0..nobs).map(|_| next()).collect()
}

/// `y_t = ρ y_{t−1} + x_t + e_t` from zero.
fn driven(stream: &mut Stream, x: &Array1<f64>, rho: f64) -> Array1<f64> {
    let mut value = 0.0;
    x.iter()
        .map(|x| {
            value = rho * value + x + stream.normal();
            value
        })
        .collect()
}
