//! Bootstraps: wild HAC t statistics, refits on resampled blocks.

#![allow(missing_docs, reason = "criterion's macros write undocumented functions")]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use fxsens_core::rng::Stream;
use fxsens_regression::bootstrap::gather::refit_rows;
use fxsens_regression::bootstrap::wild_hac::Residuals;
use fxsens_regression::bootstrap::{BlockGram, Resampling, WildHac, WildWeights, replicate};
use fxsens_regression::covariance::hac::Hac;
use fxsens_regression::covariance::kernel::Kernel;
use fxsens_testing::simulate::autoregression;
use ndarray::{Array1, Array2};

fn regression(nobs: usize, columns: usize) -> (Array2<f64>, Array1<f64>, Vec<String>) {
    let mut stream = Stream::new(3, nobs as u64);
    let mut x = Array2::ones((nobs, columns));
    for j in 1..columns {
        for (t, value) in autoregression(&mut stream, nobs, 0.5).into_iter().enumerate() {
            x[[t, j]] = value;
        }
    }
    let errors = Array1::from(autoregression(&mut stream, nobs, 0.5));
    let y = x.sum_axis(ndarray::Axis(1)) + errors;
    (x, y, (0..columns).map(|j| format!("x{j}")).collect())
}

fn bootstraps(criterion: &mut Criterion) {
    let (x, y, names) = regression(320, 6);
    let request = WildHac {
        column: 1,
        null: 0.0,
        hac: Hac { kernel: Kernel::Bartlett, bandwidth: 12.0 },
        weights: WildWeights::Rademacher,
        residuals: Residuals::Restricted,
        draws: 999,
        seed: 1,
    };
    criterion.bench_function("wild bootstrap of a newey-west(12) t, 999 draws, 320 x 6", |bencher| {
        bencher.iter(|| black_box(&request).test(x.view(), y.view(), &names));
    });
    let (x, y, names) = regression(150, 8);
    let scheme = Resampling::MovingBlock { length: 12 };
    let mut group = criterion.benchmark_group("20,000 moving-block refits of 150 x 8, blocks of 12");
    group.sample_size(20);
    group.bench_function("block grams", |bencher| {
        bencher.iter(|| {
            BlockGram::new(x.view(), y.view(), &names, scheme).and_then(|gram| gram.refit(20_000, 1))
        });
    });
    group.bench_function("streams alone", |bencher| {
        bencher.iter(|| (0..20_000).map(|task| Stream::new(black_box(1), task).below(139)).sum::<u64>());
    });
    group.sample_size(10);
    group.bench_function("gather and factor", |bencher| {
        bencher.iter(|| {
            replicate(20_000, 1, |stream| {
                let mut rows = vec![0; 150];
                scheme.fill(150, stream, &mut rows);
                Ok(refit_rows(x.view(), y.view(), &names, &rows)?.map(|b| b.to_vec()))
            })
        });
    });
    group.finish();
}

criterion_group!(benches, bootstraps);
criterion_main!(benches);
