//! Breusch–Godfrey test of autocorrelation.

use fxsens_core::distribution::Distribution;
use fxsens_core::fit::FitError;
use fxsens_core::sample::Intercept;
use fxsens_core::test_outcome::TestOutcome;
use ndarray::{Array2, ArrayView1, ArrayView2};

use super::auxiliary_r_squared;

/// Breusch (1978) and Godfrey (1978): `n R²` of residuals on the regressors and `lags` lagged residuals, those
/// before the sample set to zero; chi-squared with `lags` degrees of freedom. The form of statsmodels'
/// `acorr_breusch_godfrey` and R's `lmtest::bgtest`; for a regression without a constant that of R, where
/// statsmodels would add one.
///
/// # Errors
/// [`FitError::Unsupported`] for zero lags; [`FitError::TooFewObservations`] when the auxiliary regression has
/// more parameters than observations.
pub fn breusch_godfrey(
    x: ArrayView2<'_, f64>,
    residuals: ArrayView1<'_, f64>,
    lags: usize,
    intercept: Intercept,
) -> Result<TestOutcome, FitError> {
    let n = residuals.len();
    if lags == 0 {
        let why = "at least one lag is needed".into();
        return Err(FitError::Unsupported { what: "the Breusch–Godfrey test with zero lags".into(), why });
    }
    let parameters = x.ncols() + lags;
    if n <= parameters {
        return Err(FitError::TooFewObservations { nobs: n, parameters, needed: parameters + 1 });
    }
    let k = x.ncols();
    let lagged = |t: usize, lag: usize| if t >= lag { residuals[t - lag] } else { 0.0 };
    let entry = |(t, j): (usize, usize)| if j < k { x[[t, j]] } else { lagged(t, j - k + 1) };
    let design = Array2::from_shape_fn((n, parameters), entry);
    let centred = intercept == Intercept::Included;
    let statistic = n as f64 * auxiliary_r_squared(design.view(), residuals, centred)?;
    let null = format!("errors have no autocorrelation up to lag {lags}");
    Ok(TestOutcome::new("breusch-godfrey", null, statistic, Distribution::ChiSquared { df: lags as f64 }))
}
