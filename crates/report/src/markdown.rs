//! A [`Document`] as Markdown: the same story for readers of plain files.

use fxsens_core::document::{Block, Document};

use crate::error::ReportError;
use crate::tables::{escape_markdown as escape, to_markdown};

/// Whether the charts lie beside the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Images {
    /// `figures/<id>.png` exists.
    Linked,
    /// No charts were drawn; their description stands in their place.
    Described,
}

/// The document in GitHub's Markdown.
///
/// # Errors
/// [`ReportError::Row`] when a row of a table does not match its columns.
pub fn document_to_markdown(document: &Document, images: Images) -> Result<String, ReportError> {
    let mut pieces = vec![format!("# {}", escape(&document.title))];
    if !document.subtitle.is_empty() {
        pieces.push(format!("*{}*", escape(&document.subtitle)));
    }
    pieces.extend(document.verdict.iter().map(|text| escape(text)));
    if !document.highlights.is_empty() {
        let rows = document.highlights.iter().map(|one| {
            let [label, value, detail] =
                [&one.label, &one.value, &one.detail].map(|text| escape(text).replace('|', "\\|"));
            format!("| {label} | **{value}** | {detail} |")
        });
        let head = ["| Key figure | Value | Detail |".to_owned(), "| :--- | :--- | :--- |".to_owned()];
        pieces.push(head.into_iter().chain(rows).collect::<Vec<_>>().join("\n"));
    }
    for section in &document.sections {
        pieces.push(format!("## {}", escape(&section.title)));
        for block in &section.blocks {
            pieces.push(block_to_markdown(block, images)?);
        }
    }
    if !document.colophon.is_empty() {
        pieces.push("---".into());
    }
    pieces.extend(document.colophon.iter().map(|text| escape(text)));
    Ok(format!("{}\n", pieces.join("\n\n")))
}

fn block_to_markdown(block: &Block, images: Images) -> Result<String, ReportError> {
    Ok(match block {
        Block::Paragraph { text } => escape(text),
        Block::List { items } => items
            .iter()
            .map(|item| format!("- {}", escape(item).replace('\n', "\n  ")))
            .collect::<Vec<_>>()
            .join("\n"),
        Block::Figure(figure) => match images {
            Images::Linked => {
                format!("![{}](figures/{}.png)", escape(&figure.alt).replace('\n', " "), figure.id)
            }
            Images::Described => format!("**{}** {}", escape(&figure.title), escape(&figure.alt)),
        },
        Block::Table(table) => to_markdown(table)?.trim_end().to_owned(),
        Block::Details { summary, text } => {
            let summary = crate::render::svg::escape(summary);
            format!("<details>\n<summary>{summary}</summary>\n\n{}\n\n</details>", escape(text))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::{Images, document_to_markdown};
    use crate::write::sample;

    #[test]
    fn verdict_comes_first_and_figures_are_linked() -> Result<(), crate::ReportError> {
        let text = document_to_markdown(&sample::document(), Images::Linked)?;
        let verdict = text.find("Verdict \\<one\\>");
        assert!(verdict.is_some() && verdict < text.find("## First section"));
        assert!(text.contains("![A line \\[1\\]](figures/line.png)"), "{text}");
        assert!(text.contains("<summary>Method &amp; data</summary>"));
        let without = document_to_markdown(&sample::document(), Images::Described)?;
        assert!(!without.contains("](figures/"));
        Ok(())
    }
}
