//! Draws a [`Figure`] as SVG and PNG.
//!
//! Plotters' drawing area supplies the shapes and the SVG, this module the layout: words are measured with the
//! metrics of the embedded fonts before anything is placed, so nothing overlaps by accident. The PNG is the SVG
//! rasterised at twice its size, or as [`Size`] asks. Equal figures give equal bytes.

mod axis;
mod canvas;
mod check;
mod end_labels;
mod frame;
mod geometry;
mod labels;
mod layout;
mod legend;
mod limits;
mod marks;
mod placement;
mod raster;
pub(crate) mod svg;
pub(crate) mod text;
mod ticks;
mod time_ticks;
mod values;

#[cfg(test)]
mod tests;

use fxsens_core::figure::{Figure, Mark, Panel};

use crate::error::ReportError;
use crate::metadata::Metadata;
use crate::size::{self, Arranged, Size};
use crate::theme::Theme;
use canvas::{Align, Canvas};
use frame::Frame;
use layout::{Block, Layout, PAD, PanelLayout};

/// The figure as a stand-alone SVG document.
///
/// # Errors
/// Any [`ReportError`] about figures: no panels, vectors of different lengths, numbers that cannot be drawn, no
/// room for the plot.
pub fn to_svg(figure: &Figure, theme: &Theme) -> Result<String, ReportError> {
    svg_with(figure, theme, Size::Screen)
}

/// The figure as a stand-alone SVG document, for a screen, a slide or a journal.
///
/// # Errors
/// As [`to_svg`]; also [`ReportError::Unsuitable`] for a table drawn as a chart in a journal's column.
pub fn svg_with(figure: &Figure, theme: &Theme, size: Size) -> Result<String, ReportError> {
    check::figure(figure)?;
    check::glyphs(figure, theme)?;
    draw(&arranged(figure, theme, size)?)
}

/// Checks that some font at hand can write all words of the figure.
///
/// # Errors
/// [`ReportError::Glyph`] names the first character that none has.
pub fn check_glyphs(figure: &Figure, theme: &Theme) -> Result<(), ReportError> {
    check::glyphs(figure, theme)
}

/// The figure as a PNG that carries `metadata`, for a screen, a slide or a journal.
///
/// # Errors
/// As [`svg_with`], and [`ReportError::Raster`] when the picture cannot be rasterised.
pub fn png_with(
    figure: &Figure,
    theme: &Theme,
    size: Size,
    metadata: &Metadata,
) -> Result<Vec<u8>, ReportError> {
    check::figure(figure)?;
    check::glyphs(figure, theme)?;
    let arranged = arranged(figure, theme, size)?;
    let png = raster::rasterise(&draw(&arranged)?, &figure.id, theme.face, arranged.raster)?;
    Ok(metadata.embed(&png, arranged.dpi))
}

/// The first layout with room for everything; the last that is possible at all where none has.
fn arranged(figure: &Figure, theme: &Theme, size: Size) -> Result<Arranged, ReportError> {
    let candidates = size.candidates(figure, theme)?;
    if let [only] = candidates.as_slice() {
        return Ok(only.clone());
    }
    let mut possible = Err(ReportError::NoPanels { figure: figure.id.clone() });
    for candidate in candidates {
        match roomy(&candidate) {
            Ok(true) => return Ok(candidate),
            Ok(false) => possible = Ok(candidate),
            Err(error) if possible.is_err() => possible = Err(error),
            Err(_) => {}
        }
    }
    possible
}

/// Whether every plot can be read in this layout and no name on a vertical axis is cut.
fn roomy(arranged: &Arranged) -> Result<bool, ReportError> {
    let layout = layout::plan(&arranged.figure, &arranged.theme)?;
    let mut places = arranged.figure.panels.iter().zip(&layout.panels);
    Ok(places.all(|(panel, place)| {
        let mut names = place.y.ticks.iter().filter_map(|tick| tick.label.last());
        !names.any(|name| name.ends_with('…')) && size::has_room(panel, place.plot.height(), arranged.least)
    }))
}

