//! Integration tests of the regression engine, in one binary.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod ardl;
mod bootstrap;
mod cointegrating;
mod collinearity;
mod conformance;
mod covariance;
mod diagnostics;
mod diagnostics_by_name;
mod fixed_b;
mod forecast;
mod gls_ar;
mod grid;
mod hac;
mod instability;
mod instruments;
mod linfa_users;
mod local_projection;
mod nist;
mod reference;
mod simulation;
mod unit_roots;
mod wald;

use fxsens_core::fit::{Fit, FitError};
use fxsens_core::model::{Estimator, ParamError, Params};
use fxsens_core::sample::{Column, Intercept, Sample};
use fxsens_core::vcov::{Vcov, VcovMatrix};
use fxsens_regression::covariance::VcovParams;
use fxsens_regression::models::ols::OlsParams;
use fxsens_testing::simulate::Design;

/// Parameters from TOML text.
fn params<P: Params>(text: &str) -> Result<P::Estimator, ParamError> {
    toml::from_str::<P>(text).unwrap().check()
}

/// Least squares with the covariance described by TOML text: `kind = "hc0"`.
fn ols(sample: &Sample, vcov: &str) -> Result<Fit, FitError> {
    let vcov: VcovParams = toml::from_str(vcov).unwrap();
    OlsParams { vcov, ..OlsParams::default() }.check().unwrap().fit(sample)
}

fn matrix(fit: &Fit) -> &VcovMatrix {
    match &fit.vcov {
        Vcov::Full(matrix) => matrix,
        other => panic!("no full covariance: {other:?}"),
    }
}

/// A design with a constant from named columns.
fn design(outcome: Column, regressors: Vec<Column>) -> Design {
    Design { outcome, regressors, instruments: Vec::new(), intercept: Intercept::Included }
}
