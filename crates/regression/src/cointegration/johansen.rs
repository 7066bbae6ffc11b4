//! Johansen's tests of the number of cointegrating relations.

use fxsens_core::distribution::Distribution;
use fxsens_core::fit::{FitError, Note};
use fxsens_core::hypothesis::{TestEntry, TestError, TestInfo, TestInput, TestParams, TestReport};
use fxsens_core::model::{ParamDoc, ParamError};
use fxsens_core::sample::Sample;
use fxsens_core::test_outcome::TestOutcome;
use ndarray::ArrayView2;
use serde::{Deserialize, Serialize};

use super::reduced_rank::{System, series};
use crate::models::ardl::Case;

/// The entry of `johansen`.
pub const ENTRY: TestEntry<JohansenParams> = TestEntry::new(TestInfo {
    id: "johansen",
    title: "Johansen trace and maximum-eigenvalue tests",
    family: "cointegration",
    null: "at most r cointegrating relations",
    input: TestInput::System,
    doc: include_str!("johansen.md"),
    references: &["Johansen (1995)", "Doornik (1998)"],
});

/// Parameters of the tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct JohansenParams {
    /// Lags of the autoregression in levels.
    pub lags: u8,
    /// Deterministic terms, Johansen's cases one to five.
    pub case: u8,
}

impl Default for JohansenParams {
    fn default() -> Self {
        Self { lags: 2, case: 3 }
    }
}

/// Statistics by rank under the null, from zero on.
#[derive(Debug, Clone, PartialEq)]
pub struct Johansen {
    /// Squared canonical correlations, falling.
    pub eigenvalues: Vec<f64>,
    /// Trace statistics with p-values.
    pub trace: Vec<(f64, f64)>,
    /// Maximum-eigenvalue statistics with p-values.
    pub largest: Vec<(f64, f64)>,
    /// Observations after lags.
    pub nobs: usize,
}

impl Johansen {
    /// From squared canonical correlations, one per series, on `nobs` observations.
    pub(crate) fn of_eigenvalues(eigenvalues: Vec<f64>, nobs: usize, case: Case) -> Self {
        let p = eigenvalues.len();
        let parts: Vec<f64> = eigenvalues.iter().map(|value| -(nobs as f64) * f64::ln_1p(-value)).collect();
        let trace = (0..p).map(|rank| {
            let statistic: f64 = parts[rank..].iter().sum();
            (statistic, trace_p_value(statistic, p - rank, case))
        });
        let largest = (0..p).map(|rank| (parts[rank], largest_p_value(parts[rank], p - rank, case)));
        Self { trace: trace.collect(), largest: largest.collect(), eigenvalues, nobs }
    }

    /// The trace test of at most `rank` relations.
    pub(crate) fn trace_test(&self, rank: usize, case: Case) -> TestOutcome {
        self.outcome("johansen-trace", self.trace[rank], rank, case)
    }

    /// The maximum-eigenvalue test of at most `rank` relations.
    fn largest_test(&self, rank: usize, case: Case) -> TestOutcome {
        self.outcome("johansen-max", self.largest[rank], rank, case)
    }

    fn outcome(&self, id: &str, (statistic, p): (f64, f64), rank: usize, case: Case) -> TestOutcome {
        let table = format!("Doornik (1998), case {}", case.number());
        let null = format!("at most {rank} cointegrating relations");
        let outcome = TestOutcome::tabulated(id, null, statistic, &table, Some(p));
        let eigenvalue = format!("{:.5}", self.eigenvalues[rank]);
        outcome.with_detail("rank", rank).with_detail("eigenvalue", eigenvalue)
    }
}

/// The tests on series `x`, shape `(n, p)`, with `lags` lags of the levels.
///
/// # Errors
/// [`FitError`] for too few observations and for series that depend on each other.
pub fn johansen(x: ArrayView2<'_, f64>, lags: usize, case: Case) -> Result<Johansen, FitError> {
    let system = System::new(x, lags, case)?;
    let found = system.canonical()?;
    Ok(Johansen::of_eigenvalues(found.eigenvalues, system.differences.nrows(), case))
}

