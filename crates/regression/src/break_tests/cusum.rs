//! Cumulated residuals: CUSUM and CUSUM of squares.

use fxsens_core::fit::FitError;
use ndarray::{ArrayView1, ArrayView2};

use super::brownian::{bridge_beyond, motion_beyond_line};
use super::recursive_residuals::recursive_residuals;
use super::regimes::refuse_exact;
use crate::least_squares::Factor;

/// A path of cumulated residuals with its largest excursion.
#[derive(Debug, Clone, PartialEq)]
pub struct Cusum {
    /// The path, one value per residual, scaled so that its law does not depend on the sample.
    pub path: Vec<f64>,
    /// The statistic.
    pub statistic: f64,
    /// Row of the sample at which it is reached.
    pub at: usize,
    /// Asymptotic p-value.
    pub p_value: f64,
}

/// CUSUM of recursive residuals (Brown, Durbin and Evans 1975): `max |W_r| / (1 + 2r/m)`, `W_r` the sum of the first
/// `r` of `m = n − k` residuals over `s √m`, `s` their standard deviation about their mean.
///
/// # Errors
/// [`FitError`] of the recursive residuals, or without an error term.
pub fn cusum_recursive(y: ArrayView1<'_, f64>, x: ArrayView2<'_, f64>) -> Result<Cusum, FitError> {
    let w = recursive_residuals(y, x)?;
    let m = w.len();
    if m < 2 {
        return Err(FitError::TooFewObservations {
            nobs: x.nrows(),
            parameters: x.ncols(),
            needed: x.ncols() + 2,
        });
    }
    let mean = w.sum() / m as f64;
    let squares: f64 = w.iter().map(|value| (value - mean).powi(2)).sum();
    refuse_exact(y, squares)?;
    let scale = (squares / (m - 1) as f64 * m as f64).sqrt();
    let path = cumulate(w.iter().map(|value| value / scale));
    let of = |r: usize, value: f64| value.abs() / (1.0 + 2.0 * (r + 1) as f64 / m as f64);
    let (statistic, r) = largest(&path, of);
    Ok(Cusum { p_value: motion_beyond_line(statistic), path, statistic, at: x.ncols() + r })
}

/// CUSUM of least-squares residuals (Ploberger and Krämer 1992): `max |Σ_{t ≤ r} û_t| / (σ̂ √n)`,
/// `σ̂² = RSS / (n − k)`.
///
/// # Errors
/// [`FitError`] when the sample does not determine the coefficients, or without an error term.
pub fn cusum_ols(y: ArrayView1<'_, f64>, x: ArrayView2<'_, f64>) -> Result<Cusum, FitError> {
    let (n, k) = x.dim();
    if n <= k {
        return Err(FitError::TooFewObservations { nobs: n, parameters: k, needed: k + 1 });
    }
    let names: Vec<String> = (0..k).map(|j| format!("column {}", j + 1)).collect();
    let factor = Factor::new(x, &names)?;
    let u = &y - &x.dot(&factor.coefficients(y));
    let squares = u.dot(&u);
    refuse_exact(y, squares)?;
    let scale = (squares / (n - k) as f64 * n as f64).sqrt();
    let path = cumulate(u.iter().map(|value| value / scale));
    let (statistic, at) = largest(&path, |_, value| value.abs());
    Ok(Cusum { p_value: bridge_beyond(statistic), path, statistic, at })
}

/// CUSUM of squares (Brown, Durbin and Evans 1975): `max |S_r − r/m|`, `S_r` the share of the first `r` squared
/// recursive residuals in the sum of all `m`.
///
/// # Errors
/// [`FitError`] of the recursive residuals, or without an error term.
pub fn cusum_of_squares(y: ArrayView1<'_, f64>, x: ArrayView2<'_, f64>) -> Result<Cusum, FitError> {
    let w = recursive_residuals(y, x)?;
    let m = w.len();
    let total = w.dot(&w);
    refuse_exact(y, total)?;
    let path = cumulate(w.iter().map(|value| value * value / total));
    let of = |r: usize, value: f64| (value - (r + 1) as f64 / m as f64).abs();
    let (statistic, r) = largest(&path, of);
    Ok(Cusum { p_value: squares_beyond(statistic, m), path, statistic, at: x.ncols() + r })
}

/// p-value of the CUSUM of squares of `m` residuals: Kolmogorov's law at the argument that Edgerton and Wells (1994)
/// give for finite samples, `c = a/√ν − 0.6701/ν − (0.0787 + 0.437 a²)/ν^{3/2}`, `ν = m/2 − 1`, solved for `a`. Their
/// five tabulated levels are reproduced to 0.001 in `c`.
fn squares_beyond(statistic: f64, m: usize) -> f64 {
    let nu = m as f64 / 2.0 - 1.0;
    if nu < 5.0 {
        return f64::NAN;
    }
    // 0.437/ν^{3/2} a² − a/√ν + (c + 0.6701/ν + 0.0787/ν^{3/2}) = 0, the smaller root.
    let (a2, a1) = (0.437 / nu.powf(1.5), 1.0 / nu.sqrt());
    let a0 = statistic + 0.6701 / nu + 0.0787 / nu.powf(1.5);
    let discriminant = a1 * a1 - 4.0 * a2 * a0;
    let argument = if discriminant > 0.0 { 2.0 * a0 / (a1 + discriminant.sqrt()) } else { a1 / (2.0 * a2) };
    bridge_beyond(argument)
}

fn cumulate(values: impl Iterator<Item = f64>) -> Vec<f64> {
    values
        .scan(0.0, |sum, value| {
            *sum += value;
            Some(*sum)
        })
        .collect()
}

/// The largest value of a function of position and path, and where it is.
fn largest(path: &[f64], of: impl Fn(usize, f64) -> f64) -> (f64, usize) {
    path.iter().enumerate().fold((0.0, 0), |best, (r, value)| {
        let size = of(r, *value);
        if size > best.0 { (size, r) } else { best }
    })
}

#[cfg(test)]
mod tests {
    use super::squares_beyond;

    #[test]
    fn critical_values_of_edgerton_and_wells_are_found() {
        // Their coefficients of 1/√ν, 1/ν and 1/ν^{3/2} at one-sided 10, 5, 2.5, 1 and 0.5 %.
        let table = [
            (0.10, 1.072_983_0, -0.669_886_8, -0.581_645_8),
            (0.05, 1.223_873_4, -0.670_006_9, -0.735_169_7),
            (0.025, 1.358_101_5, -0.670_121_8, -0.885_869_4),
            (0.01, 1.517_427_1, -0.670_267_2, -1.084_774_5),
            (0.005, 1.627_623_6, -0.670_372_4, -1.236_586_1),
        ];
        for m in [40_usize, 100, 400] {
            let nu = m as f64 / 2.0 - 1.0;
            for (alpha, a, b, c) in table {
                let critical = a / nu.sqrt() + b / nu + c / nu.powf(1.5);
                let p = squares_beyond(critical, m);
                // Two-sided: twice the one-sided level, up to the probability of crossing both lines.
                assert!((p / (2.0 * alpha) - 1.0).abs() < 0.02, "{m} {alpha}: {p}");
            }
        }
    }
}
