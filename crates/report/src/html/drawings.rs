//! The drawings of one figure: wide and for phones, each in colours for light and dark.

use fxsens_core::figure::{Figure, Mark, Panel, Scale};

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
    let dark = Theme::dark().with_face(theme.face);
    let merged = palette.merge(wide, &to_svg(figure, &dark)?);
    let follows = merged.is_some();
    let fits = !figure.panels.iter().any(|panel| panel.is_page() || crowded(panel));
    // Titles and notes take more lines on a phone: the first height that leaves room for the plot.
    let small = [0, 160, 320].into_iter().filter(|_| fits).find_map(|more| {
        let small = narrow(figure, more);
        to_svg(&small, theme).ok().map(|light| (small, light))
    });
    let narrow = small.and_then(|(small, light)| {
        if follows { palette.merge(&light, &to_svg(&small, &dark).ok()?) } else { Some(light) }
    });
    Ok(Drawings {
        wide: compact(&merged.unwrap_or_else(|| wide.to_owned())),
        narrow: narrow.map(|svg| compact(&svg)),
        dark: follows,
    })
}

/// Rows of names on the vertical axis.
fn rows(panel: &Panel) -> usize {
    if let Scale::Category(names) = &panel.y.scale { names.len() } else { 0 }
}

/// Whether rows have more than one text each: side by side they need the full width.
fn crowded(panel: &Panel) -> bool {
    let texts = panel.marks.iter().filter(|mark| matches!(mark, Mark::Text { .. })).count();
    rows(panel) > 0 && texts > rows(panel)
}

/// The same figure for a phone: another width, another height, another id. Rows of categories keep their height.
fn narrow(figure: &Figure, more: u32) -> Figure {
    let plots: u32 = figure.panels.iter().map(|panel| (52 * rows(panel).min(60) as u32).max(180)).sum();
    let mut narrow = figure.clone();
    narrow.id.push_str("-narrow");
    narrow.size = (NARROW_WIDTH, 300 + plots + more);
    narrow
}

#[cfg(test)]
mod tests {
    use fxsens_core::figure::{Anchor, Axis, Mark, Panel, Role};

    use super::{Drawings, draw};
    use crate::html::colors::Palette;
    use crate::theme::Theme;
    use crate::write::sample;

    fn drawings(figure: &fxsens_core::figure::Figure) -> Result<Drawings, crate::ReportError> {
        let theme = Theme::light();
        draw(figure, &theme, &crate::to_svg(figure, &theme)?, &mut Palette::default())
    }

    #[test]
    fn a_long_note_makes_the_phone_drawing_taller() -> Result<(), crate::ReportError> {
        let mut figure = sample::figure();
        figure.note = "Many words of small print that need several lines on a phone. ".repeat(20);
        figure.size = (960, 600);
        let drawings = drawings(&figure)?;
        assert!(drawings.dark);
        let tall = drawings.narrow.unwrap_or_default();
        assert!(tall.contains("height=\"640\"") || tall.contains("height=\"800\""), "{}", &tall[..200]);
        Ok(())
    }

    #[test]
    fn rows_with_two_texts_keep_their_width() -> Result<(), crate::ReportError> {
        let text = |y: f64, anchor| Mark::Text { x: 1.0, y, text: "a".into(), role: Role::Ink, anchor };
        let mut figure = sample::figure();
        let marks = vec![text(0.0, Anchor::Left), text(0.0, Anchor::Right), text(1.0, Anchor::Right)];
        let limits = Axis::linear("yen").with_limits(0.0, 2.0);
        figure.panels = vec![Panel::new(limits, Axis::category(["one", "two"]), marks)];
        assert!(drawings(&figure)?.narrow.is_none());
        figure.panels[0].marks.pop();
        assert!(drawings(&figure)?.narrow.is_some());
        Ok(())
    }
}
