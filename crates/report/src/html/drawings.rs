//! The drawings of one figure: wide and for phones, each in colours for light and dark.

use fxsens_core::figure::{Figure, Panel, Scale};

use super::colors::Palette;
use super::compact::compact;
use crate::error::ReportError;
use crate::render::to_svg;
use crate::theme::Theme;

/// Width of the drawing for phones, in CSS pixels.
const NARROW_WIDTH: u32 = 420;

/// One figure, drawn.
pub(super) struct Drawings {
    pub(super) wide: String,
    /// A chart that does not fit a phone is shown in its wide form, which then scrolls.
    pub(super) narrow: Option<String>,
    /// Whether the colours follow the page; if not, the drawing stays as on a light page.
    pub(super) dark: bool,
}

/// Draws a figure whose wide drawing in the colours of `theme` is given.
pub(super) fn draw(
    figure: &Figure,
    theme: &Theme,
    wide: &str,
    palette: &mut Palette,
) -> Result<Drawings, ReportError> {
    let dark = Theme::dark();
    let merged = palette.merge(wide, &to_svg(figure, &dark)?);
    let follows = merged.is_some();
    let small = narrow(figure);
    let narrow = (!figure.panels.iter().any(Panel::is_page)).then(|| to_svg(&small, theme).ok()).flatten();
    let narrow = narrow.and_then(|light| {
        if follows { palette.merge(&light, &to_svg(&small, &dark).ok()?) } else { Some(light) }
    });
    Ok(Drawings {
        wide: compact(&merged.unwrap_or_else(|| wide.to_owned())),
        narrow: narrow.map(|svg| compact(&svg)),
        dark: follows,
    })
}

/// The same figure for a phone: another width, another height, another id. Rows of categories keep their height.
fn narrow(figure: &Figure) -> Figure {
    let rows = |panel: &Panel| {
        if let Scale::Category(names) = &panel.y.scale { names.len() as u32 } else { 0 }
    };
    let plots: u32 = figure.panels.iter().map(|panel| (52 * rows(panel).min(60)).max(180)).sum();
    let mut narrow = figure.clone();
    narrow.id.push_str("-narrow");
    narrow.size = (NARROW_WIDTH, 300 + plots);
    narrow
}
