//! Point markers.

use fxsens_core::figure::{Marker, Role};

use crate::error::ReportError;
use crate::render::canvas::Canvas;
use crate::render::geometry::Point;
use crate::theme::Theme;

/// Draws one marker of the given diameter. A rim in the background colour keeps it apart from lines below.
pub(crate) fn point(
    canvas: &Canvas<'_>,
    theme: &Theme,
    (x, y): Point,
    marker: Marker,
    size: f64,
    role: Role,
) -> Result<(), ReportError> {
    let color = theme.role(role).stroke;
    let marker = match (marker, theme.pattern(role).marker) {
        (Marker::Circle, Some(own)) => own,
        (asked, _) => asked,
    };
    let radius = size / 2.0;
    let rim = if size >= 6.0 { 1.0 } else { 0.0 };
    if marker == Marker::Ring {
        canvas.disc((x, y), radius, theme.background)?;
        return canvas.ring((x, y), radius - 0.9, color, 1.8);
    }
    for (radius, color) in [(radius + rim, theme.background), (radius, color)] {
        match marker {
            Marker::Circle | Marker::Ring => canvas.disc((x, y), radius, color)?,
            Marker::Square => {
                let half = radius * 0.89;
                canvas.polygon(
                    &[(x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half)],
                    color,
                )?;
            }
            Marker::Diamond => {
                let half = radius * 1.2;
                canvas.polygon(&[(x, y - half), (x + half, y), (x, y + half), (x - half, y)], color)?;
            }
            Marker::Triangle => {
                let half = radius * 1.1;
                canvas.polygon(
                    &[(x, y - half), (x + half, y + half * 0.85), (x - half, y + half * 0.85)],
                    color,
                )?;
            }
        }
    }
    Ok(())
}
