//! Heteroskedasticity-robust meat: HC0 to HC3.

use fxsens_core::fit::FitError;
use ndarray::{Array1, Array2, ArrayView1, ArrayView2};

use super::CovarianceEstimator;

/// White (1980). HC1 multiplies the result by `n/(n−k)`; HC2 and HC3 pass scores from [`adjusted_scores`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct White;

impl CovarianceEstimator for White {
    fn id(&self) -> &'static str {
        "hc0"
    }

    fn meat(&self, scores: ArrayView2<'_, f64>) -> Array2<f64> {
        let half = scores.t().dot(&scores) * 0.5;
        &half + &half.t()
    }
}

/// Scores divided by `(1 − hₜ)^power`, shape `(n, k)`: power ½ gives HC2, power 1 gives HC3 (MacKinnon and White
/// 1985).
///
/// # Errors
/// [`FitError::Degenerate`] when an observation has leverage one, as when a dummy fits it exactly: its residual is
/// zero whatever its error was.
pub fn adjusted_scores(
    scores: ArrayView2<'_, f64>,
    leverages: ArrayView1<'_, f64>,
    power: f64,
    kind: &str,
) -> Result<Array2<f64>, FitError> {
    if let Some(row) = leverages.iter().position(|h| 1.0 - h < 1e-10) {
        let what = format!("observation {} has leverage one; {kind} divides by one minus it", row + 1);
        return Err(FitError::Degenerate { what });
    }
    let factors: Array1<f64> = leverages.mapv(|h| (1.0 - h).powf(-power));
    Ok(&scores * &factors.insert_axis(ndarray::Axis(1)))
}
