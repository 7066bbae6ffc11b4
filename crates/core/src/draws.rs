//! Intervals from draws: percentile, basic, BCa, percentile-t (Davison and Hinkley 1997, chapter 5).

use crate::distribution::Distribution;
use crate::fit::FitError;

/// How a quantile is read between two ordered draws.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum QuantileRule {
    /// Position `(R + 1)p`, interpolated on the scale of normal quantiles (Davison and Hinkley 1997, eq. 5.8), as R's `boot`
    /// does. Probabilities outside `1/(R + 1) … R/(R + 1)` are refused.
    #[default]
    NormalScale,
    /// Position `1 + (R − 1)p`, interpolated linearly, as numpy and `arch` do.
    Linear,
}

/// Ends of an interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// Draws of one statistic, sorted.
#[derive(Debug, Clone, PartialEq)]
pub struct Draws {
    sorted: Vec<f64>,
    rule: QuantileRule,
}

impl Draws {
    /// Sorts the draws.
    ///
    /// # Errors
    /// [`FitError::Degenerate`] for fewer than two draws or a draw that is not a number.
    pub fn new(draws: &[f64], rule: QuantileRule) -> Result<Self, FitError> {
        if draws.len() < 2 || draws.iter().any(|draw| draw.is_nan()) {
            let what =
                format!("{} bootstrap draws, at least two numbers are needed for an interval", draws.len());
            return Err(FitError::Degenerate { what });
        }
        let mut sorted = draws.to_vec();
        sorted.sort_by(f64::total_cmp);
        Ok(Self { sorted, rule })
    }

    /// The quantile at probability `p`.
    ///
    /// # Errors
    /// [`FitError::Unsupported`] when there are too few draws for so small or large a probability.
    pub fn quantile(&self, p: f64) -> Result<f64, FitError> {
        let count = self.sorted.len();
        let position = match self.rule {
            QuantileRule::NormalScale => (count as f64 + 1.0) * p - 1.0,
            QuantileRule::Linear => (count as f64 - 1.0) * p,
        };
        // A position a rounding error away from a draw is that draw.
        let position = if (position - position.round()).abs() < 1e-9 { position.round() } else { position };
        if !(position >= 0.0 && position <= count as f64 - 1.0) {
            return Err(FitError::Unsupported {
                what: format!("the quantile at probability {p:.6} of {count} bootstrap draws"),
                why: "it lies beyond the outermost draws; take more draws or a lower level".into(),
            });
        }
        let below = position.floor() as usize;
        let (left, right) = (self.sorted[below], self.sorted[(below + 1).min(count - 1)]);
        let share = match self.rule {
            QuantileRule::Linear => position - below as f64,
            QuantileRule::NormalScale if position.fract() > 0.0 => {
                let at = |rank: usize| normal_quantile(rank as f64 / (count as f64 + 1.0));
                (normal_quantile(p) - at(below + 1)) / (at(below + 2) - at(below + 1))
            }
            QuantileRule::NormalScale => 0.0,
        };
        Ok(left + share * (right - left))
    }

    /// Efron's percentile interval: the quantiles of the draws.
    ///
    /// # Errors
    /// Those of [`quantile`](Self::quantile); [`FitError::Unsupported`] for a level outside 0 … 1.
    pub fn percentile(&self, level: f64) -> Result<Interval, FitError> {
        let tail = tail(level)?;
        Ok(Interval { low: self.quantile(tail)?, high: self.quantile(1.0 - tail)? })
    }

    /// Basic interval `2θ̂ − q`: quantiles of the error, turned round.
    ///
    /// # Errors
    /// As [`percentile`](Self::percentile).
    pub fn basic(&self, estimate: f64, level: f64) -> Result<Interval, FitError> {
        let Interval { low, high } = self.percentile(level)?;
        Ok(Interval { low: 2.0 * estimate - high, high: 2.0 * estimate - low })
    }

    /// Percentile-t interval `θ̂ − q·se`, the draws being those of `(θ* − θ̂)/se*`.
    ///
    /// # Errors
    /// As [`percentile`](Self::percentile).
    pub fn percentile_t(&self, estimate: f64, std_error: f64, level: f64) -> Result<Interval, FitError> {
        let Interval { low, high } = self.percentile(level)?;
        Ok(Interval { low: estimate - high * std_error, high: estimate - low * std_error })
    }

    /// Bias-corrected and accelerated interval (Efron 1987): percentiles at
    /// `Φ(z₀ + (z₀ + z)/(1 − a(z₀ + z)))`, `z₀ = Φ⁻¹(#{θ* < θ̂}/R)`.
    ///
    /// # Errors
    /// [`FitError::Degenerate`] when all draws lie on one side of the estimate or the acceleration is too large for the level;
    /// as [`percentile`](Self::percentile).
    pub fn bca(&self, estimate: f64, acceleration: f64, level: f64) -> Result<Interval, FitError> {
        let tail = tail(level)?;
        let bias = self.bias(estimate, acceleration)?;
        let end = |p: f64| {
            let shifted = bias + normal_quantile(p);
            let room = 1.0 - acceleration * shifted;
            if room <= 0.0 {
                let what = format!(
                    "the BCa interval at level {level}: an acceleration of {acceleration:.3} is too large"
                );
                return Err(FitError::Degenerate { what });
            }
            self.quantile(normal_cdf(bias + shifted / room))
        };
        Ok(Interval { low: end(tail)?, high: end(1.0 - tail)? })
    }

