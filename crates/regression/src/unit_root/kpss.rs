//! KPSS test of stationarity.

use fxsens_core::fit::FitError;
use fxsens_core::hypothesis::{TestEntry, TestError, TestInfo, TestInput, TestParams, TestReport};
use fxsens_core::model::ParamDoc;
use fxsens_core::sample::Sample;
use ndarray::ArrayView1;
use serde::{Deserialize, Serialize};

use super::long_run::{self, LagWindow};
use super::p_value::PValue;
use super::{Trend, kpss_law, series};
use crate::linalg::layout::dot;

/// Parameters of the KPSS test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct KpssParams {
    /// Stationary about a constant or about a trend.
    pub trend: Trend,
    /// Lags of the long-run variance.
    pub lags: LagWindow,
}

/// Result of [`kpss`].
#[derive(Debug, Clone, PartialEq)]
pub struct KpssResult {
    /// `Σ Sₜ² / (T² λ²)`.
    pub statistic: f64,
    /// Exact under the asymptotic law.
    pub p_value: PValue,
    /// Size and value.
    pub critical_values: Vec<(f64, f64)>,
    /// Lags of the long-run variance.
    pub lags: usize,
    /// Long-run variance `λ²` of the residuals.
    pub long_run_variance: f64,
    /// Observations.
    pub nobs: usize,
}

/// Kwiatkowski, Phillips, Schmidt and Shin (1992) on a series, shape `(T)`.
///
/// # Errors
/// [`TestError`] for deterministic terms other than `c` and `ct`, and for series that are constant, too short, not
/// finite, exactly on their trend, or have no positive long-run variance.
pub fn kpss(y: ArrayView1<'_, f64>, params: KpssParams) -> Result<KpssResult, TestError> {
    let (y, trend) = (y.to_vec(), params.trend);
    if !matches!(trend, Trend::C | Trend::Ct) {
        return Err(super::trend_error(trend, "c or ct"));
    }
    series::check(&y, trend.terms() + 3)?;
    let u = series::detrend(&y, trend)?;
    series::check_residuals(dot(&u, &u), u.len(), series::size(&y), "the trend")?;
    let (lags, n) = (params.lags.count(&u), u.len());
    super::check_window(params.lags, n)?;
    let long_run_variance = long_run::variance(&u, lags);
    if long_run_variance.is_nan() || long_run_variance <= 0.0 {
        let what = format!("the long-run variance with {lags} lags is not positive");
        return Err(FitError::Degenerate { what }.into());
    }
    let sums = u.iter().scan(0.0, |sum, value| {
        *sum += value;
        Some(*sum)
    });
    let statistic = sums.map(|s: f64| s * s).sum::<f64>() / (n as f64).powi(2) / long_run_variance;
    Ok(KpssResult {
        statistic,
        p_value: PValue::inside(kpss_law::survival(trend, statistic)),
        critical_values: critical_values(trend),
        lags,
        long_run_variance,
        nobs: n,
    })
}

fn critical_values(trend: Trend) -> Vec<(f64, f64)> {
    [0.01, 0.025, 0.05, 0.10].map(|size| (size, kpss_law::critical_value(trend, size))).to_vec()
}

const NULL: &str = "the series is stationary about its deterministic terms";

impl TestParams for KpssParams {
    const DOCS: &'static [ParamDoc] = &[
        ParamDoc { name: "trend", values: "c, ct", doc: "Stationary about a constant or about a trend." },
        ParamDoc {
            name: "lags",
            values: "auto, short, long, 0, 1, 2, …",
            doc: "Lags of the long-run variance: chosen from the data, a rule, or a number.",
        },
    ];

    fn run(&self, sample: &Sample) -> Result<TestReport, TestError> {
        let result = kpss(sample.y(), *self)?;
        let table = format!("Kwiatkowski and others (1992), {}, exact limit", self.trend.label());
        let outcome =
            super::outcome("kpss", NULL, result.statistic, &table, result.p_value, &result.critical_values)
                .with_detail("lags", result.lags)
                .with_detail("lags chosen by", self.lags.label())
                .with_detail("observations", result.nobs);
        Ok(outcome.into())
    }
}

pub(super) const ENTRY: TestEntry<KpssParams> = TestEntry::new(TestInfo {
    id: "kpss",
    title: "KPSS test of stationarity",
    family: "unit roots",
    null: NULL,
    input: TestInput::Series,
    doc: include_str!("kpss.md"),
    references: &[
        "Kwiatkowski, Phillips, Schmidt and Shin (1992)",
        "MacNeill (1978)",
        "Hobijn, Franses and Ooms (2004)",
    ],
});
