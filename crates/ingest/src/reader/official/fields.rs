//! A text file as records and fields.

use std::borrow::Cow;
use std::path::Path;

use crate::error::IngestError;
use crate::reader::scan::{Record, records, separator};

/// The records of a text file that are not blank; fields are taken apart one record at a time.
#[derive(Debug)]
pub(super) struct Rows<'a> {
    records: Vec<Record<'a>>,
    separator: u8,
}

/// One record.
#[derive(Debug, Clone)]
pub(super) struct Row<'a> {
    /// Line number from 1 on which it starts.
    pub(super) line: usize,
    /// The fields without quotes and surrounding blanks.
    pub(super) fields: Vec<Cow<'a, str>>,
}

impl Row<'_> {
    /// The field at a position, empty when the record is shorter.
    pub(super) fn get(&self, at: usize) -> &str {
        self.fields.get(at).map_or("", AsRef::as_ref)
    }

    /// Position of the first field that equals the name, in any case.
    pub(super) fn position(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.eq_ignore_ascii_case(name))
    }
}

impl<'a> Rows<'a> {
    /// Splits a text; commas separate the fields unless the first line holds more semicolons or tabs.
    ///
    /// # Errors
    /// [`IngestError::Cell`] for a quote that is never closed.
    pub(super) fn new(path: &Path, text: &'a str) -> Result<Self, IngestError> {
        let separator = separator(text);
        let records = records(text, separator).map_err(|line| IngestError::Cell {
            path: path.into(),
            lines: vec![line],
            column: None,
            problem: "a quote is opened here and never closed".into(),
            hint: "the file may have been cut off".into(),
        })?;
        Ok(Self { records, separator })
    }

    pub(super) fn len(&self) -> usize {
        self.records.len()
    }

    /// The record at a position; an empty one at line 0 when there is none.
    pub(super) fn get(&self, at: usize) -> Row<'a> {
        self.records.get(at).map_or(Row { line: 0, fields: Vec::new() }, |record| self.row(record))
    }

    /// The records from a position on.
    pub(super) fn from(&self, start: usize) -> impl Iterator<Item = Row<'a>> + '_ {
        self.records.iter().skip(start).map(|record| self.row(record))
    }

    fn row(&self, record: &Record<'a>) -> Row<'a> {
        Row { line: record.line, fields: split(record.text, self.separator) }
    }
}

/// The fields of one record.
fn split(text: &str, separator: u8) -> Vec<Cow<'_, str>> {
    let bytes = text.as_bytes();
    let mut fields = Vec::new();
    let (mut start, mut quoted) = (0, false);
    for (at, byte) in bytes.iter().copied().enumerate() {
        if byte == b'"' {
            quoted = !quoted && (at == start || bytes[at - 1] == b'"');
        } else if byte == separator && !quoted {
            fields.push(bare(&text[start..at]));
            start = at + 1;
        }
    }
    fields.push(bare(&text[start..]));
    fields
}

/// A field without its quotes; doubled quotes inside stand for one.
fn bare(field: &str) -> Cow<'_, str> {
    let field = field.trim();
    match field.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        Some(inner) if inner.contains("\"\"") => Cow::Owned(inner.replace("\"\"", "\"").trim().to_owned()),
        Some(inner) => Cow::Borrowed(inner.trim()),
        None => Cow::Borrowed(field),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_and_separators() {
        assert_eq!(split("a,\"b,c\", d ,\"x \"\"y\"\"\",", b','), ["a", "b,c", "d", "x \"y\"", ""]);
        assert_eq!(split("\"1,234\"", b','), ["1,234"]);
        assert_eq!(split("\"", b','), ["\""]);
        assert_eq!(split("", b','), [""]);
    }
}
