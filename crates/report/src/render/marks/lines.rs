//! Lines: solid, dashed or dotted, broken at gaps, cut at the panel's edge.

use fxsens_core::figure::Stroke;

use crate::error::ReportError;
use crate::palette::Color;
use crate::render::canvas::Canvas;
use crate::render::geometry::{Point, Rect, clip_path, dashes, finite_runs};

/// Draws a line through the finite points.
pub(crate) fn path(
    canvas: &Canvas<'_>,
    bounds: &Rect,
    points: impl IntoIterator<Item = Point>,
    stroke: Stroke,
    width: f64,
    color: Color,
) -> Result<(), ReportError> {
    for run in finite_runs(points) {
        if let [lonely] = run.as_slice() {
            // An observation between two gaps would vanish.
            if bounds.contains(*lonely) {
                canvas.disc(*lonely, width, color)?;
            }
            continue;
        }
        for piece in clip_path(&run, bounds) {
            match stroke {
                Stroke::Solid => canvas.line(&piece, color, width)?,
                Stroke::Dashed => {
                    pieces(canvas, &dashes(&piece, 4.0 + 2.0 * width, 2.0 + 1.5 * width), width, color)?;
                }
                Stroke::Dotted => {
                    pieces(canvas, &dashes(&piece, width.max(1.0), 1.5 + 1.5 * width), width, color)?;
                }
            }
        }
    }
    Ok(())
}

fn pieces(canvas: &Canvas<'_>, pieces: &[Vec<Point>], width: f64, color: Color) -> Result<(), ReportError> {
    pieces.iter().try_for_each(|piece| canvas.line(piece, color, width))
}
