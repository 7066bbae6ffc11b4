//! The moving-block bootstrap of rows (Fitzenberger 1998).

use fxsens_core::distribution::Distribution;
use fxsens_core::fit::FitError;
use fxsens_core::rng::Stream;
use fxsens_core::vcov::{VcovMatrix, VcovMethod};
use ndarray::Array1;
use rayon::prelude::*;

/// Draws that may be redrawn, as a share of all draws made.
const MOST_REDRAWN: f64 = 0.1;

/// Attempts after which one draw gives up.
const ATTEMPTS: usize = 100;

/// Blocks and draws.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Blocks {
    /// Observations.
    pub(crate) nobs: usize,
    /// Length of a block, below the number of observations.
    pub(crate) length: usize,
    /// Draws.
    pub(crate) draws: usize,
    /// Seed; draw `d` uses the stream `(seed, d)`.
    pub(crate) seed: u64,
}

/// Estimates of all draws.
#[derive(Debug, Clone)]
pub(crate) struct Draws {
    /// One set of coefficients per draw, in the order of the draws.
    pub(crate) coefficients: Vec<Array1<f64>>,
    /// Draws that had to be repeated because their design was collinear.
    pub(crate) redrawn: usize,
}

impl Blocks {
    /// Refits every draw. `refit` takes how often each observation was drawn, shape `(nobs)`, and returns `None`
    /// for a collinear design, which is drawn again. The result does not depend on the number of threads.
    ///
    /// # Errors
    /// [`FitError::Degenerate`] when more than a tenth of the draws are collinear, and whatever `refit` returns.
    pub(crate) fn draw<F>(&self, refit: F) -> Result<Draws, FitError>
    where
        F: Fn(&[f64]) -> Result<Option<Array1<f64>>, FitError> + Sync,
    {
        let one = |draw: usize| {
            let mut stream = Stream::new(self.seed, draw as u64);
            for attempt in 0..ATTEMPTS {
                if let Some(coefficients) = refit(&self.counts(&mut stream))? {
                    return Ok((coefficients, attempt));
                }
            }
            Err(self.too_many(ATTEMPTS, ATTEMPTS))
        };
        // Collected before errors are looked at: the first draw's error is the same at any number of threads.
        let drawn: Vec<Result<_, FitError>> = (0..self.draws).into_par_iter().map(one).collect();
        let drawn = drawn.into_iter().collect::<Result<Vec<_>, FitError>>()?;
        let redrawn = drawn.iter().map(|(_, attempts)| attempts).sum();
        let made = self.draws + redrawn;
        if redrawn as f64 > MOST_REDRAWN * made as f64 {
            return Err(self.too_many(redrawn, made));
        }
        Ok(Draws { coefficients: drawn.into_iter().map(|(coefficients, _)| coefficients).collect(), redrawn })
    }

    /// How often each observation is drawn, shape `(nobs)`: whole blocks from random starts, the last one cut.
    fn counts(&self, stream: &mut Stream) -> Vec<f64> {
        let mut counts = vec![0.0; self.nobs];
        let mut open = self.nobs;
        while open > 0 {
            let start = stream.below((self.nobs - self.length + 1) as u64) as usize;
            let length = self.length.min(open);
            counts[start..start + length].iter_mut().for_each(|count| *count += 1.0);
            open -= length;
        }
        counts
    }

    fn too_many(&self, collinear: usize, made: usize) -> FitError {
        let length = self.length;
        FitError::Degenerate {
            what: format!(
                "{collinear} of {made} bootstrap draws (blocks of {length}) have collinear regressors: a regressor \
                 varies in too few observations for its uncertainty to be estimated by resampling"
            ),
        }
    }
}

/// Covariance of the draws about their mean, divided by the number of draws less one.
pub(crate) fn covariance(draws: &[Array1<f64>], method: VcovMethod) -> VcovMatrix {
    let k = draws.first().map_or(0, Array1::len);
    let count = draws.len() as f64;
    let mut mean = Array1::<f64>::zeros(k);
    for draw in draws {
        mean += draw;
    }
    mean /= count;
    let mut values = vec![0.0; k * k];
    for draw in draws {
        let deviation = draw - &mean;
        for i in 0..k {
            for j in 0..k {
                values[i * k + j] += deviation[i] * deviation[j];
            }
        }
    }
    for value in &mut values {
        *value /= count - 1.0;
    }
    VcovMatrix { method, distribution: Distribution::Normal, df_denom: None, size: k, values }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draw_has_as_many_observations_as_the_sample_in_whole_blocks() {
        let blocks = Blocks { nobs: 12, length: 4, draws: 1, seed: 3 };
        for draw in 0..50 {
            let counts = blocks.counts(&mut Stream::new(3, draw));
            assert_eq!(counts.iter().map(|count| *count as usize).sum::<usize>(), 12);
        }
        let uneven = Blocks { nobs: 13, ..blocks };
        let counts = uneven.counts(&mut Stream::new(3, 0));
        assert_eq!(counts.iter().map(|count| *count as usize).sum::<usize>(), 13);
    }

    #[test]
    fn collinear_draws_are_repeated_and_too_many_are_an_error() {
        let blocks = Blocks { nobs: 20, length: 1, draws: 200, seed: 1 };
        let never = blocks.draw(|_| Ok(None));
        assert!(matches!(never, Err(FitError::Degenerate { .. })));
        let rarely = blocks.draw(|counts| Ok((counts[0] < 3.0).then(|| Array1::from_vec(counts.to_vec()))));
        let drawn = rarely.unwrap();
        assert_eq!(drawn.coefficients.len(), 200);
        assert!(drawn.redrawn > 0 && drawn.coefficients.iter().all(|counts| counts[0] < 3.0));
    }

    #[test]
    fn covariance_divides_by_the_draws_less_one() {
        let draws = [[1.0, 2.0], [3.0, 0.0]].map(|pair| Array1::from_vec(pair.to_vec()));
        let matrix = covariance(&draws, VcovMethod::simple("bootstrap"));
        for (value, expected) in matrix.values.iter().zip([2.0, -2.0, -2.0, 2.0]) {
            assert!((value - expected).abs() < 1e-15);
        }
    }
}
