//! Johansen's tests of the number of cointegrating relations.

use fxsens_core::distribution::Distribution;
use fxsens_core::fit::{FitError, Note};
use fxsens_core::hypothesis::{TestEntry, TestError, TestInfo, TestInput, TestParams, TestReport};
use fxsens_core::model::{ParamDoc, ParamError};
use fxsens_core::sample::{INTERCEPT, Sample};
use fxsens_core::test_outcome::TestOutcome;
use ndarray::{Array2, ArrayView2, Axis, Slice};
use serde::{Deserialize, Serialize};

use crate::least_squares::Factor;
use crate::linalg::dense::singular_values;
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

/// The tests on series `x`, shape `(n, p)`, with `lags` lags of the levels. The eigenvalues are squared canonical
/// correlations of differences and lagged levels, both net of the lagged differences: singular values of the product of two
/// orthonormal bases. No eigenproblem of a matrix that is not symmetric is solved.
///
/// # Errors
/// [`FitError`] for too few observations and for series that depend on each other.
pub fn johansen(x: ArrayView2<'_, f64>, lags: usize, case: Case) -> Result<Johansen, FitError> {
    let (n, p) = x.dim();
    let unrestricted = usize::from(case >= Case::Constant) + usize::from(case == Case::Trend);
    let short = p * (lags - 1) + unrestricted;
    let restricted = usize::from(case.restricted().is_some());
    let needed = lags + short + p + restricted + 2;
    if n < needed {
        return Err(FitError::TooFewObservations { nobs: n, parameters: short + p, needed });
    }
    let rows = n - lags;
    let level = |t: usize, j: usize| x[[lags + t, j]];
    let difference = |t: usize, lag: usize, j: usize| x[[lags + t - lag, j]] - x[[lags + t - lag - 1, j]];
    let differences = Array2::from_shape_fn((rows, p), |(t, j)| difference(t, 0, j));
    let levels = Array2::from_shape_fn((rows, p + restricted), |(t, j)| match j {
        _ if j < p => level(t, j) - difference(t, 0, j),
        _ if case == Case::RestrictedConstant => 1.0,
        _ => (t + 1) as f64,
    });
    let lagged = Array2::from_shape_fn((rows, short), |(t, j)| match j {
        0 if unrestricted > 0 => 1.0,
        1 if unrestricted > 1 => (t + 1) as f64 / rows as f64,
        _ => {
            let place = j - unrestricted;
            difference(t, 1 + place / p, place % p)
        }
    });
    let (r0, r1) = (net(differences, &lagged)?, net(levels, &lagged)?);
    let basis = |matrix: &Array2<f64>, what: &str| {
        let names: Vec<String> = (0..matrix.ncols()).map(|j| format!("{what} {}", j + 1)).collect();
        Ok::<_, FitError>(Factor::new(matrix.view(), &names)?.orthonormal())
    };
    let product = basis(&r0, "difference of series")?.t().dot(&basis(&r1, "level of series")?);
    let correlations = singular_values(product.view()).ok_or_else(|| FitError::Degenerate {
        what: "the canonical correlations cannot be computed".into(),
    })?;
    let eigenvalues: Vec<f64> = correlations.iter().take(p).map(|value| (value * value).min(1.0)).collect();
    if eigenvalues.first().is_some_and(|first| 1.0 - first < 1e-12) {
        return Err(FitError::Degenerate { what: "a combination of the series has no error".into() });
    }
    let parts: Vec<f64> = eigenvalues.iter().map(|value| -(rows as f64) * f64::ln_1p(-value)).collect();
    let trace = (0..p).map(|rank| {
        let statistic: f64 = parts[rank..].iter().sum();
        (statistic, trace_p_value(statistic, p - rank, case))
    });
    let largest = (0..p).map(|rank| (parts[rank], largest_p_value(parts[rank], p - rank, case)));
    Ok(Johansen { trace: trace.collect(), largest: largest.collect(), eigenvalues, nobs: rows })
}

/// Residuals of columns on the lagged differences and unrestricted terms.
fn net(columns: Array2<f64>, lagged: &Array2<f64>) -> Result<Array2<f64>, FitError> {
    if lagged.ncols() == 0 {
        return Ok(columns);
    }
    let names: Vec<String> = (0..lagged.ncols()).map(|j| format!("short-run term {}", j + 1)).collect();
    let factor = Factor::new(lagged.view(), &names)?;
    let mut rest = columns;
    for mut column in rest.columns_mut() {
        let fitted = lagged.dot(&factor.coefficients(column.view()));
        column -= &fitted;
    }
    Ok(rest)
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
        if !(1..=24).contains(&self.lags) {
            return Err(TestError::Param(ParamError::Invalid {
                name: "lags".into(),
                expected: "a whole number from 1 to 24".into(),
                found: self.lags.to_string(),
            }));
        }
        let case = Case::of(self.case)?;
        let kept: Vec<usize> =
            (0..sample.x_names().len()).filter(|j| sample.x_names()[*j] != INTERCEPT).collect();
        let (n, p) = (sample.nobs(), kept.len() + 1);
        let mut series = Array2::zeros((n, p));
        series.column_mut(0).assign(&sample.y());
        series.slice_axis_mut(Axis(1), Slice::from(1..)).assign(&sample.x().select(Axis(1), &kept));
        let found = johansen(series.view(), usize::from(self.lags), case)?;
        let table = format!("Doornik (1998), case {}", case.number());
        let mut report = TestReport::default();
        for (id, statistics) in [("johansen-trace", &found.trace), ("johansen-max", &found.largest)] {
            for (rank, (statistic, p)) in statistics.iter().enumerate() {
                let null = format!("at most {rank} cointegrating relations");
                let outcome = TestOutcome::tabulated(id, null, *statistic, &table, Some(*p));
                let eigenvalue = format!("{:.5}", found.eigenvalues[rank]);
                report.outcomes.push(outcome.with_detail("rank", rank).with_detail("eigenvalue", eigenvalue));
            }
        }
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
    }
}
