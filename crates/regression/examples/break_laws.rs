//! Simulates the laws of the sup-, exp- and ave-F statistics (Andrews 1993; Andrews and Ploberger 1994):
//! functionals of `|B(r)|² / (r (1 − r))`, `B` a `k`-dimensional Brownian bridge, over `trim ≤ r ≤ 1 − trim`.
//!
//! `cargo run --release -p fxsens-regression --example break_laws > crates/regression/src/break_tests/sup_f_law.csv`

#![allow(clippy::print_stdout, clippy::print_stderr)] // a program that writes a table

use fxsens_core::rng::Stream;
use fxsens_regression::break_tests::sup_f_law::{MOST, TRIMS};
use rayon::prelude::*;

const PATHS: usize = 100_000;
const POINTS: usize = 2_000;
const SEED: u64 = 20_261_125;

const LEVELS: [f64; 34] = [
    0.995, 0.99, 0.98, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6, 0.55, 0.5, 0.45, 0.4, 0.35, 0.3, 0.25,
    0.2, 0.175, 0.15, 0.125, 0.1, 0.08, 0.06, 0.05, 0.04, 0.03, 0.02, 0.015, 0.01, 0.005, 0.0025, 0.001,
];

const NAMES: [&str; 3] = ["sup", "exp", "ave"];
const CELLS: usize = NAMES.len() * TRIMS.len() * MOST;

fn main() {
    let draws: Vec<Vec<f32>> = (0..PATHS as u64).into_par_iter().map(path).collect();
    println!(
        "# upper quantiles of the laws of sup-, exp- and ave-F: {PATHS} paths, {POINTS} points, seed {SEED}"
    );
    println!("statistic,trim,k,{}", LEVELS.map(|level| level.to_string()).join(","));
    for cell in 0..CELLS {
        let mut values: Vec<f32> = draws.iter().map(|draw| draw[cell]).collect();
        values.sort_by(f32::total_cmp);
        let quantile = |level: f64| {
            let position = (1.0 - level) * (PATHS - 1) as f64;
            let (low, share) = (position.floor() as usize, position.fract());
            let (a, b) = (f64::from(values[low]), f64::from(values[(low + 1).min(PATHS - 1)]));
            format!("{:.4}", a + share * (b - a))
        };
        let (statistic, rest) = (cell / (TRIMS.len() * MOST), cell % (TRIMS.len() * MOST));
        let (trim, k) = (TRIMS[rest / MOST], rest % MOST + 1);
        println!("{},{trim},{k},{}", NAMES[statistic], LEVELS.map(quantile).join(","));
    }
}

/// All statistics of one path, in the order of the table.
fn path(task: u64) -> Vec<f32> {
    let mut stream = Stream::new(SEED, task);
    // `sums[i]` grows dimension by dimension to `|B(r_i)|² / (r_i (1 − r_i))`.
    let mut sums = vec![0.0; POINTS];
    let mut result = vec![0.0; CELLS];
    for k in 0..MOST {
        let steps: Vec<f64> = (0..POINTS).map(|_| stream.normal()).collect();
        let end: f64 = steps.iter().sum();
        let mut level = 0.0;
        for (i, step) in steps.iter().enumerate() {
            level += step;
            let r = (i + 1) as f64 / POINTS as f64;
            if i + 1 < POINTS {
                sums[i] += (level - r * end).powi(2) / POINTS as f64 / (r * (1.0 - r));
            }
        }
        // Cumulated sums over the points, so that every window is a difference of two.
        let top = sums.iter().copied().fold(0.0, f64::max);
        let cumulate = |of: &dyn Fn(f64) -> f64| {
            let mut total = 0.0;
            let running = sums.iter().map(|value| {
                total += of(*value);
                total
            });
            running.collect::<Vec<f64>>()
        };
        let exponentials = cumulate(&|value| ((value - top) / 2.0).exp());
        let totals = cumulate(&|value| value);
        for (j, trim) in TRIMS.iter().enumerate() {
            let from = (trim * POINTS as f64).round() as usize;
            let (first, last) = (from - 1, POINTS - from - 1);
            let count = (last - first + 1) as f64;
            let between = |cumulated: &[f64]| cumulated[last] - cumulated[first - 1];
            let sup = sums[first..=last].iter().copied().fold(0.0, f64::max);
            let exp = (between(&exponentials) / count).ln() + top / 2.0;
            let ave = between(&totals) / count;
            for (statistic, value) in [sup, exp, ave].into_iter().enumerate() {
                result[(statistic * TRIMS.len() + j) * MOST + k] = value as f32;
            }
        }
    }
    result
}
