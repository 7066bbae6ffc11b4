//! Charts of general results: each builder takes numbers and words and returns a [`Figure`], which only [`crate::render`]
//! draws. The example `gallery` draws every one of them in every theme and size.

mod badges;
mod bars;
mod coefficients;
mod contributions;
mod correlogram;
mod drawn;
mod fan;
mod fit_vs_actual;
mod histogram;
mod impulse;
mod race;
mod residuals;
mod revisions;
mod rolling;
mod scatter;
mod series;
mod specification_curve;
mod tornado;
mod triangle;

pub use badges::{Badge, badges};
pub use bars::{Stacking, bar_series};
pub use coefficients::{CoefficientBand, CoefficientRow, coefficient_plot};
pub use contributions::{Part, contributions};
pub use correlogram::{autocorrelations, correlogram};
pub use fan::{FanBand, fan};
pub use fit_vs_actual::{fit_vs_actual, fitted_values};
pub use histogram::{Bins, bins, placebo_histogram};
pub use impulse::{ImpulseResponse, impulse_responses};
pub use race::{Racer, race};
pub use residuals::residual_diagnostics;
pub use revisions::{RevisionChart, revisions};
pub use rolling::{RollingCoefficient, rolling_coefficient};
pub use scatter::{Scatter, scatter};
pub use series::{LineSeries, series_lines, series_panels};
pub use specification_curve::{Choices, Specification, specification_curve};
pub use tornado::{Swing, tornado};
pub use triangle::{Triangle, revision_triangle};

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
