//! Whether the columns of a design can be told apart, and if not, which cannot.

use fxsens_core::fit::FitError;
use ndarray::{Array1, Array2, ArrayView2};

use super::layout;

/// A column of unit length counts as a combination of others when less than this length is left of it.
///
/// Rounding alone leaves about `1e-15` of a series that is the same in yen and in dollars, whatever the number of
/// observations, because every entry is rounded relative to itself. The hardest design worth fitting, NIST's
/// Filip (a polynomial of degree ten), leaves `1e-10`. The tolerance stands between the two.
pub const TOLERANCE: f64 = 1e-12;

/// Smallest share, in unit-length columns, that makes a column one of those another depends on.
const SHARE: f64 = 1e-8;

/// Names the columns of `x` (unit-length columns, shape `(n, k)`) that are combinations of others.
///
/// Columns are taken in the order of the design, so the constant and earlier regressors are kept and the later
/// one of a dependent group is named.
pub fn explain(x: ArrayView2<'_, f64>, names: &[String]) -> FitError {
    let mut rests: Vec<f64> = Vec::with_capacity(x.ncols());
    let mut basis = Basis::default();
    for j in 0..x.ncols() {
        let (rest, projected) = basis.project(x.column(j).to_owned());
        rests.push(rest);
        if rest > TOLERANCE {
            basis.push(projected / rest);
        }
    }
    let mut dependent: Vec<usize> = (0..rests.len()).filter(|j| rests[*j] <= TOLERANCE).collect();
    if dependent.is_empty() {
        dependent.extend((0..rests.len()).min_by(|a, b| rests[*a].total_cmp(&rests[*b])));
    }
    let kept: Vec<usize> = (0..rests.len()).filter(|j| !dependent.contains(j)).collect();
    let mut with: Vec<usize> = dependent.iter().flat_map(|j| partners(x, *j, &kept)).collect();
    with.sort_unstable();
    with.dedup();
    let named = |columns: &[usize]| columns.iter().map(|j| names[*j].clone()).collect();
    FitError::Collinear { columns: named(&dependent), with: named(&with) }
}

/// The kept columns that column `j` is made of: its least-squares coefficients on them that are not rounding.
fn partners(x: ArrayView2<'_, f64>, j: usize, kept: &[usize]) -> Vec<usize> {
    let mut basis = Basis::default();
    let mut triangle: Vec<Array1<f64>> = Vec::new();
    for column in kept {
        let own = x.column(*column).to_owned();
        let (rest, projected) = basis.project(own.clone());
        basis.push(projected / rest);
        triangle.push(basis.vectors.iter().map(|v| v.dot(&own)).collect());
    }
    let target = x.column(j);
    let mut rhs: Vec<f64> = basis.vectors.iter().map(|v| v.dot(&target)).collect();
    for p in (0..kept.len()).rev() {
        rhs[p] /= triangle[p][p];
        for i in 0..p {
            rhs[i] -= triangle[p][i] * rhs[p];
        }
    }
    kept.iter().zip(rhs).filter(|(_, share)| share.abs() > SHARE).map(|(column, _)| *column).collect()
}

#[derive(Default)]
struct Basis {
    vectors: Vec<Array1<f64>>,
}

impl Basis {
    fn push(&mut self, vector: Array1<f64>) {
        self.vectors.push(vector);
    }

    /// What is left of a vector outside the basis, with its length. Projecting twice is enough (Parlett 1980).
    fn project(&self, mut vector: Array1<f64>) -> (f64, Array1<f64>) {
        for _ in 0..2 {
            for direction in &self.vectors {
                let share = direction.dot(&vector);
                vector.scaled_add(-share, direction);
            }
        }
        (vector.dot(&vector).sqrt(), vector)
    }
}

/// Columns divided by their lengths, and the lengths. A column of zeros keeps its zeros and has length zero.
pub fn unit_columns(x: ArrayView2<'_, f64>) -> (Array2<f64>, Vec<f64>) {
    let mut unit = layout::column_major(x);
    let mut lengths = Vec::with_capacity(x.ncols());
    for mut column in unit.columns_mut() {
        let Some(values) = column.as_slice_memory_order_mut() else { continue };
        lengths.push(normalise(values));
    }
    (unit, lengths)
}

/// Divides a column by its Euclidean length and returns the length. Safe from overflow and underflow: the column
/// is first scaled by the power of two nearest its largest entry, which is exact.
fn normalise(values: &mut [f64]) -> f64 {
    let largest = values.iter().fold(0.0f64, |top, value| if value.abs() > top { value.abs() } else { top });
    if largest <= 0.0 {
        return 0.0;
    }
    let scale = 2f64.powi((largest.log2().floor() as i32).clamp(-1000, 1000));
    let down = 1.0 / scale;
    for value in values.iter_mut() {
        *value *= down;
    }
    let length = layout::dot(values, values).sqrt();
    let reciprocal = 1.0 / length;
    for value in values.iter_mut() {
        *value *= reciprocal;
    }
    scale * length
}
