//! Phillips and Ouliaris's tests of cointegration.

use fxsens_core::fit::FitError;
use fxsens_core::hypothesis::{TestEntry, TestError, TestInfo, TestInput, TestParams, TestReport};
use fxsens_core::model::ParamDoc;
use fxsens_core::sample::Sample;
use ndarray::{Array2, ArrayView2, Axis, Slice};
use serde::{Deserialize, Serialize};

use super::reduced_rank;
use crate::covariance::CovarianceEstimator;
use crate::covariance::hac::Hac;
use crate::covariance::kernel::Kernel;
use crate::least_squares::Factor;
use crate::linalg::dense;
use crate::linalg::layout::dot;
use crate::unit_root::{LagWindow, PValue, Trend, check_window, law, long_run, mackinnon, outcome, series};

/// The entry of `phillips-ouliaris`.
pub const ENTRY: TestEntry<PhillipsOuliarisParams> = TestEntry::new(TestInfo {
    id: "phillips-ouliaris",
    title: "Phillips–Ouliaris tests of cointegration",
    family: "cointegration",
    null: NULL,
    input: TestInput::System,
    doc: include_str!("phillips_ouliaris.md"),
    references: &["Phillips and Ouliaris (1990)", "MacKinnon (1994)", "MacKinnon (2010)"],
});

const NULL: &str = "the series are not cointegrated";

/// A share of a series' long-run variance below which nothing but rounding is left.
const NOTHING_LEFT: f64 = 1e-12;

/// Parameters of the tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PhillipsOuliarisParams {
    /// Deterministic terms of the regression in levels and of the autoregression.
    pub trend: Trend,
    /// Lags of the long-run covariances.
    pub lags: LagWindow,
}

impl Default for PhillipsOuliarisParams {
    fn default() -> Self {
        Self { trend: Trend::C, lags: LagWindow::Short }
    }
}

/// A statistic with its p-value and critical values.
#[derive(Debug, Clone, PartialEq)]
pub struct Statistic {
    /// The statistic.
    pub statistic: f64,
    /// Asymptotic.
    pub p_value: PValue,
    /// Size and value.
    pub critical_values: Vec<(f64, f64)>,
    /// Lags of its long-run covariance.
    pub lags: usize,
}

/// Result of [`phillips_ouliaris`].
#[derive(Debug, Clone, PartialEq)]
pub struct PhillipsOuliaris {
    /// Corrected t statistic of the residual's autoregression; small values reject.
    pub z_t: Statistic,
    /// Corrected bias of the residual's autoregression; small values reject.
    pub z_alpha: Statistic,
    /// Long-run variance of the first series' innovations given those of the others, over the variance of the residual;
    /// large values reject.
    pub p_u: Statistic,
    /// Long-run covariance of all innovations against the covariance of all levels; large values reject.
    pub p_z: Statistic,
    /// Observations of the series.
    pub nobs: usize,
}

