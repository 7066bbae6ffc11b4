//! Reference distributions: p-values from the survival function, critical values from its inverse.

use serde::{Deserialize, Serialize};
use statrs::distribution::{ChiSquared, ContinuousCDF, FisherSnedecor, Normal, StudentsT};
use statrs::function::erf::erfc;

/// The distribution a statistic is compared with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "family", rename_all = "kebab-case")]
pub enum Distribution {
    /// Standard normal.
    Normal,
    /// Student's t.
    T {
        /// Degrees of freedom.
        df: f64,
    },
    /// Chi-squared.
    ChiSquared {
        /// Degrees of freedom.
        df: f64,
    },
    /// Fisher's F.
    F {
        /// Numerator degrees of freedom.
        df_num: f64,
        /// Denominator degrees of freedom.
        df_denom: f64,
    },
    /// A normal over the root of an independent weighted sum of chi-squared(1) variables: the fixed-b law of a
    /// t statistic (Kiefer and Vogelsang 2005). Equal weights 1/ν give Student's t with ν degrees of freedom.
    NormalOverQuadratic {
        /// Label printed in tables: `fixed-b (bartlett, b = 0.14)`.
        label: String,
        /// Weights of the quadratic form. Saved with the fit, so that a saved fit can be reported at any level.
        weights: Vec<f64>,
    },
}

impl Distribution {
    /// Name of the family: `normal`, `t`, `chi2`, `F`, `fixed-b`.
    pub fn family(&self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::T { .. } => "t",
            Self::ChiSquared { .. } => "chi2",
            Self::F { .. } => "F",
            Self::NormalOverQuadratic { .. } => "fixed-b",
        }
    }

    /// Name with its parameters, as printed.
    pub fn label(&self) -> String {
        match self {
            Self::Normal => "normal".into(),
            Self::T { df } => format!("t({})", trim(*df)),
            Self::ChiSquared { df } => format!("chi2({})", trim(*df)),
            Self::F { df_num, df_denom } => format!("F({}, {})", trim(*df_num), trim(*df_denom)),
            Self::NormalOverQuadratic { label, .. } => label.clone(),
        }
    }

    /// Two-sided p-value of a statistic that is symmetric about zero under the null; upper-tail p-value for
    /// chi-squared and F. `NaN` in, `NaN` out.
    pub fn p_value(&self, statistic: f64) -> f64 {
        if statistic.is_nan() {
            return f64::NAN;
        }
        let size = statistic.abs();
        match self {
            Self::Normal => erfc(size / std::f64::consts::SQRT_2),
            Self::T { df } => StudentsT::new(0.0, 1.0, *df).map_or(f64::NAN, |d| 2.0 * d.sf(size)),
            Self::ChiSquared { df } => upper(statistic, ChiSquared::new(*df).ok()),
            Self::F { df_num, df_denom } => upper(statistic, FisherSnedecor::new(*df_num, *df_denom).ok()),
            Self::NormalOverQuadratic { weights, .. } => normal_over_quadratic(size, weights),
        }
    }

    /// The critical value `c` with two-sided (or, for chi-squared and F, upper-tail) probability `alpha`.
    /// `NaN` outside `0 < alpha < 1`.
    pub fn critical_value(&self, alpha: f64) -> f64 {
        if !(alpha > 0.0 && alpha < 1.0) {
            return f64::NAN;
        }
        let start = Normal::standard().inverse_cdf(1.0 - alpha / 2.0);
        match self {
            Self::Normal if alpha > 1e-10 => start,
            _ => invert(|x| self.p_value(x), alpha),
        }
    }
}

fn trim(x: f64) -> String {
    if (x - x.round()).abs() < 1e-9 { format!("{x:.0}") } else { format!("{x:.2}") }
}

fn upper(statistic: f64, distribution: Option<impl ContinuousCDF<f64, f64>>) -> f64 {
    match distribution {
        None => f64::NAN,
        Some(_) if statistic <= 0.0 => 1.0,
        Some(d) => d.sf(statistic),
    }
}

