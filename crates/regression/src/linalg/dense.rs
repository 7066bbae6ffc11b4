//! The only module that speaks to faer. Views of ndarray in, owned ndarray out.

use faer::{Mat, Side};
use ndarray::{Array2, ArrayView2};

/// A column-pivoted QR decomposition `X[:, order] = QR`.
#[derive(Debug, Clone)]
pub struct PivotedQr {
    /// Orthonormal columns, shape `(n, k)`.
    pub q: Array2<f64>,
    /// Upper triangle, shape `(k, k)`; its diagonal falls in absolute value.
    pub r: Array2<f64>,
    /// `order[p]` is the column of `X` at position `p`.
    pub order: Vec<usize>,
}

/// QR with column pivoting (Businger and Golub 1965) of a matrix with at least as many rows as columns.
pub fn pivoted_qr(x: ArrayView2<'_, f64>) -> PivotedQr {
    let (n, k) = x.dim();
    let decomposition = to_faer(x).col_piv_qr();
    let q = decomposition.compute_thin_Q();
    let r = decomposition.thin_R();
    let order = decomposition.P().arrays().0.to_vec();
    PivotedQr {
        q: Array2::from_shape_fn((n, k), |(i, j)| q[(i, j)]),
        r: Array2::from_shape_fn((k, k), |(i, j)| if i <= j { r[(i, j)] } else { 0.0 }),
        order,
    }
}

/// Eigenvalues of a symmetric matrix in rising order, read from its lower triangle; `None` when the iteration
/// fails or an entry is not finite.
pub fn symmetric_eigenvalues(a: ArrayView2<'_, f64>) -> Option<Vec<f64>> {
    to_faer(a).self_adjoint_eigenvalues(Side::Lower).ok()
}

/// Singular values in falling order; `None` when the iteration fails or an entry is not finite.
pub fn singular_values(a: ArrayView2<'_, f64>) -> Option<Vec<f64>> {
    to_faer(a).singular_values().ok()
}

/// Singular values in falling order and the right singular vectors, shape `(k, k)`, one per column, of a matrix of shape
/// `(n, k)` with `n >= k`; `None` when the iteration fails or an entry is not finite.
pub fn right_singular(a: ArrayView2<'_, f64>) -> Option<(Vec<f64>, Array2<f64>)> {
    let decomposition = to_faer(a).thin_svd().ok()?;
    let (values, vectors) = (decomposition.S().column_vector(), decomposition.V());
    let k = vectors.ncols();
    let vectors = Array2::from_shape_fn((vectors.nrows(), k), |(i, j)| vectors[(i, j)]);
    Some(((0..k).map(|j| values[j]).collect(), vectors))
}

/// Ratio of the largest to the smallest singular value; infinite for a singular matrix.
pub fn condition_number(a: ArrayView2<'_, f64>) -> f64 {
    match singular_values(a).as_deref() {
        Some([largest, .., smallest]) if *smallest > 0.0 => largest / smallest,
        Some([only]) if *only > 0.0 => 1.0,
        _ => f64::INFINITY,
    }
}

/// Lower triangle `L` with `A = LL'`; `None` when `A` is not positive definite.
pub fn cholesky(a: ArrayView2<'_, f64>) -> Option<Array2<f64>> {
    let k = a.nrows();
    let decomposition = to_faer(a).llt(Side::Lower).ok()?;
    let l = decomposition.L();
    Some(Array2::from_shape_fn((k, k), |(i, j)| if j <= i { l[(i, j)] } else { 0.0 }))
}

fn to_faer(a: ArrayView2<'_, f64>) -> Mat<f64> {
    Mat::from_fn(a.nrows(), a.ncols(), |i, j| a[[i, j]])
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;

    #[test]
    fn the_factors_multiply_back_to_the_matrix() {
        let x = array![[1.0, 2.0], [3.0, -1.0], [0.5, 4.0]];
        let qr = pivoted_qr(x.view());
        let back = qr.q.dot(&qr.r);
        for (p, column) in qr.order.iter().enumerate() {
            for i in 0..3 {
                assert!((back[[i, p]] - x[[i, *column]]).abs() < 1e-14);
            }
        }
        assert!(qr.r[[0, 0]].abs() >= qr.r[[1, 1]].abs());
    }

    #[test]
    fn eigenvalues_and_condition_number_of_a_known_matrix() {
        let a = array![[2.0, 1.0], [1.0, 2.0]];
        let values = symmetric_eigenvalues(a.view()).unwrap();
        assert!((values[0] - 1.0).abs() < 1e-14 && (values[1] - 3.0).abs() < 1e-14);
        assert!((condition_number(a.view()) - 3.0).abs() < 1e-13);
        assert!(condition_number(array![[1.0, 1.0], [1.0, 1.0]].view()) > 1e15);
        assert!(cholesky(array![[1.0, 2.0], [2.0, 1.0]].view()).is_none());
    }
}
