//! Candidate columns with their cross-products, and regressions among them.

#![allow(clippy::needless_range_loop)] // loops over positions become wide instructions, iterators not always
#![allow(clippy::inline_always)] // what is not inlined runs without the wide instructions

use fxsens_core::fit::FitError;
use ndarray::{Array1, Array2, ArrayView2};
use rayon::prelude::*;

use super::cholesky::{Cholesky, MOST, product};
use super::lanes::{combine, dot, window_sums};
use super::long_run::LongRun;
use super::scratch::Scratch;
use crate::least_squares::Factor;

/// Choices handled by one task; results do not depend on it.
const CHUNK: usize = 64;

/// Columns of one sample, shape `(n, m)`, outcomes and regressors alike; a constant is a column of ones.
#[derive(Debug, Clone)]
pub struct Pool {
    nobs: usize,
    /// Columns of unit length, one after the other.
    columns: Vec<f64>,
    lengths: Vec<f64>,
    gram: Vec<f64>,
}

/// One regression among the columns of a pool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Column of the outcome.
    pub outcome: usize,
    /// Columns of the regressors; the first is the shock.
    pub regressors: Vec<usize>,
}

/// The shock's effect.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// Least-squares estimate, in units of the outcome per unit of the shock.
    pub estimate: f64,
    /// Standard error without small-sample factor.
    pub std_error: f64,
}

/// All effects.
#[derive(Debug, Clone, PartialEq)]
pub struct FullEstimate {
    /// Estimates in the order of the regressors.
    pub estimates: Array1<f64>,
    /// Newey–West covariance without small-sample factor, shape `(k, k)`.
    pub covariance: Array2<f64>,
}

impl Pool {
    /// Takes over columns of finite numbers, shape `(n, m)`.
    ///
    /// # Errors
    /// [`FitError::Degenerate`] for a column without length or with a value that is not finite.
    pub fn new(columns: ArrayView2<'_, f64>) -> Result<Self, FitError> {
        let (nobs, m) = columns.dim();
        let mut pool = Self {
            nobs,
            columns: Vec::with_capacity(nobs * m),
            lengths: Vec::with_capacity(m),
            gram: vec![0.0; m * m],
        };
        for (j, column) in columns.columns().into_iter().enumerate() {
            let length = column.dot(&column).sqrt();
            if !length.is_finite() || length <= 0.0 {
                return Err(FitError::Degenerate {
                    what: format!("column {} of the pool is zero or not finite", j + 1),
                });
            }
            pool.lengths.push(length);
            pool.columns.extend(column.iter().map(|value| value / length));
        }
        pool.multiply();
        Ok(pool)
    }

    /// The pool of these rows, repeated as often as they are named: one draw of a bootstrap. Columns keep their scale.
    ///
    /// # Errors
    /// [`FitError::Degenerate`] for a row that does not exist.
    pub fn resampled(&self, rows: &[usize]) -> Result<Self, FitError> {
        if let Some(row) = rows.iter().find(|row| **row >= self.nobs) {
            return Err(FitError::Degenerate {
                what: format!("row {row} of a pool of {} observations", self.nobs),
            });
        }
        let mut pool = Self {
            nobs: rows.len(),
            columns: Vec::with_capacity(rows.len() * self.len()),
            lengths: self.lengths.clone(),
            gram: vec![0.0; self.gram.len()],
        };
        for j in 0..self.len() {
            let column = self.column(j);
            pool.columns.extend(rows.iter().map(|row| column[*row]));
        }
        pool.multiply();
        Ok(pool)
    }

    /// Number of columns.
    pub fn len(&self) -> usize {
        self.lengths.len()
    }

    /// Whether there is no column.
    pub fn is_empty(&self) -> bool {
        self.lengths.is_empty()
    }

    /// Number of observations.
    pub fn nobs(&self) -> usize {
        self.nobs
    }

    /// The shock's effect under every choice, Newey–West with `lags` lags. The same bits at any number of threads.
    ///
    /// # Errors
    /// One per choice, so that a bad one spoils no other: [`FitError::Unsupported`] for columns that do not exist,
    /// the errors of [`Factor::new`] for collinear ones.
    pub fn shocks(&self, choices: &[Choice], lags: usize) -> Vec<Result<Estimate, FitError>> {
        self.shocks_by(choices, &LongRun::bartlett(lags))
    }

    /// The shock's effect under every choice with equal-weighted cosines, `terms` of them (Lazarus, Lewis, Stock and
    /// Watson 2018). The same bits at any number of threads.
    ///
    /// # Errors
    /// As [`Pool::shocks`].
    pub fn cosine_shocks(&self, choices: &[Choice], terms: usize) -> Vec<Result<Estimate, FitError>> {
        self.shocks_by(choices, &LongRun::cosines(terms, self.nobs))
    }

