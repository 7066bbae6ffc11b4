//! Refits of a regression on resampled blocks: one Gram matrix per block, computed once and added.

#![allow(clippy::needless_range_loop)] // loops over positions become wide instructions, iterators not always
#![allow(clippy::inline_always)] // what is not inlined runs without the wide instructions

use fxsens_core::fit::FitError;
use fxsens_core::rng::Stream;
use ndarray::{Array2, ArrayView1, ArrayView2};
use rayon::prelude::*;

use super::gather::{check_data, refit_rows};
use super::normal_equations::{Equations, LANES};
use super::replicate::{Replicates, check_draws, check_redrawn, too_many};
use super::schemes::Resampling;
use crate::least_squares::Factor;

/// Most columns of a design whose draws go through normal equations on the stack; larger ones are gathered and factored.
pub const MOST: usize = 20;

/// Draws handled by one task; results do not depend on it.
const CHUNK: usize = 16 * LANES;

/// Attempts after which one draw gives up.
const ATTEMPTS: usize = 100;

/// A regression ready to be refitted on blocks of its observations.
#[derive(Debug, Clone)]
pub struct BlockGram<'a> {
    x: ArrayView2<'a, f64>,
    y: ArrayView1<'a, f64>,
    names: &'a [String],
    resampling: Resampling,
    /// Column of the constant. Without it nothing is centred.
    constant: Option<usize>,
    /// What is taken from the columns before their products: sample means, zero for the constant itself.
    centres: Vec<f64>,
    /// What is taken from the outcome.
    centre: f64,
    /// Lengths of the centred columns, which are scaled to one.
    lengths: Vec<f64>,
    /// Lower triangle of `X'X` row by row, then `X'y`, for every start of a whole block.
    whole: Vec<f64>,
    /// The same for the last block, which may be cut.
    last: Vec<f64>,
    /// Numbers per block.
    stride: usize,
    /// Blocks of a draw.
    blocks: usize,
    /// Starts to choose from.
    starts: usize,
}

