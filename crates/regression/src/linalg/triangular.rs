//! Substitution in small upper triangles.

use ndarray::{Array1, Array2, ArrayView1, ArrayView2};

/// Solves `Rb = c` for an upper triangle `R`, shape `(k, k)`.
pub fn solve_upper(r: ArrayView2<'_, f64>, c: ArrayView1<'_, f64>) -> Array1<f64> {
    let mut b = c.to_owned();
    for i in (0..b.len()).rev() {
        let mut rest = b[i];
        for j in i + 1..b.len() {
            rest -= r[[i, j]] * b[j];
        }
        b[i] = rest / r[[i, i]];
    }
    b
}

/// Solves `R'b = c` for an upper triangle `R`, shape `(k, k)`.
pub fn solve_upper_transposed(r: ArrayView2<'_, f64>, c: ArrayView1<'_, f64>) -> Array1<f64> {
    let mut b = c.to_owned();
    for i in 0..b.len() {
        let mut rest = b[i];
        for j in 0..i {
            rest -= r[[j, i]] * b[j];
        }
        b[i] = rest / r[[i, i]];
    }
    b
}

/// Inverse of an upper triangle, shape `(k, k)`.
pub fn invert_upper(r: ArrayView2<'_, f64>) -> Array2<f64> {
    let k = r.nrows();
    let mut inverse = Array2::zeros((k, k));
    for column in 0..k {
        inverse[[column, column]] = 1.0 / r[[column, column]];
        for i in (0..column).rev() {
            let mut rest = 0.0;
            for j in i + 1..=column {
                rest -= r[[i, j]] * inverse[[j, column]];
            }
            inverse[[i, column]] = rest / r[[i, i]];
        }
    }
    inverse
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;

    #[test]
    fn substitution_undoes_multiplication() {
        let r = array![[2.0, 1.0, -1.0], [0.0, 4.0, 3.0], [0.0, 0.0, 0.5]];
        let b = array![1.0, -2.0, 3.0];
        let solved = solve_upper(r.view(), r.dot(&b).view());
        let transposed = solve_upper_transposed(r.view(), r.t().dot(&b).view());
        let unit = invert_upper(r.view()).dot(&r);
        for i in 0..3 {
            assert!((solved[i] - b[i]).abs() < 1e-14 && (transposed[i] - b[i]).abs() < 1e-14);
            assert!((unit[[i, i]] - 1.0).abs() < 1e-14);
        }
    }
}
