//! The augmented Dickey–Fuller test with its search for lags.

#![allow(missing_docs, reason = "criterion's macros write undocumented functions")]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use fxsens_core::rng::Stream;
use fxsens_regression::unit_root::{AdfParams, Lags, adf};
use fxsens_testing::simulate::random_walk;

fn unit_roots(criterion: &mut Criterion) {
    for nobs in [320, 3_200] {
        let walk = random_walk(&mut Stream::new(1, nobs as u64), nobs);
        for (label, lags) in [("lags by aic", Lags::Aic), ("4 lags", Lags::Fixed(4))] {
            let params = AdfParams { lags, ..AdfParams::default() };
            criterion.bench_function(&format!("adf, n = {nobs}, {label}"), |bencher| {
                bencher.iter(|| adf(black_box(walk.view()), &params));
            });
        }
    }
}

criterion_group!(benches, unit_roots);
criterion_main!(benches);
