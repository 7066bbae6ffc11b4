//! Romano and Wolf's step-down: family-wise error with the dependence that a bootstrap shows.

use fxsens_core::fit::FitError;
use ndarray::{ArrayView1, ArrayView2};

use super::refuse;

/// Result of the step-down.
#[derive(Debug, Clone, PartialEq)]
pub struct StepDown {
    /// Adjusted p-values in the order of the hypotheses; two-sided.
    pub adjusted: Vec<f64>,
    /// Hypotheses from the largest to the smallest statistic, the order in which they were tested.
    pub order: Vec<usize>,
}

/// Step-down adjusted p-values of two-sided tests (Romano and Wolf 2005; computed as in their 2016 note, algorithm 4.2).
///
/// `statistics` has shape `(m)`, `draws` shape `(B, m)`: studentised statistics of the same draw for all hypotheses, **centred** at
/// the estimates, `(θ* − θ̂)/se*`, so that they follow the law under the null. Statistics are tested from the largest; the p-value of
/// one is `(1 + #{max |t*| ≥ |t|})/(B + 1)` with the maximum over those not yet tested, and never below the one before.
///
/// # Errors
/// [`FitError::Unsupported`] for no draws, shapes that differ and values that are not numbers.
pub fn romano_wolf(
    statistics: ArrayView1<'_, f64>,
    draws: ArrayView2<'_, f64>,
) -> Result<StepDown, FitError> {
    let (count, m) = draws.dim();
    if m != statistics.len() || count == 0 {
        let what = format!("{} statistics with bootstrap draws of shape ({count}, {m})", statistics.len());
        return Err(refuse(what, "there is one column of draws per statistic and at least one draw"));
    }
    if statistics.iter().chain(draws.iter()).any(|value| value.is_nan()) {
        return Err(refuse(
            "a statistic that is not a number".into(),
            "every hypothesis needs one in every draw",
        ));
    }
    let mut order: Vec<usize> = (0..m).collect();
    order.sort_by(|a, b| statistics[*b].abs().total_cmp(&statistics[*a].abs()));
    let mut exceed = vec![0usize; m];
    for draw in draws.rows() {
        // From the smallest statistic up, the maximum over what is left grows by one hypothesis at a time.
        let mut largest: f64 = 0.0;
        for position in order.iter().rev() {
            largest = largest.max(draw[*position].abs());
            exceed[*position] += usize::from(largest >= statistics[*position].abs());
        }
    }
    let mut adjusted = vec![0.0; m];
    let mut before: f64 = 0.0;
    for position in &order {
        before = before.max((1 + exceed[*position]) as f64 / (count + 1) as f64);
        adjusted[*position] = before;
    }
    Ok(StepDown { adjusted, order })
}

#[cfg(test)]
mod tests {
    use fxsens_core::rng::Stream;
    use ndarray::{Array2, array};

    use super::*;

    #[test]
    fn a_single_hypothesis_has_the_bootstrap_p_value() {
        let draws = array![[0.5], [-2.5], [1.0], [3.0]];
        let step = romano_wolf(array![-2.0].view(), draws.view()).unwrap();
        assert!((step.adjusted[0] - 3.0 / 5.0).abs() < 1e-15);
    }

    #[test]
    fn false_rejections_stay_below_the_level_when_all_nulls_hold() {
        // Equicorrelated statistics; the draws share their law, so the family-wise error is the level up to 1/(B + 1).
        let mut stream = Stream::new(5, 0);
        let mut family = |rows: usize| {
            let mut values = Array2::zeros((rows, 6));
            for mut row in values.rows_mut() {
                let common = stream.normal();
                row.mapv_inplace(|_: f64| 0.8 * common + 0.6 * stream.normal());
            }
            values
        };
        let (trials, mut errors) = (2000, 0);
        let draws = family(999);
        let samples = family(trials);
        for sample in samples.rows() {
            let step = romano_wolf(sample, draws.view()).unwrap();
            errors += usize::from(step.adjusted.iter().any(|p| *p <= 0.10));
        }
        let rate = errors as f64 / trials as f64;
        // Five standard errors of both simulations.
        assert!((rate - 0.10).abs() < 5.0 * (0.09f64 * (1.0 / 2000.0 + 1.0 / 999.0)).sqrt(), "{rate}");
    }

    #[test]
    fn shapes_and_missing_values_are_errors() {
        assert!(romano_wolf(array![1.0, 2.0].view(), array![[1.0]].view()).is_err());
        assert!(romano_wolf(array![f64::NAN].view(), array![[1.0]].view()).is_err());
        assert!(romano_wolf(array![1.0].view(), Array2::zeros((0, 1)).view()).is_err());
    }
}
