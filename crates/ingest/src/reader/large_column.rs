//! Columns of a large table while it is being read.

use std::collections::BTreeMap;

use fxsens_core::period::Period;

use super::cell::{self, Cell};
use super::user_table::{at, holds_text};
use super::{RawTable, index};
use crate::error::IngestError;

/// Cells of a column that are not numbers.
#[derive(Debug)]
pub(super) struct Texts {
    count: usize,
    /// Line of the first of them, counted from the first line of the piece; what it holds; what to write instead.
    first: (usize, String, &'static str),
}

/// Some lines of a wide table.
#[derive(Debug)]
pub(super) struct Parsed {
    pub(super) periods: Vec<Period>,
    /// Lines of the rows, counted from the first line of the piece.
    pub(super) lines: Vec<usize>,
    /// Lines of the piece, blank ones included.
    pub(super) line_count: usize,
    /// Values row by row; the column of the index holds `NaN`.
    values: Vec<f64>,
    /// Cells that are not numbers, by column.
    pub(super) texts: BTreeMap<usize, Texts>,
    width: usize,
}

impl Parsed {
    /// Parses lines; `None` for a row of the wrong length or without a period.
    pub(super) fn of(text: &str, separator: char, width: usize, index_column: usize) -> Option<Self> {
        let mut parsed = Self {
            periods: Vec::new(),
            lines: Vec::new(),
            line_count: 0,
            values: Vec::with_capacity(text.len() / 8),
            texts: BTreeMap::new(),
            width,
        };
        let mut days = index::Days::default();
        for line in text.lines() {
            let number = parsed.line_count;
            parsed.line_count += 1;
            if line.bytes().all(|byte| byte.is_ascii_whitespace() || char::from(byte) == separator) {
                continue;
            }
            let mut fields = 0;
            for (column, text) in line.split(separator).enumerate() {
                fields += 1;
                if column == index_column {
                    parsed.periods.push(days.parse(text)?);
                    parsed.values.push(f64::NAN);
                    continue;
                }
                let value = match cell::read_fast(text) {
                    Cell::Number(value) => value,
                    Cell::Missing => f64::NAN,
                    Cell::Text { hint } => {
                        let first = || Texts { count: 0, first: (number, text.trim().to_owned(), hint) };
                        parsed.texts.entry(column).or_insert_with(first).count += 1;
                        f64::NAN
                    }
                };
                parsed.values.push(value);
            }
            if fields != width {
                return None;
            }
            parsed.lines.push(number);
        }
        Some(parsed)
    }
}

/// One column so far.
#[derive(Debug, Default)]
pub(super) struct Growing {
    values: Vec<f64>,
    /// How many cells are not numbers, and the first of them.
    texts: usize,
    first: Option<(usize, String, &'static str)>,
}

impl Growing {
    pub(super) fn reserve(&mut self, rows: usize) {
        self.values.reserve_exact(rows);
    }

    /// Appends a column of a piece.
    pub(super) fn extend(&mut self, part: &Parsed, column: usize) {
        self.values.extend(part.values.iter().skip(column).step_by(part.width));
    }

    /// Counts the cells of a piece that are not numbers; the piece starts at a line.
    pub(super) fn note(&mut self, texts: Texts, line: usize) {
        self.texts += texts.count;
        let (offset, text, hint) = texts.first;
        self.first.get_or_insert((line + offset, text, hint));
    }

    /// The values, or why there are none.
    pub(super) fn finish(
        self,
        table: &RawTable,
        name: &str,
    ) -> Result<Result<Vec<f64>, String>, IngestError> {
        let numbers = self.values.iter().filter(|value| !value.is_nan()).count();
        if let Some((line, text, hint)) = self.first {
            if self.texts > numbers {
                return Ok(Err(holds_text(&text, line, hint)));
            }
            let row: Vec<usize> = table.lines.iter().position(|known| *known == line).into_iter().collect();
            return Err(at(table, &row, Some(name), format!("`{text}` is not a number"), hint));
        }
        if numbers == 0 {
            return Ok(Err("it holds no value".into()));
        }
        if name.is_empty() {
            return Ok(Err("it has no name".into()));
        }
        Ok(Ok(self.values))
    }
}