/// The four tests on `series`, shape `(n, m)`; the first column is the outcome of the regression in levels.
///
/// # Errors
/// [`TestError`] for one series or more than twelve, for more lags than residuals, and for series that are constant, too short,
/// not finite, dependent on each other or on the deterministic terms, or without innovations.
pub fn phillips_ouliaris(
    series: ArrayView2<'_, f64>,
    params: PhillipsOuliarisParams,
) -> Result<PhillipsOuliaris, TestError> {
    let (n, m) = series.dim();
    let trend = params.trend;
    if !(2..=mackinnon::MOST_SERIES).contains(&m) {
        return Err(TestError::Fit(FitError::Unsupported {
            what: format!("this test on {m} series"),
            why: format!("its laws are tabulated for two to {}", mackinnon::MOST_SERIES),
        }));
    }
    for column in series.columns() {
        // More innovations than series, or their covariance is singular.
        series::check(&column.to_vec(), 2 * m + trend.terms() + 2)?;
    }
    check_window(params.lags, n - 1)?;
    let spread = inverse_spread(series, trend)?;
    let residual = residual(series, trend)?;
    let (z_alpha, z_t, z_lags) =
        autoregression(&residual, series::size(&series.column(0).to_vec()), params.lags)?;
    let innovations = innovations(series, trend)?;
    let (omega, p_lags) = long_run_covariance(&innovations, params.lags);
    let squared = (n * n) as f64;
    let p_u = squared * conditional(&omega)? / dot(&residual, &residual);
    let p_z = squared * (&omega * &spread).sum();
    let simulated = |kind: &str| law::find(&format!("{kind}-{}-{m}", trend.id()));
    let (bias, ratio, traces) = (simulated("po-za")?, simulated("po-pu")?, simulated("po-pz")?);
    let lower =
        |law: &law::Law| mackinnon::SIZES.map(|size| (size, law.quantile(size, f64::INFINITY))).to_vec();
    let upper = |law: &law::Law| {
        mackinnon::SIZES.map(|size| (size, law.quantile(1.0 - size, f64::INFINITY))).to_vec()
    };
    Ok(PhillipsOuliaris {
        z_t: Statistic {
            statistic: z_t,
            p_value: mackinnon::t_p_value(z_t, trend, m)?,
            critical_values: mackinnon::t_critical_values(trend, m, n - 1)?,
            lags: z_lags,
        },
        z_alpha: Statistic {
            statistic: z_alpha,
            p_value: bias.lower_tail(z_alpha, f64::INFINITY),
            critical_values: lower(bias),
            lags: z_lags,
        },
        p_u: Statistic {
            statistic: p_u,
            p_value: ratio.upper_tail(p_u, f64::INFINITY),
            critical_values: upper(ratio),
            lags: p_lags,
        },
        p_z: Statistic {
            statistic: p_z,
            p_value: traces.upper_tail(p_z, f64::INFINITY),
            critical_values: upper(traces),
            lags: p_lags,
        },
        nobs: n,
    })
}

/// Deterministic terms and columns side by side, with names for messages.
fn with_terms(columns: ArrayView2<'_, f64>, trend: Trend, first: usize) -> (Array2<f64>, Vec<String>) {
    let (n, k) = columns.dim();
    let (terms, deterministic) = (trend.terms(), trend.columns(n));
    let design = Array2::from_shape_fn((n, terms + k), |(t, j)| {
        if j < terms { deterministic[j][t] } else { columns[[t, j - terms]] }
    });
    let names = (0..k).map(|j| format!("series {}", j + first));
    (design, trend.names().into_iter().chain(names).collect())
}

/// Inverse of the levels' products `Σ z̃z̃'`, shape `(m, m)`, with the deterministic terms taken out or, where there are none, the
/// first observation.
fn inverse_spread(series: ArrayView2<'_, f64>, trend: Trend) -> Result<Array2<f64>, FitError> {
    let mut levels = series.to_owned();
    if trend == Trend::N {
        levels -= &series.row(0);
    }
    let (design, names) = with_terms(levels.view(), trend, 1);
    let bread = Factor::new(design.view(), &names)?.bread(design.view());
    let terms = trend.terms();
    let m = series.ncols();
    Ok(Array2::from_shape_fn((m, m), |(i, j)| bread[[terms + i, terms + j]]))
}

/// Residual of the first series on the others and the deterministic terms.
fn residual(series: ArrayView2<'_, f64>, trend: Trend) -> Result<Vec<f64>, FitError> {
    let (design, names) = with_terms(series.slice_axis(Axis(1), Slice::from(1..)), trend, 2);
    let y = series.column(0);
    let factor = Factor::new(design.view(), &names)?;
    Ok((&y - &design.dot(&factor.coefficients(y))).to_vec())
}

/// `Z_α`, `Z_t` and the lags of their long-run variances, from the residual's autoregression without a constant. `size` is the
/// largest absolute value of the first series.
fn autoregression(u: &[f64], size: f64, window: LagWindow) -> Result<(f64, f64, usize), FitError> {
    let n = u.len() as f64;
    let (before, after) = (&u[..u.len() - 1], &u[1..]);
    let squares = dot(before, before);
    let bias = dot(before, &series::differences(u)) / squares;
    let shocks: Vec<f64> = before.iter().zip(after).map(|(b, a)| (a - b) - bias * b).collect();
    series::check_residuals(dot(&shocks, &shocks), shocks.len(), size, "the residual's autoregression")?;
    let lags = window.count(&shocks);
    // Both long-run variances have the divisor `n`, though there are `n − 1` shocks.
    let long = long_run::variance(&shocks, lags) * (n - 1.0) / n;
    if long.is_nan() || long <= 0.0 {
        let what = format!("the long-run variance with {lags} lags is not positive");
        return Err(FitError::Degenerate { what });
    }
    let corrected = bias - long_run::one_sided_sum(&shocks, &shocks, lags) / squares;
    Ok((n * corrected, corrected / (long / squares).sqrt(), lags))
}

