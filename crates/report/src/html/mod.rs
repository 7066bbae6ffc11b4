//! A [`Document`] as one self-contained HTML page: verdict first, no request, light and dark, print and phone.
//!
//! Without its script the page shows everything; the script adds sorting, zoom, downloads and a switch for dark.

mod chart_data;
mod colors;
mod compact;
mod drawings;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use fxsens_core::document::{Block, Document};
use fxsens_core::figure::Figure;
use fxsens_core::table::{Cell, Table};
use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment, context};

use crate::error::ReportError;
use crate::render::to_svg;
use crate::tables::html::grid;
use crate::theme::Theme;
use chart_data::chart_csv;
use colors::Palette;
use drawings::Drawings;

const TEMPLATE: &str = include_str!("page.html.jinja");
const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");
/// Notes of a table that stay in sight; the others are folded.
const OPEN_NOTES: usize = 1;

/// The document as HTML, with every chart as inline SVG in two widths, of which a media query shows the one that
/// fits, and in the colours of `theme` and of [`Theme::dark`]. Without a theme no charts are drawn and their
/// descriptions stand in their place.
///
/// # Errors
/// Any [`ReportError`] of its charts and tables.
pub fn document_to_html(document: &Document, theme: Option<&Theme>) -> Result<String, ReportError> {
    let wide = match theme {
        None => Vec::new(),
        Some(theme) => {
            document.figures().map(|figure| to_svg(figure, theme)).collect::<Result<Vec<_>, _>>()?
        }
    };
    page(document, theme, &wide)
}

/// As [`document_to_html`], with the wide drawings in the colours of `theme` already made, in reading order.
pub(crate) fn page(
    document: &Document,
    theme: Option<&Theme>,
    wide: &[String],
) -> Result<String, ReportError> {
    let mut palette = Palette::default();
    let mut wide = wide.iter();
    let mut number = 0;
    let mut data = BTreeMap::new();
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
                Block::Table(table) => table_context(table)?,
                Block::Figure(figure) => {
                    number += 1;
                    let drawings = theme.zip(wide.next()).map(|(theme, svg)| {
                        data.insert(figure.id.as_str(), chart_csv(figure));
                        drawings::draw(figure, theme, svg, &mut palette)
                    });
                    figure_context(figure, number, drawings.transpose()?)
                }
            });
        }
        sections.push(context! { title => &section.title, blocks });
    }
    let style = STYLE.replace("/* light drawings */", &palette.light());
    // JSON inside a script element: no character that could end the element.
    let data = serde_json::to_string(&data)?.replace('<', "\\u003c");
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
        style => Value::from_safe_string(style.replace("/* dark drawings */", &palette.dark())),
        script => Value::from_safe_string(SCRIPT.into()),
        data => Value::from_safe_string(data),
    })?;
    // Template tags leave empty lines behind.
    Ok(html.lines().filter(|line| !line.trim().is_empty()).flat_map(|line| [line, "\n"]).collect())
}

fn table_context(table: &Table) -> Result<Value, ReportError> {
    let (open, folded) = table.notes.split_at(OPEN_NOTES.min(table.notes.len()));
    // A single line more is not worth a fold.
    let (open, folded) = if folded.len() == 1 { (table.notes.as_slice(), &[][..]) } else { (open, folded) };
    Ok(context! {
        kind => "table",
        title => &table.title,
        grid => Value::from_safe_string(grid(table)?),
        sortable => sortable(table),
        open => open.to_vec(),
        folded => folded.to_vec(),
    })
}

/// Whether rows may change places: a table of fits side by side has words in its columns of numbers, and its rows
/// are of different kinds.
fn sortable(table: &Table) -> bool {
    let number = |text: &str| text.starts_with(|c: char| c.is_ascii_digit() || "+−-<>—".contains(c));
    let words = |cell: &Cell| matches!(cell, Cell::Text(text) if !number(text));
    let alike = |row: &Vec<Cell>| {
        let numbers = row.iter().zip(&table.columns).filter(|(_, column)| column.numeric);
        numbers.into_iter().all(|(cell, _)| !words(cell))
    };
    table.rows.len() > 2 && table.rows.iter().all(alike)
}

fn figure_context(figure: &Figure, number: usize, drawings: Option<Drawings>) -> Value {
    let safe = |svg: String| Value::from_safe_string(svg);
    let (wide, narrow, dark) = match drawings {
        None => (None, None, true),
        Some(Drawings { wide, narrow, dark }) => (Some(safe(wide)), narrow.map(safe), dark),
    };
    context! {
        kind => "figure",
        id => &figure.id,
        number,
        title => &figure.title,
        alt => &figure.alt,
        width => figure.size.0,
        wide,
        narrow,
        dark,
    }
}
