//! Zivot–Andrews test.

use fxsens_core::fit::FitError;
use fxsens_core::hypothesis::{TestEntry, TestError, TestInfo, TestInput, TestParams, TestReport};
use fxsens_core::model::{ParamDoc, ParamError};
use fxsens_core::sample::Sample;
use ndarray::ArrayView1;
use serde::{Deserialize, Serialize};

use super::adf::SEARCH_DOCS;
use super::break_scan::{Break, admissible, break_scan};
use super::lags::{Lags, MaxLags, Search};
use super::p_value::PValue;
use super::{Trend, law};

/// Trims the law was simulated for.
pub const TRIMS: [f64; 4] = [0.05, 0.10, 0.15, 0.20];

/// Parameters of the Zivot–Andrews test.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ZivotAndrewsParams {
    /// What breaks under the alternative.
    pub model: Break,
    /// Share of the sample without a break at each end: one of [`TRIMS`].
    pub trim: f64,
    /// Lagged differences, or how they are chosen.
    pub lags: Lags,
    /// The most lags a search tries.
    pub max_lags: MaxLags,
    /// Two-sided size of the t test on the last lag, for `lags = "t-stat"`.
    pub t_stat_level: f64,
}

impl Default for ZivotAndrewsParams {
    fn default() -> Self {
        let (lags, max_lags) = (Lags::Aic, MaxLags::Schwert);
        Self { model: Break::C, trim: 0.15, lags, max_lags, t_stat_level: 0.10 }
    }
}

/// Result of [`zivot_andrews`].
#[derive(Debug, Clone, PartialEq)]
pub struct ZivotAndrewsResult {
    /// The smallest t statistic.
    pub statistic: f64,
    /// Under the simulated law at the sample's own length.
    pub p_value: PValue,
    /// Size and value, same law.
    pub critical_values: Vec<(f64, f64)>,
    /// Position, from zero, of the first observation after the break that gives the smallest statistic.
    pub position: usize,
    /// Position and t statistic of every admissible break.
    pub statistics: Vec<(usize, f64)>,
    /// Lagged differences.
    pub lags: usize,
}

/// Zivot and Andrews (1992) on a series, shape `(T)`. Lags are chosen once, in the Dickey–Fuller regression with
/// constant and trend and no break, as statsmodels and arch do.
///
/// # Errors
/// [`TestError`] for a trim that was not simulated, a level out of range, and for series that are constant, too
/// short, not finite or exactly on a broken trend.
pub fn zivot_andrews(
    y: ArrayView1<'_, f64>,
    params: &ZivotAndrewsParams,
) -> Result<ZivotAndrewsResult, TestError> {
    let y = y.to_vec();
    let ZivotAndrewsParams { model, trim, lags, max_lags, t_stat_level: level } = *params;
    let Some(trim) = TRIMS.into_iter().find(|known| (known - trim).abs() < 1e-9) else {
        let expected = "0.05, 0.1, 0.15 or 0.2, for which the law was simulated".into();
        return Err(ParamError::Invalid { name: "trim".into(), expected, found: trim.to_string() }.into());
    };
    let lags = Search { lags, max_lags, level }.choose(&y, Trend::Ct)?;
    let statistics = break_scan(&y, model, lags, admissible(y.len(), trim))?;
    let smallest = statistics.iter().copied().min_by(|a, b| a.1.total_cmp(&b.1));
    let Some((position, statistic)) = smallest.filter(|(_, t)| t.is_finite()) else {
        let what = "a regression with a break fits exactly, so that no residual variation is left".into();
        return Err(FitError::Degenerate { what }.into());
    };
    let law = law::find(&format!("za-{}-{trim:.2}", model.id()))?;
    let nobs = y.len() as f64;
    let critical = [0.01, 0.05, 0.10].map(|size| (size, law.quantile(size, nobs)));
    Ok(ZivotAndrewsResult {
        statistic,
        p_value: law.lower_tail(statistic, nobs),
        critical_values: critical.to_vec(),
        position,
        statistics,
        lags,
    })
}

const NULL: &str = "the series has a unit root and no break";

impl TestParams for ZivotAndrewsParams {
    const DOCS: &'static [ParamDoc] = &[
        ParamDoc {
            name: "model",
            values: "c, t, ct",
            doc: "What breaks under the alternative: level, slope, both.",
        },
        ParamDoc {
            name: "trim",
            values: "0.05, 0.1, 0.15, 0.2",
            doc: "Share of the sample without a break at each end.",
        },
        SEARCH_DOCS[0],
        SEARCH_DOCS[1],
        SEARCH_DOCS[2],
    ];

    fn run(&self, sample: &Sample) -> Result<TestReport, TestError> {
        let result = zivot_andrews(sample.y(), self)?;
        let table = format!("Zivot–Andrews, {}, simulated at T = {}", self.model.label(), sample.nobs());
        let (id, p, critical) = ("zivot-andrews", result.p_value, &result.critical_values);
        let (before, after) = (sample.periods()[result.position - 1], sample.periods()[result.position]);
        let outcome = super::outcome(id, NULL, result.statistic, &table, p, critical)
            .with_detail("last period before the break", before)
            .with_detail("first period after the break", after)
            .with_detail("trim", self.trim)
            .with_detail("lags", result.lags)
            .with_detail("lags chosen by", self.lags.label());
        Ok(outcome.into())
    }
}

pub(super) const ENTRY: TestEntry<ZivotAndrewsParams> = TestEntry::new(TestInfo {
    id: "zivot-andrews",
    title: "Zivot–Andrews test of a unit root against a trend with a break",
    family: "unit roots",
    null: NULL,
    input: TestInput::Series,
    doc: include_str!("zivot_andrews.md"),
    references: &["Zivot and Andrews (1992)", "Perron (1989)"],
});
