//! Small normal equations of several draws side by side, on the stack.

#![allow(clippy::needless_range_loop)] // loops over positions become wide instructions, iterators not always
#![allow(clippy::inline_always)] // what is not inlined runs without the wide instructions

/// Draws solved side by side.
pub(super) const LANES: usize = 8;

/// Smallest pivot relative to the column's own length: the sine of the angle between a column and the ones before it. Below it
/// normal equations lose too many digits.
const SMALLEST_PIVOT: f64 = 1e-3;

/// Normal equations of [`LANES`] draws, `K` a bound on the number of columns known to the compiler.
#[derive(Debug, Clone, Copy)]
pub(super) struct Equations<const K: usize> {
    /// Lower triangles.
    pub(super) matrix: [[[f64; LANES]; K]; K],
    /// Right-hand sides, then solutions.
    pub(super) right: [[f64; LANES]; K],
}

impl<const K: usize> Equations<K> {
    pub(super) fn zeros() -> Self {
        Self { matrix: [[[0.0; LANES]; K]; K], right: [[0.0; LANES]; K] }
    }

    /// Solves by Cholesky in place; `false` for draws whose columns are nearly dependent.
    #[inline(always)]
    pub(super) fn solve(&mut self, k: usize) -> [bool; LANES] {
        let mut good = [true; LANES];
        let mut reciprocal = [[0.0; LANES]; K];
        for j in 0..k {
            // The row so far, column by column: everything of row `j` that is final.
            let mut pivot = self.matrix[j][j];
            let length = pivot;
            for m in 0..j {
                for l in 0..LANES {
                    pivot[l] -= self.matrix[j][m][l] * self.matrix[j][m][l];
                }
            }
            for l in 0..LANES {
                good[l] &= pivot[l] > SMALLEST_PIVOT * SMALLEST_PIVOT * length[l];
                reciprocal[j][l] = 1.0 / pivot[l].sqrt();
            }
            for i in j + 1..k {
                let mut entry = self.matrix[i][j];
                for m in 0..j {
                    for l in 0..LANES {
                        entry[l] -= self.matrix[i][m][l] * self.matrix[j][m][l];
                    }
                }
                for l in 0..LANES {
                    self.matrix[i][j][l] = entry[l] * reciprocal[j][l];
                }
            }
            let mut value = self.right[j];
            for m in 0..j {
                for l in 0..LANES {
                    value[l] -= self.matrix[j][m][l] * self.right[m][l];
                }
            }
            for l in 0..LANES {
                self.right[j][l] = value[l] * reciprocal[j][l];
            }
        }
        for j in (0..k).rev() {
            let mut value = self.right[j];
            for i in j + 1..k {
                for l in 0..LANES {
                    value[l] -= self.matrix[i][j][l] * self.right[i][l];
                }
            }
            for l in 0..LANES {
                self.right[j][l] = value[l] * reciprocal[j][l];
            }
        }
        good
    }
}
