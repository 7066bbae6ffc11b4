//! Bars, plain or hatched.

use fxsens_core::figure::Role;

use crate::error::ReportError;
use crate::render::canvas::{Canvas, Paint};
use crate::render::frame::Frame;
use crate::render::geometry::{Point, Rect, clip_segment};
use crate::theme::{Hatch, Theme};

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
    let own = theme.pattern(role).hatch;
    if !light {
        canvas.rect(rect, color)?;
        return hatch(canvas, rect, own, theme.background.into());
    }
    canvas.rect(rect, Paint { color: theme.background, opacity: 1.0 })?;
    canvas.rect(rect, Paint { color, opacity: 0.16 })?;
    let lines = if own == Hatch::Plain { Hatch::Rising } else { own };
    hatch(canvas, rect, lines, Paint { color, opacity: 0.75 })?;
    let (left, top, right, bottom) = (rect.left + 0.5, rect.top + 0.5, rect.right - 0.5, rect.bottom - 0.5);
    if right > left && bottom > top {
        let outline = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)];
        canvas.line(&outline, color, 1.0)?;
    }
    Ok(())
}

/// Draws the lines of a hatching; the same grid for all bars keeps neighbours in step.
fn hatch(canvas: &Canvas<'_>, rect: &Rect, hatch: Hatch, paint: Paint) -> Result<(), ReportError> {
    // Each family of lines: the range of its index, and the ends of the line at an offset.
    let rising = |sum: f64| ((sum - rect.top, rect.top), (sum - rect.bottom, rect.bottom));
    let falling = |gap: f64| ((rect.top + gap, rect.top), (rect.bottom + gap, rect.bottom));
    let level = |y: f64| ((rect.left, y), (rect.right, y));
    let upright = |x: f64| ((x, rect.top), (x, rect.bottom));
    let draw = |low: f64, high: f64, ends: &dyn Fn(f64) -> (Point, Point)| {
        let offsets = (low / HATCH).ceil() as i64..=(high / HATCH).floor() as i64;
        offsets.map(|k| ends(k as f64 * HATCH)).try_for_each(|(from, to)| {
            clip_segment(from, to, rect).map_or(Ok(()), |(from, to)| canvas.line(&[from, to], paint, 1.0))
        })
    };
    if matches!(hatch, Hatch::Rising | Hatch::Crossed) {
        draw(rect.left + rect.top, rect.right + rect.bottom, &rising)?;
    }
    if matches!(hatch, Hatch::Falling | Hatch::Crossed) {
        draw(rect.left - rect.bottom, rect.right - rect.top, &falling)?;
    }
    match hatch {
        Hatch::Level => draw(rect.top, rect.bottom, &level),
        Hatch::Upright => draw(rect.left, rect.right, &upright),
        _ => Ok(()),
    }
}
