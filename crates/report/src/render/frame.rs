//! From axis units to pixels.

use super::geometry::{Point, Rect};

/// A linear map from an axis to pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Projection {
    pub(crate) low: f64,
    pub(crate) high: f64,
    pub(crate) start: f64,
    pub(crate) end: f64,
}

impl Projection {
    pub(crate) fn at(&self, value: f64) -> f64 {
        self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)
    }

    /// Whether zero lies strictly inside the limits.
    pub(crate) fn crosses_zero(&self) -> bool {
        self.low < 0.0 && self.high > 0.0
    }
}

/// The plot rectangle of a panel with its two projections.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Frame {
    pub(crate) plot: Rect,
    pub(crate) x: Projection,
    pub(crate) y: Projection,
}

impl Frame {
    /// Horizontal values grow to the right; vertical ones upwards, except categories, which are read downwards.
    pub(crate) fn new(plot: Rect, x: (f64, f64), y: (f64, f64), categories_down: bool) -> Self {
        let (start, end) = if categories_down { (plot.top, plot.bottom) } else { (plot.bottom, plot.top) };
        Self {
            plot,
            x: Projection { low: x.0, high: x.1, start: plot.left, end: plot.right },
            y: Projection { low: y.0, high: y.1, start, end },
        }
    }

    pub(crate) fn at(&self, x: f64, y: f64) -> Point {
        (self.x.at(x), self.y.at(y))
    }
}
