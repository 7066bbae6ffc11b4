//! Which observations, or which weights, a bootstrap draw gets. A draw is a function of (seed, task) alone.

use fxsens_core::fit::FitError;
use fxsens_core::rng::Stream;
use serde::{Deserialize, Serialize};

/// Schemes that resample whole observations.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Resampling {
    /// Single observations with replacement (Efron 1979).
    Iid,
    /// Blocks of this length from starts `0 … n − length`, the last one cut (Künsch 1989).
    MovingBlock {
        /// Length of a block.
        length: usize,
    },
    /// The same with the sample wrapped into a circle, so that every observation is drawn as often as any other
    /// (Politis and Romano 1992).
    CircularBlock {
        /// Length of a block.
        length: usize,
    },
    /// Blocks on the circle whose lengths are geometric with this mean (Politis and Romano 1994): draws are
    /// stationary given the sample.
    Stationary {
        /// Mean length of a block, at least one.
        mean_length: f64,
    },
}

impl Resampling {
    /// Name as in parameters and tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Iid => "iid",
            Self::MovingBlock { .. } => "moving-block",
            Self::CircularBlock { .. } => "circular-block",
            Self::Stationary { .. } => "stationary",
        }
    }

    /// Length of a block, or its mean; one for single observations.
    pub fn length(self) -> f64 {
        match self {
            Self::Iid => 1.0,
            Self::MovingBlock { length } | Self::CircularBlock { length } => length as f64,
            Self::Stationary { mean_length } => mean_length,
        }
    }

    /// Checks that draws from `nobs` observations can differ.
    ///
    /// # Errors
    /// [`FitError::TooFewObservations`] below two observations, [`FitError::Unsupported`] for a block length that
    /// is below one, not a number, or not below the number of observations.
    pub fn check(self, nobs: usize) -> Result<(), FitError> {
        if nobs < 2 {
            return Err(FitError::TooFewObservations { nobs, parameters: 1, needed: 2 });
        }
        let length = self.length();
        if length >= 1.0 && length < nobs as f64 {
            return Ok(());
        }
        Err(FitError::Unsupported {
            what: format!("a block length of {length} in the {} bootstrap", self.name()),
            why: format!(
                "blocks need a length of at least 1 and below the {nobs} observations, so that draws differ"
            ),
        })
    }

    /// Fills `indices` with positions in `0..nobs`. Parameters that [`check`](Self::check) refuses are pulled into
    /// range rather than trusted.
    pub fn fill(self, nobs: usize, stream: &mut Stream, indices: &mut [usize]) {
        match self {
            Self::Iid => indices.fill_with(|| stream.below(nobs as u64) as usize),
            Self::MovingBlock { length } => {
                let length = length.clamp(1, nobs.max(1));
                let starts = (nobs + 1 - length.min(nobs)) as u64;
                for block in indices.chunks_mut(length) {
                    let start = stream.below(starts) as usize;
                    block.iter_mut().enumerate().for_each(|(offset, index)| *index = start + offset);
                }
            }
            Self::CircularBlock { length } => {
                for block in indices.chunks_mut(length.max(1)) {
                    let start = stream.below(nobs as u64) as usize;
                    block
                        .iter_mut()
                        .enumerate()
                        .for_each(|(offset, index)| *index = (start + offset) % nobs.max(1));
                }
            }
            Self::Stationary { mean_length } => {
                let stop = 1.0 / mean_length.max(1.0);
                let mut next = stream.below(nobs as u64) as usize;
                for (position, index) in indices.iter_mut().enumerate() {
                    if position > 0 && stream.uniform() < stop {
                        next = stream.below(nobs as u64) as usize;
                    }
                    *index = next;
                    next = if next + 1 >= nobs { 0 } else { next + 1 };
                }
            }
        }
    }

    /// Positions of draw `task` under `seed`, shape `(nobs)`.
    pub fn draw(self, nobs: usize, seed: u64, task: u64) -> Vec<usize> {
        let mut indices = vec![0; nobs];
        self.fill(nobs, &mut Stream::new(seed, task), &mut indices);
        indices
    }
}

/// Weights of the wild bootstrap: mean zero, variance one, independent of the data (Wu 1986, Liu 1988).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WildWeights {
    /// `±1` with equal probability (Davidson and Flachaire 2008).
    #[default]
    Rademacher,
    /// Six points `±√(1/2), ±1, ±√(3/2)` with equal probability (Webb 2023).
    Webb,
}

/// Random signs taken from one number of the stream.
const SIGNS: usize = 32;

