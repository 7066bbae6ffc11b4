//! Small normal equations on the stack, their size a multiple of four known to the compiler.

#![allow(clippy::needless_range_loop)] // loops over positions become wide instructions, iterators not always
#![allow(clippy::inline_always)] // what is not inlined runs without the wide instructions

/// Most regressors of one choice.
pub const MOST: usize = 20;

/// Smallest pivot, columns being of unit length: the sine of the angle between a column and the ones before it. Below it
/// normal equations lose too many digits.
const SMALLEST_PIVOT: f64 = 1e-3;

/// The lower triangular factor of `k ≤ K` normal equations; rows and columns from `k` on are those of the identity.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cholesky<const K: usize> {
    /// Entries below the diagonal.
    lower: [[f64; K]; K],
    /// Reciprocals of the diagonal.
    reciprocal: [f64; K],
}

impl<const K: usize> Cholesky<K> {
    /// Factors the matrix whose lower triangle has these entries; `None` when columns are nearly dependent.
    #[inline(always)]
    pub(super) fn new(matrix: &[[f64; K]; K]) -> Option<Self> {
        let mut lower = [[0.0; K]; K];
        let mut reciprocal = [0.0; K];
        // Column by column, each finished column taken from all rows below at once.
        let mut rest = *matrix;
        for j in 0..K {
            let pivot = rest[j][j];
            if pivot < SMALLEST_PIVOT * SMALLEST_PIVOT || pivot.is_nan() {
                return None;
            }
            reciprocal[j] = 1.0 / pivot.sqrt();
            for i in j..K {
                lower[i][j] = rest[i][j] * reciprocal[j];
            }
            for i in j + 1..K {
                for l in j + 1..=i {
                    rest[i][l] -= lower[i][j] * lower[l][j];
                }
            }
        }
        Some(Self { lower, reciprocal })
    }

    /// Solves the equations.
    #[inline(always)]
    pub(super) fn solve(&self, right: &[f64; K]) -> [f64; K] {
        let mut values = *right;
        for j in 0..K {
            values[j] *= self.reciprocal[j];
            for i in j + 1..K {
                values[i] -= self.lower[i][j] * values[j];
            }
        }
        self.solve_transposed(values)
    }

    /// One column of the inverse.
    #[inline(always)]
    pub(super) fn column_of_inverse(&self, column: usize) -> [f64; K] {
        let mut unit = [0.0; K];
        unit[column] = 1.0;
        self.solve(&unit)
    }

    /// The inverse, exactly symmetric.
    #[inline(always)]
    pub(super) fn inverse(&self) -> [[f64; K]; K] {
        // Rows of L⁻¹; the inverse is the sum of their outer products.
        let mut rows = [[0.0; K]; K];
        for i in 0..K {
            let mut row = [0.0; K];
            row[i] = 1.0;
            for j in 0..i {
                for l in 0..K {
                    row[l] -= self.lower[i][j] * rows[j][l];
                }
            }
            for l in 0..K {
                row[l] *= self.reciprocal[i];
            }
            rows[i] = row;
        }
        let mut inverse = [[0.0; K]; K];
        for row in &rows {
            for i in 0..K {
                for j in 0..K {
                    inverse[i][j] += row[i] * row[j];
                }
            }
        }
        inverse
    }

    #[inline(always)]
    fn solve_transposed(&self, mut values: [f64; K]) -> [f64; K] {
        for i in (0..K).rev() {
            values[i] *= self.reciprocal[i];
            for j in 0..i {
                values[j] -= self.lower[i][j] * values[i];
            }
        }
        values
    }
}

/// `A B`.
#[inline(always)]
pub(super) fn product<const K: usize>(a: &[[f64; K]; K], b: &[[f64; K]; K]) -> [[f64; K]; K] {
    let mut product = [[0.0; K]; K];
    for i in 0..K {
        for l in 0..K {
            for j in 0..K {
                product[i][j] += a[i][l] * b[l][j];
            }
        }
    }
    product
}
