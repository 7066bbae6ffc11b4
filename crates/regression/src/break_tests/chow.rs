//! Chow's tests of a break at a known date.

use fxsens_core::distribution::Distribution;
use fxsens_core::fit::FitError;
use fxsens_core::test_outcome::TestOutcome;
use ndarray::{ArrayView1, ArrayView2};

use super::regimes::{refuse_exact, sum_of_squares};

/// Chow (1960): whether the coefficients before and from row `at` on are equal,
/// `F = ((RSS − RSS₁ − RSS₂) / k) / ((RSS₁ + RSS₂) / (n − 2k))`, F(k, n − 2k).
///
/// # Errors
/// [`FitError::Unsupported`] when one part does not determine the coefficients.
pub fn chow(y: ArrayView1<'_, f64>, x: ArrayView2<'_, f64>, at: usize) -> Result<TestOutcome, FitError> {
    let (n, k) = x.dim();
    if at <= k || n < at + k + 1 {
        return Err(too_short("Chow's test", at, n, k));
    }
    let whole = sum_of_squares(y, x, (0, n), "the whole sample")?;
    let apart =
        sum_of_squares(y, x, (0, at), "the first part")? + sum_of_squares(y, x, (at, n), "the second part")?;
    refuse_exact(y, apart)?;
    let (df_num, df_denom) = (k as f64, (n - 2 * k) as f64);
    let statistic = ((whole - apart) / df_num) / (apart / df_denom);
    let null = "all coefficients are the same before and after the date";
    Ok(TestOutcome::new("chow", null, statistic, Distribution::F { df_num, df_denom }))
}

/// Chow's predictive test: whether the rows from `at` on are what the regression on the rows before foretells,
/// `F = ((RSS − RSS₁) / n₂) / (RSS₁ / (n₁ − k))`, F(n₂, n₁ − k). Needs no regression on the second part.
///
/// # Errors
/// [`FitError::Unsupported`] when the first part does not determine the coefficients.
pub fn chow_forecast(
    y: ArrayView1<'_, f64>,
    x: ArrayView2<'_, f64>,
    at: usize,
) -> Result<TestOutcome, FitError> {
    let (n, k) = x.dim();
    if at <= k || at >= n {
        return Err(too_short("Chow's predictive test", at, n, k));
    }
    let whole = sum_of_squares(y, x, (0, n), "the whole sample")?;
    let first = sum_of_squares(y, x, (0, at), "the first part")?;
    refuse_exact(y, first)?;
    let (df_num, df_denom) = ((n - at) as f64, (at - k) as f64);
    let statistic = ((whole - first) / df_num) / (first / df_denom);
    let null = "the regression before the date holds after it";
    Ok(TestOutcome::new("chow-forecast", null, statistic, Distribution::F { df_num, df_denom }))
}

fn too_short(test: &str, at: usize, n: usize, k: usize) -> FitError {
    FitError::Unsupported {
        what: format!("{test} with {at} observations before the date and {} from it on", n - at.min(n)),
        why: format!("{k} coefficients need more than {k} observations on each side"),
    }
}
