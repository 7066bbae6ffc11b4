//! The frame around the drawing: size, scale, title and description.

use std::fmt::Write as _;

use fxsens_core::figure::Figure;

use super::canvas::FINE;
use super::text::FAMILY;
use crate::error::ReportError;
use crate::face::Face;

/// Escapes text for XML and HTML, in content and in attributes. Characters that XML forbids are dropped.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c if c.is_control() && !matches!(c, '\n' | '\t' | '\r') => {}
            c => escaped.push(c),
        }
    }
    escaped
}

/// Replaces the header that plotters writes by one that scales the drawing to CSS pixels and names it for
/// readers who cannot see it.
pub(crate) fn dress(
    drawing: &str,
    figure: &Figure,
    css: (f64, f64),
    face: Option<Face>,
) -> Result<String, ReportError> {
    let body = drawing
        .split_once('>')
        .map(|(_, rest)| rest.trim_start())
        .ok_or_else(|| ReportError::Drawing { reason: "the backend wrote no header".into() })?;
    let (width, height) = figure.size;
    let fine = FINE as u32;
    let id = escape(&figure.id);
    let mut svg = String::with_capacity(body.len() + 1024);
    let _ = writeln!(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"{}\" \
         viewBox=\"0 0 {} {}\" role=\"img\" aria-labelledby=\"{id}-title {id}-desc\" \
         stroke-linejoin=\"round\">",
        css.0,
        css.1,
        width * fine,
        height * fine
    );
    let _ = writeln!(svg, "<title id=\"{id}-title\">{}</title>", escape(&figure.title));
    let _ = writeln!(svg, "<desc id=\"{id}-desc\">{}</desc>", escape(&figure.alt));
    let body = tidy(body);
    match face.filter(|face| !face.family().is_empty()) {
        // Browsers look the family up by its name, and then try what comes with other systems.
        Some(face) => svg.push_str(&body.replace(
            FAMILY,
            &format!(
                "DejaVu Sans, Verdana, '{}', 'Hiragino Sans', 'Yu Gothic', Meiryo, sans-serif",
                escape(face.family())
            ),
        )),
        None => svg.push_str(&body),
    }
    Ok(svg)
}

/// Drops what says nothing (`opacity="1"`), the line breaks plotters puts inside texts and the last digits of font
/// sizes, which plotters divides by 1.24.
fn tidy(body: &str) -> String {
    let plain = body
        .replace(" opacity=\"1\"", "")
        .replace(" \"/>", "\"/>")
        .replace(" stroke=\"none\"", "")
        .replace("\n</text>", "</text>");
    let mut out = String::with_capacity(plain.len());
    for line in plain.lines() {
        if line.starts_with("<text") {
            out.push_str(&round_font_size(line));
        } else {
            out.push_str(line);
        }
        // The words follow the opening tag on a line of their own.
        if !line.starts_with("<text") || line.ends_with("</text>") {
            out.push('\n');
        }
    }
    out
}

fn round_font_size(line: &str) -> String {
    let rounded = line.split_once("font-size=\"").and_then(|(before, rest)| {
        let (size, after) = rest.split_once('"')?;
        Some(format!("{before}font-size=\"{:.0}\"{after}", size.parse::<f64>().ok()?))
    });
    rounded.unwrap_or_else(|| line.to_owned())
}
