//! Tables as data: the report crate turns a [`Table`] into text, Markdown, LaTeX, CSV or HTML.

use serde::{Deserialize, Serialize};

/// A titled grid of cells.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// File stem, kebab case, unique within a report.
    pub id: String,
    /// One-line heading.
    pub title: String,
    /// Column headings with their alignment.
    pub columns: Vec<Column>,
    /// Rows; each has as many cells as there are columns.
    pub rows: Vec<Vec<Cell>>,
    /// Small print below the table: covariance, sample, source.
    pub notes: Vec<String>,
}

/// A column heading.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Column {
    /// Heading.
    pub name: String,
    /// Unit, empty when the heading says it all.
    pub unit: String,
    /// Whether the cells are numbers (right-aligned) or words (left-aligned).
    pub numeric: bool,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Cell {
    /// A number and how many decimals to print; data formats keep all digits.
    Number {
        /// The value.
        value: f64,
        /// Decimals in printed formats.
        decimals: u8,
    },
    /// Words.
    Text(String),
    /// Nothing.
    Empty,
}

impl Cell {
    /// A number printed with `decimals` digits after the point.
    pub fn number(value: f64, decimals: u8) -> Self {
        if value.is_finite() { Self::Number { value, decimals } } else { Self::Empty }
    }

    /// Words.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }
}

impl Column {
    /// A column of words.
    pub fn text(name: impl Into<String>) -> Self {
        Self { name: name.into(), unit: String::new(), numeric: false }
    }

    /// A column of numbers.
    pub fn number(name: impl Into<String>, unit: impl Into<String>) -> Self {
        Self { name: name.into(), unit: unit.into(), numeric: true }
    }
}
