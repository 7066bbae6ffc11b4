//! How a role looks where colour cannot tell it apart.

use fxsens_core::figure::Marker;

/// Stroke, marker and hatching of a role.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pattern {
    /// Dashes and gaps by turns, in CSS pixels at a line width of two, for lines that the figure asks to be solid;
    /// empty: solid.
    pub dash: &'static [f64],
    /// The marker in place of a filled circle; `None` keeps it. Other shapes have a meaning and stay.
    pub marker: Option<Marker>,
    /// Lines across bars.
    pub hatch: Hatch,
    /// Whether bands have edges.
    pub edges: bool,
}

/// Lines across a bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hatch {
    /// None.
    Plain,
    /// From the lower left to the upper right.
    Rising,
    /// From the upper left to the lower right.
    Falling,
    /// Both.
    Crossed,
    /// Horizontal.
    Level,
    /// Vertical.
    Upright,
}

impl Pattern {
    /// Nothing but colour.
    pub const PLAIN: Self = Self { dash: &[], marker: None, hatch: Hatch::Plain, edges: false };
}
