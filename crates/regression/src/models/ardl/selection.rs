//! The choice of lags by an information criterion.

use fxsens_core::fit::FitError;
use fxsens_core::sample::{Column, Sample};
use ndarray::ArrayView1;

use super::design::{Lags, lagged};
use super::params::Selection;
use crate::least_squares::Factor;
use crate::unit_root::nested::Nested;

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
    let names = whole.sample.x_names();
    let nobs = whole.sample.nobs() as f64;
    let reduced = Reduced::new(&whole.sample, &names)?;
    let lead = whole.outcome[0];
    let mut best: Option<(f64, Lags)> = None;
    for number in 0..combinations / choice.outcome {
        let mut rest = number;
        let digit = |_| {
            let digit = rest % (choice.regressors + 1);
            rest /= choice.regressors + 1;
            digit
        };
        let lags: Vec<usize> = (0..columns.len()).map(digit).collect();
        let mut kept: Vec<usize> = (0..lead).collect();
        for (places, last) in whole.regressors.iter().zip(&lags) {
            kept.extend(&places[..=*last]);
        }
        // Lags of the outcome come last, so that one factorisation has the sums of squares of any number of them.
        let before = kept.len();
        kept.extend(&whole.outcome);
        let models = reduced.nested(&kept, &names)?;
        for outcome in 1..=choice.outcome {
            let parameters = before + outcome;
            let penalty = choice.selection.penalty(nobs) * parameters as f64;
            let value = nobs * (models.ssr(parameters) / nobs).ln() + penalty;
            if best.as_ref().is_none_or(|(least, _)| value < *least) {
                best = Some((value, Lags { outcome, regressors: lags.clone() }));
            }
        }
    }
    best.map(|(_, lags)| lags)
        .ok_or_else(|| FitError::Degenerate { what: "there are no lags to choose from".into() })
}

/// A regression turned into a small one with the same sums of squares: with `X = QR`, regressions on some columns of `X` leave
/// what those of `Q'y` on the same columns of `Q'X` leave, and what no column explains, which stands in a row of its own.
struct Reduced {
    /// Columns of length `k + 1`.
    columns: Vec<Vec<f64>>,
    /// The outcome, of the same length.
    outcome: Vec<f64>,
}

impl Reduced {
    fn new(sample: &Sample, names: &[String]) -> Result<Self, FitError> {
        let (x, y) = (sample.x(), sample.y());
        let q = Factor::new(x.view(), names)?.orthonormal();
        let inside = q.t().dot(&y);
        let outside = &y - &q.dot(&inside);
        let columns = q.t().dot(x);
        let with_row =
            |column: ArrayView1<'_, f64>, last: f64| column.iter().copied().chain([last]).collect();
        Ok(Self {
            columns: columns.columns().into_iter().map(|column| with_row(column, 0.0)).collect(),
            outcome: with_row(inside.view(), outside.dot(&outside).sqrt()),
        })
    }

    /// Regressions on the first `1, 2, …` of these columns.
    fn nested(&self, kept: &[usize], names: &[String]) -> Result<Nested, FitError> {
        let columns = kept.iter().map(|j| self.columns[*j].clone()).collect();
        Nested::new(columns, self.outcome.clone(), |j| names[kept[j]].clone())
    }
}
