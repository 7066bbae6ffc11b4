//! Pages on what several models share, for readers: `fxsens explain bootstrap`.

use crate::{bootstrap, covariance, forecast};

/// A page that belongs to no single model.
#[derive(Debug, Clone, Copy)]
pub struct Topic {
    /// Stable id in kebab case.
    pub id: &'static str,
    /// The page in Markdown.
    pub doc: &'static str,
}

/// All topics.
pub const TOPICS: &[Topic] = &[
    Topic { id: "backtest", doc: forecast::backtest::PAGE },
    Topic { id: "bootstrap", doc: bootstrap::PAGE },
    Topic { id: "hac", doc: covariance::PAGE },
    Topic { id: "seasonal-adjustment", doc: fxsens_core::seasonal::PAGE },
];
