//! The linear programme of quantile regression, solved to an exact vertex.
//!
//! `min Σ wᵢ ρ(yᵢ − xᵢ'b)` with `ρ(u) = u (τ − 1{u < 0})` is reached at a `b` that fits `k` observations exactly
//! (Koenker and Bassett 1978, theorem 3.1). The search walks from one such vertex to the next along the edge on
//! which the loss falls, passing as many observations as keep it falling (Barrodale and Roberts 1973).

use fxsens_core::fit::FitError;
use fxsens_core::rng::Stream;
use fxsens_regression::least_squares::Factor;
use ndarray::{Array1, Array2, ArrayView1, ArrayView2, Axis};

use crate::pivot::{Step, Vertex};

/// Residuals below this share of the largest least-squares residual count as zero.
const ZERO: f64 = 1e-12;

/// Rounds of "descend, recompute from the data" before giving up; one is the rule.
const ROUNDS: usize = 5;

/// A quantile regression ready to be solved under any weights.
#[derive(Debug, Clone)]
pub(crate) struct Programme {
    /// The quantile.
    tau: f64,
    /// Orthonormal basis of the column space, shape `(n, k)`. A vertex depends on the space alone.
    design: Array2<f64>,
    /// Least-squares residuals, shape `(n)`: quantile residuals do not change when a combination of the columns
    /// is taken off the outcome, and small numbers round less.
    outcome: Array1<f64>,
    /// A second outcome, shape `(n)`, that settles the sign of zero residuals as if an infinitesimal multiple of
    /// it were added to the first: ties cannot make the search go round in circles.
    ties: Array1<f64>,
    /// Residuals up to this size are zero.
    tolerance: f64,
}

/// An optimal vertex.
#[derive(Debug, Clone)]
pub(crate) struct Optimum {
    pub(crate) vertex: Vertex,
    /// Whether no other vertex has the same loss.
    pub(crate) unique: bool,
}

impl Programme {
    /// Prepares the regression of `y`, shape `(n)`, on the design behind `factor`.
    pub(crate) fn new(factor: &Factor, y: ArrayView1<'_, f64>, tau: f64) -> Self {
        let design = factor.orthonormal();
        let outcome = &y - &design.dot(&design.t().dot(&y));
        let largest =
            |values: ArrayView1<'_, f64>| values.iter().fold(0.0f64, |top, value| top.max(value.abs()));
        let tolerance = ZERO * largest(outcome.view()) + 32.0 * f64::EPSILON * largest(y);
        let mut stream = Stream::new(0, 0);
        let ties = (0..y.len()).map(|_| stream.uniform() - 0.5).collect();
        Self { tau, design, outcome, ties, tolerance }
    }

    /// The vertex with the least loss, all weights one, from a start near least squares.
    pub(crate) fn solve(&self) -> Result<Optimum, FitError> {
        let weights = vec![1.0; self.outcome.len()];
        let start = self.vertex(self.first_basis()).ok_or_else(singular)?;
        self.descend(start, &weights)?.ok_or_else(singular)
    }

    /// The vertex with the least loss under `weights`, shape `(n)`, from a given vertex; `None` when the
    /// observations of positive weight do not determine the coefficients.
    pub(crate) fn descend(&self, start: Vertex, weights: &[f64]) -> Result<Option<Optimum>, FitError> {
        let limit = 50 * (self.outcome.len() + self.design.ncols());
        let mut vertex = start;
        for _ in 0..ROUNDS {
            let mut pivots = 0;
            let unique = loop {
                match vertex.step(weights, self.tau, self.tolerance) {
                    Step::Moved => pivots += 1,
                    Step::Optimal { unique } => break unique,
                    Step::Deficient => return Ok(None),
                }
                if pivots > limit {
                    return Err(no_convergence(pivots));
                }
            };
            if pivots == 0 {
                return Ok(Some(Optimum { vertex, unique }));
            }
            // Pivoting gathers rounding errors: recompute from the data, and look again.
            match self.vertex(vertex.basis().to_vec()) {
                Some(fresh) => vertex = fresh,
                None => return Ok(None),
            }
        }
        Err(no_convergence(ROUNDS))
    }

    /// The vertex that fits the observations of `basis`; `None` when they do not determine it.
    fn vertex(&self, basis: Vec<usize>) -> Option<Vertex> {
        let k = self.design.ncols();
        let rows = self.design.select(Axis(0), &basis);
        let inverse = Factor::new(rows.view(), &vec![String::new(); k]).ok()?.pseudo_inverse();
        let tableau = self.design.dot(&inverse);
        let residuals = |outcome: &Array1<f64>| outcome - &tableau.dot(&outcome.select(Axis(0), &basis));
        let (main, ties) = (residuals(&self.outcome), residuals(&self.ties));
        Some(Vertex::new(basis, &tableau, &main, &ties, self.tolerance))
    }

    /// Independent observations with small least-squares residuals: a start near the optimum.
    fn first_basis(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.outcome.len()).collect();
        order.sort_by(|i, j| self.outcome[*i].abs().total_cmp(&self.outcome[*j].abs()));
        let mut basis = Vec::new();
        let mut directions: Vec<Array1<f64>> = Vec::new();
        for share in [1e-1, 1e-3, 1e-6, 1e-9, 0.0] {
            for i in &order {
                if basis.len() == self.design.ncols() {
                    return basis;
                }
                let row = self.design.row(*i);
                let rest = outside(row, &directions);
                let length = rest.dot(&rest).sqrt();
                if !basis.contains(i) && length > share * row.dot(&row).sqrt() {
                    basis.push(*i);
                    directions.push(rest / length);
                }
            }
        }
        basis
    }
}

/// What is left of a vector outside the span of orthonormal `directions`.
fn outside(vector: ArrayView1<'_, f64>, directions: &[Array1<f64>]) -> Array1<f64> {
    let mut rest = vector.to_owned();
    for _ in 0..2 {
        for direction in directions {
            let share = direction.dot(&rest);
            rest.scaled_add(-share, direction);
        }
    }
    rest
}

/// Coefficients that fit the observations of `basis` exactly, shape `(k)`, with one step of refinement.
///
/// # Errors
/// [`FitError::Collinear`] when those observations do not determine them.
pub(crate) fn coefficients(
    x: ArrayView2<'_, f64>,
    y: ArrayView1<'_, f64>,
    basis: &[usize],
    names: &[String],
) -> Result<Array1<f64>, FitError> {
    let (rows, targets) = (x.select(Axis(0), basis), y.select(Axis(0), basis));
    let factor = Factor::new(rows.view(), names)?;
    let mut b = factor.coefficients(targets.view());
    let rest = &targets - &rows.dot(&b);
    b += &factor.coefficients(rest.view());
    Ok(b)
}

/// Check loss `ρ(u) = u (τ − 1{u < 0})`, summed.
pub(crate) fn loss(residuals: impl IntoIterator<Item = f64>, tau: f64) -> f64 {
    residuals.into_iter().map(|u| if u < 0.0 { (tau - 1.0) * u } else { tau * u }).sum()
}

fn singular() -> FitError {
    FitError::Degenerate {
        what: "no set of observations determines the coefficients to working precision".into(),
    }
}

fn no_convergence(iterations: usize) -> FitError {
    FitError::NoConvergence { what: "the search for the optimal vertex".into(), iterations, change: f64::NAN }
}
