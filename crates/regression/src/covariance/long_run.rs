//! Long-run covariance of several series together, two-sided and one-sided.

use ndarray::{Array2, ArrayView2};

use super::hac::Hac;

/// Covariances of series `zₜ` of shape `(n, m)` with mean zero, each of shape `(m, m)`; `Γⱼ = Σₜ zₜ zₜ₋ⱼ' / n`.
#[derive(Debug, Clone, PartialEq)]
pub struct LongRun {
    /// `Γ₀`.
    pub short_run: Array2<f64>,
    /// `Λ = Γ₀ + Σⱼ wⱼ Γⱼ`: rows at `t`, columns at `t − j`.
    pub one_sided: Array2<f64>,
    /// `Ω = Γ₀ + Σⱼ wⱼ (Γⱼ + Γⱼ')`.
    pub two_sided: Array2<f64>,
}

impl LongRun {
    /// Kernel estimates from series of shape `(n, m)`, not centred.
    pub fn new(series: ArrayView2<'_, f64>, hac: &Hac) -> Self {
        let n = series.nrows() as f64;
        // Half of Γ₀ is inside the weighted lags.
        let half = series.t().dot(&hac.weighted_lags(series)) / n;
        let short_run = series.t().dot(&series) / n;
        let one_sided = &half + &short_run * 0.5;
        let two_sided = &half + &half.t();
        Self { short_run, one_sided, two_sided }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::covariance::kernel::Kernel;

    #[test]
    fn sums_of_lagged_products_by_hand() {
        let z = Array2::from_shape_fn((9, 2), |(t, j)| ((t * 5 + j * 4) % 7) as f64 - 3.0);
        let lag = |j: usize| {
            let mut gamma = Array2::<f64>::zeros((2, 2));
            for t in j..9 {
                for (a, b) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
                    gamma[[a, b]] += z[[t, a]] * z[[t - j, b]] / 9.0;
                }
            }
            gamma
        };
        let found = LongRun::new(z.view(), &Hac { kernel: Kernel::Bartlett, bandwidth: 2.0 });
        let strict = lag(1) * (2.0 / 3.0) + lag(2) * (1.0 / 3.0);
        let close = |a: &Array2<f64>, b: &Array2<f64>| a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-13);
        assert!(close(&found.short_run, &lag(0)));
        assert!(close(&found.one_sided, &(lag(0) + &strict)));
        assert!(close(&found.two_sided, &(lag(0) + &strict + strict.t())));
    }
}
