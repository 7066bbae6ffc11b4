//! The block length that suits the dependence of a series (Politis and White 2004; Patton, Politis and White 2009).

use fxsens_core::fit::FitError;
use ndarray::ArrayView2;

/// Block lengths that minimise the mean squared error of the bootstrap variance of the mean. Not rounded.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BlockLength {
    /// Mean block length of the stationary bootstrap.
    pub stationary: f64,
    /// Block length of the circular and the moving-block bootstrap.
    pub circular: f64,
}

/// Fewest observations for which the rule is used.
const FEWEST: usize = 10;

/// The rule, with the corrected constant of the stationary bootstrap `D = 2 g(0)²`.
///
/// Autocovariances are weighted by the flat-top window of Politis and Romano (1995) with `M = 2m̂`. `m̂` is the first lag of the
/// first run of `K = max(5, ⌊log₁₀ n⌋)` autocorrelations below `2 √(log₁₀ n / n)`, at least one; autocorrelations are products
/// over the root of the sums of squares of the parts of the series they come from. Lengths are capped at
/// `⌈min(3√n, n/3)⌉`. Lag selection follows the authors' program, as `arch` does: the paper counts `m̂` as the lag before.
///
/// # Errors
/// [`FitError::TooFewObservations`] below ten observations, [`FitError::Degenerate`] for a series that does not vary or holds a
/// value that is not finite.
pub fn optimal(series: &[f64]) -> Result<BlockLength, FitError> {
    let nobs = series.len();
    if nobs < FEWEST {
        return Err(FitError::TooFewObservations { nobs, parameters: 1, needed: FEWEST });
    }
    let n = nobs as f64;
    let mean = series.iter().sum::<f64>() / n;
    let deviations: Vec<f64> = series.iter().map(|value| value - mean).collect();
    let squares: f64 = deviations.iter().map(|d| d * d).sum();
    if !(squares.is_finite() && squares > 1e-26 * n * mean * mean && squares > 0.0) {
        return Err(FitError::Degenerate {
            what: "the series for the block length does not vary or is not finite".into(),
        });
    }
    let covariance = |lag: usize| product(&deviations, lag) / n;
    let lags = truncation(&deviations);
    let (mut slope, mut spectrum) = (0.0, covariance(0));
    for lag in 1..=lags {
        let share = lag as f64 / lags as f64;
        let weight = if share <= 0.5 { 1.0 } else { 2.0 * (1.0 - share) };
        slope += 2.0 * weight * lag as f64 * covariance(lag);
        spectrum += 2.0 * weight * covariance(lag);
    }
    let longest = (3.0 * n.sqrt()).min(n / 3.0).ceil();
    let length = |constant: f64| {
        let length = (2.0 * slope * slope / (constant * spectrum * spectrum) * n).cbrt();
        // A spectrum estimated as zero asks for the longest block.
        if length.is_nan() { longest } else { length.min(longest) }
    };
    Ok(BlockLength { stationary: length(2.0), circular: length(4.0 / 3.0) })
}

/// The largest optimal lengths over the columns of scores, shape `(n, k)`: every estimate of a regression is a mean of its
/// column. Columns that do not vary are left out.
///
/// # Errors
/// Those of [`optimal`] when no column can be used.
pub fn of_scores(scores: ArrayView2<'_, f64>) -> Result<BlockLength, FitError> {
    let lengths: Vec<_> = scores.columns().into_iter().map(|column| optimal(&column.to_vec())).collect();
    let largest = |a: BlockLength, b: &BlockLength| BlockLength {
        stationary: a.stationary.max(b.stationary),
        circular: a.circular.max(b.circular),
    };
    let start = BlockLength { stationary: 0.0, circular: 0.0 };
    if lengths.iter().any(Result::is_ok) {
        return Ok(lengths.iter().flatten().fold(start, largest));
    }
    lengths.into_iter().next().unwrap_or(Ok(start))
}

fn product(deviations: &[f64], lag: usize) -> f64 {
    deviations[lag..].iter().zip(deviations).map(|(a, b)| a * b).sum()
}

/// `M = 2m̂`, or the largest lag examined when no run of small autocorrelations is found.
fn truncation(deviations: &[f64]) -> usize {
    let nobs = deviations.len();
    let n = nobs as f64;
    let run = 5.max(n.log10() as usize);
    let most = (n.sqrt().ceil() as usize + run).min(nobs - 2);
    let bound = 2.0 * (n.log10() / n).sqrt();
    let squares = |part: &[f64]| part.iter().map(|d| d * d).sum::<f64>();
    let small = |lag: usize| {
        let norm = squares(&deviations[lag + 1..]) * squares(&deviations[..nobs - lag - 1]);
        product(deviations, lag).abs() < bound * norm.sqrt()
    };
    let mut found = 0;
    for lag in 0..most {
        found = if small(lag) { found + 1 } else { 0 };
        if found == run {
            return (2 * (lag + 1 - run).max(1)).min(most);
        }
    }
    most
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn series_without_variation_are_refused() {
        assert!(matches!(optimal(&[3.0; 50]), Err(FitError::Degenerate { .. })));
        assert!(matches!(optimal(&[1.0, 2.0, 3.0]), Err(FitError::TooFewObservations { .. })));
        let mut broken: Vec<f64> = (0..50).map(f64::from).collect();
        broken[7] = f64::NAN;
        assert!(matches!(optimal(&broken), Err(FitError::Degenerate { .. })));
    }
}
