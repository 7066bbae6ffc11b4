//! Tests of one break at an unknown date.

use fxsens_core::fit::FitError;
use ndarray::{ArrayView1, ArrayView2};

use super::regimes::{refuse_exact, sum_of_squares};

/// Chow statistics over all candidate dates, and what Andrews (1993) and Andrews and Ploberger (1994) make of them.
#[derive(Debug, Clone, PartialEq)]
pub struct FStatistics {
    /// Row of the first candidate: the new regime would start there.
    pub first: usize,
    /// `(RSS − RSS₁ − RSS₂) / ((RSS₁ + RSS₂) / (n − 2k))`, one per candidate: `k` times Chow's F.
    pub values: Vec<f64>,
}

impl FStatistics {
    /// The statistics for breaks in all `k` coefficients that leave a share `trim` of the sample on each side.
    ///
    /// # Errors
    /// [`FitError::Unsupported`] when a part of the sample does not determine the coefficients.
    pub fn new(y: ArrayView1<'_, f64>, x: ArrayView2<'_, f64>, trim: f64) -> Result<Self, FitError> {
        let (n, k) = x.dim();
        let first = (trim * n as f64).floor() as usize;
        if first <= k || n < 2 * first + 1 {
            return Err(FitError::Unsupported {
                what: format!("a search for a break that leaves {first} of {n} observations on each side"),
                why: format!("{k} coefficients need more than {k} observations in each part"),
            });
        }
        let whole = sum_of_squares(y, x, (0, n), "the whole sample")?;
        let one = |at: usize| {
            let apart = sum_of_squares(y, x, (0, at), &format!("the first {at} observations"))?
                + sum_of_squares(y, x, (at, n), &format!("the last {} observations", n - at))?;
            refuse_exact(y, apart)?;
            Ok((whole - apart) / (apart / (n - 2 * k) as f64))
        };
        let values = (first..=n - first).map(one).collect::<Result<Vec<f64>, FitError>>()?;
        Ok(Self { first, values })
    }

    /// The largest statistic and the row at which the new regime starts.
    pub fn sup(&self) -> (f64, usize) {
        let largest = |best: (f64, usize), (i, value): (usize, &f64)| {
            if *value > best.0 { (*value, i) } else { best }
        };
        let (value, i) = self.values.iter().enumerate().fold((f64::NEG_INFINITY, 0), largest);
        (value, self.first + i)
    }

    /// `ln mean exp(F/2)`.
    pub fn exp(&self) -> f64 {
        let top = self.sup().0 / 2.0;
        let sum: f64 = self.values.iter().map(|value| (value / 2.0 - top).exp()).sum();
        top + (sum / self.values.len() as f64).ln()
    }

    /// The mean.
    pub fn ave(&self) -> f64 {
        self.values.iter().sum::<f64>() / self.values.len() as f64
    }
}
