//! A [`Document`] as one self-contained HTML page: no script, no request, light and dark, print and phone.

use fxsens_core::document::{Block, Document};
use fxsens_core::figure::{Figure, Panel, Scale};
use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment, context};

use crate::error::ReportError;
use crate::render::to_svg;
use crate::tables::to_html;
use crate::theme::Theme;

const TEMPLATE: &str = include_str!("page.html.jinja");
const STYLE: &str = include_str!("page.css");
/// Width of the drawing for phones, in CSS pixels.
const NARROW_WIDTH: u32 = 420;

/// The document as HTML, with every chart as inline SVG in two widths; a media query shows the one that fits.
/// Without a theme no charts are drawn and their descriptions stand in their place.
///
/// # Errors
/// Any [`ReportError`] of its charts and tables.
pub fn document_to_html(document: &Document, theme: Option<&Theme>) -> Result<String, ReportError> {
    let drawings = match theme {
        None => Vec::new(),
        Some(theme) => {
            document.figures().map(|figure| to_svg(figure, theme)).collect::<Result<Vec<_>, _>>()?
        }
    };
    page(document, theme, &drawings)
}

/// As [`document_to_html`], with the wide drawings already made, in reading order.
pub(crate) fn page(
    document: &Document,
    theme: Option<&Theme>,
    drawings: &[String],
) -> Result<String, ReportError> {
    let mut drawings = drawings.iter();
    let mut number = 0;
    let mut sections = Vec::new();
    for section in &document.sections {
        let mut blocks = Vec::new();
        for block in &section.blocks {
            blocks.push(match block {
                Block::Paragraph { text } => context! { kind => "paragraph", text },
                Block::List { items } => context! { kind => "list", items },
                Block::Details { summary, text } => {
                    context! { kind => "details", summary, paragraphs => text.split("\n\n").map(str::to_owned).collect::<Vec<_>>() }
                }
                Block::Table(table) => {
                    context! { kind => "table", title => &table.title, table => Value::from_safe_string(to_html(table)?) }
                }
                Block::Figure(figure) => {
                    number += 1;
                    figure_context(figure, number, theme.zip(drawings.next()))
                }
            });
        }
        sections.push(context! { title => &section.title, blocks });
    }
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.add_template("page", TEMPLATE)?;
    let html = environment.get_template("page")?.render(context! {
        title => &document.title,
        subtitle => &document.subtitle,
        verdict => &document.verdict,
        highlights => Value::from(Serde(&document.highlights)),
        sections,
        colophon => &document.colophon,
        style => Value::from_safe_string(STYLE.into()),
    })?;
    // Template tags leave empty lines behind.
    Ok(html.lines().filter(|line| !line.trim().is_empty()).flat_map(|line| [line, "\n"]).collect())
}

fn figure_context(figure: &Figure, number: usize, drawing: Option<(&Theme, &String)>) -> Value {
    let safe = |svg: String| Value::from_safe_string(svg);
    // A chart that does not fit a phone is shown in its wide form, which then scrolls.
    let narrow = drawing
        .filter(|_| !figure.panels.iter().any(Panel::is_page))
        .and_then(|(theme, _)| to_svg(&narrow(figure), theme).ok());
    context! {
        kind => "figure",
        id => &figure.id,
        number,
        title => &figure.title,
        alt => &figure.alt,
        wide => drawing.map(|(_, svg)| safe(svg.clone())),
        narrow => narrow.map(safe),
    }
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

#[cfg(test)]
mod tests {
    use super::document_to_html;
    use crate::theme::Theme;
    use crate::write::sample;

    fn page(theme: Option<&Theme>) -> Result<String, crate::ReportError> {
        document_to_html(&sample::document(), theme)
    }

    #[test]
    fn the_page_is_complete_and_asks_for_nothing() -> Result<(), crate::ReportError> {
        let html = page(Some(&Theme::light()))?;
        assert!(html.starts_with("<!doctype html>\n<html lang=\"en\">"));
        assert!(html.contains("name=\"viewport\""));
        assert!(html.contains("Verdict &lt;one&gt;"), "{html}");
        for outside in ["<script", "src=\"http", "href=\"http", "@import", "url("] {
            assert!(!html.contains(outside), "{outside}");
        }
        Ok(())
    }

    #[test]
    fn ids_are_unique() -> Result<(), crate::ReportError> {
        let html = page(Some(&Theme::light()))?;
        let mut ids: Vec<&str> =
            html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert!(all >= 6, "{ids:?}");
        assert_eq!(ids.len(), all, "{ids:?}");
        Ok(())
    }

    #[test]
    fn elements_are_balanced() -> Result<(), crate::ReportError> {
        let html = page(Some(&Theme::light()))?;
        for tag in ["section", "figure", "table", "div", "svg", "details", "ul", "main", "header", "footer"] {
            let opened =
                html.matches(&format!("<{tag}>")).count() + html.matches(&format!("<{tag} ")).count();
            assert_eq!(opened, html.matches(&format!("</{tag}>")).count(), "{tag}");
        }
        Ok(())
    }

    #[test]
    fn without_charts_their_description_remains() -> Result<(), crate::ReportError> {
        let html = page(None)?;
        assert!(!html.contains("<svg"));
        assert!(html.contains("A line [1]"));
        Ok(())
    }
}
