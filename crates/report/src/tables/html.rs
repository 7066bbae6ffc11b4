//! A table as an HTML fragment.

use std::fmt::Write as _;

use fxsens_core::table::{Cell, Table};

use super::cell::printed;
use crate::error::ReportError;
use crate::render::svg::escape;

/// The table as `<table class="data">` with a caption. Number cells carry the raw value in `data-value`, so that a
/// page may sort them; the first column heads its rows.
///
/// # Errors
/// [`ReportError::Row`] when a row does not match the columns.
pub fn to_html(table: &Table) -> Result<String, ReportError> {
    let mut html = grid(table)?;
    if !table.notes.is_empty() {
        html.push_str("<div class=\"notes\">");
        html.extend(table.notes.iter().map(|note| format!("<p>{}</p>", escape(note))));
        html.push_str("</div>\n");
    }
    Ok(html)
}

/// The table without its notes.
pub(crate) fn grid(table: &Table) -> Result<String, ReportError> {
    super::check(table)?;
    let class = |numeric: bool| if numeric { "number" } else { "text" };
    let mut html = format!("<table class=\"data\" id=\"table-{}\">\n", escape(&table.id));
    let _ = writeln!(html, "<caption><span>{}</span></caption>", escape(&table.title));
    html.push_str("<thead><tr>");
    for column in &table.columns {
        let unit = match column.unit.as_str() {
            "" => String::new(),
            unit => format!(" <span class=\"unit\">{}</span>", escape(unit)),
        };
        let _ = write!(
            html,
            "<th scope=\"col\" class=\"{}\">{}{unit}</th>",
            class(column.numeric),
            escape(&column.name)
        );
    }
    html.push_str("</tr></thead>\n<tbody>\n");
    for row in &table.rows {
        html.push_str("<tr>");
        for (i, (cell, column)) in row.iter().zip(&table.columns).enumerate() {
            let words = escape(&printed(cell));
            let class = class(column.numeric);
            let _ = match cell {
                Cell::Number { value, .. } => {
                    write!(html, "<td class=\"{class}\" data-value=\"{value:?}\">{words}</td>")
                }
                _ if i == 0 && !words.is_empty() => {
                    write!(html, "<th scope=\"row\" class=\"{class}{}\">{words}</th>", length(&words))
                }
                _ => write!(html, "<td class=\"{class}{}\">{words}</td>", length(&words)),
            };
        }
        html.push_str("</tr>\n");
    }
    html.push_str("</tbody>\n</table>\n");
    Ok(html)
}

/// A class for a single short word, a date for instance, which must not break at its hyphen, and one for sentences,
/// which need some width.
fn length(words: &str) -> &'static str {
    match words.chars().count() {
        2..=12 if !words.contains(char::is_whitespace) => " short",
        0..48 => "",
        _ => " long",
    }
}

#[cfg(test)]
mod tests {
    use super::{super::sample, to_html};

    #[test]
    fn words_are_escaped_and_numbers_sortable() -> Result<(), crate::ReportError> {
        let html = to_html(&sample::table())?;
        assert!(html.contains("<caption><span>R&amp;D, 50% of &lt;all&gt;</span></caption>"));
        assert!(html.contains("<th scope=\"row\" class=\"text\">I(a_1 | b), &quot;quoted&quot;</th>"));
        assert!(html.contains("<td class=\"number\" data-value=\"-1234.56789\">−1,234.57</td>"));
        assert!(html.contains("Estimate <span class=\"unit\">JPY per USD</span>"));
        Ok(())
    }
}