/// Lags of an autoregression in levels, from 1 to 24.
///
/// # Errors
/// [`ParamError::Invalid`] for other numbers.
pub(crate) fn check_lags(lags: u8) -> Result<usize, ParamError> {
    if (1..=24).contains(&lags) {
        return Ok(usize::from(lags));
    }
    Err(ParamError::Invalid {
        name: "lags".into(),
        expected: "a whole number from 1 to 24".into(),
        found: lags.to_string(),
    })
}

/// Mean of the trace statistic: coefficients of `n²`, `n`, 1, `n = 1`, `n = 2`, `√n`; Doornik (1998), table 7, case by case.
const TRACE_MEAN: [[f64; 6]; 5] = [
    [2.0, -1.00, 0.07, 0.07, 0.0, 0.0],
    [2.0, 2.01, 0.00, 0.06, 0.05, 0.0],
    [2.0, 1.05, -1.55, -0.50, -0.23, 0.0],
    [2.0, 4.05, 0.50, -0.23, -0.07, 0.0],
    [2.0, 2.85, -5.10, -0.10, -0.06, 1.35],
];

/// Its variance.
const TRACE_VARIANCE: [[f64; 6]; 5] = [
    [3.0, -0.33, -0.55, 0.0, 0.0, 0.0],
    [3.0, 3.60, 0.75, -0.40, -0.30, 0.0],
    [3.0, 1.80, 0.00, -2.80, -1.10, 0.0],
    [3.0, 5.70, 3.20, -1.30, -0.50, 0.0],
    [3.0, 4.00, 0.80, -5.80, -2.66, 0.0],
];

/// Mean of the maximum-eigenvalue statistic: coefficients of `n`, 1, `n = 1`, `n = 2`, `√n`; Doornik (1998), table 8.
const LARGEST_MEAN: [[f64; 5]; 5] = [
    [6.0019, -2.7558, 0.67185, 0.11490, -2.7764],
    [5.9498, 0.43402, 0.048_360, 0.018_198, -2.3669],
    [5.8271, -1.6487, -1.6118, -0.25949, -1.5666],
    [5.8658, 2.5595, -0.34443, -0.077_991, -1.7552],
    [5.6364, -0.90531, -3.5166, -0.47966, -0.21447],
];

/// Its variance.
const LARGEST_VARIANCE: [[f64; 5]; 5] = [
    [1.8806, -15.499, 1.1136, 0.070_508, 14.714],
    [2.2231, -7.9064, 0.58592, -0.034_324, 12.058],
    [2.0785, -9.7846, -3.3680, -0.24528, 13.074],
    [1.9955, -5.5428, 1.2425, 0.41949, 12.841],
    [2.0899, -5.3303, -7.1523, -0.25260, 12.393],
];

/// Asymptotic p-value of the trace statistic with `n` relations fewer than series, by Doornik's (1998) gamma law.
fn trace_p_value(statistic: f64, n: usize, case: Case) -> f64 {
    let of = |b: &[f64; 6]| {
        let m = n as f64;
        let own = |k: usize, value: f64| if n == k { value } else { 0.0 };
        b[0] * m * m + b[1] * m + b[2] + own(1, b[3]) + own(2, b[4]) + b[5] * m.sqrt()
    };
    if n == 1 && exact(case) {
        return Distribution::ChiSquared { df: 1.0 }.p_value(statistic);
    }
    gamma_beyond(statistic, of(&TRACE_MEAN[case.number() - 1]), of(&TRACE_VARIANCE[case.number() - 1]))
}