impl WildWeights {
    /// Name as in parameters and tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rademacher => "rademacher",
            Self::Webb => "webb",
        }
    }

    /// Fills `weights` with independent values.
    pub fn fill(self, stream: &mut Stream, weights: &mut [f64]) {
        match self {
            Self::Rademacher => {
                for group in weights.chunks_mut(SIGNS) {
                    let bits = stream.below(1 << SIGNS);
                    for (position, weight) in group.iter_mut().enumerate() {
                        // The bit becomes the sign of one, without a branch.
                        *weight = f64::from_bits(1f64.to_bits() | (bits >> position & 1) << 63);
                    }
                }
            }
            Self::Webb => {
                let points = [-(1.5f64.sqrt()), -1.0, -(0.5f64.sqrt()), 0.5f64.sqrt(), 1.0, 1.5f64.sqrt()];
                weights.fill_with(|| points[stream.below(6) as usize]);
            }
        }
    }

    /// Weights of draw `task` under `seed`, shape `(nobs)`.
    pub fn draw(self, nobs: usize, seed: u64, task: u64) -> Vec<f64> {
        let mut weights = vec![0.0; nobs];
        self.fill(&mut Stream::new(seed, task), &mut weights);
        weights
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const N: usize = 24;

    #[test]
    fn a_draw_is_a_function_of_seed_and_task() {
        let schemes = [
            Resampling::Iid,
            Resampling::MovingBlock { length: 5 },
            Resampling::CircularBlock { length: 5 },
            Resampling::Stationary { mean_length: 5.0 },
        ];
        for scheme in schemes {
            assert_eq!(scheme.draw(N, 1, 2), scheme.draw(N, 1, 2));
            assert_ne!(scheme.draw(N, 1, 2), scheme.draw(N, 1, 3));
            assert_ne!(scheme.draw(N, 1, 2), scheme.draw(N, 2, 2));
            assert!((0..200).all(|task| scheme.draw(N, 1, task).iter().all(|index| *index < N)));
        }
    }

    #[test]
    fn blocks_are_runs_of_neighbours() {
        for task in 0..100 {
            for block in (Resampling::MovingBlock { length: 5 }).draw(N, 3, task).chunks(5) {
                assert!(block.windows(2).all(|pair| pair[1] == pair[0] + 1));
            }
            for block in (Resampling::CircularBlock { length: 5 }).draw(N, 3, task).chunks(5) {
                assert!(block.windows(2).all(|pair| pair[1] == (pair[0] + 1) % N));
            }
        }
    }

    #[test]
    fn circular_and_stationary_draws_give_every_observation_the_same_chance() {
        let draws = 20_000;
        for scheme in [Resampling::CircularBlock { length: 7 }, Resampling::Stationary { mean_length: 7.0 }] {
            let mut counts = [0.0; N];
            for task in 0..draws {
                scheme.draw(N, 9, task).into_iter().for_each(|index| counts[index] += 1.0);
            }
            // Counts of one draw are at most 24; five standard errors bounded generously by a Poisson of blocks.
            let expected = draws as f64;
            let bound = 5.0 * (expected * 8.0).sqrt();
            assert!(counts.iter().all(|count| (count - expected).abs() < bound), "{counts:?}");
        }
    }

    #[test]
    fn mean_length_of_stationary_blocks_is_the_one_asked_for() {
        let (mut breaks, mut steps) = (0.0, 0.0);
        for task in 0..4000 {
            let draw = Resampling::Stationary { mean_length: 6.0 }.draw(N, 4, task);
            breaks += draw.windows(2).filter(|pair| pair[1] != (pair[0] + 1) % N).count() as f64;
            steps += (N - 1) as f64;
        }
        // A new start continues the block by chance with probability 1/N.
        let probability = (1.0 - 1.0 / N as f64) / 6.0;
        let error = (probability * (1.0 - probability) / steps).sqrt();
        assert!((breaks / steps - probability).abs() < 5.0 * error);
    }

    #[test]
    fn blocks_that_fill_the_sample_are_refused() {
        assert!(Resampling::MovingBlock { length: N }.check(N).is_err());
        assert!(Resampling::MovingBlock { length: 0 }.check(N).is_err());
        assert!(Resampling::Stationary { mean_length: f64::NAN }.check(N).is_err());
        assert!(Resampling::Iid.check(1).is_err());
        assert!(Resampling::CircularBlock { length: N - 1 }.check(N).is_ok());
    }

    #[test]
    fn wild_weights_have_mean_zero_variance_one_and_the_points_they_should() {
        for (weights, points, kurtosis) in
            [(WildWeights::Rademacher, 2, 1.0), (WildWeights::Webb, 6, 7.0 / 6.0)]
        {
            let draw = weights.draw(120_000, 5, 0);
            let n = draw.len() as f64;
            let moment = |power: i32| draw.iter().map(|w| w.powi(power)).sum::<f64>() / n;
            assert!(moment(1).abs() < 5.0 / n.sqrt() && (moment(2) - 1.0).abs() < 5.0 / n.sqrt());
            assert!((moment(4) - kurtosis).abs() < 10.0 / n.sqrt());
            let mut distinct: Vec<u64> = draw.iter().map(|w| w.to_bits()).collect();
            distinct.sort_unstable();
            distinct.dedup();
            assert_eq!(distinct.len(), points);
        }
    }
}
