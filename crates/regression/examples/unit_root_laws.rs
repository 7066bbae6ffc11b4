//! Simulates the laws of `src/unit_root/laws.csv`.
//!
//! ```text
//! cargo run --release -p fxsens-regression --example unit_root_laws > crates/regression/src/unit_root/laws.csv
//! ```
//!
//! Gaussian random walks, seed 20240229. DF-GLS and Zivot–Andrews: 20,000 draws at each T of 25, 50, 100, 200, 400 and
//! 800, no lagged differences; rows `inf` extrapolate in 1/T from 400 and 800 observations of the same paths. Ng–Perron
//! (long-run variance known): extrapolated likewise. Engle–Granger for seven to twelve series and the Phillips–Ouliaris
//! bias `Z_α` and variance ratios for two to twelve (long-run variance known): 20,000 draws, extrapolated from 400 and
//! 800 observations of the same paths. The standard error of a probability p is √(p(1 − p)/draws): 0.0015 at p = 0.05.

#![allow(clippy::print_stdout, reason = "the table goes to standard output")]

use std::collections::BTreeMap;

use fxsens_core::rng::Stream;
use fxsens_regression::unit_root::break_scan::{admissible, break_scan};
use fxsens_regression::unit_root::zivot_andrews::TRIMS;
use fxsens_regression::unit_root::{Break, MStatistics, Trend, dickey_fuller, gls_detrend};
use rayon::prelude::*;

const SEED: u64 = 20_240_229;
const DRAWS: usize = 20_000;
const SYSTEM_DRAWS: usize = 20_000;
const BLOCK: usize = 500;
const SERIES: usize = 12;
const PROBABILITIES: [f64; 41] = [
    0.0002, 0.0005, 0.001, 0.002, 0.003, 0.005, 0.0075, 0.01, 0.015, 0.02, 0.025, 0.03, 0.04, 0.05, 0.06,
    0.075, 0.1, 0.125, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85,
    0.9, 0.925, 0.95, 0.975, 0.99, 0.995, 0.998, 0.999,
];

/// Named statistics of one draw.
type Draw = Vec<(String, f64)>;

fn main() {
    let header: Vec<String> = PROBABILITIES.iter().map(f64::to_string).collect();
    println!("# simulated by examples/unit_root_laws.rs, seed {SEED}, {DRAWS} and {SYSTEM_DRAWS} draws");
    println!("law,nobs,{}", header.join(","));
    let mut rows: BTreeMap<String, Vec<(usize, Vec<f64>)>> = BTreeMap::new();
    for nobs in [25, 50, 100, 200] {
        let draws = simulate(DRAWS, nobs as u64, |stream| unit_root(&walk(&steps(stream, nobs)), false));
        for (law, quantiles) in draws {
            rows.entry(law).or_default().push((nobs, quantiles));
        }
    }
    let pairs = simulate(DRAWS, 800, |stream| {
        let fine = steps(stream, 800);
        let coarse = unit_root(&walk(&halved(&fine)), true);
        tagged("400", coarse).chain(tagged("800", unit_root(&walk(&fine), true))).collect()
    });
    let system = simulate(SYSTEM_DRAWS, 1_000_000, |stream| {
        let fine: Vec<Vec<f64>> = (0..SERIES).map(|_| steps(stream, 800)).collect();
        let coarse: Vec<Vec<f64>> = fine.iter().map(|column| walk(&halved(column))).collect();
        let fine: Vec<Vec<f64>> = fine.iter().map(|column| walk(column)).collect();
        tagged("400", system(&coarse)).chain(tagged("800", system(&fine))).collect()
    });
    for (law, coarse) in pairs.iter().chain(&system) {
        let Some(law) = law.strip_prefix("400 ") else { continue };
        let Some(fine) = pairs.get(&format!("800 {law}")).or_else(|| system.get(&format!("800 {law}")))
        else {
            continue;
        };
        let limit = rising(fine.iter().zip(coarse).map(|(fine, coarse)| 2.0 * fine - coarse).collect());
        let entry = rows.entry(law.to_owned()).or_default();
        if law.starts_with("df-gls") || law.starts_with("za") {
            entry.push((400, coarse.clone()));
            entry.push((800, fine.clone()));
        }
        entry.push((usize::MAX, limit));
    }
    for (law, sizes) in rows {
        for (nobs, quantiles) in sizes {
            let nobs = if nobs == usize::MAX { "inf".into() } else { nobs.to_string() };
            let cells: Vec<String> = quantiles.iter().map(|q| shortest(*q)).collect();
            println!("{law},{nobs},{}", cells.join(","));
        }
    }
}

