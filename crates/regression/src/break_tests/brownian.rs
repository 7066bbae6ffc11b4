//! Laws of the extremes of Brownian motion and the Brownian bridge.

use fxsens_core::distribution::Distribution;

/// Terms of the Kolmogorov series; each is below the square of the one before for arguments above 0.2.
const TERMS: i32 = 100;

/// `P(sup |B| > x)` of a Brownian bridge: Kolmogorov's law. Relative accuracy holds in the upper tail.
pub fn bridge_beyond(x: f64) -> f64 {
    if x.is_nan() {
        return f64::NAN;
    }
    // Below 0.2 the probability is one up to 1e-12.
    if x < 0.2 {
        return 1.0;
    }
    let term = |j: i32| {
        let size = (-2.0 * f64::from(j * j) * x * x).exp();
        if j % 2 == 1 { size } else { -size }
    };
    (2.0 * (1..=TERMS).map(term).sum::<f64>()).clamp(0.0, 1.0)
}

/// `P(|W(t)| > x (1 + 2t) for some t ≤ 1)` of Brownian motion, the crossing probability behind the CUSUM test of Brown,
/// Durbin and Evans (1975), in the form of Zeileis (2004) with its linear start below 0.3.
pub fn motion_beyond_line(x: f64) -> f64 {
    if x.is_nan() {
        return f64::NAN;
    }
    if x < 0.3 {
        return 1.0 - 0.1465 * x.max(0.0);
    }
    // Upper tails of the standard normal, so that small probabilities keep their digits.
    let beyond = |z: f64| 0.5 * Distribution::Normal.p_value(z);
    // Φ(x) + Φ(5x) − 1 = 1 − beyond(x) − beyond(5x).
    let first = (-4.0 * x * x).exp() * (1.0 - beyond(x) - beyond(5.0 * x));
    let second = (-16.0 * x * x).exp() * beyond(x);
    2.0 * (beyond(3.0 * x) + first - second)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_points_are_found() {
        // Kolmogorov's law: 1.3581 at 5 %, 1.6276 at 1 %. Brown, Durbin and Evans: 0.948 at 5 %, 1.143 at 1 %.
        assert!((bridge_beyond(1.358_1) - 0.05).abs() < 1e-4);
        assert!((bridge_beyond(1.627_6) - 0.01).abs() < 1e-5);
        assert!((motion_beyond_line(0.948) - 0.05).abs() < 5e-4);
        assert!((motion_beyond_line(1.143) - 0.01).abs() < 2e-4);
    }

    #[test]
    fn tails_do_not_vanish() {
        assert!(bridge_beyond(5.0) > 1e-22 && bridge_beyond(5.0) < 1e-21);
        assert!(motion_beyond_line(3.0) > 0.0);
        assert!(bridge_beyond(f64::NAN).is_nan() && motion_beyond_line(f64::NAN).is_nan());
    }
}
