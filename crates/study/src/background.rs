//! The story behind a question: charts and claims that ship with the program and belong to one study.

use fxsens_core::figure::Figure;
use serde::{Deserialize, Serialize};

use crate::Inputs;
use crate::error::StudyError;
use crate::figures;
use crate::file::StudyFile;
use crate::shock::Shock;

/// The background of a study that ships with the program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Background {
    /// Charts, in any order.
    #[serde(default)]
    pub charts: Vec<Chart>,
    /// Whether the claims of the article are checked.
    #[serde(default)]
    pub claims: bool,
}

/// A chart of the background: all of them tell of Japan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Chart {
    /// Current account of a fiscal year.
    CurrentAccount,
    /// Goods and services since 1996.
    GoodsServices,
    /// The digital deficit as published.
    Digital,
    /// Headline and cash-flow current account.
    Cashflow,
    /// The cash-flow current account by choice.
    CashflowChoices,
    /// Travel against digital.
    Travel,
}

impl StudyFile {
    /// Whether a chart of the background is asked for.
    pub fn shows(&self, chart: Chart) -> bool {
        self.background.as_ref().is_some_and(|background| background.charts.contains(&chart))
    }

    /// Whether the claims of the article are part of the report.
    pub fn claims(&self) -> bool {
        self.background.as_ref().is_some_and(|background| background.claims)
    }
}

/// The charts of the background, in the order of the report.
pub(crate) fn charts(
    file: &StudyFile,
    inputs: &Inputs<'_>,
    shock: &Shock,
) -> Result<Vec<(Chart, Figure)>, StudyError> {
    let (dataset, published, vintage) = (inputs.dataset, inputs.published, inputs.vintage);
    let draw = |chart: Chart| match chart {
        Chart::Digital => figures::digital(dataset, published, shock),
        Chart::Travel => figures::travel(dataset, published, shock),
        Chart::CurrentAccount => figures::current_account(dataset, published, vintage),
        Chart::GoodsServices => figures::goods_services(dataset, vintage),
        Chart::Cashflow => figures::cashflow(dataset, published),
        Chart::CashflowChoices => figures::cashflow_choices(dataset),
    };
    let order = [
        Chart::Digital,
        Chart::Travel,
        Chart::CurrentAccount,
        Chart::GoodsServices,
        Chart::Cashflow,
        Chart::CashflowChoices,
    ];
    order.into_iter().filter(|chart| file.shows(*chart)).map(|chart| Ok((chart, draw(chart)?))).collect()
}
