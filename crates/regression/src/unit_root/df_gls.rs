//! DF-GLS test of Elliott, Rothenberg and Stock.

use fxsens_core::hypothesis::{TestEntry, TestError, TestInfo, TestInput, TestParams, TestReport};
use fxsens_core::model::ParamDoc;
use fxsens_core::sample::Sample;
use ndarray::ArrayView1;
use serde::{Deserialize, Serialize};

use super::adf::SEARCH_DOCS;
use super::dickey_fuller::{DickeyFuller, dickey_fuller};
use super::gls_detrend::gls_detrend;
use super::lags::{Lags, MaxLags, Search};
use super::p_value::PValue;
use super::{Trend, law, series};

/// Fewest observations: below, quasi-differences leave nothing to test.
const LEAST: usize = 10;

/// The series a lag search reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SearchOn {
    /// Detrended by ordinary least squares (Perron and Qu 2007).
    #[default]
    Ols,
    /// Detrended by generalised least squares, as the test itself (Ng and Perron 2001).
    Gls,
}

/// Parameters of DF-GLS, and of the Ng–Perron tests.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DfGlsParams {
    /// Deterministic terms taken out.
    pub trend: Trend,
    /// Lagged differences, or how they are chosen.
    pub lags: Lags,
    /// The most lags a search tries.
    pub max_lags: MaxLags,
    /// Two-sided size of the t test on the last lag, for `lags = "t-stat"`.
    pub t_stat_level: f64,
    /// The series a search reads.
    pub search_on: SearchOn,
}

impl Default for DfGlsParams {
    fn default() -> Self {
        Self {
            trend: Trend::C,
            lags: Lags::Maic,
            max_lags: MaxLags::Schwert,
            t_stat_level: 0.10,
            search_on: SearchOn::Ols,
        }
    }
}

impl DfGlsParams {
    /// Rows of the table of parameters.
    pub(super) const ROWS: [ParamDoc; 5] = [
        ParamDoc { name: "trend", values: "c, ct", doc: "Deterministic terms taken out." },
        SEARCH_DOCS[0],
        SEARCH_DOCS[1],
        SEARCH_DOCS[2],
        ParamDoc {
            name: "search_on",
            values: "ols, gls",
            doc: "How the series is detrended for the lag search.",
        },
    ];

    /// The series detrended by generalised least squares and the Dickey–Fuller regression on it.
    pub(super) fn regression(&self, y: &[f64]) -> Result<(Vec<f64>, DickeyFuller), TestError> {
        super::series::check(y, LEAST)?;
        let detrended = gls_detrend(y, self.trend)?;
        let search = Search { lags: self.lags, max_lags: self.max_lags, level: self.t_stat_level };
        let lags = match self.search_on {
            SearchOn::Ols => search.choose(&series::detrend(y, self.trend)?, Trend::N)?,
            SearchOn::Gls => search.choose(&detrended, Trend::N)?,
        };
        let regression = dickey_fuller(&detrended, Trend::N, lags)?;
        Ok((detrended, regression))
    }
}

/// Result of [`df_gls`].
#[derive(Debug, Clone, PartialEq)]
pub struct DfGlsResult {
    /// t statistic on the lagged detrended level.
    pub statistic: f64,
    /// Under the simulated law at the sample's own length.
    pub p_value: PValue,
    /// Size and value, same law.
    pub critical_values: Vec<(f64, f64)>,
    /// The regression on the detrended series.
    pub regression: DickeyFuller,
}

/// Elliott, Rothenberg and Stock (1996) on a series, shape `(T)`.
///
/// # Errors
/// [`TestError`] for deterministic terms other than `c` and `ct`, a level out of range, and for series that are
/// constant, too short, not finite or exactly on their deterministic terms.
pub fn df_gls(y: ArrayView1<'_, f64>, params: &DfGlsParams) -> Result<DfGlsResult, TestError> {
    let y = y.to_vec();
    let (_, regression) = params.regression(&y)?;
    let law = law::find(&format!("df-gls-{}", params.trend.id()))?;
    let nobs = y.len() as f64;
    let critical = [0.01, 0.05, 0.10].map(|size| (size, law.quantile(size, nobs)));
    Ok(DfGlsResult {
        statistic: regression.t,
        p_value: law.lower_tail(regression.t, nobs),
        critical_values: critical.to_vec(),
        regression,
    })
}

const NULL: &str = "the series has a unit root";

impl TestParams for DfGlsParams {
    const DOCS: &'static [ParamDoc] = &DfGlsParams::ROWS;

    fn run(&self, sample: &Sample) -> Result<TestReport, TestError> {
        let result = df_gls(sample.y(), self)?;
        let table = format!("DF-GLS, {}, simulated at T = {}", self.trend.label(), sample.nobs());
        let outcome =
            super::outcome("df-gls", NULL, result.statistic, &table, result.p_value, &result.critical_values)
                .with_detail("lags", result.regression.lags)
                .with_detail("lags chosen by", self.lags.label())
                .with_detail("observations", result.regression.nobs)
                .with_detail("root", format!("{:.4}", 1.0 + result.regression.coefficient));
        Ok(outcome.into())
    }
}

pub(super) const ENTRY: TestEntry<DfGlsParams> = TestEntry::new(TestInfo {
    id: "df-gls",
    title: "DF-GLS test of a unit root",
    family: "unit roots",
    null: NULL,
    input: TestInput::Series,
    doc: include_str!("df_gls.md"),
    references: &["Elliott, Rothenberg and Stock (1996)", "Ng and Perron (2001)", "Perron and Qu (2007)"],
});
