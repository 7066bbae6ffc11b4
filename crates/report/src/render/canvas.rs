//! Plotters' drawing area in CSS pixels with sub-pixel precision.
//!
//! The SVG backend of plotters takes whole numbers only. The canvas therefore draws on a surface [`FINE`] times as
//! large; [`super::svg`] scales it back with a `viewBox`.

use plotters::coord::Shift;
use plotters::prelude::{
    Circle, DrawingArea, IntoDrawingArea, PathElement, Polygon, Rectangle, SVGBackend, TextStyle,
};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color as _, RGBAColor, RGBColor, ShapeStyle};

use super::geometry::{Point, Rect};
use super::text::{self, Font};
use crate::error::ReportError;
use crate::palette::Color;

/// Drawing units per CSS pixel.
pub(crate) const FINE: f64 = 10.0;
/// The backend divides font sizes by this.
const BACKEND_FONT_FACTOR: f64 = 1.24;
/// The backend sets the baseline this many ems below the given point.
const BASELINE_BELOW_TOP: f64 = 0.76;

/// Colour and opacity of a shape.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Paint {
    pub(crate) color: Color,
    pub(crate) opacity: f64,
}

impl From<Color> for Paint {
    fn from(color: Color) -> Self {
        Self { color, opacity: 1.0 }
    }
}

/// Which end of a text the position fixes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Align {
    Start,
    Middle,
    End,
}

/// A surface measured in CSS pixels.
pub(crate) struct Canvas<'a> {
    area: DrawingArea<SVGBackend<'a>, Shift>,
}

impl<'a> Canvas<'a> {
    pub(crate) fn new(target: &'a mut String, size: (u32, u32)) -> Self {
        let fine = FINE as u32;
        Self { area: SVGBackend::with_string(target, (size.0 * fine, size.1 * fine)).into_drawing_area() }
    }

    pub(crate) fn fill(&self, color: Color) -> Result<(), ReportError> {
        self.area.fill(&rgb(color)).map_err(failed)
    }

    pub(crate) fn line(
        &self,
        points: &[Point],
        paint: impl Into<Paint>,
        width: f64,
    ) -> Result<(), ReportError> {
        if points.len() < 2 {
            return Ok(());
        }
        let path: Vec<(i32, i32)> = points.iter().copied().map(fine).collect();
        self.area.draw(&PathElement::new(path, stroke(paint.into(), width))).map_err(failed)
    }

    pub(crate) fn polygon(&self, points: &[Point], paint: impl Into<Paint>) -> Result<(), ReportError> {
        let path: Vec<(i32, i32)> = points.iter().copied().map(fine).collect();
        self.area.draw(&Polygon::new(path, filled(paint.into()))).map_err(failed)
    }

    pub(crate) fn rect(&self, rect: &Rect, paint: impl Into<Paint>) -> Result<(), ReportError> {
        let corners = [fine((rect.left, rect.top)), fine((rect.right, rect.bottom))];
        self.area.draw(&Rectangle::new(corners, filled(paint.into()))).map_err(failed)
    }

    pub(crate) fn disc(
        &self,
        centre: Point,
        radius: f64,
        paint: impl Into<Paint>,
    ) -> Result<(), ReportError> {
        let radius = (radius * FINE).round() as i32;
        self.area.draw(&Circle::new(fine(centre), radius, filled(paint.into()))).map_err(failed)
    }

    pub(crate) fn ring(
        &self,
        centre: Point,
        radius: f64,
        color: Color,
        width: f64,
    ) -> Result<(), ReportError> {
        let radius = (radius * FINE).round() as i32;
        self.area.draw(&Circle::new(fine(centre), radius, stroke(color.into(), width))).map_err(failed)
    }

    /// Writes one line of text with its baseline at `y`.
    pub(crate) fn text(
        &self,
        words: &str,
        (x, y): Point,
        align: Align,
        font: Font,
        color: Color,
    ) -> Result<(), ReportError> {
        let anchor = match align {
            Align::Start => HPos::Left,
            Align::Middle => HPos::Center,
            Align::End => HPos::Right,
        };
        let style = TextStyle {
            font: text::face(font.bold).resize(font.size * FINE * BACKEND_FONT_FACTOR),
            color: rgb(color).to_backend_color(),
            pos: Pos::new(anchor, VPos::Top),
        };
        let top = y - BASELINE_BELOW_TOP * font.size;
        self.area.draw_text(words, &style, fine((x, top))).map_err(failed)
    }

    /// Writes lines from the given first baseline downwards.
    pub(crate) fn lines<S: AsRef<str>>(
        &self,
        lines: &[S],
        (x, mut y): Point,
        align: Align,
        font: Font,
        color: Color,
    ) -> Result<(), ReportError> {
        for line in lines {
            self.text(line.as_ref(), (x, y), align, font, color)?;
            y += font.leading();
        }
        Ok(())
    }

    pub(crate) fn finish(self) -> Result<(), ReportError> {
        self.area.present().map_err(failed)
    }
}

fn fine((x, y): Point) -> (i32, i32) {
    ((x * FINE).round() as i32, (y * FINE).round() as i32)
}

fn rgb(color: Color) -> RGBColor {
    RGBColor(color.red, color.green, color.blue)
}

fn rgba(paint: Paint) -> RGBAColor {
    rgb(paint.color).mix(paint.opacity)
}

fn filled(paint: Paint) -> ShapeStyle {
    ShapeStyle { color: rgba(paint), filled: true, stroke_width: 0 }
}

fn stroke(paint: Paint, width: f64) -> ShapeStyle {
    ShapeStyle { color: rgba(paint), filled: false, stroke_width: (width * FINE).round().max(1.0) as u32 }
}

fn failed(error: impl std::fmt::Display) -> ReportError {
    ReportError::Drawing { reason: error.to_string() }
}
