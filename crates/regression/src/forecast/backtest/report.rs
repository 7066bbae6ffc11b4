//! What a backtest finds.

use fxsens_core::fit::{FitError, Note};
use fxsens_core::period::Period;
use fxsens_core::test_outcome::TestOutcome;
use ndarray::Array1;
use serde::{Deserialize, Serialize};

use super::race::Race;
use super::{BacktestOptions, Benchmark, Regressors, Scheme};
use crate::covariance::VcovParams;
use crate::covariance::params::{Bandwidth, Reference};
use crate::forecast::{
    Loss, Weights, clark_west, diebold_mariano, hit_rate, mincer_zarnowitz, pesaran_timmermann,
};

/// All races of a backtest.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BacktestReport {
    /// Outcome as written in the formula.
    pub outcome: String,
    /// What was raced against.
    pub benchmark: Benchmark,
    /// The options.
    pub options: BacktestOptions,
    /// One row per race: regressors, then schemes, then horizons, in the order of the options.
    pub rows: Vec<BacktestRow>,
    /// Remarks a reader must see.
    pub notes: Vec<Note>,
}

/// One race. Errors are actual minus forecast, in units of the outcome.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BacktestRow {
    /// Observations estimated on.
    pub scheme: Scheme,
    /// Regressors used.
    pub regressors: Regressors,
    /// Steps ahead.
    pub horizon: u16,
    /// Mean error of the model.
    pub mean_error: f64,
    /// Root mean squared error of the model.
    pub rmse: f64,
    /// Mean absolute error of the model.
    pub mae: f64,
    /// Root mean squared error of the benchmark.
    pub benchmark_rmse: f64,
    /// Mean absolute error of the benchmark.
    pub benchmark_mae: f64,
    /// Root mean squared error over that of the benchmark; below one the model is more accurate.
    pub rmse_ratio: f64,
    /// Mean absolute error over that of the benchmark.
    pub mae_ratio: f64,
    /// Share of forecasts on the right side of the benchmark.
    pub hit_rate: f64,
    /// Equal squared errors; negative when the model is more accurate. `None` where the test cannot be made.
    pub diebold_mariano: Option<TestOutcome>,
    /// Only where the benchmark is nested in the model: `direct`, and outcomes in differences.
    pub clark_west: Option<TestOutcome>,
    /// Unbiasedness of the changes from the benchmark.
    pub mincer_zarnowitz: Option<TestOutcome>,
    /// Direction; at horizon one only, since its law does not hold for overlapping forecasts.
    pub pesaran_timmermann: Option<TestOutcome>,
    /// Why tests are left out.
    pub notes: Vec<String>,
    /// The forecasts, in the order of their origins.
    pub forecasts: Vec<Forecast>,
}

/// One forecast.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Forecast {
    /// When it was made.
    pub origin: Period,
    /// The period it is for.
    pub target: Period,
    /// What came.
    pub actual: f64,
    /// What the model said.
    pub forecast: f64,
    /// What the benchmark said.
    pub benchmark: f64,
    /// The last value at the origin.
    pub last: f64,
}

impl BacktestRow {
    /// Whether the model is more accurate and the Diebold–Mariano test rejects at this size, two-sided.
    pub fn beats(&self, size: f64) -> bool {
        let rejects = |test: &TestOutcome| test.statistic < 0.0 && test.p_value.is_some_and(|p| p <= size);
        self.rmse_ratio < 1.0 && self.diebold_mariano.as_ref().is_some_and(rejects)
    }
}

impl BacktestReport {
    /// One line: in how many races the model beats the benchmark at this size.
    pub fn verdict(&self, size: f64) -> String {
        let won = self.rows.iter().filter(|row| row.beats(size)).count();
        let best = self.rows.iter().map(|row| row.rmse_ratio).fold(f64::INFINITY, f64::min);
        format!(
            "beats the {}: {} ({won} of {} races at {} %; lowest RMSE ratio {best:.3})",
            self.benchmark.label(),
            if won > 0 { "in part" } else { "no" },
            self.rows.len(),
            (1e8 * size).round() / 1e6
        )
    }
}

/// The row of a race.
pub(super) fn row(race: &Race<'_>, forecasts: Vec<Forecast>) -> Result<BacktestRow, FitError> {
    let of = |value: fn(&Forecast) -> f64| -> Array1<f64> { forecasts.iter().map(value).collect() };
    let (actual, model, benchmark) = (of(|f| f.actual), of(|f| f.forecast), of(|f| f.benchmark));
    let (e, b) = (&actual - &model, &actual - &benchmark);
    let n = forecasts.len() as f64;
    let rmse = |errors: &Array1<f64>| (errors.dot(errors) / n).sqrt();
    let mae = |errors: &Array1<f64>| errors.mapv(f64::abs).sum() / n;
    let (benchmark_rmse, benchmark_mae) = (rmse(&b), mae(&b));
    if benchmark_rmse <= 0.0 {
        let what = "the benchmark makes no errors: the outcome does not vary over the forecasts".into();
        return Err(FitError::Degenerate { what });
    }
    let horizon = race.horizon;
    let mut notes = Vec::new();
    let mut keep = |name: &str, result: Result<TestOutcome, FitError>| match result {
        Ok(outcome) if outcome.statistic.is_finite() => Some(outcome),
        Ok(_) => None,
        Err(error) => {
            notes.push(format!("{name} is left out: {error}"));
            None
        }
    };
    let equal = diebold_mariano(e.view(), b.view(), horizon, Loss::Squared, Weights::Bartlett);
    let diebold_mariano = keep("Diebold–Mariano", equal);
    let nested = race.regressors == Regressors::Direct || race.options.benchmark == Benchmark::Zero;
    let clark_west = nested
        .then(|| clark_west(actual.view(), model.view(), benchmark.view(), horizon))
        .and_then(|result| keep("Clark–West", result));
    let (moved, said) = (&actual - &benchmark, &model - &benchmark);
    let vcov = VcovParams {
        bandwidth: Bandwidth::Fixed((horizon - 1) as f64),
        distribution: Reference::T,
        ..VcovParams::default()
    };
    let unbiased = mincer_zarnowitz(moved.view(), said.view(), vcov).map(|(outcome, _)| outcome);
    let mincer_zarnowitz = keep("Mincer–Zarnowitz", unbiased);
    let pesaran_timmermann = (horizon == 1)
        .then(|| pesaran_timmermann(moved.view(), said.view()))
        .and_then(|result| keep("Pesaran–Timmermann", result));
    Ok(BacktestRow {
        scheme: race.scheme,
        regressors: race.regressors,
        horizon: horizon as u16,
        mean_error: e.sum() / n,
        rmse: rmse(&e),
        mae: mae(&e),
        benchmark_rmse,
        benchmark_mae,
        rmse_ratio: rmse(&e) / benchmark_rmse,
        mae_ratio: mae(&e) / benchmark_mae,
        hit_rate: hit_rate(moved.view(), said.view()),
        diebold_mariano,
        clark_west,
        mincer_zarnowitz,
        pesaran_timmermann,
        notes,
        forecasts,
    })
}
