//! The maximum of the likelihood over the ratios of variances.

use fxsens_core::fit::FitError;
use ndarray::{ArrayView1, ArrayView2};

use super::likelihood::{Filtered, filter};
use super::smoother::{Smoothed, smooth};

/// Decimal logarithms of the ratios between which a maximum is looked for.
const RANGE: (i32, i32) = (-9, 3);

/// Sweeps over the coefficients before giving up.
const SWEEPS: usize = 500;

/// Largest relative change of a ratio in the last sweep.
const SETTLED: f64 = 1e-11;

/// The model at the maximum of its likelihood.
#[derive(Debug, Clone)]
pub struct Maximum {
    /// Ratio of each coefficient's innovation variance to the error variance; zero for those that stand still.
    pub ratios: Vec<f64>,
    /// Forward pass.
    pub filtered: Filtered,
    /// Backward pass.
    pub smoothed: Smoothed,
    /// Log-likelihood above that of constant coefficients.
    pub gain: f64,
}

/// Maximises one ratio after the other: a grid finds the neighbourhood, the exact slope the place. Ratios are kept at
/// zero where the likelihood is largest there.
///
/// # Errors
/// [`FitError::Degenerate`] without an error term, [`FitError::NoConvergence`] when the ratios do not settle.
pub fn maximise(
    y: ArrayView1<'_, f64>,
    x: ArrayView2<'_, f64>,
    varying: &[bool],
) -> Result<Maximum, FitError> {
    let k = x.ncols();
    let exact = || FitError::Degenerate {
        what: "the regressors fit the outcome exactly: there is no error variance to compare with".into(),
    };
    let mut ratios = vec![0.0; k];
    let constant = filter(y, x, &ratios).ok_or_else(exact)?;
    let moving: Vec<usize> = (0..k).filter(|j| varying[*j]).collect();
    let (mut change, mut sweep) = (f64::INFINITY, 0);
    while change > SETTLED {
        if sweep == SWEEPS {
            let what = "the variances of the coefficients".into();
            return Err(FitError::NoConvergence { what, iterations: sweep, change });
        }
        change = 0.0;
        for &j in &moving {
            let before = ratios[j];
            ratios[j] = best(y, x, &mut ratios.clone(), j).ok_or_else(exact)?;
            change = f64::max(change, (ratios[j] - before).abs() / ratios[j].max(before).max(1e-300));
        }
        sweep += 1;
        if moving.len() <= 1 {
            break;
        }
    }
    let filtered = filter(y, x, &ratios).ok_or_else(exact)?;
    let smoothed = smooth(x, &filtered);
    let gain = filtered.log_likelihood - constant.log_likelihood;
    Ok(Maximum { ratios, filtered, smoothed, gain })
}

/// The best ratio of coefficient `j` given the others.
fn best(y: ArrayView1<'_, f64>, x: ArrayView2<'_, f64>, ratios: &mut [f64], j: usize) -> Option<f64> {
    let mut at = |ratio: f64| {
        ratios[j] = ratio;
        filter(y, x, ratios)
    };
    let grid: Vec<f64> = (2 * RANGE.0..=2 * RANGE.1).map(|half| 10f64.powf(f64::from(half) / 2.0)).collect();
    let mut top = (at(0.0)?.log_likelihood, None);
    for (i, ratio) in grid.iter().enumerate() {
        let value = at(*ratio)?.log_likelihood;
        if value > top.0 {
            top = (value, Some(i));
        }
    }
    let Some(i) = top.1 else { return Some(0.0) };
    let (mut low, mut high) = (grid[i.saturating_sub(1)], grid[(i + 1).min(grid.len() - 1)]);
    let mut slope = |ratio: f64| at(ratio).map(|filtered| smooth(x, &filtered).slope[j]);
    // A maximum at the smallest ratio may lie between it and zero: too small to matter.
    if i == 0 && slope(low)? < 0.0 {
        return Some(0.0);
    }
    for _ in 0..80 {
        let middle = (low * high).sqrt();
        if slope(middle)? > 0.0 {
            low = middle;
        } else {
            high = middle;
        }
        if high / low - 1.0 < 1e-15 {
            break;
        }
    }
    Some((low * high).sqrt())
}
