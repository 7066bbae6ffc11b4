//! Bars, plain or hatched.

use fxsens_core::figure::Role;

use crate::error::ReportError;
use crate::render::canvas::{Canvas, Paint};
use crate::render::frame::Frame;
use crate::render::geometry::{Rect, clip_segment};
use crate::theme::Theme;

/// Distance between hatching lines, measured along the edge.
const HATCH: f64 = 7.0;

/// The visible rectangle of every bar `(x, y, base)`; `None` for gaps and for bars outside the panel.
pub(crate) fn bar_rects(
    frame: &Frame,
    (x, y, base): (&[f64], &[f64], &[f64]),
    width: f64,
) -> Vec<Option<Rect>> {
    let rect = |((x, y), base): ((&f64, &f64), &f64)| {
        let finite = x.is_finite() && y.is_finite() && base.is_finite();
        let (top, bottom) = (frame.y.at(*y), frame.y.at(*base));
        let (left, right) = (frame.x.at(x - width / 2.0), frame.x.at(x + width / 2.0));
        let whole = Rect::new(left, top.min(bottom), right, top.max(bottom));
        whole.clipped(&frame.plot).filter(|_| finite)
    };
    x.iter().zip(y).zip(base).map(rect).collect()
}

/// Draws one bar.
pub(crate) fn bar(
    canvas: &Canvas<'_>,
    theme: &Theme,
    rect: &Rect,
    role: Role,
    light: bool,
) -> Result<(), ReportError> {
    let color = theme.role(role).stroke;
    if !light {
        return canvas.rect(rect, color);
    }
    canvas.rect(rect, Paint { color: theme.background, opacity: 1.0 })?;
    canvas.rect(rect, Paint { color, opacity: 0.16 })?;
    // Lines of constant x + y run down to the left; the same grid for all bars keeps neighbours in step.
    let first = ((rect.left + rect.top) / HATCH).ceil() as i64;
    let last = ((rect.right + rect.bottom) / HATCH).floor() as i64;
    for k in first..=last {
        let sum = k as f64 * HATCH;
        let ends = ((sum - rect.top, rect.top), (sum - rect.bottom, rect.bottom));
        if let Some((from, to)) = clip_segment(ends.0, ends.1, rect) {
            canvas.line(&[from, to], Paint { color, opacity: 0.75 }, 1.0)?;
        }
    }
    let (left, top, right, bottom) = (rect.left + 0.5, rect.top + 0.5, rect.right - 0.5, rect.bottom - 0.5);
    if right > left && bottom > top {
        let outline = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)];
        canvas.line(&outline, color, 1.0)?;
    }
    Ok(())
}
