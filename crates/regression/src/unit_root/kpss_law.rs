//! The asymptotic law of the KPSS statistic, exactly.
//!
//! The statistic tends to `∫ V(r)² dr`, `V` a Brownian bridge (constant) or a second-level bridge (constant and
//! trend): a weighted sum of independent chi-squared(1) variables `Σ Zⱼ²/sⱼ²`. The Fredholm determinant
//! `D(s²) = Π (1 − s²/sⱼ²)` has a closed form in both cases (MacNeill 1978), and Smirnov's formula gives the tail
//!
//! ```text
//! P(Q > x) = (2/π) Σⱼ (−1)ʲ⁻¹ ∫ exp(−x s²/2) / (s √|D(s²)|) ds,   s from s₂ⱼ₋₁ to s₂ⱼ.
//! ```
//!
//! Every term is an integral of one sign, so that small tails keep their relative precision.

use std::f64::consts::PI;

use super::Trend;

/// Nodes of the Chebyshev–Gauss rule on each interval.
const NODES: usize = 48;
/// Terms beyond this exponent add nothing to a double.
const NEGLIGIBLE: f64 = 60.0;

/// Upper tail probability of the statistic under stationarity about a constant ([`Trend::C`]) or a trend
/// ([`Trend::Ct`]); not a number for other terms and for `x` that is not a number.
pub fn survival(trend: Trend, x: f64) -> f64 {
    if x.is_nan() || !matches!(trend, Trend::C | Trend::Ct) {
        return f64::NAN;
    }
    // Below a thousandth the tail probability is one to all digits: the first weights alone make less unlikely.
    if x < 1e-3 {
        return 1.0;
    }
    let mut total = 0.0;
    for j in 1.. {
        let (low, high) = (frequency(trend, 2 * j - 1), frequency(trend, 2 * j));
        let sign = if j % 2 == 1 { 1.0 } else { -1.0 };
        let term = interval(trend, x, low, high);
        total += sign * term;
        if x * (high * high - frequency(trend, 1).powi(2)) > 2.0 * NEGLIGIBLE {
            break;
        }
    }
    (total * 2.0 / PI).clamp(0.0, 1.0)
}

/// The value that is exceeded with probability `size`.
pub fn critical_value(trend: Trend, size: f64) -> f64 {
    if !(size > 0.0 && size < 1.0) || survival(trend, 1.0).is_nan() {
        return f64::NAN;
    }
    let (mut low, mut high) = (0.0, 1.0);
    while survival(trend, high) > size {
        (low, high) = (high, 2.0 * high);
    }
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if survival(trend, middle) > size { low = middle } else { high = middle }
    }
    f64::midpoint(low, high)
}

/// `sⱼ`: `jπ` for the bridge; `2πi` and the roots of `tan(s/2) = s/2` in turn for the second-level bridge.
fn frequency(trend: Trend, j: usize) -> f64 {
    let j = j as f64;
    if trend == Trend::C {
        return j * PI;
    }
    if j % 2.0 > 0.5 {
        return (j + 1.0) * PI;
    }
    // The root of tan u = u below (j + 1)π/2, by its fixed point u = (m + 1/2)π − arctan(1/u).
    let end = f64::midpoint(j, 1.0) * PI;
    let mut u = end;
    for _ in 0..60 {
        u = end - (1.0 / u).atan();
    }
    2.0 * u
}

/// `|D(s²)|`.
fn determinant(trend: Trend, s: f64) -> f64 {
    if trend == Trend::C {
        return (s.sin() / s).abs();
    }
    let half = s / 2.0;
    // 12 (2 − 2 cos s − s sin s)/s⁴ in factors, which do not cancel near their zeros.
    (48.0 * half.sin() * (half.sin() - half * half.cos()) / s.powi(4)).abs()
}

/// The integral between two neighbouring zeros of the determinant: with `s = m + h cos θ` the roots at both ends
/// cancel and the integrand is smooth and periodic.
fn interval(trend: Trend, x: f64, low: f64, high: f64) -> f64 {
    let (middle, half) = (f64::midpoint(low, high), (high - low) / 2.0);
    let node = |i: usize| {
        let angle = (i as f64 + 0.5) * PI / NODES as f64;
        let s = middle + half * angle.cos();
        half * angle.sin() * (-x * s * s / 2.0).exp() / (s * determinant(trend, s).sqrt())
    };
    (0..NODES).map(node).sum::<f64>() * PI / NODES as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn critical_values_are_those_of_kwiatkowski_and_others() {
        // Kwiatkowski, Phillips, Schmidt and Shin (1992), table 1: three decimals, simulated.
        let published = [
            (Trend::C, [(0.10, 0.347), (0.05, 0.463), (0.025, 0.574), (0.01, 0.739)]),
            (Trend::Ct, [(0.10, 0.119), (0.05, 0.146), (0.025, 0.176), (0.01, 0.216)]),
        ];
        for (trend, values) in published {
            for (size, value) in values {
                let exact = critical_value(trend, size);
                assert!((exact - value).abs() < 0.007, "{trend:?} {size}: {exact}");
            }
        }
    }

    #[test]
    fn the_law_is_that_of_cramer_and_von_mises() {
        // Anderson and Darling (1952), table 1: the limit of nω², to five decimals.
        for (x, below) in
            [(0.02480, 0.01), (0.11888, 0.50), (0.34730, 0.90), (0.46136, 0.95), (0.74346, 0.99)]
        {
            assert!((1.0 - survival(Trend::C, x) - below).abs() < 3e-5, "{x}: {}", survival(Trend::C, x));
        }
    }

    #[test]
    fn moments_follow_from_the_weights() {
        // E Q = ∫ P(Q > x) dx: 1/6 and 1/15.
        for (trend, mean) in [(Trend::C, 1.0 / 6.0), (Trend::Ct, 1.0 / 15.0)] {
            let step = 1e-4;
            let integral: f64 =
                (0..60_000).map(|i| step * survival(trend, (f64::from(i) + 0.5) * step)).sum();
            assert!((integral - mean).abs() < 1e-7, "{trend:?}: {integral}");
        }
    }

    #[test]
    fn a_far_tail_is_small_and_not_zero() {
        let tail = survival(Trend::C, 20.0);
        assert!(tail > 1e-45 && tail < 1e-40, "{tail:e}");
        assert!(survival(Trend::Ct, 1e-9) >= 1.0 && survival(Trend::N, 1.0).is_nan());
    }
}
