//! Local projections: 24 horizons, 320 observations, ten regressors.

#![allow(missing_docs, reason = "criterion's macros write undocumented functions")]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use fxsens_core::model::{Estimator, Params};
use fxsens_core::rng::Stream;
use fxsens_core::sample::{Intercept, Sample};
use fxsens_regression::models::local_projection::{Covariance, LocalProjectionParams};
use fxsens_testing::simulate::{Design, autoregression, column};

/// A shock and an outcome that moves with it.
fn sample(nobs: usize) -> Sample {
    let mut stream = Stream::new(1, nobs as u64);
    let shock = autoregression(&mut stream, nobs, 0.5);
    let outcome = column("y", autoregression(&mut stream, nobs, 0.8) + &shock);
    let regressors = vec![column("shock", shock)];
    Design { outcome, regressors, instruments: Vec::new(), intercept: Intercept::Included }.sample()
}

fn local_projections(criterion: &mut Criterion) {
    let sample = sample(320);
    // The shock, a constant and four lags of both series: with the augmentation three lags and one.
    let hac = LocalProjectionParams {
        horizons: 24,
        lags: 4,
        lag_augmented: false,
        bias_correction: false,
        covariance: Covariance::Hac,
        draws: 100,
        ..LocalProjectionParams::default()
    };
    let augmented = LocalProjectionParams {
        lags: 3,
        lag_augmented: true,
        bias_correction: true,
        covariance: Covariance::Hc3Overlap,
        ..hac.clone()
    };
    for (label, params) in [("newey-west(24)", hac), ("lag-augmented", augmented)] {
        for draws in [100, 10_000] {
            let params = LocalProjectionParams { draws, ..params.clone() };
            let Ok(model) = params.check() else { return };
            let id = format!("local projection, {label}, sup-t from {draws} draws");
            criterion.bench_function(&id, |bencher| {
                bencher.iter(|| {
                    let fit = model.fit(black_box(&sample));
                    fit.map(|fit| fit.inference(0.95))
                });
            });
        }
    }
}

criterion_group!(benches, local_projections);
criterion_main!(benches);