/// Residuals of the series' first-order vector autoregression with the deterministic terms, shape `(n − 1, m)`.
fn innovations(series: ArrayView2<'_, f64>, trend: Trend) -> Result<Array2<f64>, FitError> {
    let (design, names) = with_terms(series.slice_axis(Axis(0), Slice::from(..-1)), trend, 1);
    let factor = Factor::new(design.view(), &names)?;
    let mut rest = series.slice_axis(Axis(0), Slice::from(1..)).to_owned();
    for (mut column, level) in rest.columns_mut().into_iter().zip(series.columns()) {
        let fitted = design.dot(&factor.coefficients(column.view()));
        column -= &fitted;
        let size = series::size(&level.to_vec());
        series::check_residuals(column.dot(&column), column.len(), size, "the vector autoregression")?;
    }
    Ok(rest)
}

/// Long-run covariance of the innovations with divisor `n`, and its lags. A window that depends on the data is the longest that
/// any of the innovations asks for: so neither the order of the series nor their scales matter.
fn long_run_covariance(innovations: &Array2<f64>, window: LagWindow) -> (Array2<f64>, usize) {
    let asked = innovations.columns().into_iter().map(|column| window.count(&column.to_vec()));
    let lags = asked.max().unwrap_or_default();
    let hac = Hac { kernel: Kernel::Bartlett, bandwidth: lags as f64 };
    (hac.meat(innovations.view()) / (innovations.nrows() as f64 + 1.0), lags)
}

/// Variance of the first given the others, from the Cholesky factor of the correlations with the first put last.
fn conditional(omega: &Array2<f64>) -> Result<f64, FitError> {
    let last = omega.nrows() - 1;
    let scales: Vec<f64> = omega.diag().iter().map(|variance| variance.sqrt()).collect();
    let correlations = Array2::from_shape_fn(omega.dim(), |(i, j)| {
        omega[[last - i, last - j]] / (scales[last - i] * scales[last - j])
    });
    let singular = || FitError::Degenerate {
        what: "the long-run covariance of the innovations is singular; use fewer lags or fewer series".into(),
    };
    let triangle = dense::cholesky(correlations.view()).ok_or_else(singular)?;
    if !triangle.diag().iter().all(|pivot| pivot * pivot >= NOTHING_LEFT) {
        return Err(singular());
    }
    Ok(triangle[[last, last]].powi(2) * omega[[0, 0]])
}

impl TestParams for PhillipsOuliarisParams {
    const DOCS: &'static [ParamDoc] = &[
        ParamDoc {
            name: "trend",
            values: "n, c, ct, ctt",
            doc: "Deterministic terms of the regression in levels and of the autoregression.",
        },
        ParamDoc {
            name: "lags",
            values: "short, long, auto, 0, 1, 2, …",
            doc: "Lags of the long-run covariances: a rule, chosen from the data, or a number.",
        },
    ];

    fn run(&self, sample: &Sample) -> Result<TestReport, TestError> {
        let series = reduced_rank::series(sample);
        let found = phillips_ouliaris(series.view(), *self)?;
        let terms = format!("{}, {} series", self.trend.label(), series.ncols());
        let first = format!("`{}` is not cointegrated with the others", sample.outcome_name());
        let all = NULL;
        let surfaces = format!("MacKinnon (1994, 2010), {terms}");
        let simulated = |what: &str| format!("simulated law of {what}, {terms}");
        let one = |id: &str, null: &str, table: &str, one: &Statistic| {
            outcome(id, null, one.statistic, table, one.p_value, &one.critical_values)
                .with_detail("lags", one.lags)
                .with_detail("lags chosen by", self.lags.label())
                .with_detail("observations", found.nobs)
        };
        let outcomes = vec![
            one("phillips-ouliaris-z-t", &first, &surfaces, &found.z_t),
            one("phillips-ouliaris-z-alpha", &first, &simulated("Z_alpha"), &found.z_alpha),
            one("phillips-ouliaris-p-u", &first, &simulated("P_u, large values reject"), &found.p_u),
            one("phillips-ouliaris-p-z", all, &simulated("P_z, large values reject"), &found.p_z),
        ];
        Ok(TestReport { outcomes, notes: Vec::new() })
    }
}

