//! Words inside the plot: values of bars, names of reference lines, free text.

use fxsens_core::figure::{Anchor, Mark, Panel, Scale};

use super::canvas::{Align, Canvas, Paint};
use super::frame::Frame;
use super::geometry::{Point, Rect};
use super::marks::bar_rects;
use super::placement::Placement;
use super::text::{self, Font};
use super::values;
use crate::error::ReportError;
use crate::palette::Color;
use crate::theme::Theme;

/// Writes all words of a panel, values first: they cannot move far.
pub(crate) fn draw(
    canvas: &Canvas<'_>,
    theme: &Theme,
    frame: &Frame,
    panel: &Panel,
    canvas_width: f64,
) -> Result<(), ReportError> {
    let plot = frame.plot;
    // The last row of names may reach a little below the plot.
    let below = if matches!(panel.y.scale, Scale::Category(_)) { 6.0 } else { -2.0 };
    let bounds = Rect::new(
        plot.left + 2.0,
        plot.top - 12.0,
        (plot.right + 14.0).min(canvas_width - 4.0),
        plot.bottom + below,
    );
    let mut placement = Placement::new(bounds);
    for (owner, mark) in panel.marks.iter().enumerate() {
        block(&mut placement, frame, owner, mark);
    }
    values::draw(canvas, theme, frame, panel, &mut placement)?;
    let font = theme.regular(theme.sizes.label);
    if panel.is_page() {
        return cells(canvas, theme, frame, panel);
    }
    for (owner, mark) in panel.marks.iter().enumerate() {
        let (words, role, limit) = match mark {
            Mark::HLine { label, role, .. } => (label, role, 0.7),
            Mark::VLine { label, role, .. } => (label, role, 0.34),
            Mark::Text { text, role, .. } => (text, role, 0.45),
            _ => continue,
        };
        let lines = text::wrap_evenly(words, font, (plot.width() * limit).min(320.0));
        if lines.is_empty() {
            continue;
        }
        let size = (text::widest(&lines, font), lines.len() as f64 * font.leading());
        let places = in_row(frame, panel, mark, candidates(frame, mark, size));
        if let Some(place) = placement.choose(owner, places) {
            let color = theme.role(*role).text;
            let backing = place.on_mark.then_some(theme.background);
            write(canvas, &lines, &place.rect, align(mark, &place.rect, frame), font, (color, backing))?;
        }
    }
    Ok(())
}

/// Gap between the position of a cell and its words, and between its words and the next cell.
const CELL_GAP: f64 = 8.0;

/// Writes the words of a page: each text starts at its position, reaches to the next text of its row and takes as many
/// lines as the row has room for; what is left over is cut with an ellipsis.
fn cells(canvas: &Canvas<'_>, theme: &Theme, frame: &Frame, panel: &Panel) -> Result<(), ReportError> {
    let font = theme.regular(theme.sizes.label);
    let row_height = (frame.y.at(1.0) - frame.y.at(0.0)).abs();
    let most = ((row_height / font.leading()).floor() as usize).max(1);
    let at = |mark: &Mark| if let Mark::Text { x, y, .. } = mark { Some((*x, *y)) } else { None };
    for mark in &panel.marks {
        let Mark::Text { x, y, text: words, role, .. } = mark else { continue };
        let same_row = panel.marks.iter().filter_map(at).filter(|(_, row)| (row - y).abs() < 1e-9);
        let next = same_row.map(|(other, _)| other).filter(|other| other > x).fold(f64::INFINITY, f64::min);
        let end = frame.x.at(next).min(frame.plot.right + CELL_GAP);
        let (left, middle) = frame.at(*x, *y);
        let lines = text::wrap_to(words, font, (end - left - 2.0 * CELL_GAP).max(font.size), most);
        let height = lines.len() as f64 * font.leading();
        let rect = Rect::new(left + CELL_GAP, middle - height / 2.0, end, middle + height / 2.0);
        write(canvas, &lines, &rect, Align::Start, font, (theme.role(*role).text, None))?;
    }
    Ok(())
}

/// Registers what a mark covers.
fn block(placement: &mut Placement, frame: &Frame, owner: usize, mark: &Mark) {
    let plot = frame.plot;
    match mark {
        Mark::Line { x, y, .. } => {
            let points: Vec<Point> = x.iter().zip(y).map(|(x, y)| frame.at(*x, *y)).collect();
            placement.block_path(owner, &points);
        }
        Mark::Segments { x0, y0, x1, y1, .. } => {
            for (((x0, y0), x1), y1) in x0.iter().zip(y0).zip(x1).zip(y1) {
                placement.block_path(owner, &[frame.at(*x0, *y0), frame.at(*x1, *y1)]);
            }
        }
        Mark::Points { x, y, size, .. } => {
            let half = size / 2.0 + 1.0;
            for (x, y) in
                x.iter().zip(y).map(|(x, y)| frame.at(*x, *y)).filter(|p| p.0.is_finite() && p.1.is_finite())
            {
                placement.protect(owner, Rect::new(x - half, y - half, x + half, y + half));
            }
        }
        Mark::Bars { x, y, base, width, .. } => {
            bar_rects(frame, (x, y, base), *width)
                .into_iter()
                .flatten()
                .for_each(|rect| placement.block(owner, rect.grown(2.0)));
        }
        Mark::HLine { y, .. } => {
            let y = frame.y.at(*y);
            placement.block_path(owner, &[(plot.left, y), (plot.right, y)]);
        }
        Mark::VLine { x, .. } => {
            let x = frame.x.at(*x);
            placement.block_path(owner, &[(x, plot.top), (x, plot.bottom)]);
        }
        Mark::Band { .. } | Mark::XSpan { .. } | Mark::YSpan { .. } | Mark::Text { .. } => {}
    }
}