    fn shocks_by(&self, choices: &[Choice], law: &LongRun) -> Vec<Result<Estimate, FitError>> {
        let arch = pulp::Arch::new();
        let part = |part: &[Choice]| {
            let mut scratch = Scratch::new(self.nobs, law.lags(), 1);
            let one = |choice: &Choice| {
                self.check(choice)?;
                let fast = match choice.regressors.len() {
                    ..=4 => arch.dispatch(|| self.shock::<4>(choice, law, &mut scratch)),
                    5..=8 => arch.dispatch(|| self.shock::<8>(choice, law, &mut scratch)),
                    9..=12 => arch.dispatch(|| self.shock::<12>(choice, law, &mut scratch)),
                    _ => arch.dispatch(|| self.shock::<MOST>(choice, law, &mut scratch)),
                };
                fast.map_or_else(|| self.slow(choice, law).map(|full| full.shock()), Ok)
            };
            part.iter().map(one).collect::<Vec<_>>()
        };
        choices.par_chunks(CHUNK).flat_map_iter(part).collect()
    }

    /// All effects with their covariance under every choice, Newey–West with `lags` lags.
    ///
    /// # Errors
    /// As [`Pool::shocks`].
    pub fn estimates(&self, choices: &[Choice], lags: usize) -> Vec<Result<FullEstimate, FitError>> {
        let arch = pulp::Arch::new();
        let part = |part: &[Choice]| {
            let mut scratch = Scratch::new(self.nobs, lags, MOST);
            let one = |choice: &Choice| {
                self.check(choice)?;
                let fast = match choice.regressors.len() {
                    ..=4 => arch.dispatch(|| self.full::<4>(choice, lags, &mut scratch)),
                    5..=8 => arch.dispatch(|| self.full::<8>(choice, lags, &mut scratch)),
                    9..=12 => arch.dispatch(|| self.full::<12>(choice, lags, &mut scratch)),
                    _ => arch.dispatch(|| self.full::<MOST>(choice, lags, &mut scratch)),
                };
                fast.map_or_else(|| self.slow(choice, &LongRun::bartlett(lags)), Ok)
            };
            part.iter().map(one).collect::<Vec<_>>()
        };
        choices.par_chunks(CHUNK).flat_map_iter(part).collect()
    }

    fn multiply(&mut self) {
        let m = self.len();
        for i in 0..m {
            for j in 0..=i {
                let product = dot(self.column(i), self.column(j));
                self.gram[i * m + j] = product;
                self.gram[j * m + i] = product;
            }
        }
    }

    fn column(&self, j: usize) -> &[f64] {
        &self.columns[j * self.nobs..(j + 1) * self.nobs]
    }

    fn check(&self, choice: &Choice) -> Result<(), FitError> {
        let k = choice.regressors.len();
        let refuse = |why: String| {
            let what = format!("a regression of column {} on {k} columns", choice.outcome);
            Err(FitError::Unsupported { what, why })
        };
        if k == 0 || k > MOST {
            return refuse(format!("a choice has between one and {MOST} regressors"));
        }
        if choice.regressors.iter().chain([&choice.outcome]).any(|column| *column >= self.len()) {
            return refuse(format!("the pool has {} columns", self.len()));
        }
        if self.nobs <= k {
            return Err(FitError::TooFewObservations { nobs: self.nobs, parameters: k, needed: k + 1 });
        }
        Ok(())
    }

    /// The normal equations of columns in this order, and their right-hand side.
    #[inline(always)]
    fn equations<const K: usize>(&self, order: &[usize], outcome: usize) -> ([[f64; K]; K], [f64; K]) {
        let m = self.len();
        let (mut matrix, mut right) = ([[0.0; K]; K], [0.0; K]);
        for (i, row) in matrix.iter_mut().enumerate() {
            row[i] = 1.0;
        }
        for (i, column) in order.iter().enumerate() {
            let products = &self.gram[column * m..(column + 1) * m];
            for (entry, other) in matrix[i].iter_mut().zip(order).take(i + 1) {
                *entry = products[*other];
            }
            right[i] = products[outcome];
        }
        (matrix, right)
    }

    /// Residuals of the outcome, for coefficients of columns of unit length.
    #[inline(always)]
    fn residuals(&self, outcome: usize, columns: &[&[f64]], coefficients: &[f64], residuals: &mut [f64]) {
        residuals.copy_from_slice(self.column(outcome));
        combine(residuals, columns, coefficients, -1.0);
    }

    #[inline(always)]
    fn columns_of<const K: usize>(&self, order: &[usize]) -> [&[f64]; K] {
        let mut columns: [&[f64]; K] = [&[]; K];
        for (column, j) in columns.iter_mut().zip(order) {
            *column = self.column(*j);
        }
        columns
    }