#[cfg(test)]
mod tests {
    use fxsens_core::rng::Stream;

    use super::*;
    use crate::unit_root::Reach;

    /// Unrelated walks.
    fn walks(task: u64, n: usize, m: usize) -> Array2<f64> {
        let mut stream = Stream::new(19, task);
        let mut series = Array2::zeros((n, m));
        for t in 1..n {
            for j in 0..m {
                series[[t, j]] = series[[t - 1, j]] + stream.normal();
            }
        }
        series
    }

    /// The first series follows the second up to an autoregression with this root.
    fn tied(task: u64, n: usize, root: f64) -> Array2<f64> {
        let mut series = walks(task, n, 2);
        let mut stream = Stream::new(20, task);
        let mut gap = 0.0;
        for t in 0..n {
            gap = root * gap + stream.normal();
            series[[t, 0]] = 3.0 + 2.0 * series[[t, 1]] + gap;
        }
        series
    }

    fn params(trend: Trend, lags: u16) -> PhillipsOuliarisParams {
        PhillipsOuliarisParams { trend, lags: LagWindow::Fixed(lags) }
    }

    fn all(found: &PhillipsOuliaris) -> [&Statistic; 4] {
        [&found.z_t, &found.z_alpha, &found.p_u, &found.p_z]
    }

    fn rejected(draws: u64, of: impl Fn(u64) -> Array2<f64>, params: PhillipsOuliarisParams) -> [f64; 4] {
        let mut shares = [0.0; 4];
        for task in 0..draws {
            let found = phillips_ouliaris(of(task).view(), params).unwrap();
            for (share, one) in shares.iter_mut().zip(all(&found)) {
                *share += f64::from(u8::from(one.p_value.value < 0.05)) / draws as f64;
            }
        }
        shares
    }

    fn close(a: f64, b: f64) {
        assert!((a - b).abs() < 1e-9 * b.abs(), "{a} {b}");
    }

    #[test]
    fn unrelated_walks_are_rejected_at_the_nominal_rate() {
        let draws = 400;
        let allowed = 4.0 * (0.05_f64 * 0.95 / draws as f64).sqrt();
        for (trend, m) in [(Trend::N, 2), (Trend::C, 2), (Trend::C, 3), (Trend::Ct, 2), (Trend::Ctt, 2)] {
            let shares = rejected(draws, |task| walks(task, 400, m), params(trend, 0));
            assert!(shares.iter().all(|share| (share - 0.05).abs() < allowed), "{trend:?} {m}: {shares:?}");
        }
    }

    #[test]
    fn a_tied_pair_is_found() {
        for trend in Trend::ALL.into_iter().skip(1) {
            let shares = rejected(60, |task| tied(task, 200, 0.5), params(trend, 4));
            assert!(shares.iter().all(|share| *share > 0.95), "{trend:?}: {shares:?}");
        }
    }

    #[test]
    fn critical_values_agree_with_p_values() {
        let found = phillips_ouliaris(walks(3, 100, 3).view(), params(Trend::C, 2)).unwrap();
        let m = 3;
        for (kind, one) in [("po-za", &found.z_alpha), ("po-pu", &found.p_u), ("po-pz", &found.p_z)] {
            let law = law::find(&format!("{kind}-c-{m}")).unwrap();
            for (size, value) in &one.critical_values {
                let lower = law.lower_tail(*value, f64::INFINITY);
                let p = if kind == "po-za" { lower } else { law.upper_tail(*value, f64::INFINITY) };
                assert!(p.reach == Reach::Inside && (p.value - size).abs() < 1e-9, "{kind} {size} {p}");
            }
        }
    }

