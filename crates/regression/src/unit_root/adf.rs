//! Augmented Dickey–Fuller test.

use fxsens_core::hypothesis::{TestEntry, TestError, TestInfo, TestInput, TestParams, TestReport};
use fxsens_core::model::ParamDoc;
use fxsens_core::sample::Sample;
use ndarray::ArrayView1;
use serde::{Deserialize, Serialize};

use super::dickey_fuller::{DickeyFuller, dickey_fuller};
use super::lags::{Lags, MaxLags, Search};
use super::p_value::PValue;
use super::{Trend, mackinnon};

/// Parameters of the augmented Dickey–Fuller test.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AdfParams {
    /// Deterministic terms of the regression.
    pub trend: Trend,
    /// Lagged differences, or how they are chosen.
    pub lags: Lags,
    /// The most lags a search tries.
    pub max_lags: MaxLags,
    /// Two-sided size of the t test on the last lag, for `lags = "t-stat"`.
    pub t_stat_level: f64,
}

impl Default for AdfParams {
    fn default() -> Self {
        let (trend, lags, max_lags) = (Trend::C, Lags::Aic, MaxLags::Schwert);
        Self { trend, lags, max_lags, t_stat_level: 0.10 }
    }
}

/// Result of [`adf`].
#[derive(Debug, Clone, PartialEq)]
pub struct AdfResult {
    /// t statistic on the lagged level.
    pub statistic: f64,
    /// MacKinnon (1994), asymptotic.
    pub p_value: PValue,
    /// Size and value, MacKinnon (2010) at the regression's own number of rows.
    pub critical_values: Vec<(f64, f64)>,
    /// The regression: lags, rows, coefficient.
    pub regression: DickeyFuller,
}

/// Dickey and Fuller (1979), Said and Dickey (1984) on a series, shape `(T)`.
///
/// A search compares all lags on the sample the most lags leave; the test is then estimated with the chosen lags on
/// all rows these allow, as statsmodels and arch do.
///
/// # Errors
/// [`TestError`] for a level out of range and for series that are constant, too short, not finite or exactly on
/// their deterministic terms.
pub fn adf(y: ArrayView1<'_, f64>, params: &AdfParams) -> Result<AdfResult, TestError> {
    let y = y.to_vec();
    let AdfParams { trend, lags, max_lags, t_stat_level: level } = *params;
    let lags = Search { lags, max_lags, level }.choose(&y, trend)?;
    let regression = dickey_fuller(&y, trend, lags)?;
    Ok(AdfResult {
        statistic: regression.t,
        p_value: mackinnon::t_p_value(regression.t, trend, 1)?,
        critical_values: mackinnon::t_critical_values(trend, 1, regression.nobs)?,
        regression,
    })
}

const NULL: &str = "the series has a unit root";

/// Rows of the parameters that choose lags.
pub(crate) const SEARCH_DOCS: [ParamDoc; 3] = [
    ParamDoc {
        name: "lags",
        values: "aic, bic, maic, t-stat, 0, 1, 2, …",
        doc: "Lagged differences: the criterion that chooses them, or a number.",
    },
    ParamDoc { name: "max_lags", values: "schwert, 0, 1, 2, …", doc: "The most lags a search tries." },
    ParamDoc {
        name: "t_stat_level",
        values: "a number between 0 and 1",
        doc: "Two-sided size of the t test on the last lag, for lags = \"t-stat\".",
    },
];

impl TestParams for AdfParams {
    const DOCS: &'static [ParamDoc] = &[
        ParamDoc { name: "trend", values: "n, c, ct, ctt", doc: "Deterministic terms of the regression." },
        SEARCH_DOCS[0],
        SEARCH_DOCS[1],
        SEARCH_DOCS[2],
    ];

    fn run(&self, sample: &Sample) -> Result<TestReport, TestError> {
        let result = adf(sample.y(), self)?;
        let table = format!("MacKinnon (1994, 2010), {}", self.trend.label());
        let outcome =
            super::outcome("adf", NULL, result.statistic, &table, result.p_value, &result.critical_values)
                .with_detail("lags", result.regression.lags)
                .with_detail("lags chosen by", self.lags.label())
                .with_detail("observations", result.regression.nobs)
                .with_detail("root", format!("{:.4}", 1.0 + result.regression.coefficient));
        Ok(outcome.into())
    }
}

pub(super) const ENTRY: TestEntry<AdfParams> = TestEntry::new(TestInfo {
    id: "adf",
    title: "Augmented Dickey–Fuller test of a unit root",
    family: "unit roots",
    null: NULL,
    input: TestInput::Series,
    doc: include_str!("adf.md"),
    references: &[
        "Dickey and Fuller (1979)",
        "Said and Dickey (1984)",
        "MacKinnon (1994)",
        "MacKinnon (2010)",
    ],
});
