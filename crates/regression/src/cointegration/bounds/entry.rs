//! The bounds test by name.

use fxsens_core::fit::{FitError, Note};
use fxsens_core::hypothesis::{TestEntry, TestError, TestInfo, TestInput, TestParams, TestReport};
use fxsens_core::model::ParamDoc;
use fxsens_core::sample::Sample;
use serde::{Deserialize, Serialize};

use super::bounds_test;
use crate::models::ardl::{Case, LAG_DOCS, Selection, check_choice, lagged, regressors, select};

/// The entry of `pss-bounds`.
pub const ENTRY: TestEntry<BoundsParams> = TestEntry::new(TestInfo {
    id: "pss-bounds",
    title: "Bounds test of Pesaran, Shin and Smith",
    family: "cointegration",
    null: "no relation between the levels",
    input: TestInput::Regression,
    doc: include_str!("README.md"),
    references: &["Pesaran, Shin and Smith (2001)", "Narayan (2005)"],
});

/// Parameters of the bounds test.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct BoundsParams {
    /// How lags are chosen.
    pub selection: Selection,
    /// Most lags of the outcome.
    pub max_lags: u8,
    /// Most lags of every regressor.
    pub max_regressor_lags: u8,
    /// Fixed lags, of the outcome and of each regressor; empty for a search.
    pub orders: Vec<u8>,
    /// Deterministic terms.
    pub case: u8,
}

impl Default for BoundsParams {
    fn default() -> Self {
        Self { selection: Selection::Bic, max_lags: 4, max_regressor_lags: 4, orders: Vec::new(), case: 3 }
    }
}

impl TestParams for BoundsParams {
    const DOCS: &'static [ParamDoc] = LAG_DOCS;

    fn run(&self, sample: &Sample) -> Result<TestReport, TestError> {
        let choice = check_choice(self.selection, self.max_lags, self.max_regressor_lags, &self.orders)?;
        let case = Case::of(self.case)?;
        case.check(sample.intercept())?;
        let columns = regressors(sample);
        if columns.is_empty() {
            return Err(TestError::Fit(FitError::Unsupported {
                what: "the bounds test on one series".into(),
                why: "it relates the first series to at least one other; `adf` tests a single one".into(),
            }));
        }
        let trend = case.has_trend();
        let lags = select(sample, &columns, &choice, trend)?;
        let design = lagged(sample, &columns, &lags, lags.longest(), trend)?;
        let mut report = bounds_test(&design, case)?;
        report.notes.push(Note::info(format!("lags {} (outcome; regressors in their order)", lags.label())));
        Ok(report)
    }
}