/// The same for the maximum-eigenvalue statistic.
fn largest_p_value(statistic: f64, n: usize, case: Case) -> f64 {
    let of = |b: &[f64; 5]| {
        let m = n as f64;
        let own = |k: usize, value: f64| if n == k { value } else { 0.0 };
        b[0] * m + b[1] + own(1, b[2]) + own(2, b[3]) + b[4] * m.sqrt()
    };
    if n == 1 && exact(case) {
        return Distribution::ChiSquared { df: 1.0 }.p_value(statistic);
    }
    gamma_beyond(statistic, of(&LARGEST_MEAN[case.number() - 1]), of(&LARGEST_VARIANCE[case.number() - 1]))
}

/// With an unrestricted term that the last combination inherits as a trend, its law is chi-squared(1) (Johansen 1995).
fn exact(case: Case) -> bool {
    matches!(case, Case::Constant | Case::Trend)
}

/// `P(X > x)` of a gamma variable with this mean and variance, as a chi-squared one.
fn gamma_beyond(x: f64, mean: f64, variance: f64) -> f64 {
    let (shape, scale) = (mean * mean / variance, variance / mean);
    Distribution::ChiSquared { df: 2.0 * shape }.p_value(2.0 * x / scale)
}

impl TestParams for JohansenParams {
    const DOCS: &'static [ParamDoc] = &[
        ParamDoc { name: "lags", values: "1 … 24", doc: "Lags of the autoregression in levels." },
        ParamDoc {
            name: "case",
            values: "1, 2, 3, 4, 5",
            doc: "Deterministic terms: none; restricted constant; constant; restricted trend; constant and trend.",
        },
    ];

    fn run(&self, sample: &Sample) -> Result<TestReport, TestError> {
        let lags = check_lags(self.lags)?;
        let case = Case::of(self.case)?;
        let found = johansen(series(sample).view(), lags, case)?;
        let mut report = TestReport::default();
        let ranks = 0..found.eigenvalues.len();
        report.outcomes.extend(ranks.clone().map(|rank| found.trace_test(rank, case)));
        report.outcomes.extend(ranks.map(|rank| found.largest_test(rank, case)));
        report.notes.push(Note::info(format!(
            "{}, {} lags of the levels, {} observations",
            case.label(),
            self.lags,
            found.nobs
        )));
        Ok(report)
    }
}

#[cfg(test)]
mod tests {
    use fxsens_core::rng::Stream;
    use ndarray::{Array2, Axis, Slice};

    use super::*;

    /// One relation between two of three series; the third walks by itself.
    fn system(task: u64, n: usize) -> Array2<f64> {
        let mut stream = Stream::new(17, task);
        let mut x = Array2::zeros((n, 3));
        for t in 1..n {
            x[[t, 0]] = x[[t - 1, 0]] + stream.normal();
            x[[t, 1]] = x[[t - 1, 1]] - 0.4 * (x[[t - 1, 1]] - x[[t - 1, 0]]) + stream.normal();
            x[[t, 2]] = x[[t - 1, 2]] + stream.normal();
        }
        x
    }

    #[test]
    fn trap_a_rank_of_two_where_it_is_one() {
        let draws = 200;
        let rank = |task: u64| {
            let found = johansen(system(task, 200).view(), 2, Case::Constant);
            found.map_or(9, |found| found.trace.iter().position(|(_, p)| *p > 0.05).unwrap_or(3))
        };
        let found: Vec<usize> = (0..draws).map(rank).collect();
        let share = |rank: usize| found.iter().filter(|one| **one == rank).count() as f64 / draws as f64;
        assert!(share(0) < 0.02 && share(1) > 0.85, "{} {} {}", share(0), share(1), share(2));
    }

    #[test]
    fn what_cannot_be_tested_is_an_error() {
        let x = system(1, 60);
        let mut twice = x.clone();
        let copy = &x.column(0) * 2.0;
        twice.column_mut(2).assign(&copy);
        assert!(johansen(twice.view(), 2, Case::Constant).is_err());
        let short = x.slice_axis(Axis(0), Slice::from(..8));
        assert!(johansen(short, 2, Case::Constant).is_err());
        assert!(johansen(x.view(), 0, Case::Constant).is_err());
    }
}
