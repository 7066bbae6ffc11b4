//! Lines: solid, dashed or dotted, broken at gaps, cut at the panel's edge.

use fxsens_core::figure::Stroke;

use crate::error::ReportError;
use crate::palette::Color;
use crate::render::canvas::Canvas;
use crate::render::geometry::{Point, Rect, clip_path, dashes, finite_runs};

/// Draws a line through the finite points. A solid line takes the dashes `plain`, if there are any: CSS pixels at a
/// width of two.
pub(crate) fn path(
    canvas: &Canvas<'_>,
    bounds: &Rect,
    points: impl IntoIterator<Item = Point>,
    stroke: Stroke,
    (width, plain): (f64, &[f64]),
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
            if stroke == Stroke::Solid && plain.is_empty() {
                canvas.line(&piece, color, width)?;
                continue;
            }
            let pattern = match stroke {
                Stroke::Solid => plain.iter().map(|length| length * width.max(1.2) / 2.0).collect(),
                Stroke::Dashed => vec![4.0 + 2.0 * width, 2.0 + 1.5 * width],
                Stroke::Dotted => vec![width.max(1.0), 1.5 + 1.5 * width],
            };
            pieces(canvas, &dashes(&piece, &pattern), width, color)?;
        }
    }
    Ok(())
}

fn pieces(canvas: &Canvas<'_>, pieces: &[Vec<Point>], width: f64, color: Color) -> Result<(), ReportError> {
    pieces.iter().try_for_each(|piece| canvas.line(piece, color, width))
}
