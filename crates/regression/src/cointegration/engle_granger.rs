//! Engle and Granger's test of cointegration.

use fxsens_core::fit::FitError;
use fxsens_core::hypothesis::{TestEntry, TestError, TestInfo, TestInput, TestParams, TestReport};
use fxsens_core::model::ParamDoc;
use fxsens_core::sample::INTERCEPT;
use fxsens_core::sample::Sample;
use ndarray::{Array2, ArrayView1, ArrayView2};
use serde::{Deserialize, Serialize};

use crate::least_squares::Factor;
use crate::unit_root::{Lags, MaxLags, PValue, Search, Trend, dickey_fuller, mackinnon, outcome};

/// The entry of `engle-granger`.
pub const ENTRY: TestEntry<EngleGrangerParams> = TestEntry::new(TestInfo {
    id: "engle-granger",
    title: "Engle–Granger test of cointegration",
    family: "cointegration",
    null: "the first series is not cointegrated with the others",
    input: TestInput::System,
    doc: include_str!("engle_granger.md"),
    references: &["Engle and Granger (1987)", "MacKinnon (2010)"],
});

/// Parameters of the test.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct EngleGrangerParams {
    /// Deterministic terms of the regression in levels.
    pub trend: Trend,
    /// Lagged differences, or how they are chosen.
    pub lags: Lags,
    /// The most lags a search tries.
    pub max_lags: MaxLags,
    /// Two-sided size of the t test on the last lag, for `lags = "t-stat"`.
    pub t_stat_level: f64,
}

impl Default for EngleGrangerParams {
    fn default() -> Self {
        Self { trend: Trend::C, lags: Lags::Aic, max_lags: MaxLags::Schwert, t_stat_level: 0.10 }
    }
}

/// Result of [`engle_granger`].
#[derive(Debug, Clone, PartialEq)]
pub struct EngleGranger {
    /// t statistic on the lagged residual.
    pub statistic: f64,
    /// MacKinnon (1994), asymptotic, for the number of series.
    pub p_value: PValue,
    /// Size and value, MacKinnon (2010).
    pub critical_values: Vec<(f64, f64)>,
    /// Lagged differences.
    pub lags: usize,
}

/// Regresses `y`, shape `(n)`, on `x`, shape `(n, k)`, and deterministic terms in levels and tests the residuals for a unit
/// root. A search over lags is made on the residuals.
///
/// # Errors
/// [`TestError`] for dependent series, more series than the law has, and whatever the unit-root test refuses.
pub fn engle_granger(
    y: ArrayView1<'_, f64>,
    x: ArrayView2<'_, f64>,
    params: &EngleGrangerParams,
) -> Result<EngleGranger, TestError> {
    let (n, k) = x.dim();
    let terms = params.trend.terms();
    let design = Array2::from_shape_fn((n, k + terms), |(t, j)| {
        if j < terms { (t as f64 / n as f64).powi(j as i32) } else { x[[t, j - terms]] }
    });
    let names: Vec<String> = (0..k + terms)
        .map(|j| {
            if j < terms {
                format!("deterministic term {}", j + 1)
            } else {
                format!("series {}", j - terms + 2)
            }
        })
        .collect();
    let factor = Factor::new(design.view(), &names)?;
    let residuals = (&y - &design.dot(&factor.coefficients(y))).to_vec();
    let size: f64 = residuals.iter().map(|u| u * u).sum::<f64>().sqrt();
    if size <= 1e-12 * y.dot(&y).sqrt() {
        return Err(TestError::Fit(FitError::Degenerate {
            what: "the series determine each other exactly".into(),
        }));
    }
    let search = Search { lags: params.lags, max_lags: params.max_lags, level: params.t_stat_level };
    let lags = search.choose(&residuals, Trend::N)?;
    let regression = dickey_fuller(&residuals, Trend::N, lags)?;
    let series = k + 1;
    Ok(EngleGranger {
        statistic: regression.t,
        p_value: mackinnon::t_p_value(regression.t, params.trend, series)?,
        critical_values: mackinnon::t_critical_values(params.trend, series, n - 1)?,
        lags,
    })
}

impl TestParams for EngleGrangerParams {
    const DOCS: &'static [ParamDoc] = &[
        ParamDoc {
            name: "trend",
            values: "n, c, ct, ctt",
            doc: "Deterministic terms of the regression in levels.",
        },
        ParamDoc {
            name: "lags",
            values: "a number, aic, bic, t-stat",
            doc: "Lagged differences of the residuals, or how they are chosen.",
        },
        ParamDoc { name: "max_lags", values: "a number or schwert", doc: "The most lags a search tries." },
        ParamDoc {
            name: "t_stat_level",
            values: "between 0 and 1",
            doc: "Two-sided size of the t test on the last lag, for t-stat.",
        },
    ];

    fn run(&self, sample: &Sample) -> Result<TestReport, TestError> {
        let kept: Vec<usize> = sample
            .x_names()
            .iter()
            .enumerate()
            .filter(|(_, name)| *name != INTERCEPT)
            .map(|(j, _)| j)
            .collect();
        let x = sample.x().select(ndarray::Axis(1), &kept);
        let found = engle_granger(sample.y(), x.view(), self)?;
        let table = format!("MacKinnon (1994, 2010), {}, {} series", self.trend.label(), kept.len() + 1);
        let null = format!("`{}` is not cointegrated with the others", sample.outcome_name());
        let outcome =
            outcome("engle-granger", &null, found.statistic, &table, found.p_value, &found.critical_values);
        Ok(outcome.with_detail("lags", found.lags).into())
    }
}
