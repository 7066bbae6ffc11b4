//! Critical values of the effective F statistic.

use fxsens_core::distribution::Distribution;

/// `P(X > x)` of a noncentral chi-squared variable: Poisson weights on central ones.
fn beyond(x: f64, df: f64, noncentrality: f64) -> f64 {
    let mean = noncentrality / 2.0;
    let centre = mean.floor();
    // From the largest weight outwards, until weights are nothing.
    let log_weight = |j: f64| -mean + j * mean.ln() - ln_factorial(j);
    let term = |j: f64| {
        let weight = if mean > 0.0 { log_weight(j).exp() } else { f64::from(u8::from(j < 0.5)) };
        weight * Distribution::ChiSquared { df: df + 2.0 * j }.p_value(x)
    };
    let mut total = term(centre);
    let width = (40.0 + 12.0 * mean.sqrt()) as usize;
    for step in 1..=width {
        let step = step as f64;
        total += term(centre + step);
        if centre - step >= 0.0 {
            total += term(centre - step);
        }
    }
    total
}

fn ln_factorial(j: f64) -> f64 {
    // Exact for small arguments, Stirling's series beyond.
    if j < 20.0 {
        return (2..=j as u32).map(|i| f64::from(i).ln()).sum();
    }
    let x = j + 1.0;
    (x - 0.5) * x.ln() - x + 0.5 * (2.0 * std::f64::consts::PI).ln() + 1.0 / (12.0 * x)
        - 1.0 / (360.0 * x.powi(3))
}

/// Critical value of size `alpha` for the effective F statistic of Montiel Olea and Pflueger (2013): instruments are weak
/// when the bias may exceed a share `tau` of the worst case. Their simplified, conservative form: the upper quantile of a
/// noncentral chi-squared with `K_eff` degrees of freedom and noncentrality `K_eff / τ`, over `K_eff`.
pub fn critical_value(effective_instruments: f64, tau: f64, alpha: f64) -> f64 {
    let (df, noncentrality) = (effective_instruments, effective_instruments / tau);
    let (mut low, mut high) = (0.0, df + noncentrality);
    while beyond(high, df, noncentrality) > alpha {
        high *= 1.5;
    }
    for _ in 0..100 {
        let middle = f64::midpoint(low, high);
        if beyond(middle, df, noncentrality) > alpha {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high) / df
}

#[cfg(test)]
mod tests {
    use super::critical_value;

    #[test]
    fn published_critical_values_are_found() {
        // Montiel Olea and Pflueger (2013), table 1, one instrument: 37.42, 23.11, 15.06, 12.05 at 5, 10, 20 and 30 %.
        for (tau, value) in [(0.05, 37.42), (0.10, 23.11), (0.20, 15.06), (0.30, 12.05)] {
            let found = critical_value(1.0, tau, 0.05);
            assert!((found - value).abs() < 0.006, "{tau}: {found}");
        }
    }
}
