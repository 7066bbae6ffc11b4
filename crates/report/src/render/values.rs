//! Values at the ends of bars.

use fxsens_core::figure::{Mark, Panel};

use super::canvas::{Align, Canvas};
use super::frame::Frame;
use super::geometry::Rect;
use super::labels;
use super::marks::bar_rects;
use super::placement::Placement;
use super::text::{self, Font};
use crate::error::ReportError;
use crate::format;
use crate::palette::Color;
use crate::theme::Theme;

struct Value {
    words: String,
    bar: Rect,
    up: bool,
    color: Color,
}

/// Writes the values in the largest size at which neighbours do not touch; what still does not fit moves away from
/// its bar by a line or is left out.
pub(crate) fn draw(
    canvas: &Canvas<'_>,
    theme: &Theme,
    frame: &Frame,
    panel: &Panel,
    placement: &mut Placement,
) -> Result<(), ReportError> {
    let values: Vec<Value> = panel.marks.iter().flat_map(|mark| values(theme, frame, mark)).collect();
    if values.is_empty() {
        return Ok(());
    }
    let largest = theme.sizes.value;
    let sizes = [largest, largest - 1.0, largest - 2.0];
    let free = |font: &Font| {
        let rects: Vec<Rect> = values.iter().map(|value| rect(value, *font)).collect();
        !rects.iter().enumerate().any(|(i, a)| rects[..i].iter().any(|b| a.overlap(b) > 0.0))
    };
    let fonts = sizes.map(|size| theme.regular(size));
    let font = fonts.into_iter().find(free).unwrap_or(theme.regular(largest - 2.0));
    for value in values {
        let start = rect(&value, font);
        let step = if value.up { -font.leading() } else { font.leading() };
        let shifts = [0.0, step, 2.0 * step];
        let places = shifts.map(|dy| Rect::new(start.left, start.top + dy, start.right, start.bottom + dy));
        let Some(place) = places.into_iter().find(|place| placement.word_overlap(place) <= 0.0) else {
            continue;
        };
        // Gridlines must not strike a value through.
        let backing = placement.is_clear(&place).then_some(theme.background);
        placement.take(place);
        labels::write(canvas, &[&value.words], &place, Align::Middle, font, (value.color, backing))?;
    }
    Ok(())
}

fn values(theme: &Theme, frame: &Frame, mark: &Mark) -> Vec<Value> {
    let Mark::Bars { x, y, base, width, role, value_decimals: Some(decimals), .. } = mark else {
        return Vec::new();
    };
    let rects = bar_rects(frame, (x, y, base), *width);
    let value = |((bar, y), base): ((Option<Rect>, &f64), &f64)| {
        let words = format::number(*y, usize::from(*decimals));
        bar.map(|bar| Value { words, bar, up: y >= base, color: theme.role(*role).text })
    };
    rects.into_iter().zip(y).zip(base).filter_map(value).collect()
}

fn rect(value: &Value, font: Font) -> Rect {
    let half = text::width(&value.words, font) / 2.0 + 1.0;
    let centre = f64::midpoint(value.bar.left, value.bar.right);
    let height = font.cap_height() + 3.0;
    let top = if value.up { value.bar.top - 3.0 - height } else { value.bar.bottom + 3.0 };
    Rect::new(centre - half, top, centre + half, top + height)
}
