//! Column-major copies: numerical loops run down columns.

use ndarray::{Array2, ArrayView2};

/// Rows copied at a time, so that reads by row and writes by column both stay in the nearest cache.
const BLOCK: usize = 64;

/// A copy with contiguous columns, shape `(n, k)`.
pub fn column_major(x: ArrayView2<'_, f64>) -> Array2<f64> {
    let (n, k) = x.dim();
    let mut values = vec![0.0; n * k];
    if let (Some(source), true) = (x.as_slice(), n > 0 && k > 0) {
        for (block, rows) in source.chunks(BLOCK * k).enumerate() {
            let first = block * BLOCK;
            for (j, column) in values.chunks_exact_mut(n).enumerate() {
                let targets = &mut column[first..first + rows.len() / k];
                for (i, target) in targets.iter_mut().enumerate() {
                    *target = rows[i * k + j];
                }
            }
        }
    } else if n > 0 {
        for (target, column) in values.chunks_exact_mut(n).zip(x.columns()) {
            match column.as_slice() {
                Some(source) => target.copy_from_slice(source),
                None => target.iter_mut().zip(column).for_each(|(value, entry)| *value = *entry),
            }
        }
    }
    Array2::from_shape_vec((k, n), values).unwrap_or_default().reversed_axes()
}

/// Numbers added up side by side.
const LANES: usize = 8;

/// Inner product with eight running sums: the same order of additions on every processor.
#[inline]
pub fn dot(a: &[f64], b: &[f64]) -> f64 {
    let mut sums = [0.0; LANES];
    let ((a_parts, a_rest), (b_parts, b_rest)) = (a.as_chunks::<LANES>(), b.as_chunks::<LANES>());
    for (x, y) in a_parts.iter().zip(b_parts) {
        for i in 0..LANES {
            sums[i] += x[i] * y[i];
        }
    }
    let rest: f64 = a_rest.iter().zip(b_rest).map(|(x, y)| x * y).sum();
    sums.iter().sum::<f64>() + rest
}

#[cfg(test)]
mod tests {
    use ndarray::Array2;

    use super::{column_major, dot};

    #[test]
    fn a_copy_has_the_same_entries_in_the_other_order() {
        for (n, k) in [(1, 1), (130, 3), (64, 2), (5, 7)] {
            let x = Array2::from_shape_fn((n, k), |(i, j)| (i * 10 + j) as f64);
            let copy = column_major(x.view());
            assert_eq!(copy, x);
            assert!(copy.t().is_standard_layout());
            assert_eq!(column_major(copy.view()), x);
        }
    }

    #[test]
    fn the_inner_product_counts_every_entry() {
        let a: Vec<f64> = (0..21).map(f64::from).collect();
        assert!((dot(&a, &a) - 2870.0).abs() < 1e-9);
    }
}
