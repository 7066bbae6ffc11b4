//! The page as a whole; tests/browser looks at it in a browser.

use fxsens_core::document::Block;
use fxsens_core::table::Cell;

use super::{document_to_html, sortable};
use crate::tables::sample::table;
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
    assert!(html.contains("default-src 'none'"));
    assert!(html.contains("Verdict &lt;one&gt;"), "{html}");
    for outside in ["src=\"", "href=\"http", "@import", "url(", "fetch(", "XMLHttpRequest"] {
        assert!(!html.contains(outside), "{outside}");
    }
    Ok(())
}

#[test]
fn ids_are_unique() -> Result<(), crate::ReportError> {
    let html = page(Some(&Theme::light()))?;
    let mut ids: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
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
    for tag in [
        "section", "figure", "table", "div", "svg", "details", "ul", "ol", "nav", "main", "header", "footer",
        "script",
    ] {
        let opened = html.matches(&format!("<{tag}>")).count() + html.matches(&format!("<{tag} ")).count();
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

#[test]
fn colours_of_drawings_are_defined_for_light_and_dark() -> Result<(), crate::ReportError> {
    let html = page(Some(&Theme::light()))?;
    // The style takes the first for the colour behind a drawing.
    let (light, dark) = (Theme::light().background, Theme::dark().background);
    for color in [light, dark] {
        assert!(html.contains(&format!("--k0:#{:02x}{:02x}{:02x};", color.red, color.green, color.blue)));
    }
    assert!(html.contains("fill=\"var(--k0)\""));
    // Once for light, once for a system that asks for dark, once for the switch, once for print.
    assert_eq!(html.matches("--k0:").count(), 4);
    assert!(!html.contains("drawings */"));
    Ok(())
}

#[test]
fn the_numbers_of_charts_cannot_end_their_script() -> Result<(), crate::ReportError> {
    let mut document = sample::document();
    for block in &mut document.sections[0].blocks {
        if let Block::Figure(figure) = block {
            figure.panels[0].title = "</script><!--".into();
        }
    }
    let html = document_to_html(&document, Some(&Theme::light()))?;
    assert!(html.contains("\\u003c/script>\\u003c!--,line,2000.5,1\\r\\n"), "{html}");
    Ok(())
}

#[test]
fn rows_of_different_kinds_keep_their_places() {
    let mut table = table();
    assert!(sortable(&table));
    table.rows.push(vec![Cell::text("R²"), Cell::text("0.62")]);
    assert!(sortable(&table));
    table.rows.push(vec![Cell::text("Outcome"), Cell::text("usdjpy")]);
    assert!(!sortable(&table));
}
