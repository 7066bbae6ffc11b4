//! Phillips–Perron tests.

use fxsens_core::fit::FitError;
use fxsens_core::hypothesis::{TestEntry, TestError, TestInfo, TestInput, TestParams, TestReport};
use fxsens_core::model::ParamDoc;
use fxsens_core::sample::Sample;
use ndarray::ArrayView1;
use serde::{Deserialize, Serialize};

use super::dickey_fuller::dickey_fuller;
use super::long_run::{self, LagWindow};
use super::p_value::PValue;
use super::{Trend, mackinnon};

/// Parameters of the Phillips–Perron tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PhillipsPerronParams {
    /// Deterministic terms of the regression.
    pub trend: Trend,
    /// Lags of the long-run variance.
    pub lags: LagWindow,
}

impl Default for PhillipsPerronParams {
    fn default() -> Self {
        Self { trend: Trend::C, lags: LagWindow::Short }
    }
}

/// A statistic with its p-value and critical values.
#[derive(Debug, Clone, PartialEq)]
pub struct Statistic {
    /// The statistic; small values reject.
    pub statistic: f64,
    /// MacKinnon (1994), asymptotic.
    pub p_value: PValue,
    /// Size and value.
    pub critical_values: Vec<(f64, f64)>,
}

/// Result of [`phillips_perron`].
#[derive(Debug, Clone, PartialEq)]
pub struct PhillipsPerronResult {
    /// The corrected t statistic `Z(τ)`.
    pub z_tau: Statistic,
    /// The corrected normalised bias `Z(α)`.
    pub z_alpha: Statistic,
    /// Lags of the long-run variance.
    pub lags: usize,
    /// Rows of the regression.
    pub nobs: usize,
}

/// Phillips (1987), Phillips and Perron (1988) on a series, shape `(T)`.
///
/// # Errors
/// [`TestError`] for series that are constant, too short, not finite or exactly on their deterministic terms.
pub fn phillips_perron(
    y: ArrayView1<'_, f64>,
    params: PhillipsPerronParams,
) -> Result<PhillipsPerronResult, TestError> {
    let trend = params.trend;
    let fit = dickey_fuller(&y.to_vec(), trend, 0)?;
    super::check_window(params.lags, fit.nobs)?;
    let lags = params.lags.count(&fit.residuals);
    let n = fit.nobs as f64;
    let short = fit.ssr / n;
    let long = long_run::variance(&fit.residuals, lags);
    if long.is_nan() || long <= 0.0 {
        let what = format!("the long-run variance with {lags} lags is not positive");
        return Err(FitError::Degenerate { what }.into());
    }
    // The standard error over the residual standard deviation, which has degrees of freedom.
    let spread = fit.std_error / (fit.ssr / (n - trend.terms() as f64 - 1.0)).sqrt();
    let excess = (long - short) / 2.0;
    let z_tau = (short / long).sqrt() * fit.t - excess / long.sqrt() * n * spread;
    let z_alpha = n * fit.coefficient - excess * (n * spread).powi(2);
    Ok(PhillipsPerronResult {
        z_tau: Statistic {
            statistic: z_tau,
            p_value: mackinnon::t_p_value(z_tau, trend, 1)?,
            critical_values: mackinnon::t_critical_values(trend, 1, fit.nobs)?,
        },
        z_alpha: Statistic {
            statistic: z_alpha,
            p_value: mackinnon::z_p_value(z_alpha, trend)?,
            critical_values: mackinnon::z_critical_values(trend)?,
        },
        lags,
        nobs: fit.nobs,
    })
}

const NULL: &str = "the series has a unit root";

impl TestParams for PhillipsPerronParams {
    const DOCS: &'static [ParamDoc] = &[
        ParamDoc { name: "trend", values: "n, c, ct, ctt", doc: "Deterministic terms of the regression." },
        ParamDoc {
            name: "lags",
            values: "short, long, auto, 0, 1, 2, …",
            doc: "Lags of the long-run variance: a rule, chosen from the data, or a number.",
        },
    ];

    fn run(&self, sample: &Sample) -> Result<TestReport, TestError> {
        let result = phillips_perron(sample.y(), *self)?;
        let trend = self.trend.label();
        let outcome = |id: &str, table: &str, one: &Statistic| {
            super::outcome(id, NULL, one.statistic, table, one.p_value, &one.critical_values)
                .with_detail("lags", result.lags)
                .with_detail("lags chosen by", self.lags.label())
                .with_detail("observations", result.nobs)
        };
        let tau = format!("MacKinnon (1994, 2010), {trend}");
        let alpha = format!("MacKinnon (1994), normalised bias, {trend}");
        let outcomes = vec![
            outcome("phillips-perron-z-tau", &tau, &result.z_tau),
            outcome("phillips-perron-z-alpha", &alpha, &result.z_alpha),
        ];
        Ok(TestReport { outcomes, notes: Vec::new() })
    }
}

pub(super) const ENTRY: TestEntry<PhillipsPerronParams> = TestEntry::new(TestInfo {
    id: "phillips-perron",
    title: "Phillips–Perron tests of a unit root",
    family: "unit roots",
    null: NULL,
    input: TestInput::Series,
    doc: include_str!("phillips_perron.md"),
    references: &["Phillips (1987)", "Phillips and Perron (1988)", "MacKinnon (1994)", "MacKinnon (2010)"],
});
