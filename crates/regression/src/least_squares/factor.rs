//! The factored design: rank, condition number, bread and leverages.

use std::borrow::Cow;

use fxsens_core::fit::FitError;
use ndarray::{Array1, Array2, ArrayView1, ArrayView2, Axis};

use super::extended::Extended;
use super::refine;
use crate::linalg::{dense, layout, rank, triangular};

/// Condition number (unit-length columns) up to which the Gram matrix is good to 13 digits and no refinement is
/// needed: the error of the bread grows with its square.
pub const WELL_CONDITIONED: f64 = 30.0;

/// Condition number from which the bread is refined too.
pub const ILL_CONDITIONED: f64 = 1e6;

/// A design of full rank with its columns scaled to unit length, `X S⁻¹ P = QR`.
#[derive(Debug, Clone)]
pub struct Factor {
    /// Columns of unit length, shape `(n, k)`.
    unit: Array2<f64>,
    /// Lengths of the columns.
    lengths: Vec<f64>,
    /// `order[p]` is the column at position `p` of the triangle.
    order: Vec<usize>,
    /// Upper triangle, shape `(k, k)`.
    r: Array2<f64>,
    /// Orthonormal columns, shape `(n, k)`; absent for well-conditioned designs, which do not need them.
    q: Option<Array2<f64>>,
    /// Condition number where it had to be known; otherwise it is below [`WELL_CONDITIONED`].
    condition: Option<f64>,
}

impl Factor {
    /// Factors a design, shape `(n, k)` with `n >= k`. Well-conditioned designs go through the Cholesky factor of
    /// the Gram matrix, all others through QR with column pivoting.
    ///
    /// # Errors
    /// [`FitError::Collinear`] names the columns that depend on others (see [`rank::TOLERANCE`]);
    /// [`FitError::TooFewObservations`] for fewer rows than columns.
    pub fn new(x: ArrayView2<'_, f64>, names: &[String]) -> Result<Self, FitError> {
        let (n, k) = x.dim();
        if n < k || k == 0 {
            return Err(FitError::TooFewObservations { nobs: n, parameters: k, needed: k + 1 });
        }
        let (unit, lengths) = rank::unit_columns(x);
        let gram = unit.t().dot(&unit);
        if let Some(l) = dense::cholesky(gram.view()) {
            let r = l.reversed_axes();
            // Most designs are settled by the bound, which costs a small part of the eigenvalues.
            let condition = if condition_bound(r.view()) <= WELL_CONDITIONED {
                None
            } else {
                Some(gram_condition(gram.view()))
            };
            if condition.is_none_or(|c| c <= WELL_CONDITIONED) {
                return Ok(Self { unit, lengths, order: (0..k).collect(), r, q: None, condition });
            }
        }
        let qr = dense::pivoted_qr(unit.view());
        if !(0..k).all(|j| qr.r[[j, j]].abs() > rank::TOLERANCE) {
            return Err(rank::explain(unit.view(), names));
        }
        let condition = Some(dense::condition_number(qr.r.view()));
        Ok(Self { unit, lengths, order: qr.order, r: qr.r, q: Some(qr.q), condition })
    }

    /// Number of columns.
    pub fn parameters(&self) -> usize {
        self.lengths.len()
    }

    /// Condition number of the design with its columns scaled to unit length.
    pub fn condition(&self) -> f64 {
        self.condition.unwrap_or_else(|| gram_condition(self.r.t().dot(&self.r).view()))
    }

    /// Whether point estimates need refinement.
    pub fn needs_refinement(&self) -> bool {
        self.condition.is_some_and(|condition| condition > WELL_CONDITIONED)
    }

    fn is_ill_conditioned(&self) -> bool {
        self.condition.is_some_and(|condition| condition > ILL_CONDITIONED)
    }