/// Solves `tail(x) = alpha` for a decreasing tail probability: a bracket by doubling, then false position on the
/// logarithm of the tail (Illinois rule of Dowell and Jarratt 1971), which needs about ten evaluations where
/// bisection needs fifty-five.
fn invert(tail: impl Fn(f64) -> f64, alpha: f64) -> f64 {
    let excess = |x: f64| tail(x).max(f64::MIN_POSITIVE).ln() - alpha.ln();
    let (mut low, mut at_low) = (0.0, -alpha.ln());
    let (mut high, mut at_high) = (1.0, excess(1.0));
    while at_high > 0.0 {
        (low, at_low) = (high, at_high);
        high *= 2.0;
        at_high = excess(high);
        if high > 1e12 {
            return f64::INFINITY;
        }
    }
    let mut side = 0;
    for step in 0..200 {
        let middle = f64::midpoint(low, high);
        if middle <= low || middle >= high {
            break;
        }
        let guess = low + (high - low) * at_low / (at_low - at_high);
        let x = if guess > low && guess < high && step % 20 != 19 { guess } else { middle };
        let at_x = excess(x);
        if at_x.abs() < 1e-15 {
            return x;
        }
        if at_x > 0.0 {
            (low, at_low) = (x, at_x);
            at_high *= if side == 1 { 0.5 } else { 1.0 };
            side = 1;
        } else {
            (high, at_high) = (x, at_x);
            at_low *= if side == -1 { 0.5 } else { 1.0 };
            side = -1;
        }
    }
    f64::midpoint(low, high)
}

/// `P(|Z| > x √Q)` with `Q = Σ wⱼ χ²ⱼ(1)` independent of `Z`.
///
/// Craig's formula `P(|Z| > a) = (2/π) ∫₀^{π/2} exp(−a² / (2 sin²θ)) dθ` turns the expectation over `Q` into
/// `(2/π) ∫₀^{π/2} Π (1 + x² wⱼ / sin²θ)^{−1/2} dθ`: smooth and positive, so tiny probabilities keep their digits.
/// The integrand and all its odd derivatives vanish or mirror at both ends, so the midpoint rule converges
/// fast: to rounding for the many weights of a kernel, to 1e-4 for a single one near zero.
fn normal_over_quadratic(x: f64, weights: &[f64]) -> f64 {
    const POINTS: usize = 400;
    if weights.is_empty() {
        return f64::NAN;
    }
    let mut ratios = [0.0; POINTS];
    for (i, ratio) in ratios.iter_mut().enumerate() {
        let theta = (i as f64 + 0.5) / POINTS as f64 * std::f64::consts::FRAC_PI_2;
        *ratio = x * x / theta.sin().powi(2);
    }
    // Products of a few factors at a time, their logarithms taken only when they grow large.
    let mut products = [1.0; POINTS];
    let mut logs = [0.0; POINTS];
    for group in weights.chunks(4) {
        for weight in group {
            for (product, ratio) in products.iter_mut().zip(&ratios) {
                *product *= 1.0 + weight * ratio;
            }
        }
        for (product, log) in products.iter_mut().zip(&mut logs) {
            if *product > 1e100 {
                *log += product.ln();
                *product = 1.0;
            }
        }
    }
    let term = |(log, product): (&f64, &f64)| (-0.5 * (log + product.ln())).exp();
    logs.iter().zip(&products).map(term).sum::<f64>() / POINTS as f64
}

#[cfg(test)]
mod tests {
    use super::Distribution;

    fn close(actual: f64, expected: f64, rtol: f64) {
        assert!((actual / expected - 1.0).abs() < rtol, "{actual} against {expected}");
    }

    #[test]
    fn far_tails_keep_their_digits() {
        // SciPy 1.17.1: 2*scipy.stats.t.sf(30, 40), 2*norm.sf(10), chi2.sf(200, 3), f.sf(500, 2, 40).
        close(Distribution::T { df: 40.0 }.p_value(30.0), 4.850_907_660_590_204_7e-29, 1e-9);
        close(Distribution::Normal.p_value(10.0), 1.523_970_604_832_094e-23, 1e-10);
        close(Distribution::ChiSquared { df: 3.0 }.p_value(200.0), 4.218_541_107_192_018e-43, 1e-9);
        close(
            Distribution::F { df_num: 2.0, df_denom: 40.0 }.p_value(500.0),
            5.018_027_541_135_014e-29,
            1e-9,
        );
    }

    #[test]
    fn equal_weights_are_student_t() {
        let weights = vec![1.0 / 8.0; 8];
        let quadratic = Distribution::NormalOverQuadratic { label: String::new(), weights };
        for x in [0.1, 1.0, 2.306, 5.0, 20.0] {
            close(quadratic.p_value(x), Distribution::T { df: 8.0 }.p_value(x), 1e-9);
        }
    }

    #[test]
    fn critical_values_invert_p_values() {
        close(Distribution::Normal.critical_value(0.05), 1.959_963_984_540_054, 1e-12);
        close(Distribution::T { df: 8.0 }.critical_value(0.05), 2.306_004_135_204_166, 1e-12);
        close(
            Distribution::F { df_num: 2.0, df_denom: 10.0 }.critical_value(0.05),
            4.102_821_015_130_4,
            1e-10,
        );
        assert!(Distribution::Normal.critical_value(0.0).is_nan());
    }
}
