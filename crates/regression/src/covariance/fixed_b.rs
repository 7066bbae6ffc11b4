//! The fixed-b law of a t statistic (Kiefer and Vogelsang 2005), exact at the sample's own length.
//!
//! When the bandwidth is a fixed share `b` of the sample, the HAC variance does not settle to a constant: under
//! the null the t statistic tends to `W(1) / √Q(b)`, with `Q` a quadratic form of a Brownian bridge. With `K` the
//! matrix of kernel weights and `M` the demeaning matrix, `Q = u'MKMu / T` for independent normal `u`, a weighted
//! sum of chi-squared(1) variables whose weights are the eigenvalues of `MKM / T`.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use fxsens_core::distribution::Distribution;
use ndarray::Array2;

use super::kernel::Kernel;
use crate::linalg::dense;

/// Longest sample whose eigenvalues are computed as they are; longer ones use a grid of this many points at the
/// same `b`, which moves a critical value by less than one in a thousand.
pub const GRID: usize = 600;

/// Weights below this share of the largest are dropped.
const NEGLIGIBLE: f64 = 1e-12;

type Key = (Kernel, usize, u64);
static CACHE: Mutex<BTreeMap<Key, Vec<f64>>> = Mutex::new(BTreeMap::new());

/// The reference distribution of a t statistic with this kernel and bandwidth. The label's `b` is the kernel's
/// width over the sample length. `None` if the eigenvalue iteration fails.
pub fn distribution(kernel: Kernel, bandwidth: f64, nobs: usize) -> Option<Distribution> {
    let b = kernel.width(bandwidth) / nobs as f64;
    let weights = cached_weights(kernel, b, nobs.min(GRID))?;
    Some(Distribution::NormalOverQuadratic {
        label: format!("fixed-b ({}, b = {b:.2})", kernel.name()),
        weights,
    })
}

fn cached_weights(kernel: Kernel, b: f64, points: usize) -> Option<Vec<f64>> {
    let key = (kernel, points, b.to_bits());
    if let Some(known) = CACHE.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
        return Some(known.clone());
    }
    let fresh = weights(kernel, b, points)?;
    CACHE.lock().unwrap_or_else(PoisonError::into_inner).insert(key, fresh.clone());
    Some(fresh)
}

/// Eigenvalues of `MKM / n` in falling order, negligible ones dropped.
///
/// `K` is unchanged when rows and columns are reversed, so it splits into a block on symmetric and a block on
/// antisymmetric vectors, each of half the size; demeaning touches the symmetric block only.
pub fn weights(kernel: Kernel, b: f64, points: usize) -> Option<Vec<f64>> {
    let width = b * points as f64;
    let entry = |i: usize, j: usize| kernel.weight((i as f64 - j as f64) / width);
    let half = points / 2;
    let odd = Array2::from_shape_fn((half, half), |(i, j)| entry(i, j) - entry(i, points - 1 - j));
    let even = demeaned_even_block(&entry, points);
    let mut all = dense::symmetric_eigenvalues(odd.view())?;
    all.extend(dense::symmetric_eigenvalues(even.view())?);
    all.sort_by(|a, b| b.total_cmp(a));
    let floor = all.first().copied().unwrap_or(0.0) * NEGLIGIBLE;
    Some(all.into_iter().filter(|value| *value > floor).map(|value| value / points as f64).collect())
}

/// `K` on symmetric vectors, the mean taken out on both sides.
fn demeaned_even_block(entry: &impl Fn(usize, usize) -> f64, points: usize) -> Array2<f64> {
    let size = points.div_ceil(2);
    let is_middle = |i: usize| points % 2 == 1 && i == size - 1;
    let root = std::f64::consts::SQRT_2;
    let block = Array2::from_shape_fn((size, size), |(i, j)| match (is_middle(i), is_middle(j)) {
        (true, true) => entry(i, j),
        (true, false) | (false, true) => root * entry(i, j),
        (false, false) => entry(i, j) + entry(i, points - 1 - j),
    });
    let n = points as f64;
    let ones: ndarray::Array1<f64> =
        (0..size).map(|i| if is_middle(i) { 1.0 } else { root } / n.sqrt()).collect();
    let products = block.dot(&ones);
    let total = ones.dot(&products);
    Array2::from_shape_fn((size, size), |(i, j)| {
        block[[i, j]] - ones[i] * products[j] - products[i] * ones[j] + total * ones[i] * ones[j]
    })
}
