//! Rules that choose a bandwidth from the scores.

use ndarray::{ArrayView1, ArrayView2};

use super::kernel::Kernel;

/// Newey and West (1994) as R's `sandwich::bwNeweyWest`. `lost` is the number of observations that prewhitening took
/// (`prewhite`): the rule then looks at fewer lags and scales with the length before.
///
/// `weights`, shape `(k)`, add the scores up to one series; the constant has weight zero unless it stands alone.
/// Returns the real-valued bandwidth.
pub fn newey_west_1994(
    kernel: Kernel,
    scores: ArrayView2<'_, f64>,
    lost: usize,
    weights: ArrayView1<'_, f64>,
) -> f64 {
    let n = scores.nrows();
    let (whole, looked_at) = ((n + lost) as f64, if lost > 0 { 3.0 } else { 4.0 });
    let rate = match kernel {
        Kernel::Bartlett => 2.0 / 9.0,
        Kernel::Parzen => 4.0 / 25.0,
        Kernel::Qs => 2.0 / 25.0,
    };
    let last = ((looked_at * (whole / 100.0).powf(rate)).floor() as usize).min(n - 1);
    let h = scores.dot(&weights).to_vec();
    let autocovariance = |lag: usize| h.iter().zip(&h[lag..]).map(|(a, b)| a * b).sum::<f64>() / n as f64;
    let sigma: Vec<f64> = (0..=last).map(autocovariance).collect();
    let moment = |power: i32| {
        let terms = sigma.iter().enumerate().skip(1);
        2.0 * terms.map(|(lag, s)| (lag as f64).powi(power) * s).sum::<f64>()
    };
    let zero = sigma[0] + moment(0);
    let (factor, ratio, exponent) = match kernel {
        Kernel::Bartlett => (1.1447, moment(1) / zero, 1.0 / 3.0),
        Kernel::Parzen => (2.6614, moment(2) / zero, 1.0 / 5.0),
        Kernel::Qs => (1.3221, moment(2) / zero, 1.0 / 5.0),
    };
    factor * (ratio * ratio * whole).powf(exponent)
}

/// Andrews (1991, eq. 6.2 and 6.4) with first-order autoregressions, as R's
/// `sandwich::bwAndrews(approx = "AR(1)")`; pass prewhitened scores for its `prewhite = 1`. Weights as in [`newey_west_1994`]. Returns the
/// real-valued bandwidth.
pub fn andrews_1991(kernel: Kernel, scores: ArrayView2<'_, f64>, weights: ArrayView1<'_, f64>) -> f64 {
    let n = scores.nrows() as f64;
    let (mut first, mut second, mut total) = (0.0, 0.0, 0.0);
    for (column, weight) in scores.columns().into_iter().zip(weights) {
        let (rho, variance) = first_order(&column.to_vec());
        let common = weight * variance * variance;
        first += common * 4.0 * rho * rho / ((1.0 - rho).powi(6) * (1.0 + rho).powi(2));
        second += common * 4.0 * rho * rho / (1.0 - rho).powi(8);
        total += common / (1.0 - rho).powi(4);
    }
    match kernel {
        Kernel::Bartlett => 1.1447 * (n * first / total).cbrt(),
        Kernel::Parzen => 2.6614 * (n * second / total).powf(0.2),
        Kernel::Qs => 1.3221 * (n * second / total).powf(0.2),
    }
}

/// Autoregression of order one with a constant by least squares: coefficient and innovation variance.
fn first_order(z: &[f64]) -> (f64, f64) {
    let (before, after) = (&z[..z.len() - 1], &z[1..]);
    let m = before.len() as f64;
    let (mean_before, mean_after) = (before.iter().sum::<f64>() / m, after.iter().sum::<f64>() / m);
    let (mut cross, mut own) = (0.0, 0.0);
    for (b, a) in before.iter().zip(after) {
        cross += (b - mean_before) * (a - mean_after);
        own += (b - mean_before) * (b - mean_before);
    }
    let rho = if own > 0.0 { cross / own } else { 0.0 };
    let residual = |(b, a): (&f64, &f64)| (a - mean_after - rho * (b - mean_before)).powi(2);
    (rho, before.iter().zip(after).map(residual).sum::<f64>() / m)
}

/// Whole lags of a width chosen by a rule: its integer part, as in R's `sandwich::NeweyWest`.
pub fn lags_of(width: f64, nobs: usize) -> f64 {
    if width.is_finite() { width.floor().clamp(0.0, (nobs - 1) as f64) } else { (nobs - 1) as f64 }
}

/// `⌈1.3 √T⌉` lags (Lazarus, Lewis, Stock and Watson 2018), at most `T − 1`.
pub fn root_rule(nobs: usize) -> f64 {
    (1.3 * (nobs as f64).sqrt()).ceil().min((nobs - 1) as f64)
}

/// `⌊4 (T/100)^(2/9)⌋` lags, the first step of Newey and West (1994) used by itself; EViews' "Newey–West fixed".
pub fn newey_west_fixed(nobs: usize) -> f64 {
    (4.0 * (nobs as f64 / 100.0).powf(2.0 / 9.0)).floor().min((nobs - 1) as f64)
}

/// `⌊0.75 T^(1/3)⌋` lags (Stock and Watson 2003); gretl's default.
pub fn stock_watson(nobs: usize) -> f64 {
    (0.75 * (nobs as f64).cbrt()).floor().min((nobs - 1) as f64)
}
