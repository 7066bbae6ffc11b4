//! Figures as announced: press releases and reports, each with its definition, basis and vintage.

use serde::{Deserialize, Serialize};

use crate::period::Period;

/// One published figure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PublishedFigure {
    /// What it measures: `digital_balance`, `goods`, `current_account` …
    pub series: String,
    /// Net, payments, receipts …
    pub item: String,
    /// Definition of the digital balance: `full`, `narrow` or `n/a`.
    pub definition: String,
    /// Calendar year, fiscal year, half: `CY`, `FY`, `CY-half`, `FY-half`, `months`.
    pub basis: String,
    /// Period as printed; [`PublishedFigure::when`] reads it.
    pub period: String,
    /// Year and month of publication, or `undated`.
    pub vintage: String,
    /// Preliminary, revised, forecast, as printed.
    pub status: String,
    /// Value in JPY trillion; `None` when what was printed is not such a number.
    pub value: Option<f64>,
    /// Who printed it and when.
    pub outlet: String,
    /// Remarks.
    pub note: String,
}

impl PublishedFigure {
    /// The period as a [`Period`], when it is a single one.
    pub fn when(&self) -> Option<Period> {
        self.period.parse().ok()
    }
}

/// A projection of the digital deficit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Projection {
    /// When it was published.
    pub published: String,
    /// What it covers.
    pub scope: String,
    /// Base, pessimistic …
    pub scenario: String,
    /// Year it is for.
    pub target_year: i32,
    /// Deficit in JPY trillion.
    pub value: f64,
    /// How it was made.
    pub method: String,
}

/// All published figures.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Published {
    /// Digital balance and its components.
    pub digital: Vec<PublishedFigure>,
    /// First and later announcements of the balance of payments.
    pub first_releases: Vec<PublishedFigure>,
    /// Cash-flow current account.
    pub cashflow: Vec<PublishedFigure>,
    /// Projections of the digital deficit.
    pub projections: Vec<Projection>,
}