fn draw(arranged: &Arranged) -> Result<String, ReportError> {
    let (figure, theme) = (&arranged.figure, &arranged.theme);
    let layout = layout::plan(figure, theme)?;
    let mut drawing = String::new();
    let canvas = Canvas::new(&mut drawing, figure.size);
    canvas.fill(theme.background)?;
    draw_block(&canvas, &layout.title, PAD, Align::Start, theme.ink)?;
    draw_block(&canvas, &layout.subtitle, PAD, Align::Start, theme.faint_ink)?;
    draw_block(&canvas, &layout.note, PAD, Align::Start, theme.faint_ink)?;
    for (panel, place) in figure.panels.iter().zip(&layout.panels) {
        draw_panel(&canvas, theme, panel, place, &layout)?;
    }
    canvas.finish()?;
    svg::dress(&drawing, figure, arranged.css, theme.face)
}

/// The figure as a PNG at twice its size.
///
/// # Errors
/// As [`to_svg`], and [`ReportError::Raster`] when the picture cannot be rasterised.
pub fn to_png(figure: &Figure, theme: &Theme) -> Result<Vec<u8>, ReportError> {
    png_with(figure, theme, Size::Screen, &Metadata::of(figure))
}

/// Rasterises an SVG that [`to_svg`] made of the same figure.
pub(crate) fn svg_to_png(svg: &str, figure: &Figure) -> Result<Vec<u8>, ReportError> {
    let (width, height) = figure.size;
    let png = raster::rasterise(svg, &figure.id, None, (2 * width, 2 * height))?;
    Ok(Metadata::of(figure).embed(&png, 192.0))
}

fn draw_block(
    canvas: &Canvas<'_>,
    block: &Block,
    x: f64,
    align: Align,
    color: crate::palette::Color,
) -> Result<(), ReportError> {
    canvas.lines(&block.lines, (x, block.baseline), align, block.font, color)
}

fn draw_panel(
    canvas: &Canvas<'_>,
    theme: &Theme,
    panel: &Panel,
    place: &PanelLayout<'_>,
    layout: &Layout<'_>,
) -> Result<(), ReportError> {
    let upright = axis::upright_grid(panel);
    let frame = Frame::new(place.plot, (place.x.low, place.x.high), (place.y.low, place.y.high), upright);
    draw_block(canvas, &place.heading, PAD, Align::Start, theme.ink)?;
    place.legend.draw(canvas, theme, (PAD, place.legend_top))?;
    draw_block(canvas, &place.y_label, PAD, Align::Start, theme.faint_ink)?;
    let middle = f64::midpoint(place.plot.left, place.plot.right);
    draw_block(canvas, &place.x_label, middle, Align::Middle, theme.faint_ink)?;

    axis::draw_grid(canvas, theme, &frame, panel, (&place.x, &place.y))?;
    // The base line covers areas and bars but not the lines and points that follow them.
    let solid = |mark: &Mark| {
        matches!(mark, Mark::Bars { .. } | Mark::Band { .. } | Mark::XSpan { .. } | Mark::YSpan { .. })
    };
    let first_over = panel.marks.iter().rposition(solid).map_or(0, |last| last + 1);
    for mark in &panel.marks[..first_over] {
        marks::draw(canvas, theme, &frame, mark)?;
    }
    axis::draw_base(canvas, theme, &frame, panel)?;
    for mark in &panel.marks[first_over..] {
        if first_over > 0 && panel.marks.iter().any(|mark| matches!(mark, Mark::Bars { .. })) {
            marks::draw_halo(canvas, theme, &frame, mark)?;
        }
        marks::draw(canvas, theme, &frame, mark)?;
    }
    axis::draw_labels(canvas, theme, &frame, (&place.x, &place.y), (upright, place.show_x))?;
    labels::draw(canvas, theme, &frame, panel, layout.width + 2.0 * PAD)?;
    end_labels::draw(canvas, theme, &frame, &place.ends, theme.regular(theme.sizes.label))
}
