//! Draws that a fit carries, so that its intervals can be read at any level.

use serde::{Deserialize, Serialize};

use crate::draws::{Draws, Interval, QuantileRule, acceleration, normal_cdf, normal_quantile};
use crate::fit::FitError;

/// Which interval is read from draws.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum IntervalKind {
    /// None: estimate and standard deviation of the draws with the reference distribution.
    #[default]
    Normal,
    /// Quantiles of the draws.
    Percentile,
    /// Quantiles of the error, turned round.
    Basic,
    /// Quantiles corrected for bias and skewness.
    Bca,
    /// Quantiles of the studentised error, turned round.
    PercentileT,
}

impl IntervalKind {
    /// Name as in parameters and tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Percentile => "percentile",
            Self::Basic => "basic",
            Self::Bca => "bca",
            Self::PercentileT => "percentile-t",
        }
    }
}

/// Draws of all estimates of a fit, from which intervals and p-values are read instead of from their covariance.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Resampled {
    /// The interval.
    pub interval: IntervalKind,
    /// Estimates of every draw, row by row, shape `(draws, size)`.
    pub draws: Vec<f64>,
    /// Estimates without one observation, row by row, shape `(nobs, size)`; empty where the interval does not need them.
    pub jackknife: Vec<f64>,
    /// Standard errors of every draw, row by row, shape `(draws, size)`; empty where the interval does not need them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub std_errors: Vec<f64>,
}

/// What draws say of a combination of estimates.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Read {
    /// The interval.
    pub interval: Interval,
    /// The smallest level of a two-sided test that rejects zero, up to the coarseness of the draws.
    pub p_value: f64,
}

impl Resampled {
    /// Interval and p-value of the combination with these weights, one per estimate, whose value in the sample is `estimate`
    /// and whose standard error is `std_error`. p-values come from turning the interval round: with
    /// `G = (1 + #{θ* < 0})/(R + 2)` the percentile interval's is `2 min(G, 1 − G)`, the basic one's the same about `2θ̂`, that
    /// of percentile-t the same of the studentised draws about `θ̂/se`; BCa corrects the rank first.
    ///
    /// # Errors
    /// Those of the interval; [`FitError::Unsupported`] for percentile-t of several estimates together, whose standard error in
    /// a draw is not kept.
    pub fn read(&self, weights: &[f64], estimate: f64, std_error: f64, level: f64) -> Result<Read, FitError> {
        let combine = |rows: &[f64]| -> Vec<f64> {
            let row = |row: &[f64]| row.iter().zip(weights).map(|(value, weight)| value * weight).sum();
            rows.chunks(weights.len().max(1)).map(row).collect()
        };
        let draws = Draws::new(&combine(&self.draws), QuantileRule::NormalScale)?;
        let two_sided = |rank: f64| 2.0 * rank.min(1.0 - rank);
        match self.interval {
            IntervalKind::Normal | IntervalKind::Percentile => {
                Ok(Read { interval: draws.percentile(level)?, p_value: two_sided(draws.rank(0.0)) })
            }
            IntervalKind::Basic => Ok(Read {
                interval: draws.basic(estimate, level)?,
                p_value: two_sided(draws.rank(2.0 * estimate)),
            }),
            IntervalKind::PercentileT => {
                let draws = Draws::new(&self.studentised(weights, estimate)?, QuantileRule::NormalScale)?;
                Ok(Read {
                    interval: draws.percentile_t(estimate, std_error, level)?,
                    p_value: two_sided(draws.rank(estimate / std_error)),
                })
            }
            IntervalKind::Bca => {
                let a = acceleration(&combine(&self.jackknife))?;
                let interval = draws.bca(estimate, a, level)?;
                let bias = draws.bias(estimate, a)?;
                let shifted = normal_quantile(draws.rank(0.0)) - bias;
                let rank = normal_cdf(shifted / (1.0 + a * shifted) - bias);
                Ok(Read { interval, p_value: two_sided(rank) })
            }
        }
    }

    /// `(θ* − θ̂)/se*` of every draw, for a combination of one estimate.
    fn studentised(&self, weights: &[f64], estimate: f64) -> Result<Vec<f64>, FitError> {
        let mut used = weights.iter().enumerate().filter(|(_, weight)| **weight != 0.0);
        let (Some((place, weight)), None) = (used.next(), used.next()) else {
            return Err(FitError::Unsupported {
                what: "a percentile-t interval of several estimates together".into(),
                why: "draws keep the standard error of each estimate alone; use another interval".into(),
            });
        };
        if self.std_errors.len() != self.draws.len() {
            let what = format!("{} standard errors for {} draws", self.std_errors.len(), self.draws.len());
            return Err(FitError::Degenerate { what });
        }
        let rows = self.draws.chunks(weights.len()).zip(self.std_errors.chunks(weights.len()));
        Ok(rows
            .map(|(draw, error)| (weight * draw[place] - estimate) / (weight.abs() * error[place]))
            .collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_p_value_is_the_level_at_which_the_interval_ends_at_zero() {
        let mut stream = crate::rng::Stream::new(8, 0);
        let values: Vec<f64> =
            (0..1999).map(|_| 1.2 + stream.normal() + 0.2 * stream.normal().powi(2)).collect();
        let jackknife: Vec<f64> = (0..50).map(|_| 1.2 - stream.normal().exp() / 50.0).collect();
        let std_errors: Vec<f64> = (0..1999).map(|_| 0.8 + 0.2 * stream.uniform()).collect();
        for interval in
            [IntervalKind::Percentile, IntervalKind::Basic, IntervalKind::Bca, IntervalKind::PercentileT]
        {
            let resampled = Resampled {
                interval,
                draws: values.clone(),
                jackknife: jackknife.clone(),
                std_errors: std_errors.clone(),
            };
            let p = resampled.read(&[1.0], 1.4, 0.9, 0.5).unwrap().p_value;
            let ends = |level: f64| resampled.read(&[1.0], 1.4, 0.9, level).unwrap().interval;
            let inside = |level: f64| ends(level).low < 0.0 && ends(level).high > 0.0;
            // Draws are a thousandth apart in probability.
            assert!(inside(1.0 - p + 0.004) && !inside(1.0 - p - 0.004), "{interval:?}: {p}");
            let doubled = resampled.read(&[2.0], 2.8, 1.8, 0.9).unwrap().interval;
            assert!((doubled.low - 2.0 * ends(0.9).low).abs() < 1e-9);
            let turned = resampled.read(&[-1.0], -1.4, 0.9, 0.9);
            if interval != IntervalKind::Bca {
                assert!((turned.unwrap().interval.low + ends(0.9).high).abs() < 1e-9, "{interval:?}");
            }
        }
    }

    #[test]
    fn a_percentile_t_interval_of_two_estimates_is_refused() {
        let resampled = Resampled {
            interval: IntervalKind::PercentileT,
            draws: vec![1.0, 2.0, 0.5, 2.5, 1.5, 2.2],
            jackknife: Vec::new(),
            std_errors: vec![1.0; 6],
        };
        assert!(resampled.read(&[1.0, 0.0], 1.0, 1.0, 0.4).is_ok());
        assert!(matches!(resampled.read(&[1.0, -1.0], -1.0, 1.4, 0.4), Err(FitError::Unsupported { .. })));
        let without = Resampled { std_errors: Vec::new(), ..resampled };
        assert!(without.read(&[1.0, 0.0], 1.0, 1.0, 0.4).is_err());
    }
}
