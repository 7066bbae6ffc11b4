//! Counter-based randomness: stream = (seed, task). The same numbers come out at any thread count.

use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// An independent stream of random numbers.
#[derive(Debug, Clone)]
pub struct Stream {
    generator: ChaCha12Rng,
    spare: Option<f64>,
}

impl Stream {
    /// The stream of `task` under `seed`. Streams of different tasks do not overlap.
    pub fn new(seed: u64, task: u64) -> Self {
        let mut generator = ChaCha12Rng::seed_from_u64(seed);
        generator.set_stream(task);
        Self { generator, spare: None }
    }

    /// Uniform on `[0, 1)` with 53 random bits.
    pub fn uniform(&mut self) -> f64 {
        (self.generator.next_u64() >> 11) as f64 * (1.0 / 9_007_199_254_740_992.0)
    }

    /// Uniform on `0..n`, without bias (Lemire 2019). Zero when `n` is zero.
    pub fn below(&mut self, n: u64) -> u64 {
        if n == 0 {
            return 0;
        }
        let threshold = n.wrapping_neg() % n;
        loop {
            let wide = u128::from(self.generator.next_u64()) * u128::from(n);
            if (wide as u64) >= threshold {
                return (wide >> 64) as u64;
            }
        }
    }

    /// Standard normal (Marsaglia's polar method).
    pub fn normal(&mut self) -> f64 {
        if let Some(value) = self.spare.take() {
            return value;
        }
        loop {
            let u = 2.0 * self.uniform() - 1.0;
            let v = 2.0 * self.uniform() - 1.0;
            let s = u * u + v * v;
            if s > 0.0 && s < 1.0 {
                let factor = (-2.0 * s.ln() / s).sqrt();
                self.spare = Some(v * factor);
                return u * factor;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Stream;

    #[test]
    fn a_stream_is_a_function_of_seed_and_task() {
        let draw = |seed, task| Stream::new(seed, task).uniform().to_bits();
        assert_eq!(draw(1, 2), draw(1, 2));
        assert_ne!(draw(1, 2), draw(1, 3));
        assert_ne!(draw(1, 2), draw(2, 2));
    }

    #[test]
    fn moments_are_those_of_the_distribution() {
        let mut stream = Stream::new(7, 0);
        let n = 200_000;
        let draws: Vec<f64> = (0..n).map(|_| stream.normal()).collect();
        let mean = draws.iter().sum::<f64>() / f64::from(n);
        let variance = draws.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / f64::from(n);
        // Five standard errors of the mean and of the variance.
        assert!(mean.abs() < 5.0 / f64::from(n).sqrt());
        assert!((variance - 1.0).abs() < 5.0 * (2.0 / f64::from(n)).sqrt());
        let counts = (0..60_000).fold([0u32; 6], |mut acc, _| {
            acc[stream.below(6) as usize] += 1;
            acc
        });
        let chi2: f64 = counts.iter().map(|c| (f64::from(*c) - 10_000.0).powi(2) / 10_000.0).sum();
        assert!(chi2 < 25.7, "chi-squared(5) beyond its 0.9999 quantile: {chi2}");
    }
}