/// Extrapolated quantiles that noise put out of order are moved just above the one before.
fn rising(mut quantiles: Vec<f64>) -> Vec<f64> {
    for i in 1..quantiles.len() {
        let before = quantiles[i - 1];
        if quantiles[i] <= before {
            quantiles[i] = before + 1e-4 * before.abs().max(1e-2);
        }
    }
    quantiles
}

/// Six significant digits.
fn shortest(x: f64) -> String {
    format!("{x:.5e}").parse::<f64>().map_or_else(|_| x.to_string(), |rounded| rounded.to_string())
}

fn tagged(tag: &str, draw: Draw) -> impl Iterator<Item = (String, f64)> {
    let tag = tag.to_owned();
    draw.into_iter().map(move |(law, value)| (format!("{tag} {law}"), value))
}

/// Quantiles of every statistic over many draws; the streams depend on the block alone.
fn simulate(
    draws: usize,
    task: u64,
    draw: impl Fn(&mut Stream) -> Draw + Sync,
) -> BTreeMap<String, Vec<f64>> {
    let blocks: Vec<BTreeMap<String, Vec<f64>>> = (0..draws / BLOCK)
        .into_par_iter()
        .map(|block| {
            let mut stream = Stream::new(SEED, task * 10_000 + block as u64);
            let mut values: BTreeMap<String, Vec<f64>> = BTreeMap::new();
            for _ in 0..BLOCK {
                for (law, value) in draw(&mut stream) {
                    values.entry(law).or_default().push(value);
                }
            }
            values
        })
        .collect();
    let mut all: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for (law, mut values) in blocks.into_iter().flatten() {
        all.entry(law).or_default().append(&mut values);
    }
    all.into_par_iter().map(|(law, values)| (law, quantiles(values))).collect()
}

fn quantiles(mut values: Vec<f64>) -> Vec<f64> {
    values.sort_by(f64::total_cmp);
    let at = |p: f64| {
        let place = p * (values.len() as f64 - 1.0);
        let below = place as usize;
        values[below] + (place - below as f64) * (values[below + 1] - values[below])
    };
    PROBABILITIES.iter().map(|p| at(*p)).collect()
}

fn steps(stream: &mut Stream, nobs: usize) -> Vec<f64> {
    (0..nobs).map(|_| stream.normal()).collect()
}

/// Half as many steps of the same path, with unit variance.
fn halved(steps: &[f64]) -> Vec<f64> {
    steps.chunks_exact(2).map(|pair| (pair[0] + pair[1]) / std::f64::consts::SQRT_2).collect()
}

fn walk(steps: &[f64]) -> Vec<f64> {
    steps
        .iter()
        .scan(0.0, |level, step| {
            *level += step;
            Some(*level)
        })
        .collect()
}

/// Statistics of one series; the Ng–Perron statistics, which are needed in the limit only, with `limit`.
fn unit_root(y: &[f64], limit: bool) -> Draw {
    let mut draw = Draw::new();
    for trend in [Trend::C, Trend::Ct] {
        let Ok(detrended) = gls_detrend(y, trend) else { continue };
        let id = trend.id();
        draw.extend(dickey_fuller(&detrended, Trend::N, 0).map(|fit| (format!("df-gls-{id}"), fit.t)));
        if limit && let Ok(statistics) = MStatistics::new(&detrended, 1.0, trend) {
            draw.extend(statistics.named().map(|(name, value)| (format!("{name}-{id}"), value)));
        }
    }
    for model in [Break::C, Break::T, Break::Ct] {
        let Ok(all) = break_scan(y, model, 0, admissible(y.len(), TRIMS[0])) else { continue };
        for trim in TRIMS {
            let range = admissible(y.len(), trim);
            let inside = all.iter().filter(|(position, _)| range.contains(position));
            let smallest = inside.map(|(_, t)| *t).fold(f64::INFINITY, f64::min);
            draw.push((format!("za-{}-{trim:.2}", model.id()), smallest));
        }
    }
    draw
}

