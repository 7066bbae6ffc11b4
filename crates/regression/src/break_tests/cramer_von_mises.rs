//! The law of the integrated squared Brownian bridge in several dimensions.

/// Largest step between points on the line of integration.
const STEP: f64 = 0.25;

/// The trapezoidal rule errs by `exp(−2π d / step)`, `d` the distance to the nearest singularity; this exponent is kept.
const ALIAS: f64 = 36.0;

/// The integrand falls without end; below this logarithm of its share in the largest value it is nothing.
const NEGLIGIBLE: f64 = -45.0;

/// `P(∫₀¹ |B(r)|² dr > x)` for a `k`-dimensional Brownian bridge `B`, the law of Nyblom's statistic (Nyblom 1989; Kiefer
/// 1959). The Laplace transform `(√(2s) / sinh √(2s))^{k/2}` is inverted along a vertical line through the saddle point
/// of the upper tail, so that small probabilities keep their digits.
pub fn bridge_integral_beyond(x: f64, k: usize) -> f64 {
    if x.is_nan() || k == 0 {
        return f64::NAN;
    }
    if x <= 0.0 {
        return 1.0;
    }
    let k = k as f64;
    // The transform has its first singularity at −π²/2; the saddle of exp(sx)·φ(s)/s lies between it and zero.
    let edge = -std::f64::consts::PI.powi(2) / 2.0;
    let height = |c: f64| {
        let (log_phi, _) = log_transform(c, 0.0, k);
        c * x + log_phi - (-c).ln()
    };
    let c = minimum(height, edge * 0.98, edge * 1e-4);
    let top = height(c);
    let step = STEP.min((c - edge).min(-c) * 2.0 * std::f64::consts::PI / ALIAS);
    let value = |t: f64| {
        // exp(sx) φ(s) / (−s) at s = c + it, relative to its height at t = 0; the real part.
        let (log_phi, angle) = log_transform(c, t, k);
        let modulus = (c * c + t * t).sqrt();
        let argument = t.atan2(-c);
        // 1/(−s) with −s = |s| e^{−i·argument}.
        let log_size = c * x + log_phi - modulus.ln() - top;
        (log_size > NEGLIGIBLE).then(|| log_size.exp() * (t * x + angle + argument).cos())
    };
    let mut sum = 0.5;
    let mut t = step;
    while let Some(value) = value(t) {
        sum += value;
        t += step;
    }
    (top.exp() * sum * step / std::f64::consts::PI).clamp(0.0, 1.0)
}

/// Logarithm of `(z / sinh z)^{k/2}` at `z = √(2s)`, `s = c + it`: its real part and its angle.
fn log_transform(c: f64, t: f64, k: f64) -> (f64, f64) {
    let modulus = (2.0 * (c * c + t * t).sqrt()).sqrt();
    let half = t.atan2(c) / 2.0;
    let (re, im) = (modulus * half.cos(), modulus * half.sin());
    // ln(z / sinh z) = ln 2z − z − ln(1 − e^{−2z}), each continuous for Re z ≥ 0.
    let size = (-2.0 * re).exp();
    let (one_re, one_im) = (1.0 - size * (2.0 * im).cos(), size * (2.0 * im).sin());
    let log = (2.0 * modulus).ln() - re - 0.5 * (one_re * one_re + one_im * one_im).ln();
    let angle = half - im - one_im.atan2(one_re);
    (0.5 * k * log, 0.5 * k * angle)
}

/// The place of the minimum of a function with one minimum between two points, by golden section.
fn minimum(f: impl Fn(f64) -> f64, mut low: f64, mut high: f64) -> f64 {
    let ratio = (5f64.sqrt() - 1.0) / 2.0;
    for _ in 0..60 {
        let (a, b) = (high - ratio * (high - low), low + ratio * (high - low));
        if f(a) < f(b) { high = b } else { low = a }
    }
    f64::midpoint(low, high)
}

#[cfg(test)]
mod tests {
    use super::bridge_integral_beyond;

    #[test]
    fn published_critical_values_are_found() {
        // Anderson and Darling (1952) for one dimension: 0.34730, 0.46136, 0.74346 at 10, 5 and 1 %.
        for (x, p) in [(0.347_30, 0.10), (0.461_36, 0.05), (0.743_46, 0.01), (0.118_88, 0.50)] {
            assert!((bridge_integral_beyond(x, 1) - p).abs() < 2e-5, "{x}: {}", bridge_integral_beyond(x, 1));
        }
        // Hansen (1992), table 1, at 5 %.
        for (k, x) in [(1, 0.470), (2, 0.749), (3, 1.01), (4, 1.24), (5, 1.47), (6, 1.68), (10, 2.54)] {
            assert!((bridge_integral_beyond(x, k) - 0.05).abs() < 2.5e-3, "{k}");
        }
    }

    #[test]
    fn two_dimensions_have_a_closed_form() {
        // For k = 2 the transform has simple poles: P = 2 Σ (−1)^{j+1} exp(−j²π²x/2).
        for x in [0.2, 0.7, 2.0, 8.0] {
            let term = |j: i32| {
                let size = 2.0 * (-f64::from(j * j) * std::f64::consts::PI.powi(2) * x / 2.0).exp();
                if j % 2 == 1 { size } else { -size }
            };
            let exact: f64 = (1..60).map(term).sum();
            let found = bridge_integral_beyond(x, 2);
            assert!((found / exact - 1.0).abs() < 1e-8, "{x}: {found} {exact}");
        }
    }
}
