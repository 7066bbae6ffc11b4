//! Specification curves: many regressions on one sample.

#![allow(missing_docs, reason = "criterion's macros write undocumented functions")]

use criterion::{Criterion, criterion_group, criterion_main};
use fxsens_core::rng::Stream;
use fxsens_regression::grid::{Choice, Pool};
use fxsens_testing::simulate::autoregression;
use ndarray::Array2;
use rayon::prelude::*;
use std::hint::black_box;

/// A constant and 23 autoregressions.
fn pool(nobs: usize) -> Option<Pool> {
    let mut stream = Stream::new(3, nobs as u64);
    let mut columns = Array2::ones((nobs, 24));
    for j in 1..24 {
        for (t, value) in autoregression(&mut stream, nobs, 0.5).into_iter().enumerate() {
            columns[[t, j]] = value;
        }
    }
    Pool::new(columns.view()).ok()
}

/// Outcome 1, shock 2, the constant, five controls drawn anew for each choice.
fn choices(count: usize) -> Vec<Choice> {
    let mut stream = Stream::new(4, 0);
    let mut one = || {
        let mut regressors = vec![2, 0];
        while regressors.len() < 8 {
            let column = 3 + stream.below(21) as usize;
            if !regressors.contains(&column) {
                regressors.push(column);
            }
        }
        Choice { outcome: 1, regressors }
    };
    (0..count).map(|_| one()).collect()
}

fn curves(criterion: &mut Criterion) {
    let (Some(short), Some(long)) = (pool(150), pool(320)) else { return };
    let (small, large) = (choices(1_024), choices(100_000));
    criterion.bench_function("1,024 specs of 320 x 8, newey-west(6), full covariance", |bencher| {
        bencher.iter(|| long.estimates(black_box(&small), 6));
    });
    let mut group = criterion.benchmark_group("100,000 specs of 150 x 8, newey-west(4)");
    group.sample_size(20);
    group.bench_function("shock only", |bencher| bencher.iter(|| short.shocks(black_box(&large), 4)));
    group.bench_function("full covariance", |bencher| bencher.iter(|| short.estimates(black_box(&large), 4)));
    group.finish();
    let mut group = criterion.benchmark_group("1,024 specs of 320 x 8");
    group.sample_size(10);
    group.bench_function("block bootstrap, 500 draws", |bencher| {
        bencher.iter(|| {
            let draw = |task: u64| {
                let mut stream = Stream::new(5, task);
                let rows: Vec<usize> = (0..40)
                    .flat_map(|_| {
                        let start = stream.below(313) as usize;
                        start..start + 8
                    })
                    .collect();
                long.resampled(&rows).map(|pool| pool.shocks(&small, 6))
            };
            (0..500u64).into_par_iter().map(draw).filter(Result::is_ok).count()
        });
    });
    group.finish();
}

criterion_group!(benches, curves);
criterion_main!(benches);
