//! Simulated data with known truth.

use fxsens_core::period::Period;
use fxsens_core::rng::Stream;
use fxsens_core::sample::{Column, Intercept, Sample};
use fxsens_core::unit::Unit;
use ndarray::Array1;

/// Parts of a sample, before it is checked.
#[derive(Debug, Clone)]
pub struct Design {
    /// The outcome.
    pub outcome: Column,
    /// Regressors without the constant; the first is the shock.
    pub regressors: Vec<Column>,
    /// Instruments without the constant; empty for models without.
    pub instruments: Vec<Column>,
    /// Whether a constant is added.
    pub intercept: Intercept,
}

impl Design {
    /// The checked sample, months from January 2000.
    ///
    /// # Panics
    /// When the parts do not fit together.
    pub fn sample(&self) -> Sample {
        let start = Period::month(2000, 1).unwrap_or_else(|error| panic!("{error}"));
        let periods = (0..self.outcome.values.len() as i32).map(|t| start.shift(t)).collect();
        let outcome = self.outcome.clone();
        Sample::with_instruments(outcome, &self.regressors, &self.instruments, self.intercept, periods)
            .unwrap_or_else(|error| panic!("{error}"))
    }

    /// The first `nobs` observations.
    #[must_use]
    pub fn first(&self, nobs: usize) -> Self {
        let cut = |column: &Column| Column {
            values: column.values.iter().take(nobs).copied().collect(),
            ..column.clone()
        };
        Self {
            outcome: cut(&self.outcome),
            regressors: self.regressors.iter().map(cut).collect(),
            instruments: self.instruments.iter().map(cut).collect(),
            intercept: self.intercept,
        }
    }
}

/// A column without a unit.
pub fn column(name: &str, values: impl IntoIterator<Item = f64>) -> Column {
    Column { name: name.into(), unit: Unit::Unknown, values: values.into_iter().collect() }
}

/// What [`regression`] simulates.
#[derive(Debug, Clone, Copy)]
pub struct Truth {
    /// Observations.
    pub nobs: usize,
    /// The constant.
    pub constant: f64,
    /// Effects of `shock`, `control_a` and `control_b`.
    pub effects: [f64; 3],
    /// Autocorrelation of the regressors.
    pub regressor_persistence: f64,
    /// Autocorrelation of the errors.
    pub error_persistence: f64,
}

impl Default for Truth {
    fn default() -> Self {
        Self {
            nobs: 120,
            constant: 3.0,
            effects: [2.0, -1.0, 0.5],
            regressor_persistence: 0.5,
            error_persistence: 0.4,
        }
    }
}

/// An outcome with three first-order autoregressive regressors and first-order autoregressive errors with normal
/// innovations of unit variance, all started from their stationary distributions.
pub fn regression(truth: &Truth, seed: u64, task: u64) -> Design {
    let mut stream = Stream::new(seed, task);
    let names = ["shock", "control_a", "control_b"];
    let regressors: Vec<Column> = names
        .iter()
        .map(|name| column(name, autoregression(&mut stream, truth.nobs, truth.regressor_persistence)))
        .collect();
    let mut y = autoregression(&mut stream, truth.nobs, truth.error_persistence) + truth.constant;
    for (regressor, effect) in regressors.iter().zip(truth.effects) {
        y.scaled_add(effect, &regressor.values);
    }
    Design { outcome: column("y", y), regressors, instruments: Vec::new(), intercept: Intercept::Included }
}

/// The same regression with a shock that moves with the errors and two instruments, `instrument_a` and
/// `instrument_b`, that move the shock but not the errors. Least squares overstates the effect of the shock.
pub fn instrumented(truth: &Truth, seed: u64, task: u64) -> Design {
    let mut stream = Stream::new(seed, task);
    let mut series = |persistence: f64| autoregression(&mut stream, truth.nobs, persistence);
    let errors = series(truth.error_persistence);
    let controls = ["control_a", "control_b"].map(|name| column(name, series(truth.regressor_persistence)));
    let outside =
        ["instrument_a", "instrument_b"].map(|name| column(name, series(truth.regressor_persistence)));
    let shock = &outside[0].values + &(&outside[1].values * 0.5) + &(&errors * 0.5) + series(0.0);
    let regressors: Vec<Column> = std::iter::once(column("shock", shock)).chain(controls.clone()).collect();
    let mut y = errors + truth.constant;
    for (regressor, effect) in regressors.iter().zip(truth.effects) {
        y.scaled_add(effect, &regressor.values);
    }
    let instruments = controls.into_iter().chain(outside).collect();
    Design { outcome: column("y", y), regressors, instruments, intercept: Intercept::Included }
}

/// A stationary first-order autoregression with unit innovation variance, shape `(n)`.
pub fn autoregression(stream: &mut Stream, nobs: usize, persistence: f64) -> Array1<f64> {
    let mut value = stream.normal() / (1.0 - persistence * persistence).sqrt();
    let mut next = || {
        let current = value;
        value = persistence * value + stream.normal();
        current
    };
    (0..nobs).map(|_| next()).collect()
}

/// A random walk without drift, shape `(n)`.
pub fn random_walk(stream: &mut Stream, nobs: usize) -> Array1<f64> {
    let mut level = 0.0;
    let mut next = || {
        level += stream.normal();
        level
    };
    (0..nobs).map(|_| next()).collect()
}
