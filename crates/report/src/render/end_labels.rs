//! Names written at the right end of lines instead of a legend.

use fxsens_core::figure::{Mark, Panel, Role, Scale, Stroke};

use super::canvas::{Align, Canvas};
use super::frame::Frame;
use super::text::{self, Font};
use super::{legend, limits};
use crate::error::ReportError;
use crate::theme::Theme;

const GAP: f64 = 8.0;
const MAX_LINES: usize = 3;

/// A name and the value it stands beside.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct EndLabel {
    lines: Vec<String>,
    role: Role,
    value: f64,
}

/// The end labels of a panel; `None` when a legend is needed: when something else than lines is named, when lines
/// end early or when names are long.
pub(crate) fn plan(panel: &Panel, font: Font, width: f64) -> Option<Vec<EndLabel>> {
    if matches!(panel.x.scale, Scale::Category(_)) || matches!(panel.y.scale, Scale::Category(_)) {
        return None;
    }
    let (low, high) = panel.x.limits.or_else(|| limits::x_extent(panel))?;
    let entries = legend::entries(panel);
    if !(2..=5).contains(&entries.len()) {
        return None;
    }
    let mut labels = Vec::new();
    for entry in entries {
        let [Mark::Line { x, y, role, stroke: Stroke::Solid, .. }] = entry.marks[..] else {
            return None;
        };
        let (end, value) = x.iter().zip(y).rev().find(|(x, y)| x.is_finite() && y.is_finite())?;
        if (high - end) > 0.04 * (high - low) {
            return None;
        }
        let lines = text::wrap_evenly(entry.label, font, (width * 0.2).min(170.0));
        if lines.len() > MAX_LINES {
            return None;
        }
        labels.push(EndLabel { lines, role: *role, value: *value });
    }
    Some(labels)
}

/// Room needed right of the plot.
pub(crate) fn gutter(labels: &[EndLabel], font: Font) -> f64 {
    GAP + labels.iter().map(|label| text::widest(&label.lines, font)).fold(0.0, f64::max)
}

/// Writes the labels beside the ends, pushed apart where they would overlap.
pub(crate) fn draw(
    canvas: &Canvas<'_>,
    theme: &Theme,
    frame: &Frame,
    labels: &[EndLabel],
    font: Font,
) -> Result<(), ReportError> {
    let mut order: Vec<&EndLabel> = labels.iter().collect();
    order.sort_by(|a, b| b.value.total_cmp(&a.value));
    let wanted: Vec<(f64, f64)> = order
        .iter()
        .map(|label| (frame.y.at(label.value), label.lines.len() as f64 * font.leading() + 2.0))
        .collect();
    let centres = spread(&wanted, frame.plot.top - 4.0, frame.plot.bottom + 4.0);
    for (label, centre) in order.into_iter().zip(centres) {
        let block = (label.lines.len() as f64 - 1.0) * font.leading();
        let baseline = centre - block / 2.0 + font.cap_height() / 2.0;
        let color = theme.role(label.role).text;
        canvas.lines(&label.lines, (frame.plot.right + GAP, baseline), Align::Start, font, color)?;
    }
    Ok(())
}

/// Centres of blocks `(wanted centre, height)`, sorted downwards, moved as little as needed to not overlap.
fn spread(wanted: &[(f64, f64)], top: f64, bottom: f64) -> Vec<f64> {
    let mut centres: Vec<f64> = wanted.iter().map(|(centre, _)| *centre).collect();
    for _ in 0..200 {
        let mut moved = false;
        for i in 1..centres.len() {
            let needed = f64::midpoint(wanted[i - 1].1, wanted[i].1);
            let missing = needed - (centres[i] - centres[i - 1]);
            if missing > 0.01 {
                centres[i - 1] -= missing / 2.0;
                centres[i] += missing / 2.0;
                moved = true;
            }
        }
        for (centre, (_, height)) in centres.iter_mut().zip(wanted) {
            let (low, high) = (top + height / 2.0, bottom - height / 2.0);
            if low < high {
                *centre = centre.clamp(low, high);
            }
        }
        if !moved {
            break;
        }
    }
    centres
}

#[cfg(test)]
mod tests {
    use super::spread;

    #[test]
    fn close_labels_move_apart_evenly() {
        let centres = spread(&[(50.0, 20.0), (54.0, 20.0)], 0.0, 200.0);
        assert!((centres[0] - 42.0).abs() < 0.1 && (centres[1] - 62.0).abs() < 0.1, "{centres:?}");
        assert_eq!(spread(&[(50.0, 20.0), (90.0, 20.0)], 0.0, 200.0), [50.0, 90.0]);
    }
}
