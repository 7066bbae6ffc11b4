//! Bands that hold for a whole path.

use fxsens_core::distribution::Distribution;
use fxsens_core::rng::Stream;
use ndarray::{Array2, ArrayView2};
use rayon::prelude::*;

use crate::linalg::dense::cholesky;

/// Draws handled by one task.
const CHUNK: usize = 256;

/// Draws worked on side by side.
const LANES: usize = 8;

/// Largest absolute values of normal vectors with a correlation matrix, sorted: the law of the sup-t statistic (Montiel Olea
/// and Plagborg-Møller 2019).
#[derive(Debug, Clone, PartialEq)]
pub struct SupT(Vec<f64>);

impl SupT {
    /// Simulates the law for a covariance matrix, shape `(m, m)`. `None` when it has no positive diagonal or cannot be
    /// factored.
    pub fn new(covariance: ArrayView2<'_, f64>, draws: usize, seed: u64) -> Option<Self> {
        let m = covariance.nrows();
        let scale: Vec<f64> = covariance.diag().iter().map(|value| value.sqrt()).collect();
        if !scale.iter().all(|value| *value > 0.0) {
            return None;
        }
        // The touch on the diagonal lets a matrix of less than full rank be factored; it moves quantiles by nothing.
        let correlation = Array2::from_shape_fn((m, m), |(i, j)| {
            covariance[[i, j]] / (scale[i] * scale[j]) + if i == j { 1e-9 } else { 0.0 }
        });
        let lower = cholesky(correlation.view())?;
        let rows: Vec<Vec<f64>> = (0..m).map(|i| (0..=i).map(|j| lower[[i, j]]).collect()).collect();
        let chunk = |task: usize| {
            let mut stream = Stream::new(seed, task as u64);
            let count = CHUNK.min(draws - task * CHUNK);
            let mut normals = vec![[0.0; LANES]; m];
            let mut all = Vec::with_capacity(count.next_multiple_of(LANES));
            while all.len() < count {
                for lane in 0..LANES {
                    for value in &mut normals {
                        value[lane] = stream.normal();
                    }
                }
                all.extend(largest(&rows, &normals));
            }
            all.truncate(count);
            all
        };
        let mut values: Vec<f64> = (0..draws.div_ceil(CHUNK)).into_par_iter().flat_map_iter(chunk).collect();
        values.sort_unstable_by(f64::total_cmp);
        Some(Self(values))
    }

    /// The value that the largest of all t statistics exceeds with probability `alpha`.
    pub fn critical_value(&self, alpha: f64) -> f64 {
        let last = self.0.len() - 1;
        self.0[(((1.0 - alpha) * last as f64).ceil() as usize).min(last)]
    }

    /// Share of draws at or beyond a value, the value itself counted among them.
    pub fn p_value(&self, value: f64) -> f64 {
        let beyond = self.0.len() - self.0.partition_point(|draw| *draw < value);
        (beyond + 1) as f64 / (self.0.len() + 1) as f64
    }
}

/// Largest absolute entry of `Lz` for each of several `z` side by side, `L` given by the rows of its triangle.
fn largest(rows: &[Vec<f64>], normals: &[[f64; LANES]]) -> [f64; LANES] {
    let mut largest = [0.0_f64; LANES];
    for row in rows {
        let mut sums = [0.0; LANES];
        for (factor, values) in row.iter().zip(normals) {
            for lane in 0..LANES {
                sums[lane] += factor * values[lane];
            }
        }
        for lane in 0..LANES {
            largest[lane] = largest[lane].max(sums[lane].abs());
        }
    }
    largest
}

/// Šidák's critical value for `m` t statistics: as if they were independent.
pub fn sidak(distribution: &Distribution, m: usize, alpha: f64) -> f64 {
    // 1 − (1 − α)^{1/m}, without loss for small α.
    let single = -(f64::ln_1p(-alpha) / m as f64).exp_m1();
    distribution.critical_value(single)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn independent_statistics_give_sidak_and_equal_ones_the_pointwise_value() {
        let independent = SupT::new(Array2::eye(5).view(), 200_000, 1).map(|law| law.critical_value(0.05));
        let expected = sidak(&Distribution::Normal, 5, 0.05);
        assert!((independent.unwrap_or(0.0) - expected).abs() < 0.02, "{independent:?} {expected}");
        let same = SupT::new(Array2::from_elem((5, 5), 4.0).view(), 200_000, 1);
        let same = same.map_or(0.0, |law| law.critical_value(0.05));
        assert!((same - Distribution::Normal.critical_value(0.05)).abs() < 0.02, "{same}");
    }
}
