//! Driscoll and Kraay's (1998) meat for several units observed together.

use fxsens_core::fit::FitError;
use ndarray::{Array2, ArrayView2};

use super::CovarianceEstimator;
use super::cluster;
use super::hac::Hac;

/// The kernel meat of scores summed over the units of each period, shape `(k, k)`: robust to correlation between units at all
/// lags the kernel weighs. `scores` has shape `(n, k)`, one row per unit and period in any order; `times` numbers the periods.
/// With one unit it is the kernel meat itself, which is why models of a single series have no kind of this name.
///
/// # Errors
/// [`FitError::Degenerate`] for another number of times than rows and for a period without any unit between the first and
/// the last, which would bring lags closer together than they are; [`FitError::Unsupported`] for a bandwidth that reaches the number of periods.
pub fn meat(scores: ArrayView2<'_, f64>, times: &[i32], hac: &Hac) -> Result<Array2<f64>, FitError> {
    let degenerate = |what: String| FitError::Degenerate { what };
    let (Some(first), Some(last)) = (times.iter().min(), times.iter().max()) else {
        return Err(degenerate("there are no scores".into()));
    };
    if times.len() != scores.nrows() {
        return Err(degenerate(format!("{} periods for {} rows of scores", times.len(), scores.nrows())));
    }
    let span = i64::from(*last) - i64::from(*first) + 1;
    let present: std::collections::BTreeSet<i32> = times.iter().copied().collect();
    if i64::try_from(present.len()) != Ok(span) {
        return Err(degenerate(format!(
            "{} periods from {first} to {last} have no observation",
            span - present.len() as i64
        )));
    }
    if hac.bandwidth >= present.len() as f64 {
        return Err(FitError::Unsupported {
            what: format!("a bandwidth of {}", hac.bandwidth),
            why: format!("there are {} periods; it must be smaller", present.len()),
        });
    }
    let groups: Vec<usize> = times.iter().map(|time| time.abs_diff(*first) as usize).collect();
    Ok(hac.meat(cluster::sums(scores, &groups, present.len()).view()))
}