/// Places for the words of a mark, best first.
fn candidates(frame: &Frame, mark: &Mark, (width, height): (f64, f64)) -> Vec<Rect> {
    let plot = frame.plot;
    let at = |left: f64, top: f64| Rect::new(left, top, left + width, top + height);
    match mark {
        Mark::HLine { y, .. } => {
            let line = frame.y.at(*y);
            let lefts = [
                plot.right - width - 2.0,
                plot.left + 4.0,
                f64::midpoint(plot.left, plot.right) - width / 2.0,
            ];
            let tops = [line - height - 2.0, line + 3.0];
            lefts.into_iter().flat_map(|left| tops.map(|top| at(left, top))).collect()
        }
        Mark::VLine { x, .. } => {
            let line = frame.x.at(*x);
            let lefts = [line + 7.0, line - 7.0 - width];
            let steps = (plot.height() / 20.0) as usize;
            let tops = (0..steps).map(|k| plot.top + 2.0 + 16.0 * k as f64);
            tops.flat_map(|top| lefts.map(|left| at(left, top))).collect()
        }
        Mark::Text { x, y, anchor, .. } => {
            let (x, y) = frame.at(*x, *y);
            let gap = 8.0;
            let right = at(x + gap, y - height / 2.0);
            let left = at(x - gap - width, y - height / 2.0);
            let above = at(x - width / 2.0, y - gap + 2.0 - height);
            let below = at(x - width / 2.0, y + gap - 2.0);
            let order = match anchor {
                Anchor::Right => [right, above, below, left],
                Anchor::Left => [left, above, below, right],
                Anchor::Above => [above, right, left, below],
                Anchor::Below => [below, right, left, above],
            };
            let nudges =
                [(0.0, 0.0), (0.0, -8.0), (0.0, 8.0), (-12.0, 0.0), (12.0, 0.0), (0.0, -18.0), (0.0, 18.0)];
            let shift = |rect: Rect, (dx, dy): (f64, f64)| at(rect.left + dx, rect.top + dy);
            let places = order.into_iter().flat_map(|rect| nudges.map(|nudge| shift(rect, nudge)));
            // Words may always move sideways into the panel.
            places.map(|rect| at(rect.left.min(plot.right - width).max(plot.left + 2.0), rect.top)).collect()
        }
        _ => Vec::new(),
    }
}

/// The places that lie in the row of the mark, where the rows of a panel have names: words on another row would be taken
/// for that row's.
fn in_row(frame: &Frame, panel: &Panel, mark: &Mark, places: Vec<Rect>) -> Vec<Rect> {
    let (Mark::Text { y, .. }, Scale::Category(_)) = (mark, &panel.y.scale) else {
        return places;
    };
    let (row, pitch) = (frame.y.at(*y), (frame.y.at(1.0) - frame.y.at(0.0)).abs());
    let reach = 0.62 * pitch;
    let inside = |rect: &&Rect| rect.top >= row - reach && rect.bottom <= row + reach;
    let kept: Vec<Rect> = places.iter().filter(inside).copied().collect();
    if kept.is_empty() { places } else { kept }
}

/// Words left of an upright line end at it; centred texts stay centred.
fn align(mark: &Mark, rect: &Rect, frame: &Frame) -> Align {
    match mark {
        Mark::VLine { x, .. } if rect.right <= frame.x.at(*x) => Align::End,
        Mark::Text { anchor: Anchor::Above | Anchor::Below, .. } => Align::Middle,
        Mark::Text { anchor: Anchor::Left, .. } => Align::End,
        _ => Align::Start,
    }
}

/// Writes lines into a rectangle, on a light backing where they cross marks.
pub(crate) fn write<S: AsRef<str>>(
    canvas: &Canvas<'_>,
    lines: &[S],
    rect: &Rect,
    align: Align,
    font: Font,
    (color, backing): (Color, Option<Color>),
) -> Result<(), ReportError> {
    if let Some(color) = backing {
        canvas.rect(&rect.grown(1.5), Paint { color, opacity: 0.8 })?;
    }
    let x = match align {
        Align::Start => rect.left,
        Align::Middle => f64::midpoint(rect.left, rect.right),
        Align::End => rect.right,
    };
    let baseline = rect.top + f64::midpoint(font.leading(), font.cap_height());
    canvas.lines(lines, (x, baseline), align, font, color)
}
