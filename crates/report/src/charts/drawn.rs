//! The marks most charts are made of.

use fxsens_core::figure::{Mark, Marker, Role, Stroke};

/// A solid line of the usual width.
pub(super) fn line(x: Vec<f64>, y: Vec<f64>, role: Role, label: &str) -> Mark {
    Mark::Line { x, y, role, stroke: Stroke::Solid, width: 2.2, label: label.into() }
}

/// Bars from zero.
pub(super) fn bars(x: Vec<f64>, y: Vec<f64>, width: f64, role: Role, label: &str) -> Mark {
    let base = vec![0.0; x.len()];
    Mark::Bars { x, y, base, width, role, light: false, label: label.into(), value_decimals: None }
}

/// Filled circles.
pub(super) fn dots(x: Vec<f64>, y: Vec<f64>, size: f64, role: Role, label: &str) -> Mark {
    Mark::Points { x, y, marker: Marker::Circle, size, role, label: label.into() }
}

/// A thin line at zero.
pub(super) fn zero() -> Mark {
    Mark::HLine { y: 0.0, role: Role::Ink, stroke: Stroke::Solid, label: String::new() }
}
