//! The sieve: an autoregression that grows with the sample stands in for the dependence (Bühlmann 1997).

use fxsens_core::fit::FitError;
use fxsens_core::rng::Stream;

/// A fitted autoregression with the innovations it left.
#[derive(Debug, Clone, PartialEq)]
pub struct Sieve {
    /// Mean of the series.
    pub mean: f64,
    /// Coefficients of lags one, two, …; their roots lie outside the unit circle.
    pub coefficients: Vec<f64>,
    /// Innovations less their mean.
    pub innovations: Vec<f64>,
}

/// Number of lags.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// By Akaike's criterion among `0 … ⌊10 log₁₀ n⌋`, as in R's `ar`.
    Aic,
    /// Given.
    Fixed(usize),
}

impl Sieve {
    /// Fits by Yule–Walker with the Levinson–Durbin recursion, which cannot give an explosive process.
    ///
    /// # Errors
    /// [`FitError::TooFewObservations`] for fewer than `order + 2` observations, [`FitError::Degenerate`] for a series that does
    /// not vary or is not finite.
    pub fn fit(series: &[f64], order: Order) -> Result<Self, FitError> {
        let nobs = series.len();
        let n = nobs as f64;
        let most = match order {
            Order::Aic => ((10.0 * n.log10()) as usize).min(nobs.saturating_sub(2)),
            Order::Fixed(order) => order,
        };
        if nobs < most + 2 {
            return Err(FitError::TooFewObservations { nobs, parameters: most, needed: most + 2 });
        }
        let mean = series.iter().sum::<f64>() / n;
        let deviations: Vec<f64> = series.iter().map(|value| value - mean).collect();
        let covariance: Vec<f64> = (0..=most)
            .map(|lag| deviations[lag..].iter().zip(&deviations).map(|(a, b)| a * b).sum::<f64>() / n)
            .collect();
        if !(covariance[0].is_finite() && covariance[0] > 1e-26 * mean * mean && covariance[0] > 0.0) {
            return Err(FitError::Degenerate {
                what: "the series for the sieve does not vary or is not finite".into(),
            });
        }
        let coefficients = levinson_durbin(&covariance, n, order);
        let p = coefficients.len();
        let innovation = |t: usize| {
            deviations[t]
                - coefficients.iter().enumerate().map(|(j, a)| a * deviations[t - 1 - j]).sum::<f64>()
        };
        let mut innovations: Vec<f64> = (p..nobs).map(innovation).collect();
        let centre = innovations.iter().sum::<f64>() / innovations.len() as f64;
        for value in &mut innovations {
            *value -= centre;
        }
        Ok(Self { mean, coefficients, innovations })
    }

    /// A new series with the innovations drawn with replacement, after a burn-in as long as the series itself.
    pub fn fill(&self, stream: &mut Stream, series: &mut [f64]) {
        let (nobs, p) = (series.len(), self.coefficients.len());
        let burn = nobs + p;
        let mut path = vec![0.0; burn + nobs];
        for t in 0..path.len() {
            let shock = self.innovations[stream.below(self.innovations.len() as u64) as usize];
            let past = self.coefficients.iter().enumerate().filter(|(j, _)| *j < t);
            path[t] = shock + past.map(|(j, a)| a * path[t - 1 - j]).sum::<f64>();
        }
        for (value, new) in series.iter_mut().zip(&path[burn..]) {
            *value = self.mean + new;
        }
    }
}

/// Coefficients of the order asked for, or of the one with the smallest criterion.
fn levinson_durbin(covariance: &[f64], n: f64, order: Order) -> Vec<f64> {
    let mut variance = covariance[0];
    let mut current: Vec<f64> = Vec::new();
    let mut best = (n * variance.ln(), Vec::new());
    for m in 1..covariance.len() {
        let explained: f64 = current.iter().enumerate().map(|(j, a)| a * covariance[m - 1 - j]).sum();
        let reflection = (covariance[m] - explained) / variance;
        let mirrored: Vec<f64> = current.iter().rev().copied().collect();
        current.iter_mut().zip(&mirrored).for_each(|(a, b)| *a -= reflection * b);
        current.push(reflection);
        variance *= 1.0 - reflection * reflection;
        let criterion = n * variance.ln() + 2.0 * m as f64;
        if criterion < best.0 {
            best = (criterion, current.clone());
        }
    }
    if order == Order::Aic { best.1 } else { current }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_have_the_dependence_of_the_series() {
        let mut stream = Stream::new(11, 0);
        let mut series = vec![0.0];
        for _ in 1..400 {
            let last = series[series.len() - 1];
            series.push(0.7 * last + stream.normal());
        }
        let sieve = Sieve::fit(&series, Order::Fixed(1)).unwrap();
        let mut ratio = 0.0;
        let mut draw = vec![0.0; 400];
        for task in 0..200 {
            sieve.fill(&mut Stream::new(1, task), &mut draw);
            ratio += Sieve::fit(&draw, Order::Fixed(1)).unwrap().coefficients[0] / 200.0;
        }
        // Bias of the first autocorrelation is about −(1 + 4ρ)/n; five standard errors of a mean of 200.
        assert!(
            (ratio - sieve.coefficients[0] + 0.0095).abs() < 5.0 * 0.036 / 200f64.sqrt() + 0.003,
            "{ratio}"
        );
    }

    #[test]
    fn constant_and_short_series_are_errors() {
        assert!(Sieve::fit(&[2.0; 40], Order::Aic).is_err());
        assert!(Sieve::fit(&[1.0, 2.0], Order::Fixed(3)).is_err());
        assert!(Sieve::fit(&[], Order::Aic).is_err());
    }
}
