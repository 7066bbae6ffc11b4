//! Charts of general results: each builder takes numbers and words and returns a
//! [`Figure`], which only [`crate::render`] draws.

mod coefficients;
mod fit_vs_actual;
mod histogram;
mod revisions;
mod series;

pub use coefficients::{CoefficientBand, CoefficientRow, coefficient_plot};
pub use fit_vs_actual::fit_vs_actual;
pub use histogram::{Bins, bins, placebo_histogram};
pub use revisions::{RevisionChart, revisions};
pub use series::{LineSeries, series_lines};

use fxsens_core::figure::{Figure, Panel, Role};

/// The words around a chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caption {
    /// File stem, kebab case.
    pub id: String,
    /// The finding in one sentence.
    pub title: String,
    /// What is shown: variables and units.
    pub subtitle: String,
    /// Sample, source, vintage.
    pub note: String,
}

impl Caption {
    /// A caption without a note.
    pub fn new(id: impl Into<String>, title: impl Into<String>, subtitle: impl Into<String>) -> Self {
        Self { id: id.into(), title: title.into(), subtitle: subtitle.into(), note: String::new() }
    }

    /// The same caption with small print.
    #[must_use]
    pub fn with_note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }

    fn figure(&self, alt: String, size: (u32, u32), panels: Vec<Panel>) -> Figure {
        Figure {
            id: self.id.clone(),
            title: self.title.clone(),
            subtitle: self.subtitle.clone(),
            note: self.note.clone(),
            alt,
            size,
            panels,
        }
    }
}

/// Colours of several series, in order.
const SERIES_ROLES: [Role; 6] =
    [Role::Primary, Role::Secondary, Role::Tertiary, Role::Quaternary, Role::Quinary, Role::Muted];
