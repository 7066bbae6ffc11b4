//! Simulates the laws of the bounds statistics (Pesaran, Shin and Smith 2001): `Δy` regressed on deterministic terms, the
//! lagged level of `y` and those of `k` regressors. `y` is a random walk; the regressors are white noise, `I(0)`, or random
//! walks of their own, `I(1)`. All innovations are independent standard normals.
//!
//! `nice cargo run --release -p fxsens-regression --example pss_bounds > crates/regression/src/cointegration/bounds/law.csv`

#![allow(clippy::print_stdout)] // a program that writes a table

use fxsens_core::rng::Stream;
use rayon::prelude::*;

const DRAWS: usize = 60_000;
const SEED: u64 = 20_261_126;
const MOST: usize = 8;
const SIZES: [usize; 9] = [30, 40, 50, 60, 80, 100, 150, 300, 1000];
const LEVELS: [f64; 12] = [0.95, 0.9, 0.75, 0.5, 0.25, 0.15, 0.1, 0.05, 0.025, 0.01, 0.005, 0.001];
/// F in five cases, then t in the three without a restricted term.
const STATISTICS: [(&str, usize); 8] =
    [("F", 1), ("F", 2), ("F", 3), ("F", 4), ("F", 5), ("T", 1), ("T", 3), ("T", 5)];
const CELLS: usize = 2 * STATISTICS.len() * MOST;

fn main() {
    println!("# quantiles of the bounds statistics (of minus t): {DRAWS} draws per sample size, seed {SEED}");
    println!("statistic,bound,case,regressors,nobs,{}", LEVELS.map(|level| level.to_string()).join(","));
    for (block, nobs) in SIZES.into_iter().enumerate() {
        let task = |draw: usize| simulate(&mut Stream::new(SEED, (block * DRAWS + draw) as u64), nobs);
        let draws: Vec<Vec<f32>> = (0..DRAWS).into_par_iter().map(task).collect();
        for cell in 0..CELLS {
            let mut values: Vec<f32> = draws.iter().map(|draw| draw[cell]).collect();
            values.sort_by(f32::total_cmp);
            let quantile = |level: f64| {
                let position = (1.0 - level) * (DRAWS - 1) as f64;
                let (low, share) = (position.floor() as usize, position.fract());
                let (a, b) = (f64::from(values[low]), f64::from(values[(low + 1).min(DRAWS - 1)]));
                format!("{:.3}", a + share * (b - a))
            };
            let (bound, rest) = (cell / (STATISTICS.len() * MOST), cell % (STATISTICS.len() * MOST));
            let ((name, case), k) = (STATISTICS[rest / MOST], rest % MOST + 1);
            println!("{name},{bound},{case},{k},{nobs},{}", LEVELS.map(quantile).join(","));
        }
    }
}

/// All statistics of one draw, in the order of the table.
fn simulate(stream: &mut Stream, n: usize) -> Vec<f32> {
    let walk = |steps: &[f64]| {
        let mut level = 0.0;
        let lagged: Vec<f64> = steps
            .iter()
            .map(|step| {
                let before = level;
                level += step;
                before
            })
            .collect();
        lagged
    };
    let dy: Vec<f64> = (0..n).map(|_| stream.normal()).collect();
    let y = walk(&dy);
    let noise: Vec<Vec<f64>> = (0..MOST).map(|_| (0..n).map(|_| stream.normal()).collect()).collect();
    let walks: Vec<Vec<f64>> = noise.iter().map(|steps| walk(steps)).collect();
    let constant = vec![1.0; n];
    let trend: Vec<f64> = (0..n).map(|t| t as f64).collect();
    let mut result = vec![0.0; CELLS];
    for (bound, regressors) in [&noise, &walks].into_iter().enumerate() {
        for (place, (name, case)) in STATISTICS.iter().enumerate() {
            if *name == "T" {
                continue;
            }
            // Terms under the null, then those that the null restricts besides the levels.
            let (free, restricted): (Vec<&[f64]>, Vec<&[f64]>) = match case {
                1 => (vec![], vec![]),
                2 => (vec![], vec![&constant]),
                3 => (vec![&constant], vec![]),
                4 => (vec![&constant], vec![&trend]),
                _ => (vec![&constant, &trend], vec![]),
            };
            let mut space = Space::new(&dy, &y);
            for column in &free {
                space.take_out(column);
            }
            let null = dot(&space.outcome, &space.outcome);
            for column in &restricted {
                space.take_out(column);
            }
            for k in 1..=MOST {
                space.take_out(&regressors[k - 1]);
                let (vv, ve) = (dot(&space.level, &space.level), dot(&space.level, &space.outcome));
                let rest = dot(&space.outcome, &space.outcome) - ve * ve / vv;
                let parameters = free.len() + restricted.len() + k + 1;
                let sigma2 = rest / (n - parameters) as f64;
                let f = (null - rest) / (k + 1 + restricted.len()) as f64 / sigma2;
                let at = |statistic: usize| (bound * STATISTICS.len() + statistic) * MOST + k - 1;
                result[at(place)] = f as f32;
                let of_t = STATISTICS.iter().position(|other| *other == ("T", *case));
                if let Some(of_t) = of_t {
                    result[at(of_t)] = -(ve / vv / (sigma2 / vv).sqrt()) as f32;
                }
            }
        }
    }
    result
}

/// The outcome and the lagged level with columns taken out, by modified Gram–Schmidt.
struct Space {
    basis: Vec<Vec<f64>>,
    outcome: Vec<f64>,
    level: Vec<f64>,
}

impl Space {
    fn new(outcome: &[f64], level: &[f64]) -> Self {
        Self { basis: Vec::new(), outcome: outcome.to_vec(), level: level.to_vec() }
    }

    fn take_out(&mut self, column: &[f64]) {
        let mut column = column.to_vec();
        for known in &self.basis {
            subtract(&mut column, known);
        }
        let length = dot(&column, &column).sqrt();
        for value in &mut column {
            *value /= length;
        }
        subtract(&mut self.outcome, &column);
        subtract(&mut self.level, &column);
        self.basis.push(column);
    }
}

/// Takes the part along a unit vector out of a vector.
fn subtract(target: &mut [f64], unit: &[f64]) {
    let share = dot(target, unit);
    target.iter_mut().zip(unit).for_each(|(value, direction)| *value -= share * direction);
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    let mut lanes = [0.0; 4];
    for (x, y) in a.chunks_exact(4).zip(b.chunks_exact(4)) {
        for l in 0..4 {
            lanes[l] += x[l] * y[l];
        }
    }
    let done = a.len() - a.len() % 4;
    lanes.iter().sum::<f64>() + a[done..].iter().zip(&b[done..]).map(|(x, y)| x * y).sum::<f64>()
}
