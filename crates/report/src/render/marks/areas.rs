//! Translucent areas: bands around lines, strips across a panel.

use fxsens_core::figure::Stroke;

use super::lines;
use crate::error::ReportError;
use crate::render::canvas::{Canvas, Paint};
use crate::render::frame::Frame;
use crate::render::geometry::{Point, Rect};
use crate::theme::{Pattern, RoleColors};

/// Fills the area between two lines given as `(x, low, high)`; a gap in any of the three splits it.
pub(crate) fn band(
    canvas: &Canvas<'_>,
    frame: &Frame,
    (x, low, high): (&[f64], &[f64], &[f64]),
    (shades, pattern): (RoleColors, Pattern),
) -> Result<(), ReportError> {
    let rows: Vec<(f64, f64, f64)> =
        x.iter().zip(low).zip(high).map(|((x, low), high)| (*x, *low, *high)).collect();
    let finite = |row: &(f64, f64, f64)| row.0.is_finite() && row.1.is_finite() && row.2.is_finite();
    for run in rows.split(|row| !finite(row)).filter(|run| run.len() > 1) {
        let lower = run.iter().map(|row| frame.at(row.0, row.1));
        let upper = run.iter().rev().map(|row| frame.at(row.0, row.2));
        let outline: Vec<Point> = lower.chain(upper).map(|point| inside(point, &frame.plot)).collect();
        canvas.polygon(&outline, paint(shades))?;
        if pattern.edges {
            let (lower, upper) = outline.split_at(run.len());
            for edge in [lower, upper] {
                lines::path(
                    canvas,
                    &frame.plot,
                    edge.iter().copied(),
                    Stroke::Solid,
                    (0.8, pattern.dash),
                    shades.stroke,
                )?;
            }
        }
    }
    Ok(())
}

/// Fills a rectangle as far as it lies in the panel.
pub(crate) fn strip(
    canvas: &Canvas<'_>,
    bounds: &Rect,
    strip: &Rect,
    shades: RoleColors,
) -> Result<(), ReportError> {
    strip.clipped(bounds).map_or(Ok(()), |visible| canvas.rect(&visible, paint(shades)))
}

fn paint(shades: RoleColors) -> Paint {
    Paint { color: shades.fill, opacity: shades.fill_opacity }
}

fn inside((x, y): Point, bounds: &Rect) -> Point {
    (x.clamp(bounds.left, bounds.right), y.clamp(bounds.top, bounds.bottom))
}