    /// Bias correction `z₀ = Φ⁻¹(#{θ* < θ̂}/R)`.
    pub(crate) fn bias(&self, estimate: f64, acceleration: f64) -> Result<f64, FitError> {
        let below = self.sorted.iter().filter(|draw| **draw < estimate).count();
        let share = below as f64 / self.sorted.len() as f64;
        if !(share > 0.0 && share < 1.0 && acceleration.is_finite()) {
            return Err(FitError::Degenerate {
                what: format!(
                    "the BCa correction: {below} of {} draws lie below the estimate, acceleration {acceleration}",
                    self.sorted.len()
                ),
            });
        }
        Ok(normal_quantile(share))
    }

    /// `(1 + #{θ* < value})/(R + 2)`: never zero or one.
    pub(crate) fn rank(&self, value: f64) -> f64 {
        let below = self.sorted.iter().filter(|draw| **draw < value).count();
        (1 + below) as f64 / (self.sorted.len() + 2) as f64
    }
}

/// Acceleration from the estimates without one observation (Efron 1987): `Σ d³ / 6(Σ d²)^{3/2}` with `d` their mean less each.
///
/// # Errors
/// [`FitError::Degenerate`] when they do not vary.
pub fn acceleration(jackknife: &[f64]) -> Result<f64, FitError> {
    let mean = jackknife.iter().sum::<f64>() / jackknife.len() as f64;
    let sum = |power: i32| jackknife.iter().map(|value| (mean - value).powi(power)).sum::<f64>();
    let value = sum(3) / (6.0 * sum(2).powf(1.5));
    if value.is_finite() {
        return Ok(value);
    }
    Err(FitError::Degenerate {
        what: "the jackknife for the BCa interval: leaving out an observation changes nothing".into(),
    })
}

fn tail(level: f64) -> Result<f64, FitError> {
    if level > 0.0 && level < 1.0 {
        return Ok(0.5 * (1.0 - level));
    }
    Err(FitError::Unsupported {
        what: format!("a confidence level of {level}"),
        why: "it lies between 0 and 1".into(),
    })
}

/// `Φ⁻¹(p)`.
pub(crate) fn normal_quantile(p: f64) -> f64 {
    if p < 0.5 {
        -Distribution::Normal.critical_value(2.0 * p)
    } else if p > 0.5 {
        Distribution::Normal.critical_value(2.0 * (1.0 - p))
    } else {
        0.0
    }
}

/// `Φ(z)`.
pub(crate) fn normal_cdf(z: f64) -> f64 {
    let half = 0.5 * Distribution::Normal.p_value(z);
    if z < 0.0 { half } else { 1.0 - half }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draws(count: usize) -> Vec<f64> {
        (1..=count).map(|i| i as f64).collect()
    }

    #[test]
    fn whole_positions_are_draws() {
        let draws = Draws::new(&draws(999), QuantileRule::NormalScale).unwrap();
        let interval = draws.percentile(0.95).unwrap();
        assert!((interval.low - 25.0).abs() < 1e-12 && (interval.high - 975.0).abs() < 1e-12);
        let basic = draws.basic(500.0, 0.95).unwrap();
        assert!((basic.low - 25.0).abs() < 1e-9 && (basic.high - 975.0).abs() < 1e-9);
    }

    #[test]
    fn too_few_draws_for_a_level_are_refused_instead_of_taking_the_outermost() {
        let few = Draws::new(&draws(30), QuantileRule::NormalScale).unwrap();
        assert!(matches!(few.percentile(0.99), Err(FitError::Unsupported { .. })));
        assert!(few.percentile(0.9).is_ok());
        assert!(few.percentile(1.0).is_err() && few.percentile(f64::NAN).is_err());
    }

    #[test]
    fn bca_without_bias_and_acceleration_is_the_percentile_interval() {
        let mut values = draws(1000);
        for value in &mut values {
            *value -= 500.5;
        }
        let draws = Draws::new(&values, QuantileRule::Linear).unwrap();
        let (bca, plain) = (draws.bca(0.0, 0.0, 0.9).unwrap(), draws.percentile(0.9).unwrap());
        assert!((bca.low - plain.low).abs() < 1e-6 && (bca.high - plain.high).abs() < 1e-6);
        assert!(draws.bca(1e4, 0.0, 0.9).is_err() && draws.bca(0.0, f64::NAN, 0.9).is_err());
        assert!(acceleration(&[1.0; 10]).is_err());
    }

    #[test]
    fn normal_quantiles_invert_the_distribution() {
        for p in [0.001, 0.2, 0.5, 0.7, 0.9999] {
            let back = normal_cdf(normal_quantile(p));
            assert!((back - p).abs() < 1e-10, "{back} against {p}");
        }
    }
}
