//! Least squares with Newey–West(12) and full statistics.

#![allow(missing_docs, reason = "criterion's macros write undocumented functions")]

use criterion::{Criterion, criterion_group, criterion_main};
use fxsens_core::model::{Estimator, Params};
use fxsens_core::rng::Stream;
use fxsens_core::sample::{Intercept, Sample};
use fxsens_regression::covariance::VcovParams;
use fxsens_regression::covariance::params::{Bandwidth, Reference};
use fxsens_regression::least_squares::FixedDesign;
use fxsens_regression::models::ols::OlsParams;
use fxsens_testing::simulate::{Design, autoregression, column};
use std::hint::black_box;

/// A design with `k` columns, the constant among them.
fn sample(nobs: usize, k: usize) -> Sample {
    let mut stream = Stream::new(1, nobs as u64);
    let regressors =
        (1..k).map(|j| column(&format!("x{j}"), autoregression(&mut stream, nobs, 0.5))).collect();
    let outcome = column("y", autoregression(&mut stream, nobs, 0.5));
    Design { outcome, regressors, instruments: Vec::new(), intercept: Intercept::Included }.sample()
}

fn newey_west(criterion: &mut Criterion) {
    let vcov =
        VcovParams { bandwidth: Bandwidth::Fixed(12.0), distribution: Reference::T, ..VcovParams::default() };
    for (nobs, k) in [(300, 6), (10_000, 20)] {
        let sample = sample(nobs, k);
        for (label, lags) in [("without", 0), ("with", 12)] {
            let Ok(ols) = (OlsParams { breusch_godfrey_lags: lags, vcov, ..OlsParams::default() }).check()
            else {
                return;
            };
            let id = format!("ols + nw(12), n = {nobs}, k = {k}, {label} breusch-godfrey");
            criterion.bench_function(&id, |bencher| {
                bencher.iter(|| {
                    let fit = ols.fit(black_box(&sample));
                    fit.map(|fit| fit.inference(0.95))
                });
            });
        }
    }
}

fn fixed_design(criterion: &mut Criterion) {
    let sample = sample(150, 8);
    let Ok(design) = FixedDesign::new(sample.x().view(), &sample.x_names()) else { return };
    criterion.bench_function("coefficients on a fixed design, n = 150, k = 8", |bencher| {
        bencher.iter(|| design.coefficients(black_box(sample.y())));
    });
}

criterion_group!(benches, newey_west, fixed_design);
criterion_main!(benches);
