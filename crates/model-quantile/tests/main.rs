//! Tests of `quantile`.
#![allow(clippy::unwrap_used)] // a test that cannot set up its data has failed

mod bootstrap;
mod conformance;
mod optimum;
mod reference;

use fxsens_core::fit::Fit;
use fxsens_core::model::{Estimator, Params};
use fxsens_core::sample::Sample;
use fxsens_model_quantile::QuantileParams;

fn fit(params: &QuantileParams, sample: &Sample) -> Fit {
    params.clone().check().unwrap().fit(sample).unwrap()
}

fn at(tau: f64) -> QuantileParams {
    QuantileParams { tau, draws: 50, ..QuantileParams::default() }
}

fn estimates(fit: &Fit) -> Vec<f64> {
    fit.terms.iter().map(|term| term.estimate).collect()
}