    /// The shock's effect; `None` when the columns are nearly dependent.
    #[inline(always)]
    fn shock<const K: usize>(
        &self,
        choice: &Choice,
        law: &LongRun,
        scratch: &mut Scratch,
    ) -> Option<Estimate> {
        let order = &choice.regressors;
        let k = order.len();
        let (matrix, right) = self.equations::<K>(order, choice.outcome);
        let factor = Cholesky::new(&matrix)?;
        let (b, c) = (factor.solve(&right), factor.column_of_inverse(0));
        let columns = self.columns_of::<K>(order);
        self.residuals(choice.outcome, &columns[..k], &b[..k], &mut scratch.residuals);
        scratch.weights.fill(0.0);
        combine(&mut scratch.weights, &columns[..k], &c[..k], 1.0);
        let (weights, residuals) = (&mut scratch.weights[..self.nobs], &scratch.residuals[..self.nobs]);
        for t in 0..self.nobs {
            weights[t] *= residuals[t];
        }
        let variance = law.of_sum(&scratch.weights, &mut scratch.sums[..scratch.stretch]);
        let unit = self.lengths[choice.outcome] / self.lengths[order[0]];
        Some(Estimate { estimate: b[0] * unit, std_error: variance.sqrt() * unit })
    }

    /// All effects; `None` when the columns are nearly dependent.
    #[inline(always)]
    fn full<const K: usize>(
        &self,
        choice: &Choice,
        lags: usize,
        scratch: &mut Scratch,
    ) -> Option<FullEstimate> {
        let order = &choice.regressors;
        let k = order.len();
        let (matrix, right) = self.equations::<K>(order, choice.outcome);
        let factor = Cholesky::new(&matrix)?;
        let b = factor.solve(&right);
        let columns = self.columns_of::<K>(order);
        self.residuals(choice.outcome, &columns[..k], &b[..k], &mut scratch.residuals);
        let stretch = scratch.stretch;
        for i in 0..k {
            let (scores, residuals) = (&mut scratch.weights[..self.nobs], &scratch.residuals[..self.nobs]);
            let column = &columns[i][..self.nobs];
            for t in 0..self.nobs {
                scores[t] = column[t] * residuals[t];
            }
            window_sums(scores, lags, &mut scratch.sums[i * stretch..(i + 1) * stretch]);
        }
        let mut meat = [[0.0; K]; K];
        let share = 1.0 / (lags + 1) as f64;
        for i in 0..k {
            let of = |i: usize| &scratch.sums[i * stretch..(i + 1) * stretch];
            for j in 0..=i {
                meat[i][j] = dot(of(i), of(j)) * share;
                meat[j][i] = meat[i][j];
            }
        }
        let inverse = factor.inverse();
        let sandwich = product(&product(&inverse, &meat), &inverse);
        let unit = |i: usize| self.lengths[choice.outcome] / self.lengths[order[i]];
        let mut covariance = Array2::zeros((k, k));
        for i in 0..k {
            for j in 0..=i {
                covariance[[i, j]] = sandwich[i][j] * (unit(i) * unit(j));
                covariance[[j, i]] = covariance[[i, j]];
            }
        }
        Some(FullEstimate { estimates: (0..k).map(|i| b[i] * unit(i)).collect(), covariance })
    }

    /// The ordinary way: a factor with its rank check.
    fn slow(&self, choice: &Choice, law: &LongRun) -> Result<FullEstimate, FitError> {
        let k = choice.regressors.len();
        let x = Array2::from_shape_fn((self.nobs, k), |(t, j)| self.column(choice.regressors[j])[t]);
        let y = Array1::from(self.column(choice.outcome).to_vec());
        let names: Vec<String> = choice.regressors.iter().map(|j| format!("column {j}")).collect();
        let factor = Factor::new(x.view(), &names)?;
        let b = factor.coefficients(y.view());
        let residuals = &y - &x.dot(&b);
        // Scores already multiplied by the inverse: their meat is the covariance, without the square of the condition.
        let mut scores = factor.pseudo_inverse().reversed_axes();
        for mut column in scores.columns_mut() {
            column *= &residuals;
        }
        let covariance = law.meat(scores.view());
        let unit = |i: usize| self.lengths[choice.outcome] / self.lengths[choice.regressors[i]];
        let scaled =
            |(i, j): (usize, usize)| 0.5 * (covariance[[i, j]] + covariance[[j, i]]) * (unit(i) * unit(j));
        Ok(FullEstimate {
            estimates: (0..k).map(|i| b[i] * unit(i)).collect(),
            covariance: Array2::from_shape_fn((k, k), scaled),
        })
    }
}

impl FullEstimate {
    /// The first effect with its standard error.
    pub fn shock(&self) -> Estimate {
        Estimate { estimate: self.estimates[0], std_error: self.covariance[[0, 0]].sqrt() }
    }
}
