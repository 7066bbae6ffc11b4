//! Cluster-robust meat: scores are summed within groups, and groups are independent of each other.

use fxsens_core::fit::FitError;
use fxsens_core::frequency::Frequency;
use fxsens_core::period::Period;
use ndarray::{Array2, ArrayView2};
use serde::{Deserialize, Serialize};

use super::CovarianceEstimator;
use super::white::White;

/// Calendar blocks that serve as clusters of a single series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Block {
    /// Calendar quarters.
    Quarter,
    /// Calendar half-years.
    HalfYear,
    /// Calendar years.
    #[default]
    Year,
    /// Japanese fiscal years, April to March.
    FiscalYear,
}

impl Block {
    /// Name as in parameters and tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Quarter => "quarter",
            Self::HalfYear => "half-year",
            Self::Year => "year",
            Self::FiscalYear => "fiscal-year",
        }
    }

    /// The number of each period's block, counted from zero in the order of time, and the number of blocks.
    ///
    /// # Errors
    /// [`FitError::Unsupported`] for periods without a date, periods that do not fit into a block, and fewer than two blocks.
    pub fn groups(self, periods: &[Period]) -> Result<(Vec<usize>, usize), FitError> {
        let target = match self {
            Self::Quarter => Frequency::Quarterly,
            Self::HalfYear => Frequency::HalfYearly,
            Self::Year => Frequency::Annual,
            Self::FiscalYear => Frequency::FiscalYear,
        };
        let unsupported = |what: String, why: &str| FitError::Unsupported { what, why: why.into() };
        let mut groups = Vec::with_capacity(periods.len());
        let (mut last, mut count) = (None, 0);
        for period in periods {
            let block = period.containing(target).ok_or_else(|| {
                let what = format!("clusters by {} of {period}", self.name());
                unsupported(what, "the observations need dates, and each must lie within one block")
            })?;
            if last != Some(block) {
                count += 1;
                last = Some(block);
            }
            groups.push(count - 1);
        }
        if count < 2 {
            let what = format!("clusters by {} on a sample within one", self.name());
            return Err(unsupported(what, "at least two clusters are needed"));
        }
        Ok((groups, count))
    }
}

/// Scores summed within groups, shape `(groups, k)`, from scores of shape `(n, k)` and the group of each row, below `count`.
pub fn sums(scores: ArrayView2<'_, f64>, groups: &[usize], count: usize) -> Array2<f64> {
    let mut sums = Array2::zeros((count, scores.ncols()));
    for (row, group) in scores.rows().into_iter().zip(groups) {
        let mut sum = sums.row_mut(*group);
        sum += &row;
    }
    sums
}

/// `Σ_g s_g s_g'` with `s_g` the scores of group `g` summed (Liang and Zeger 1986; Arellano 1987), shape `(k, k)`.
pub fn meat(scores: ArrayView2<'_, f64>, groups: &[usize], count: usize) -> Array2<f64> {
    White.meat(sums(scores, groups, count).view())
}

/// `G/(G−1) · (n−1)/(n−k)`, Stata's factor.
pub fn factor(clusters: usize, nobs: usize, parameters: usize) -> f64 {
    let ratio = |a: usize, b: usize| a as f64 / b as f64;
    ratio(clusters, clusters - 1) * ratio(nobs - 1, nobs - parameters)
}
