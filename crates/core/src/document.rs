//! A report as data: the study crate says what to tell, the report crate sets it in Markdown and HTML.

use serde::{Deserialize, Serialize};

use crate::figure::Figure;
use crate::table::Table;

/// A whole report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// Heading of the page.
    pub title: String,
    /// One line below the heading: data vintage, base, shock.
    pub subtitle: String,
    /// The verdict: the first thing a reader sees, one paragraph each.
    pub verdict: Vec<String>,
    /// The key figures shown beside the verdict.
    pub highlights: Vec<Highlight>,
    /// Sections in reading order.
    pub sections: Vec<Section>,
    /// Small print: versions, spec ids, licences.
    pub colophon: Vec<String>,
}

/// A key figure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Highlight {
    /// What it is.
    pub label: String,
    /// The number with its unit.
    pub value: String,
    /// Interval, method, tier.
    pub detail: String,
}

/// A heading and what stands below it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Section {
    /// Heading.
    pub title: String,
    /// Content in reading order.
    pub blocks: Vec<Block>,
}

/// One piece of content.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "block", rename_all = "kebab-case")]
pub enum Block {
    /// A paragraph of plain text.
    Paragraph {
        /// The words.
        text: String,
    },
    /// A bullet list.
    List {
        /// One line each.
        items: Vec<String>,
    },
    /// A chart.
    Figure(Figure),
    /// A table.
    Table(Table),
    /// Folded content: method and small print.
    Details {
        /// What the reader clicks on.
        summary: String,
        /// The words inside.
        text: String,
    },
}

impl Document {
    /// All figures, in reading order.
    pub fn figures(&self) -> impl Iterator<Item = &Figure> {
        self.blocks().filter_map(|block| if let Block::Figure(figure) = block { Some(figure) } else { None })
    }

    /// All tables, in reading order.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.blocks().filter_map(|block| if let Block::Table(table) = block { Some(table) } else { None })
    }

    fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.sections.iter().flat_map(|section| &section.blocks)
    }
}