    /// Statistics at which arch's p-values are 0.68 and 0.57.
    #[test]
    fn far_from_rejection_the_laws_are_those_of_a_simulation_without_this_code() {
        let (draws, n) = (4_000_u64, 500);
        let (mut biased, mut wide) = (0.0, 0.0);
        for task in 0..draws {
            let mut series = walks(1_000 + task, n, 2);
            for mut column in series.columns_mut() {
                let mean = column.sum() / n as f64;
                column -= mean;
            }
            let (y, x) = (series.column(0), series.column(1));
            let u = &y - &(&x * (x.dot(&y) / x.dot(&x)));
            let products = |lag: usize| (1..n).map(|t| u[t - 1] * u[t - lag]).sum::<f64>();
            let z_alpha = n as f64 * (products(0) / products(1) - 1.0);
            biased += f64::from(u8::from(z_alpha < -3.299_6)) / draws as f64;
            wide += f64::from(u8::from((n * n) as f64 / u.dot(&u) > 6.774_6)) / draws as f64;
        }
        let bias = law::find("po-za-c-2").unwrap().lower_tail(-3.299_6, f64::INFINITY).value;
        let ratio = law::find("po-pu-c-2").unwrap().upper_tail(6.774_6, f64::INFINITY).value;
        assert!((biased - bias).abs() < 0.025 && (bias - 0.68).abs() > 0.15, "{biased} {bias}");
        assert!((wide - ratio).abs() < 0.025 && (ratio - 0.57).abs() > 0.15, "{wide} {ratio}");
    }

    #[test]
    fn scale_and_order_of_the_regressors_do_not_matter() {
        let series = walks(5, 150, 4);
        for (trend, lags) in Trend::ALL.into_iter().flat_map(|trend| {
            [LagWindow::Fixed(0), LagWindow::Fixed(5), LagWindow::Auto].map(|lags| (trend, lags))
        }) {
            let params = PhillipsOuliarisParams { trend, lags };
            let plain = phillips_ouliaris(series.view(), params).unwrap();
            let mut other = series.select(Axis(1), &[0, 3, 1, 2]);
            for (j, scale) in [1e5, -1e-4, 30.0, 1e12].into_iter().enumerate() {
                other.column_mut(j).mapv_inplace(|value| value * scale);
            }
            let moved = phillips_ouliaris(other.view(), params).unwrap();
            for (a, b) in all(&moved).into_iter().zip(all(&plain)) {
                close(a.statistic, b.statistic);
            }
            let turned = series.select(Axis(1), &[2, 0, 3, 1]);
            let turned = phillips_ouliaris(turned.view(), params).unwrap();
            close(turned.p_z.statistic, plain.p_z.statistic);
            assert!((turned.p_u.statistic - plain.p_u.statistic).abs() > 1e-6);
        }
    }

    #[test]
    fn deterministic_terms_are_taken_out() {
        let series = walks(6, 150, 3);
        let plain = phillips_ouliaris(series.view(), params(Trend::Ct, 3)).unwrap();
        let mut drifting = series;
        for (t, mut row) in drifting.rows_mut().into_iter().enumerate() {
            row[0] += 40.0 + 0.3 * t as f64;
            row[2] -= 7.0 + 0.1 * t as f64;
        }
        let found = phillips_ouliaris(drifting.view(), params(Trend::Ct, 3)).unwrap();
        for (a, b) in all(&found).into_iter().zip(all(&plain)) {
            close(a.statistic, b.statistic);
        }
    }

    #[test]
    fn input_without_an_answer_is_an_error() {
        let series = walks(7, 80, 3);
        let refused = |series: &Array2<f64>, params| {
            phillips_ouliaris(series.view(), params).expect_err("an error").to_string()
        };
        let plain = params(Trend::C, 2);
        assert!(refused(&walks(7, 80, 1), plain).contains("1 series"));
        assert!(refused(&walks(7, 80, 13), plain).contains("13 series"));
        assert!(refused(&series, params(Trend::C, 79)).contains("fewer lags than the 79 residuals"));
        assert!(phillips_ouliaris(series.view(), params(Trend::C, 78)).is_ok());
        assert!(refused(&walks(7, 8, 3), plain).contains("at least 9"));
        for trend in Trend::ALL {
            for target in [0, 2] {
                let mut twice = series.clone();
                let copy = &series.column(1) * 2.0;
                twice.column_mut(target).assign(&copy);
                assert!(refused(&twice, params(trend, 2)).contains("collinear"));
            }
        }
        let mut line = series.clone();
        line.column_mut(1).iter_mut().enumerate().for_each(|(t, value)| *value = 2.0 + 0.5 * t as f64);
        assert!(refused(&line, params(Trend::Ct, 2)).contains("collinear"));
        assert!(refused(&line, plain).contains("fits exactly"));
        let mut flat = series.clone();
        flat.column_mut(2).fill(4.0);
        assert!(refused(&flat, plain).contains("constant"));
        let mut broken = series;
        broken[[11, 1]] = f64::NAN;
        assert!(refused(&broken, plain).contains("observation 12"));
    }
}
