//! The choice of lags by an information criterion.

use fxsens_core::fit::FitError;
use fxsens_core::sample::{Column, Sample};

use super::design::{Lags, lagged};
use super::params::Selection;
use crate::least_squares::Factor;

/// Most combinations that are compared.
const MOST: usize = 20_000;

/// How lags are chosen.
#[derive(Debug, Clone)]
pub(crate) struct Choice {
    /// The criterion, or none.
    pub(crate) selection: Selection,
    /// Most lags of the outcome.
    pub(crate) outcome: usize,
    /// Most lags of every regressor.
    pub(crate) regressors: usize,
    /// Fixed lags: of the outcome, then of each regressor.
    pub(crate) fixed: Vec<usize>,
}

/// The lags: those given, or those with the smallest criterion among all combinations, each estimated on the rows that
/// the longest lags leave. `trend` as in the regression that follows.
///
/// # Errors
/// [`FitError::Unsupported`] for more than 20,000 combinations or fixed lags of the wrong number; the errors of the
/// regressions.
pub(crate) fn select(
    sample: &Sample,
    columns: &[Column],
    choice: &Choice,
    trend: bool,
) -> Result<Lags, FitError> {
    if !choice.fixed.is_empty() {
        if choice.fixed.len() != columns.len() + 1 {
            return Err(FitError::Unsupported {
                what: format!("`orders` with {} entries", choice.fixed.len()),
                why: format!(
                    "it takes one for the outcome and one for each of the {} regressors",
                    columns.len()
                ),
            });
        }
        return Ok(Lags { outcome: choice.fixed[0], regressors: choice.fixed[1..].to_vec() });
    }
    if choice.selection == Selection::Fixed {
        return Ok(Lags { outcome: choice.outcome, regressors: vec![choice.regressors; columns.len()] });
    }
    let combinations = (choice.regressors + 1)
        .checked_pow(columns.len() as u32)
        .and_then(|count| count.checked_mul(choice.outcome))
        .unwrap_or(usize::MAX);
    if combinations > MOST {
        return Err(FitError::Unsupported {
            what: format!("a search over {combinations} combinations of lags"),
            why: format!(
                "at most {MOST} are compared; lower `max_lags` and `max_regressor_lags` or give `orders`"
            ),
        });
    }
    let longest = Lags { outcome: choice.outcome, regressors: vec![choice.regressors; columns.len()] };
    let whole = lagged(sample, columns, &longest, longest.longest(), trend)?;
    let (x, y) = (whole.sample.x(), whole.sample.y());
    let names = whole.sample.x_names();
    let lead = whole.outcome[0];
    let mut best: Option<(f64, Lags)> = None;
    for number in 0..combinations {
        let mut rest = number;
        let outcome = 1 + rest % choice.outcome;
        rest /= choice.outcome;
        let digit = |_| {
            let digit = rest % (choice.regressors + 1);
            rest /= choice.regressors + 1;
            digit
        };
        let lags = Lags { outcome, regressors: (0..columns.len()).map(digit).collect() };
        let mut kept: Vec<usize> = (0..lead).chain(whole.outcome[..lags.outcome].iter().copied()).collect();
        for (places, last) in whole.regressors.iter().zip(&lags.regressors) {
            kept.extend(&places[..=*last]);
        }
        let design = x.select(ndarray::Axis(1), &kept);
        let kept_names: Vec<String> = kept.iter().map(|j| names[*j].clone()).collect();
        let factor = Factor::new(design.view(), &kept_names)?;
        let residuals = &y - &design.dot(&factor.coefficients(y));
        let n = y.len() as f64;
        let penalty = choice.selection.penalty(n) * kept.len() as f64;
        let value = n * (residuals.dot(&residuals) / n).ln() + penalty;
        if best.as_ref().is_none_or(|(least, _)| value < *least) {
            best = Some((value, lags));
        }
    }
    best.map(|(_, lags)| lags)
        .ok_or_else(|| FitError::Degenerate { what: "there are no lags to choose from".into() })
}
