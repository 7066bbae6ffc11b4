//! Designs with more digits than `f64` holds.
//!
//! A polynomial of degree ten stores powers that were rounded, and in an ill-conditioned design those rounding
//! errors alone cost half the digits: exact arithmetic on the rounded powers of NIST's Filip set agrees with the
//! certified values to 7.6 digits and no solver can do better. Where one column is a whole power of another up to
//! rounding, the digits that were rounded away are known and can be put back.

use ndarray::{Array2, ArrayView1, ArrayView2};

use crate::linalg::twofold;

/// Highest power looked for.
const HIGHEST: usize = 16;

/// Rounding errors allowed between a column and the power, in units of the last place: repeated multiplication
/// makes one per factor.
const ROUNDINGS: f64 = 16.0;

/// A design `X` and what rounding took from it.
#[derive(Debug, Clone)]
pub struct Extended<'a> {
    /// The design as given, shape `(n, k)`.
    pub x: ArrayView2<'a, f64>,
    /// What must be added to it, shape `(n, k)`; absent when no column is a power of another.
    pub tail: Option<Array2<f64>>,
}

impl<'a> Extended<'a> {
    /// The design as it is.
    pub fn plain(x: ArrayView2<'a, f64>) -> Self {
        Self { x, tail: None }
    }

    /// Looks for columns that are whole powers of another and restores their digits. Among several bases the one
    /// with the highest exponent serves: it is the root of the others, so the order of the columns does not matter.
    pub fn with_powers(x: ArrayView2<'a, f64>) -> Self {
        let mut tail = Array2::zeros(x.dim());
        let mut found = false;
        for j in 0..x.ncols() {
            let powers = (0..x.ncols())
                .filter(|i| *i != j)
                .filter_map(|i| exponent(x.column(i), x.column(j)).map(|p| (i, p)))
                .max_by_key(|(i, p)| (*p, std::cmp::Reverse(*i)));
            if let Some((i, p)) = powers {
                found = true;
                for t in 0..x.nrows() {
                    tail[[t, j]] = twofold::power(x[[t, i]], p).minus(x[[t, j]]);
                }
            }
        }
        Self { x, tail: found.then_some(tail) }
    }

    /// Positions of the columns whose digits were restored.
    pub fn restored(&self) -> Vec<usize> {
        let changed = |tail: &Array2<f64>, j: usize| tail.column(j).iter().any(|gap| gap.abs() > 0.0);
        self.tail.iter().flat_map(|tail| (0..tail.ncols()).filter(|j| changed(tail, *j))).collect()
    }
}

/// The power of `base` that `column` is, from two to [`HIGHEST`].
fn exponent(base: ArrayView1<'_, f64>, column: ArrayView1<'_, f64>) -> Option<usize> {
    // A column of zeros and ones is every power of itself.
    if base.iter().all(|value| value.abs() <= 0.0 || (value.abs() - 1.0).abs() <= 0.0) {
        return None;
    }
    let is_power = |p: usize| {
        base.iter().zip(column).all(|(x, value)| {
            let gap = twofold::power(*x, p).minus(*value).abs();
            gap <= ROUNDINGS * f64::EPSILON * value.abs()
        })
    };
    (2..=HIGHEST).find(|p| is_power(*p))
}

#[cfg(test)]
mod tests {
    use ndarray::Array2;

    use super::*;

    #[test]
    fn powers_are_found_and_completed() {
        let x = Array2::from_shape_fn((9, 3), |(t, j)| (0.1 + t as f64).powi(j as i32 + 1));
        let tail = Extended::with_powers(x.view()).tail.unwrap_or_default();
        assert!(tail.column(0).iter().all(|gap| gap.abs() <= 0.0));
        // 1.1^2 = 1.2100000000000001865…, of which f64 holds 1.2100000000000001776….
        assert!((tail[[1, 1]] - 8.9e-18).abs() < 1e-16 && tail.column(1).iter().any(|gap| gap.abs() > 0.0));
        let unrelated = Array2::from_shape_fn((9, 2), |(t, j)| (t as f64 + 1.0).sin() + j as f64);
        assert!(Extended::with_powers(unrelated.view()).tail.is_none());
    }
}
