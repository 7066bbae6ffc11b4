//! Kernels of heteroskedasticity- and autocorrelation-consistent (HAC) covariances.

use serde::{Deserialize, Serialize};

/// How the weight of an autocovariance falls with its lag (Andrews 1991, eq. 2.7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kernel {
    /// Triangular (Newey and West 1987).
    #[default]
    Bartlett,
    /// Piecewise cubic.
    Parzen,
    /// Quadratic spectral: weights on all lags.
    Qs,
}

impl Kernel {
    /// Name as in parameters and tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Bartlett => "bartlett",
            Self::Parzen => "parzen",
            Self::Qs => "qs",
        }
    }

    /// Weight at `x`, the lag over the width; one at zero.
    pub fn weight(self, x: f64) -> f64 {
        let x = x.abs();
        match self {
            Self::Bartlett => (1.0 - x).max(0.0),
            Self::Parzen if x <= 0.5 => 1.0 - 6.0 * x * x * (1.0 - x),
            Self::Parzen => 2.0 * (1.0 - x).max(0.0).powi(3),
            Self::Qs => quadratic_spectral(x),
        }
    }

    /// Width over which lags are scaled. For Bartlett and Parzen the bandwidth counts lags as statsmodels'
    /// `maxlags` does, and lag `L` is the last with a positive weight: the width is `L + 1`. The quadratic
    /// spectral kernel takes its bandwidth as the width.
    pub fn width(self, bandwidth: f64) -> f64 {
        match self {
            Self::Bartlett | Self::Parzen => bandwidth + 1.0,
            Self::Qs => bandwidth,
        }
    }
}

fn quadratic_spectral(x: f64) -> f64 {
    let angle = 1.2 * std::f64::consts::PI * x;
    if angle < 1e-2 {
        // The closed form cancels near zero; its series in the angle does not.
        let square = angle * angle;
        return 1.0 - square / 10.0 + square * square / 280.0;
    }
    3.0 / (angle * angle) * (angle.sin() / angle - angle.cos())
}

#[cfg(test)]
mod tests {
    use super::Kernel;

    #[test]
    fn kernels_are_one_at_zero_and_small_far_out() {
        for kernel in [Kernel::Bartlett, Kernel::Parzen, Kernel::Qs] {
            assert!((kernel.weight(0.0) - 1.0).abs() < 1e-15);
            assert!(kernel.weight(3.0).abs() < 0.05);
        }
        // Both branches of the quadratic spectral kernel meet: 1 - z^2/10 + ... at z = 0.01.
        let border = 1e-2 / (1.2 * std::f64::consts::PI);
        assert!(
            (Kernel::Qs.weight(border * 0.999_999) - Kernel::Qs.weight(border * 1.000_001)).abs() < 1e-10
        );
        assert!((Kernel::Parzen.weight(0.5) - 0.25).abs() < 1e-15);
    }
}