    /// The design with the digits restored that refinement can use, see [`Extended`]: only ill-conditioned designs
    /// are searched for powers.
    pub fn extended<'a>(&self, x: ArrayView2<'a, f64>) -> Extended<'a> {
        if self.is_ill_conditioned() { Extended::with_powers(x) } else { Extended::plain(x) }
    }

    /// Solves the augmented system `r + Xb = f`, `X'r = g`, shapes `(n)` and `(k)`: least squares for `g = 0`
    /// (Björck 1967). Returns `(r, b)`.
    pub fn solve_augmented(
        &self,
        f: ArrayView1<'_, f64>,
        g: ArrayView1<'_, f64>,
    ) -> (Array1<f64>, Array1<f64>) {
        let scaled: Array1<f64> = self.order.iter().map(|j| g[*j] / self.lengths[*j]).collect();
        let h = triangular::solve_upper_transposed(self.r.view(), scaled.view());
        let q = self.orthonormal();
        let c = q.t().dot(&f) - h;
        let rest = &f - &q.dot(&c);
        (rest, self.unscale(triangular::solve_upper(self.r.view(), c.view()).view()))
    }

    /// `Q'y` of an outcome `y`, shape `(n)`: its coordinates in the orthonormal basis, shape `(k)`.
    pub fn coordinates(&self, y: ArrayView1<'_, f64>) -> Array1<f64> {
        match &self.q {
            Some(q) => q.t().dot(&y),
            None => triangular::solve_upper_transposed(self.r.view(), self.unit.t().dot(&y).view()),
        }
    }

    /// The same of a series `1, …, lags` periods before, zero before the sample; shape `(k, lags)`.
    pub(crate) fn coordinates_of_lags(&self, series: &[f64], lags: usize) -> Array2<f64> {
        let columns = self.q.as_ref().unwrap_or(&self.unit);
        let mut along = Array2::zeros((lags, columns.ncols())).reversed_axes();
        for (column, mut row) in columns.columns().into_iter().zip(along.rows_mut()) {
            let column = column.as_slice().map_or_else(|| Cow::Owned(column.to_vec()), Cow::Borrowed);
            for (lag, product) in (1..=lags).zip(&mut row) {
                *product = layout::dot(&column[lag..], &series[..series.len() - lag]);
            }
        }
        if self.q.is_none() {
            for mut column in along.columns_mut() {
                let solved = triangular::solve_upper_transposed(self.r.view(), column.view());
                column.assign(&solved);
            }
        }
        along
    }

    /// Least-squares coefficients of `y`, shape `(n)`, without refinement.
    pub fn coefficients(&self, y: ArrayView1<'_, f64>) -> Array1<f64> {
        let c = self.coordinates(y);
        self.unscale(triangular::solve_upper(self.r.view(), c.view()).view())
    }

    /// Bread `(X'X)⁻¹`, shape `(k, k)`, exactly symmetric. `x` is the design the factor was made from; it is read
    /// only for ill-conditioned designs, whose bread is refined column by column.
    pub fn bread(&self, x: ArrayView2<'_, f64>) -> Array2<f64> {
        if self.is_ill_conditioned() {
            return refine::bread(self, &self.extended(x));
        }
        let inverse = triangular::invert_upper(self.r.view());
        let k = self.lengths.len();
        let mut bread = Array2::zeros((k, k));
        for p in 0..k {
            for q in 0..=p {
                let entry: f64 = (p..k).map(|m| inverse[[p, m]] * inverse[[q, m]]).sum();
                let (i, j) = (self.order[p], self.order[q]);
                bread[[i, j]] = entry / self.lengths[i] / self.lengths[j];
                bread[[j, i]] = bread[[i, j]];
            }
        }
        bread
    }

    /// Leverages `hₜ = xₜ'(X'X)⁻¹xₜ`, shape `(n)`.
    pub fn leverages(&self) -> Array1<f64> {
        self.orthonormal().map_axis(Axis(1), |row| row.dot(&row).min(1.0))
    }

    /// Orthonormal basis of the column space, shape `(n, k)`.
    pub fn orthonormal(&self) -> Array2<f64> {
        match &self.q {
            Some(q) => q.clone(),
            None => self.unit.dot(&triangular::invert_upper(self.r.view())),
        }
    }

    /// Pseudo-inverse `(X'X)⁻¹X'`, shape `(k, n)`.
    pub fn pseudo_inverse(&self) -> Array2<f64> {
        let all: Vec<usize> = (0..self.order.len()).collect();
        self.pseudo_inverse_rows(self.orthonormal().view(), &all)
    }

    /// The rows of the pseudo-inverse that make these coefficients, shape `(columns, n)`; `basis` is
    /// [`orthonormal`](Self::orthonormal).
    pub fn pseudo_inverse_rows(&self, basis: ArrayView2<'_, f64>, columns: &[usize]) -> Array2<f64> {
        let mut inverse = triangular::invert_upper(self.r.view());
        for (mut row, j) in inverse.rows_mut().into_iter().zip(&self.order) {
            row /= self.lengths[*j];
        }
        let place = |column: &usize| self.order.iter().position(|j| j == column);
        let places: Vec<usize> = columns.iter().filter_map(place).collect();
        inverse.select(Axis(0), &places).dot(&basis.t())
    }

    /// The triangle `R`, shape `(k, k)`, of the scaled columns in their order.
    pub(super) fn triangle(&self) -> ArrayView2<'_, f64> {
        self.r.view()
    }

    /// Coefficients on the design from those on the columns of the triangle.
    pub(super) fn unscale(&self, pivoted: ArrayView1<'_, f64>) -> Array1<f64> {
        let mut b = Array1::zeros(pivoted.len());
        for (value, j) in pivoted.iter().zip(&self.order) {
            b[*j] = value / self.lengths[*j];
        }
        b
    }
}

/// What the condition number of unit-length columns cannot exceed, from their triangle `R`: `√k` times the Frobenius norm
/// of `R⁻¹`.
fn condition_bound(r: ArrayView2<'_, f64>) -> f64 {
    let squares: f64 = triangular::invert_upper(r).iter().map(|entry| entry * entry).sum();
    (r.nrows() as f64 * squares).sqrt()
}

/// Condition number of unit-length columns from their Gram matrix; infinite when it is not positive definite.
fn gram_condition(gram: ArrayView2<'_, f64>) -> f64 {
    match dense::symmetric_eigenvalues(gram).as_deref() {
        Some([only]) if *only > 0.0 => 1.0,
        Some([low, .., high]) if *low > 0.0 => (high / low).sqrt(),
        _ => f64::INFINITY,
    }
}
