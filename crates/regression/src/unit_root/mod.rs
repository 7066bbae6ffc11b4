//! Tests of unit roots and stationarity, one file each.

pub mod adf;
pub mod break_scan;
pub mod df_gls;
pub mod dickey_fuller;
mod gls_detrend;
pub mod kpss;
pub mod kpss_law;
pub mod lags;
pub(crate) mod law;
pub mod long_run;
pub mod mackinnon;
mod mackinnon_tables;
pub(crate) mod nested;
pub mod ng_perron;
pub mod p_value;
pub mod phillips_perron;
pub(crate) mod series;
mod trend;
pub mod zivot_andrews;

pub use adf::{AdfParams, AdfResult, adf};
pub use break_scan::Break;
pub use df_gls::{DfGlsParams, DfGlsResult, SearchOn, df_gls};
pub use dickey_fuller::{DickeyFuller, dickey_fuller};
pub use gls_detrend::gls_detrend;
pub use kpss::{KpssParams, KpssResult, kpss};
pub use lags::{Lags, MaxLags, Search};
pub use long_run::LagWindow;
pub use ng_perron::{MStatistics, NgPerronParams, NgPerronResult, ng_perron};
pub use p_value::{PValue, Reach};
pub use phillips_perron::{PhillipsPerronParams, PhillipsPerronResult, phillips_perron};
pub use trend::Trend;
pub use zivot_andrews::{ZivotAndrewsParams, ZivotAndrewsResult, zivot_andrews};

use fxsens_core::hypothesis::{HypothesisTest, TestError};
use fxsens_core::model::ParamError;
use fxsens_core::test_outcome::TestOutcome;

/// Tests of this family that can be run by name.
pub fn tests() -> Vec<Box<dyn HypothesisTest>> {
    vec![
        Box::new(adf::ENTRY),
        Box::new(df_gls::ENTRY),
        Box::new(ng_perron::ENTRY),
        Box::new(phillips_perron::ENTRY),
        Box::new(kpss::ENTRY),
        Box::new(zivot_andrews::ENTRY),
    ]
}

/// An outcome with its critical values; a p-value that is only a bound says so.
pub(crate) fn outcome(
    id: &str,
    null: &str,
    statistic: f64,
    table: &str,
    p_value: PValue,
    critical_values: &[(f64, f64)],
) -> TestOutcome {
    let plain = TestOutcome::tabulated(id, null, statistic, table, Some(p_value.value));
    let full = critical_values
        .iter()
        .fold(plain, |outcome, (size, value)| outcome.with_critical_value(*size, *value, ""));
    match p_value.reach {
        Reach::Inside => full,
        Reach::AtMost | Reach::AtLeast => full.with_detail("p-value", p_value),
    }
}

/// The error for deterministic terms a test does not have.
pub(crate) fn trend_error(trend: Trend, expected: &str) -> TestError {
    let (name, found) = ("trend".into(), trend.id().into());
    ParamError::Invalid { name, expected: expected.into(), found }.into()
}

/// Refuses a given number of lags that the residuals do not have.
pub(crate) fn check_window(window: LagWindow, nobs: usize) -> Result<(), TestError> {
    match window {
        LagWindow::Fixed(lags) if usize::from(lags) >= nobs => {
            let expected = format!("fewer lags than the {nobs} residuals");
            Err(ParamError::Invalid { name: "lags".into(), expected, found: lags.to_string() }.into())
        }
        _ => Ok(()),
    }
}