/// Statistics of independent walks: the last column on the first `1, 2, …`, and all of the first `2, 3, …`.
fn system(walks: &[Vec<f64>]) -> Draw {
    let mut draw = Draw::new();
    let nobs = walks[0].len() as f64;
    for trend in Trend::ALL {
        let id = trend.id();
        let deterministic = |t: f64| [1.0, t - 0.5, (t - 0.5).powi(2) - 1.0 / 12.0];
        let term = |j: usize| (0..walks[0].len()).map(|t| deterministic(t as f64 / nobs)[j]).collect();
        let mut basis: Vec<Vec<f64>> = Vec::new();
        let mut residual = walks[SERIES - 1].clone();
        for column in (0..trend.terms()).map(term) {
            push(&mut basis, column);
            take_out(&basis[basis.len() - 1], &mut residual);
        }
        // Columns of the inverse of the triangle of the first walks, and their squared lengths.
        let mut triangle: Vec<Vec<f64>> = Vec::new();
        let mut trace = 0.0;
        for count in 1..=SERIES {
            let last = count == SERIES;
            let entries = push(&mut basis, walks[count - 1].clone());
            triangle.push(entries[trend.terms()..].to_vec());
            trace += inverse_column(&triangle).iter().map(|v| v * v).sum::<f64>();
            if count >= 2 {
                draw.push((format!("po-pz-{id}-{count}"), nobs * nobs * trace));
            }
            if last {
                break;
            }
            take_out(&basis[basis.len() - 1], &mut residual);
            let series = count + 1;
            draw.push((format!("po-pu-{id}-{series}"), nobs * nobs / dot(&residual, &residual)));
            draw.push((format!("po-za-{id}-{series}"), nobs * bias(&residual)));
            if series > 6 {
                draw.push((format!("eg-t-{id}-{series}"), dickey_fuller_t(&residual)));
            }
        }
    }
    draw
}

/// Adds the direction a column adds to the basis; returns the column's coordinates.
fn push(basis: &mut Vec<Vec<f64>>, mut column: Vec<f64>) -> Vec<f64> {
    let mut entries: Vec<f64> = basis.iter().map(|unit| take_out(unit, &mut column)).collect();
    let length = dot(&column, &column).sqrt();
    for value in &mut column {
        *value /= length;
    }
    entries.push(length);
    basis.push(column);
    entries
}

fn take_out(unit: &[f64], column: &mut [f64]) -> f64 {
    let along = dot(unit, column);
    column.iter_mut().zip(unit).for_each(|(value, u)| *value -= along * u);
    along
}

/// The last column of the inverse of a triangle given by columns.
fn inverse_column(triangle: &[Vec<f64>]) -> Vec<f64> {
    let k = triangle.len();
    let mut b = vec![0.0; k];
    b[k - 1] = 1.0;
    for i in (0..k).rev() {
        let later: f64 = (i + 1..k).map(|j| triangle[j][i] * b[j]).sum();
        b[i] = (b[i] - later) / triangle[i][i];
    }
    b
}

/// The autoregressive coefficient of a residual, less one.
fn bias(u: &[f64]) -> f64 {
    let (before, after) = (&u[..u.len() - 1], &u[1..]);
    let change: f64 = before.iter().zip(after).map(|(b, a)| b * (a - b)).sum();
    change / dot(before, before)
}

fn dickey_fuller_t(u: &[f64]) -> f64 {
    let (before, after) = (&u[..u.len() - 1], &u[1..]);
    let squares = dot(before, before);
    let change: f64 = before.iter().zip(after).map(|(b, a)| b * (a - b)).sum();
    let total: f64 = before.iter().zip(after).map(|(b, a)| (a - b).powi(2)).sum();
    let rest = total - change * change / squares;
    change / squares.sqrt() / (rest / (before.len() as f64 - 1.0)).sqrt()
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    let mut sums = [0.0; 8];
    for (x, y) in a.chunks(8).zip(b.chunks(8)) {
        for (sum, (x, y)) in sums.iter_mut().zip(x.iter().zip(y)) {
            *sum += x * y;
        }
    }
    sums.iter().sum()
}
