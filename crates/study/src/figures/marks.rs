//! Shorthand for marks: the arguments that differ, the rest by default.

use fxsens_core::figure::{Anchor, Mark, Marker, Role, Stroke};

pub(super) fn line(points: (Vec<f64>, Vec<f64>), role: Role, stroke: Stroke, label: &str) -> Mark {
    Mark::Line { x: points.0, y: points.1, role, stroke, width: 2.2, label: label.into() }
}

pub(super) fn bars(points: (Vec<f64>, Vec<f64>), width: f64, role: Role, label: &str) -> Mark {
    let base = vec![0.0; points.0.len()];
    Mark::Bars {
        x: points.0,
        y: points.1,
        base,
        width,
        role,
        light: false,
        label: label.into(),
        value_decimals: None,
    }
}

pub(super) fn dots(points: (Vec<f64>, Vec<f64>), marker: Marker, role: Role, label: &str) -> Mark {
    Mark::Points { x: points.0, y: points.1, marker, size: 9.0, role, label: label.into() }
}

pub(super) fn text(x: f64, y: f64, words: &str, role: Role, anchor: Anchor) -> Mark {
    Mark::Text { x, y, text: words.into(), role, anchor }
}

/// The quoted range as a vertical strip, `short` being the unit; nothing without a range.
pub(super) fn quoted_column(quoted: Option<[f64; 2]>, short: &str) -> Option<Mark> {
    let [low, high] = quoted?;
    Some(Mark::XSpan {
        from: low,
        to: high,
        role: Role::Highlight,
        label: format!("the quoted {low:.0} to {high:.0} {short}"),
    })
}
