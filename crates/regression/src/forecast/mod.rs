//! Forecast evaluation: backtests of a regression against a benchmark, and tests of accuracy, one file each.

pub mod backtest;
pub mod clark_west;
pub mod diebold_mariano;
pub mod mincer_zarnowitz;
pub mod pesaran_timmermann;
mod series;

pub use backtest::{BacktestOptions, BacktestReport, backtest};
pub use clark_west::clark_west;
pub use diebold_mariano::{Loss, Weights, diebold_mariano};
pub use mincer_zarnowitz::mincer_zarnowitz;
pub use pesaran_timmermann::{hit_rate, pesaran_timmermann};

use fxsens_core::distribution::Distribution;
use fxsens_core::fit::FitError;
use fxsens_core::hypothesis::HypothesisTest;

/// Tests of this family that can be run by name.
pub fn tests() -> Vec<Box<dyn HypothesisTest>> {
    vec![
        Box::new(diebold_mariano::ENTRY),
        Box::new(clark_west::ENTRY),
        Box::new(mincer_zarnowitz::ENTRY),
        Box::new(pesaran_timmermann::ENTRY),
    ]
}

fn check_horizon(id: &str, horizon: usize) -> Result<(), FitError> {
    if horizon > 0 {
        return Ok(());
    }
    Err(FitError::Unsupported {
        what: format!("{id} at horizon 0"),
        why: "forecasts look at least one step ahead".into(),
    })
}

/// `P(Z > x)`, precise in both tails: the lower half of the two-sided probability, or what it leaves of one.
fn normal_upper_tail(x: f64) -> f64 {
    let half = 0.5 * Distribution::Normal.p_value(x);
    if x < 0.0 { 1.0 - half } else { half }
}
