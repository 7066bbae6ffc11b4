//! One file per family of marks; here they are told apart.

mod areas;
mod bars;
mod lines;
mod points;

use fxsens_core::figure::{Mark, Stroke};

use super::canvas::Canvas;
use super::frame::Frame;
use super::geometry::Rect;
use crate::error::ReportError;
use crate::theme::Theme;

pub(crate) use bars::bar_rects;

/// Draws one mark without its words.
pub(crate) fn draw(
    canvas: &Canvas<'_>,
    theme: &Theme,
    frame: &Frame,
    mark: &Mark,
) -> Result<(), ReportError> {
    match mark {
        Mark::Line { x, y, role, stroke, width, .. } => {
            let points = x.iter().zip(y).map(|(x, y)| frame.at(*x, *y));
            lines::path(
                canvas,
                &frame.plot,
                points,
                *stroke,
                (*width, theme.pattern(*role).dash),
                theme.role(*role).stroke,
            )
        }
        Mark::Segments { x0, y0, x1, y1, role, width, .. } => {
            for (((x0, y0), x1), y1) in x0.iter().zip(y0).zip(x1).zip(y1) {
                let ends = [frame.at(*x0, *y0), frame.at(*x1, *y1)];
                lines::path(
                    canvas,
                    &frame.plot,
                    ends,
                    Stroke::Solid,
                    (*width, &[]),
                    theme.role(*role).stroke,
                )?;
            }
            Ok(())
        }
        Mark::HLine { y, role, stroke, .. } => {
            let ends = [(frame.plot.left, frame.y.at(*y)), (frame.plot.right, frame.y.at(*y))];
            lines::path(canvas, &frame.plot, ends, *stroke, (1.5, &[]), theme.role(*role).stroke)
        }
        Mark::VLine { x, role, stroke, .. } => {
            let ends = [(frame.x.at(*x), frame.plot.bottom), (frame.x.at(*x), frame.plot.top)];
            lines::path(canvas, &frame.plot, ends, *stroke, (1.5, &[]), theme.role(*role).stroke)
        }
        Mark::Band { x, low, high, role, .. } => {
            areas::band(canvas, frame, (x, low, high), (theme.role(*role), theme.pattern(*role)))
        }
        Mark::XSpan { from, to, role, .. } => {
            let (a, b) = (frame.x.at(*from), frame.x.at(*to));
            let strip = Rect::new(a.min(b), frame.plot.top, a.max(b), frame.plot.bottom);
            areas::strip(canvas, &frame.plot, &strip, theme.role(*role))
        }
        Mark::YSpan { from, to, role, .. } => {
            let (a, b) = (frame.y.at(*from), frame.y.at(*to));
            let strip = Rect::new(frame.plot.left, a.min(b), frame.plot.right, a.max(b));
            areas::strip(canvas, &frame.plot, &strip, theme.role(*role))
        }
        Mark::Bars { x, y, base, width, role, light, .. } => {
            for rect in bar_rects(frame, (x, y, base), *width).into_iter().flatten() {
                bars::bar(canvas, theme, &rect, *role, *light)?;
            }
            Ok(())
        }
        Mark::Points { x, y, marker, size, role, .. } => {
            for (x, y) in x.iter().zip(y) {
                let centre = frame.at(*x, *y);
                if centre.0.is_finite() && centre.1.is_finite() && frame.plot.grown(1.0).contains(centre) {
                    points::point(canvas, theme, centre, *marker, *size, *role)?;
                }
            }
            Ok(())
        }
        Mark::Text { .. } => Ok(()),
    }
}

/// Draws the ground of a line that crosses bars: without it the line is lost on a bar of its own lightness.
pub(crate) fn draw_halo(
    canvas: &Canvas<'_>,
    theme: &Theme,
    frame: &Frame,
    mark: &Mark,
) -> Result<(), ReportError> {
    let Mark::Line { x, y, width, .. } = mark else { return Ok(()) };
    let points = x.iter().zip(y).map(|(x, y)| frame.at(*x, *y));
    lines::path(canvas, &frame.plot, points, Stroke::Solid, (width + 2.6, &[]), theme.background)
}

/// Draws the legend's sample of a mark into a small rectangle.
pub(crate) fn draw_key(
    canvas: &Canvas<'_>,
    theme: &Theme,
    key: &Rect,
    mark: &Mark,
) -> Result<(), ReportError> {
    let middle = f64::midpoint(key.top, key.bottom);
    let ends = [(key.left, middle), (key.right, middle)];
    let bounds = key.grown(2.0);
    match mark {
        Mark::Line { role, stroke, width, .. } => lines::path(
            canvas,
            &bounds,
            ends,
            *stroke,
            (width.max(2.0), theme.pattern(*role).dash),
            theme.role(*role).stroke,
        ),
        Mark::Segments { role, width, .. } => {
            lines::path(canvas, &bounds, ends, Stroke::Solid, (*width, &[]), theme.role(*role).stroke)
        }
        Mark::Band { role, .. } | Mark::XSpan { role, .. } | Mark::YSpan { role, .. } => {
            areas::strip(canvas, &bounds, key, theme.role(*role))
        }
        Mark::Bars { role, light, .. } => bars::bar(canvas, theme, key, *role, *light),
        Mark::Points { marker, size, role, .. } => {
            let centre = (f64::midpoint(key.left, key.right), middle);
            points::point(canvas, theme, centre, *marker, size.clamp(7.0, 11.0), *role)
        }
        Mark::HLine { .. } | Mark::VLine { .. } | Mark::Text { .. } => Ok(()),
    }
}
