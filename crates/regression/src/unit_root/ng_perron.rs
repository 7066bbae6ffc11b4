//! The M tests of Ng and Perron.

use fxsens_core::fit::FitError;
use fxsens_core::hypothesis::{TestEntry, TestError, TestInfo, TestInput, TestParams, TestReport};
use fxsens_core::model::ParamDoc;
use fxsens_core::sample::Sample;
use ndarray::ArrayView1;
use serde::{Deserialize, Serialize};

use super::df_gls::DfGlsParams;
use super::p_value::PValue;
use super::{Trend, gls_detrend, law};
use crate::linalg::layout::dot;

/// Parameters of the Ng–Perron tests: those of [`DfGlsParams`].
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct NgPerronParams(pub DfGlsParams);

/// The four statistics, all small under stationarity.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MStatistics {
    /// `MZα`, a normalised bias.
    pub mza: f64,
    /// `MZt`, a t statistic.
    pub mzt: f64,
    /// `MSB`, the modified Sargan–Bhargava statistic.
    pub msb: f64,
    /// `MPT`, the modified point-optimal statistic.
    pub mpt: f64,
}

impl MStatistics {
    /// The statistics of a detrended series, shape `(T + 1)`, with long-run variance `s2`: sums run over the `T`
    /// lagged levels.
    ///
    /// # Errors
    /// [`FitError::Unsupported`] for deterministic terms other than `c` and `ct`.
    pub fn new(detrended: &[f64], s2: f64, trend: Trend) -> Result<Self, FitError> {
        let c = gls_detrend::local_alternative(trend)?;
        let n = detrended.len() as f64 - 1.0;
        let (last, before) = detrended.split_last().map_or((0.0, detrended), |(last, rest)| (*last, rest));
        let squares = dot(before, before) / (n * n);
        let end = last * last / n;
        let mza = (end - s2) / (2.0 * squares);
        let msb = (squares / s2).sqrt();
        let pull = if trend == Trend::C { -c } else { 1.0 - c };
        Ok(Self { mza, mzt: mza * msb, msb, mpt: (c * c * squares + pull * end) / s2 })
    }

    /// Id and value of each.
    pub fn named(&self) -> [(&'static str, f64); 4] {
        [("mza", self.mza), ("mzt", self.mzt), ("msb", self.msb), ("mpt", self.mpt)]
    }
}

/// One statistic with its law.
#[derive(Debug, Clone, PartialEq)]
pub struct MTest {
    /// `mza`, `mzt`, `msb` or `mpt`.
    pub id: &'static str,
    /// The statistic; small values reject.
    pub statistic: f64,
    /// Under the simulated asymptotic law.
    pub p_value: PValue,
    /// Size and value, same law.
    pub critical_values: Vec<(f64, f64)>,
}

/// Result of [`ng_perron`].
#[derive(Debug, Clone, PartialEq)]
pub struct NgPerronResult {
    /// `MZα`, `MZt`, `MSB`, `MPT`.
    pub tests: Vec<MTest>,
    /// Lagged differences of the autoregression.
    pub lags: usize,
    /// Autoregressive estimate of the long-run variance (the spectral density at zero, times 2π).
    pub long_run_variance: f64,
}

/// Ng and Perron (2001) on a series, shape `(T)`.
///
/// # Errors
/// [`TestError`] for deterministic terms other than `c` and `ct`, a level out of range, and for series that are
/// constant, too short, not finite or exactly on their deterministic terms.
pub fn ng_perron(y: ArrayView1<'_, f64>, params: &DfGlsParams) -> Result<NgPerronResult, TestError> {
    let (detrended, regression) = params.regression(&y.to_vec())?;
    let s2 = regression.ssr / regression.nobs as f64 / (1.0 - regression.lag_sum).powi(2);
    let statistics = MStatistics::new(&detrended, s2, params.trend)?;
    let tests = statistics.named().into_iter().map(|(id, statistic)| {
        let law = law::find(&format!("{id}-{}", params.trend.id()))?;
        let critical = [0.01, 0.05, 0.10].map(|size| (size, law.quantile(size, f64::INFINITY)));
        let p_value = law.lower_tail(statistic, f64::INFINITY);
        Ok(MTest { id, statistic, p_value, critical_values: critical.to_vec() })
    });
    let tests = tests.collect::<Result<Vec<_>, FitError>>()?;
    Ok(NgPerronResult { tests, lags: regression.lags, long_run_variance: s2 })
}

const NULL: &str = "the series has a unit root";

impl TestParams for NgPerronParams {
    const DOCS: &'static [ParamDoc] = &DfGlsParams::ROWS;

    fn run(&self, sample: &Sample) -> Result<TestReport, TestError> {
        let result = ng_perron(sample.y(), &self.0)?;
        let outcomes = result.tests.iter().map(|test| {
            let table = format!("Ng and Perron (2001) {}, {}, simulated", test.id, self.0.trend.label());
            let id = format!("ng-perron-{}", test.id);
            super::outcome(&id, NULL, test.statistic, &table, test.p_value, &test.critical_values)
                .with_detail("lags", result.lags)
                .with_detail("lags chosen by", self.0.lags.label())
                .with_detail("long-run variance", format!("{:.6e}", result.long_run_variance))
        });
        Ok(TestReport { outcomes: outcomes.collect(), notes: Vec::new() })
    }
}

pub(super) const ENTRY: TestEntry<NgPerronParams> = TestEntry::new(TestInfo {
    id: "ng-perron",
    title: "Ng–Perron tests of a unit root",
    family: "unit roots",
    null: NULL,
    input: TestInput::Series,
    doc: include_str!("ng_perron.md"),
    references: &["Ng and Perron (2001)", "Perron and Qu (2007)", "Elliott, Rothenberg and Stock (1996)"],
});
