//! A random walk with drift, observed at years that may be apart.
//!
//! With changes `Δᵢ` over `kᵢ` years, `Δᵢ = μ kᵢ + εᵢ` and `Var εᵢ = σ² kᵢ`, so generalised least squares gives
//! `μ = ΣΔᵢ / Σkᵢ` and the unbiased `σ² = Σ (Δᵢ − μ kᵢ)² / kᵢ / (n − 1)`: years without a figure cost information, not
//! spread. A new change over `h` years has prediction variance `σ² (h + h² / Σkᵢ)`, and its distance follows Student's t
//! with `n − 1` degrees of freedom if the changes are normal.

use fxsens_core::distribution::Distribution;
use serde::{Deserialize, Serialize};

/// Drift and spread of past yearly changes.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Walk {
    /// Mean change, per year.
    pub drift: f64,
    /// Standard deviation of a change over one year.
    pub deviation: f64,
    /// Observed changes.
    pub steps: usize,
    /// Years they span.
    pub years: f64,
}

/// A change beside what the walk would have made of the same time.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Distance {
    /// Change.
    pub change: f64,
    /// Years it takes.
    pub years: f64,
    /// What the past drift makes of these years.
    pub expected: f64,
    /// Standard deviation of the prediction.
    pub deviation: f64,
    /// Change less expected change, in standard deviations.
    pub t: f64,
    /// Two-sided p-value, Student's t.
    pub p_value: f64,
}

impl Walk {
    /// From years and levels in order; `None` with fewer than two changes, or without any spread.
    pub fn fit(observations: &[(i32, f64)]) -> Option<Self> {
        let changes: Vec<(f64, f64)> = observations
            .windows(2)
            .map(|pair| (f64::from(pair[1].0 - pair[0].0), pair[1].1 - pair[0].1))
            .collect();
        if changes.len() < 2 || changes.iter().any(|(years, _)| *years < 1.0) {
            return None;
        }
        let years: f64 = changes.iter().map(|(k, _)| k).sum();
        let drift = changes.iter().map(|(_, change)| change).sum::<f64>() / years;
        let squares: f64 = changes.iter().map(|(k, change)| (change - drift * k).powi(2) / k).sum();
        let deviation = (squares / (changes.len() - 1) as f64).sqrt();
        (deviation.is_finite() && deviation > 0.0).then_some(Self {
            drift,
            deviation,
            steps: changes.len(),
            years,
        })
    }

    /// How far a change over `years` years is from the past.
    pub fn distance(&self, change: f64, years: f64) -> Distance {
        let expected = self.drift * years;
        let deviation = self.deviation * (years + years * years / self.years).sqrt();
        let t = (change - expected) / deviation;
        let p_value = Distribution::T { df: (self.steps - 1) as f64 }.p_value(t);
        Distance { change, years, expected, deviation, t, p_value }
    }

    /// Standard deviation of the walk about its drift after some months.
    pub fn wander(&self, months: usize) -> f64 {
        self.deviation * (months as f64 / 12.0).sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fit(observations: &[(i32, f64)]) -> Walk {
        Walk::fit(observations).unwrap_or_else(|| panic!("it fits"))
    }

    #[test]
    fn without_gaps_it_is_the_sample_mean_and_deviation_of_the_changes() {
        // Changes 1, 2, 3: mean 2, sample variance 1.
        let walk = fit(&[(2000, 0.0), (2001, 1.0), (2002, 3.0), (2003, 6.0)]);
        assert!((walk.drift - 2.0).abs() < 1e-12 && (walk.deviation - 1.0).abs() < 1e-12);
        // A change of 6 in one year: (6 − 2) / √(1 + 1/3).
        assert!((walk.distance(6.0, 1.0).t - 4.0 / (4.0_f64 / 3.0).sqrt()).abs() < 1e-12);
    }

    #[test]
    fn a_gap_counts_by_its_length() {
        // Changes 8 over 4 years and 1 over one: drift 9/5, squares (0.8²)/4 + 0.8² = 0.8, one degree of freedom.
        let walk = fit(&[(2000, 0.0), (2004, 8.0), (2005, 9.0)]);
        assert!((walk.drift - 1.8).abs() < 1e-12);
        assert!((walk.deviation - 0.8_f64.sqrt()).abs() < 1e-12);
        // Student's t with one degree of freedom is Cauchy: P(|T| > 1) = 1/2.
        let unit = walk.drift + walk.deviation * 1.2_f64.sqrt();
        assert!((walk.distance(unit, 1.0).p_value - 0.5).abs() < 1e-9);
    }

    #[test]
    fn a_past_without_spread_is_no_yardstick() {
        assert_eq!(Walk::fit(&[(2000, 0.0), (2001, 1.0)]), None);
        assert_eq!(Walk::fit(&[(2000, 0.0), (2001, 1.0), (2002, 2.0)]), None);
    }
}