impl<'a> BlockGram<'a> {
    /// Adds up the cross-products of every block. `x` has shape `(n, k)`, `y` shape `(n)`; blocks are those of
    /// [`Resampling::Iid`], [`Resampling::MovingBlock`] or [`Resampling::CircularBlock`].
    ///
    /// # Errors
    /// Those of [`Resampling::check`] and [`Factor::new`]; [`FitError::Unsupported`] for the stationary bootstrap, whose blocks
    /// have no common length; [`FitError::Degenerate`] for lengths that differ and values that are not finite.
    pub fn new(
        x: ArrayView2<'a, f64>,
        y: ArrayView1<'a, f64>,
        names: &'a [String],
        resampling: Resampling,
    ) -> Result<Self, FitError> {
        let (nobs, k) = x.dim();
        resampling.check(nobs)?;
        check_data(x, y)?;
        Factor::new(x, names)?;
        let (length, starts) = match resampling {
            Resampling::Iid => (1, nobs),
            Resampling::MovingBlock { length } => (length, nobs - length + 1),
            Resampling::CircularBlock { length } => (length, nobs),
            Resampling::Stationary { .. } => {
                return Err(FitError::Unsupported {
                    what: "one Gram matrix per block of the stationary bootstrap".into(),
                    why: "its blocks have no common length; refit the gathered observations".into(),
                });
            }
        };
        let even =
            |column: ArrayView1<'_, f64>| column.iter().all(|value| value.to_bits() == column[0].to_bits());
        let constant = x.columns().into_iter().position(even);
        let mean = |column: ArrayView1<'_, f64>| {
            if constant.is_some() { column.sum() / nobs as f64 } else { 0.0 }
        };
        let mut centres: Vec<f64> = x.columns().into_iter().map(mean).collect();
        if let Some(position) = constant {
            centres[position] = 0.0;
        }
        let length_of = |(column, centre): (ArrayView1<'_, f64>, &f64)| {
            column.iter().map(|value| (value - centre).powi(2)).sum::<f64>().sqrt()
        };
        let lengths: Vec<f64> = x.columns().into_iter().zip(&centres).map(length_of).collect();
        let stride = k * (k + 1) / 2 + k;
        let blocks = nobs.div_ceil(length);
        let mut gram = Self {
            x,
            y,
            names,
            resampling,
            constant,
            centres,
            centre: mean(y),
            lengths,
            whole: Vec::new(),
            last: Vec::new(),
            stride,
            blocks,
            starts,
        };
        if k <= MOST {
            gram.whole = gram.products(length);
            gram.last = gram.products(nobs - (blocks - 1) * length);
        }
        Ok(gram)
    }

    /// Least-squares coefficients of `draws` draws, shape `(draws, k)`. Draw `d` has the observations of
    /// `resampling.draw(n, seed, d)`; a collinear draw is drawn again from the same stream. Draws whose columns are nearly
    /// dependent are gathered and go through the factor with its rank check.
    ///
    /// # Errors
    /// [`FitError::Unsupported`] for fewer than two draws, [`FitError::Degenerate`] when more than a tenth of the draws are
    /// collinear.
    pub fn refit(&self, draws: usize, seed: u64) -> Result<Replicates, FitError> {
        check_draws(draws)?;
        let k = self.x.ncols();
        let mut values = vec![0.0; draws * k];
        let arch = pulp::Arch::new();
        let chunk = |(part, rows): (usize, &mut [f64])| {
            let first = (part * CHUNK) as u64;
            match k {
                ..=4 => arch.dispatch(|| self.chunk::<4>(seed, first, rows)),
                5..=8 => arch.dispatch(|| self.chunk::<8>(seed, first, rows)),
                9..=12 => arch.dispatch(|| self.chunk::<12>(seed, first, rows)),
                13..=MOST => arch.dispatch(|| self.chunk::<MOST>(seed, first, rows)),
                _ => self.gathered(seed, first, rows),
            }
        };
        let redrawn: Vec<Result<usize, FitError>> =
            values.par_chunks_mut(CHUNK * k).enumerate().map(chunk).collect();
        let redrawn = redrawn.into_iter().sum::<Result<usize, FitError>>()?;
        check_redrawn(redrawn, draws)?;
        let values = Array2::from_shape_vec((draws, k), values).unwrap_or_default();
        Ok(Replicates { values, redrawn })
    }

    /// Coefficients of the draws from `first` on, `k` numbers each. Returns how many had to be drawn again.
    #[inline(always)]
    fn chunk<const K: usize>(&self, seed: u64, first: u64, rows: &mut [f64]) -> Result<usize, FitError> {
        let k = self.x.ncols();
        let mut redrawn = 0;
        let mut equations = Equations::<K>::zeros();
        for (group, rows) in rows.chunks_mut(k * LANES).enumerate() {
            let first = first + (group * LANES) as u64;
            for lane in 0..rows.len() / k {
                self.add_up(&mut Stream::new(seed, first + lane as u64), lane, &mut equations);
            }
            let good = equations.solve(k);
            for (lane, row) in rows.chunks_mut(k).enumerate() {
                if good[lane] {
                    for j in 0..k {
                        row[j] = equations.right[j][lane] / self.lengths[j];
                    }
                    self.restore_constant(row);
                } else {
                    redrawn += self.gather(&mut Stream::new(seed, first + lane as u64), row)?;
                }
            }
        }
        Ok(redrawn)
    }

    /// Sums the cross-products of one draw's blocks into one lane.
    #[inline(always)]
    fn add_up<const K: usize>(&self, stream: &mut Stream, lane: usize, equations: &mut Equations<K>) {
        let mut sums = [0.0; MOST * (MOST + 1) / 2 + MOST];
        let (sums, stride) = (&mut sums[..self.stride], self.stride);
        for block in 0..self.blocks {
            let start = stream.below(self.starts as u64) as usize * stride;
            let table = if block + 1 == self.blocks { &self.last } else { &self.whole };
            let products = &table[start..start + stride];
            for i in 0..stride {
                sums[i] += products[i];
            }
        }
        let k = self.x.ncols();
        let (triangle, right) = sums.split_at(stride - k);
        let mut at = 0;
        for i in 0..k {
            for j in 0..=i {
                equations.matrix[i][j][lane] = triangle[at + j];
            }
            at += i + 1;
            equations.right[i][lane] = right[i];
        }
    }

    /// The constant of the regression from that of the centred one.
    #[inline(always)]
    fn restore_constant(&self, row: &mut [f64]) {
        let Some(position) = self.constant else { return };
        let mut moved = self.centre;
        for j in 0..row.len() {
            moved -= row[j] * self.centres[j];
        }
        row[position] += moved / self.x[[0, position]];
    }

    /// All draws of a chunk by gathering, for wide designs.
    fn gathered(&self, seed: u64, first: u64, rows: &mut [f64]) -> Result<usize, FitError> {
        let draws = rows.chunks_mut(self.x.ncols()).enumerate();
        draws.map(|(i, row)| self.gather(&mut Stream::new(seed, first + i as u64), row)).sum()
    }

    /// One draw the ordinary way: gather the rows, factor with the rank check, draw again while collinear. Returns how often.
    fn gather(&self, stream: &mut Stream, row: &mut [f64]) -> Result<usize, FitError> {
        let mut indices = vec![0; self.x.nrows()];
        for attempt in 0..ATTEMPTS {
            self.resampling.fill(self.x.nrows(), stream, &mut indices);
            if let Some(b) = refit_rows(self.x, self.y, self.names, &indices)? {
                row.iter_mut().zip(&b).for_each(|(target, value)| *target = *value);
                return Ok(attempt);
            }
        }
        Err(too_many(ATTEMPTS, ATTEMPTS))
    }

    /// Cross-products of the `length` observations from every start.
    fn products(&self, length: usize) -> Vec<f64> {
        let (nobs, k) = self.x.dim();
        let mut all = vec![0.0; self.starts * self.stride];
        let mut row = vec![0.0; k];
        for (start, products) in all.chunks_mut(self.stride).enumerate() {
            for t in start..start + length {
                let t = t % nobs;
                for j in 0..k {
                    row[j] = (self.x[[t, j]] - self.centres[j]) / self.lengths[j];
                }
                let mut at = 0;
                for i in 0..k {
                    for j in 0..=i {
                        products[at + j] += row[i] * row[j];
                    }
                    at += i + 1;
                    products[self.stride - k + i] += row[i] * (self.y[t] - self.centre);
                }
            }
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use ndarray::Array1;

    use super::*;

    fn data(n: usize, k: usize) -> (Array2<f64>, Array1<f64>, Vec<String>) {
        let mut stream = Stream::new(21, (n * k) as u64);
        let mut x = Array2::ones((n, k));
        for j in 1..k {
            let mut last = 0.0;
            for t in 0..n {
                last = 0.6 * last + stream.normal();
                x[[t, j]] = 3.0 * j as f64 + last;
            }
        }
        let y = (0..n).map(|t| x.row(t).sum() + stream.normal()).collect();
        (x, y, (0..k).map(|j| format!("x{j}")).collect())
    }

    #[test]
    fn adding_block_grams_is_gathering_and_factoring() {
        for (n, k) in [(150, 8), (97, 3), (60, 11), (90, 17), (90, 23)] {
            let (x, y, names) = data(n, k);
            for scheme in [
                Resampling::Iid,
                Resampling::MovingBlock { length: 12 },
                Resampling::MovingBlock { length: 1 },
                Resampling::CircularBlock { length: 7 },
            ] {
                let gram = BlockGram::new(x.view(), y.view(), &names, scheme).unwrap();
                let fast = gram.refit(130, 5).unwrap();
                assert_eq!(fast.redrawn, 0);
                for draw in 0..130 {
                    let rows = scheme.draw(n, 5, draw as u64);
                    let slow = refit_rows(x.view(), y.view(), &names, &rows).unwrap().unwrap();
                    for (a, b) in fast.values.row(draw).iter().zip(&slow) {
                        assert!(
                            (a - b).abs() < 1e-9 * (1.0 + b.abs()),
                            "{n} {k} {scheme:?}: {a} against {b}"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn draws_do_not_depend_on_the_number_of_threads() {
        let (x, y, names) = data(80, 5);
        let gram = BlockGram::new(x.view(), y.view(), &names, Resampling::MovingBlock { length: 6 }).unwrap();
        let run = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| gram.refit(1000, 3)).unwrap()
        };
        assert_eq!(run(1), run(3));
    }

    #[test]
    fn a_dummy_that_some_draws_miss_is_drawn_again_and_a_rare_one_refused() {
        let (mut x, y, names) = data(60, 3);
        x.column_mut(2).fill(0.0);
        for t in [3, 11, 30, 41, 52] {
            x[[t, 2]] = 1.0;
        }
        let gram = BlockGram::new(x.view(), y.view(), &names, Resampling::Iid).unwrap();
        let drawn = gram.refit(2000, 1).unwrap();
        // (1 − 5/60)⁶⁰ = 0.0054 of the draws have no such observation.
        assert!(drawn.redrawn > 0 && drawn.redrawn < 40 && drawn.values.iter().all(|b| b.is_finite()));
        x.column_mut(2).fill(0.0);
        x[[3, 2]] = 1.0;
        let rare = BlockGram::new(x.view(), y.view(), &names, Resampling::Iid).unwrap();
        assert!(matches!(rare.refit(500, 1), Err(FitError::Degenerate { .. })));
    }

    #[test]
    fn unusable_input_is_an_error() {
        let (x, y, names) = data(40, 3);
        let new = |scheme| BlockGram::new(x.view(), y.view(), &names, scheme);
        assert!(matches!(
            new(Resampling::Stationary { mean_length: 4.0 }),
            Err(FitError::Unsupported { .. })
        ));
        assert!(new(Resampling::MovingBlock { length: 40 }).is_err());
        assert!(new(Resampling::Iid).unwrap().refit(1, 0).is_err());
        let mut bad = y.clone();
        bad[3] = f64::NAN;
        assert!(BlockGram::new(x.view(), bad.view(), &names, Resampling::Iid).is_err());
        let mut twice = x.clone();
        let first = twice.column(1).to_owned();
        twice.column_mut(2).assign(&first);
        assert!(matches!(
            BlockGram::new(twice.view(), y.view(), &names, Resampling::Iid),
            Err(FitError::Collinear { .. })
        ));
    }
}
