//! Kernel (HAC) meat: `S = Γ₀ + Σⱼ wⱼ(Γⱼ + Γⱼ')`.

use std::borrow::Cow;

use ndarray::{Array2, ArrayView2};

use super::CovarianceEstimator;
use super::kernel::Kernel;

/// Newey–West and its relatives.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hac {
    /// Kernel.
    pub kernel: Kernel,
    /// Lags for Bartlett and Parzen, the bandwidth parameter for the quadratic spectral kernel.
    pub bandwidth: f64,
}

impl CovarianceEstimator for Hac {
    fn id(&self) -> &'static str {
        "hac"
    }

    /// Newey and West (1987, eq. 5) without the division by `T`. With `A` the weighted sum of lagged scores, the
    /// meat is `Z'A + A'Z`: one product instead of one per lag.
    fn meat(&self, scores: ArrayView2<'_, f64>) -> Array2<f64> {
        let lagged = self.weighted_lags(scores);
        let half = scores.t().dot(&lagged);
        &half + &half.t()
    }
}

impl Hac {
    /// `aₜ = zₜ/2 + Σⱼ wⱼ zₜ₋ⱼ` column by column, shape `(n, k)`.
    pub fn weighted_lags(&self, scores: ArrayView2<'_, f64>) -> Array2<f64> {
        let (n, k) = scores.dim();
        let mut lagged = Array2::zeros((k, n)).reversed_axes();
        let whole = self.kernel == Kernel::Bartlett && self.bandwidth.fract() <= 0.0;
        let weights = if whole { Vec::new() } else { self.weights(n) };
        for (column, mut target) in scores.columns().into_iter().zip(lagged.columns_mut()) {
            let source = column.as_slice().map_or_else(|| Cow::Owned(column.to_vec()), Cow::Borrowed);
            let Some(target) = target.as_slice_memory_order_mut() else { continue };
            if whole {
                bartlett_sums(&source, self.bandwidth as usize, target);
            } else {
                direct_sums(&source, &weights, target);
            }
        }
        lagged
    }

    /// Weights of lags 1, 2, …, below `n`, up to the last that is not zero.
    pub fn weights(&self, n: usize) -> Vec<f64> {
        let width = self.kernel.width(self.bandwidth);
        let last = match self.kernel {
            Kernel::Bartlett | Kernel::Parzen => (self.bandwidth.ceil() as usize).min(n - 1),
            Kernel::Qs => n - 1,
        };
        (1..=last).map(|lag| self.kernel.weight(lag as f64 / width)).collect()
    }
}

/// `zₜ/2 + Σⱼ (1 − j/(L+1)) zₜ₋ⱼ` for all `t` in one pass: the weighted sum moves by the difference of two running
/// sums.
fn bartlett_sums(z: &[f64], lags: usize, sums: &mut [f64]) {
    let (mut weighted, mut window) = (0.0, 0.0);
    let (count, share) = (lags as f64, 1.0 / (lags + 1) as f64);
    let leaving = std::iter::repeat_n(&0.0, lags).chain(z);
    for ((value, sum), old) in z.iter().zip(sums).zip(leaving) {
        *sum = 0.5 * value + share * weighted;
        // From t to t + 1: every lag inside the window loses one unit of weight, z_t enters with L units.
        weighted += count * value - window;
        window += value - old;
    }
}

/// The same for any weights, lag by lag.
fn direct_sums(z: &[f64], weights: &[f64], sums: &mut [f64]) {
    for (sum, value) in sums.iter_mut().zip(z) {
        *sum = 0.5 * value;
    }
    for (lag, weight) in weights.iter().enumerate() {
        for (sum, value) in sums.iter_mut().skip(lag + 1).zip(z) {
            *sum += weight * value;
        }
    }
}

#[cfg(test)]
mod tests {
    use fxsens_core::rng::Stream;

    use super::*;

    fn scores(n: usize, k: usize) -> Array2<f64> {
        let mut stream = Stream::new(11, 0);
        Array2::from_shape_simple_fn((n, k), || stream.normal())
    }

    fn brute_force(z: &Array2<f64>, hac: &Hac) -> Array2<f64> {
        let n = z.nrows();
        let width = hac.kernel.width(hac.bandwidth);
        let mut meat = Array2::zeros((z.ncols(), z.ncols()));
        for t in 0..n {
            for s in 0..n {
                let weight = hac.kernel.weight((t as f64 - s as f64) / width);
                for i in 0..z.ncols() {
                    for j in 0..z.ncols() {
                        meat[[i, j]] += weight * z[[t, i]] * z[[s, j]];
                    }
                }
            }
        }
        meat
    }

    #[test]
    fn the_fast_meat_equals_the_double_sum() {
        let z = scores(57, 3);
        for (kernel, bandwidth) in [
            (Kernel::Bartlett, 0.0),
            (Kernel::Bartlett, 1.0),
            (Kernel::Bartlett, 12.0),
            (Kernel::Bartlett, 56.0),
            (Kernel::Parzen, 9.0),
            (Kernel::Qs, 4.3),
        ] {
            let hac = Hac { kernel, bandwidth };
            let (fast, slow) = (hac.meat(z.view()), brute_force(&z, &hac));
            for (a, b) in fast.iter().zip(&slow) {
                assert!((a - b).abs() < 1e-11, "{kernel:?} {bandwidth}: {a} against {b}");
            }
        }
    }
}
