//! The one place where standard errors, statistics, p-values and intervals are made from a [`Fit`].

use serde::{Deserialize, Serialize};

use crate::distribution::Distribution;
use crate::fit::{Fit, Term};
use crate::vcov::{Vcov, VcovMatrix};

/// An estimate with its uncertainty; `None` fields when the fit has no covariance.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Inference {
    /// The estimate.
    pub estimate: f64,
    /// Its standard error.
    pub std_error: Option<f64>,
    /// Estimate over standard error.
    pub statistic: Option<f64>,
    /// Two-sided p-value of the null that the true value is zero.
    pub p_value: Option<f64>,
    /// Lower end of the interval.
    pub conf_low: Option<f64>,
    /// Upper end of the interval.
    pub conf_high: Option<f64>,
}

impl Inference {
    /// Inference on an estimate with this variance, compared with a distribution, at a confidence level such as 0.95. A variance
    /// below zero leaves a point without an interval.
    pub fn of(estimate: f64, variance: f64, distribution: &Distribution, level: f64) -> Self {
        from_variance(estimate, variance, distribution, distribution.critical_value(1.0 - level))
    }
}

impl Fit {
    /// Position of the term of that name and no horizon; the first one when a name occurs at several horizons.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.terms.iter().position(|term| term.name == name)
    }

    /// Inference on every term at a confidence level such as 0.95.
    pub fn inference(&self, level: f64) -> Vec<Inference> {
        let mut known: Option<(&VcovMatrix, f64)> = None;
        let mut one = |(index, term): (usize, &Term)| {
            let Some((block, i)) = self.block_of(index) else { return point_only(term.estimate) };
            // Terms of one covariance share its critical value, which takes longer than all the rest.
            let critical = match known {
                Some((other, value)) if std::ptr::eq(other, block) => value,
                _ => block.distribution.critical_value(1.0 - level),
            };
            known = Some((block, critical));
            of_term(term.estimate, block, i, critical, level)
        };
        self.terms.iter().enumerate().map(&mut one).collect()
    }

    /// Inference on term `index`.
    pub fn term_inference(&self, index: usize, level: f64) -> Inference {
        let estimate = self.terms[index].estimate;
        match self.block_of(index) {
            Some((block, i)) => {
                of_term(estimate, block, i, block.distribution.critical_value(1.0 - level), level)
            }
            None => point_only(estimate),
        }
    }

    /// Inference on a linear combination: `weights` pairs term positions with factors. Terms of different
    /// covariance blocks have no joint covariance; their combination is a point without an interval.
    pub fn combination(&self, weights: &[(usize, f64)], level: f64) -> Inference {
        let estimate = weights.iter().map(|(i, w)| w * self.terms[*i].estimate).sum();
        let Some((block, _)) = weights.first().and_then(|(i, _)| self.block_of(*i)) else {
            return point_only(estimate);
        };
        let mut dense = vec![0.0; block.size];
        for (index, weight) in weights {
            match self.block_of(*index) {
                Some((other, i)) if std::ptr::eq(other, block) => dense[i] += weight,
                _ => return point_only(estimate),
            }
        }
        let critical = block.distribution.critical_value(1.0 - level);
        let plain = from_variance(estimate, block.quadratic_form(&dense), &block.distribution, critical);
        from_draws(plain, block, &dense, level)
    }

    /// The covariance block that holds term `index` and its position inside it.
    pub fn block_of(&self, index: usize) -> Option<(&VcovMatrix, usize)> {
        match &self.vcov {
            Vcov::Full(matrix) => (index < matrix.size).then_some((matrix, index)),
            Vcov::Blocks { blocks } => {
                let mut offset = 0;
                for block in blocks {
                    if index < offset + block.size {
                        return Some((block, index - offset));
                    }
                    offset += block.size;
                }
                None
            }
            Vcov::Unavailable { .. } => None,
        }
    }
}

fn point_only(estimate: f64) -> Inference {
    Inference { estimate, std_error: None, statistic: None, p_value: None, conf_low: None, conf_high: None }
}

fn of_term(estimate: f64, block: &VcovMatrix, i: usize, critical: f64, level: f64) -> Inference {
    let plain = from_variance(estimate, block.get(i, i), &block.distribution, critical);
    if block.method.resampled.is_none() {
        return plain;
    }
    let mut weights = vec![0.0; block.size];
    weights[i] = 1.0;
    from_draws(plain, block, &weights, level)
}

/// Interval and p-value from the draws where the covariance says so; no interval where they do not give one.
fn from_draws(plain: Inference, block: &VcovMatrix, weights: &[f64], level: f64) -> Inference {
    let Some(resampled) = &block.method.resampled else { return plain };
    let error = plain.std_error.unwrap_or(f64::NAN);
    let read = resampled.read(weights, plain.estimate, error, level).ok();
    Inference {
        p_value: read.map(|read| read.p_value),
        conf_low: read.map(|read| read.interval.low),
        conf_high: read.map(|read| read.interval.high),
        ..plain
    }
}

fn from_variance(estimate: f64, variance: f64, distribution: &Distribution, critical: f64) -> Inference {
    let std_error = variance.sqrt();
    if !std_error.is_finite() {
        return point_only(estimate);
    }
    let statistic = estimate / std_error;
    let margin = critical * std_error;
    Inference {
        estimate,
        std_error: Some(std_error),
        statistic: Some(statistic).filter(|t| t.is_finite()),
        p_value: Some(distribution.p_value(statistic)).filter(|p| p.is_finite()),
        conf_low: Some(estimate - margin),
        conf_high: Some(estimate + margin),
    }
}
