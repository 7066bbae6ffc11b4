//! Bytes of a user's file to text, with a guess at the encoding when it is not UTF-8.

use std::path::Path;

use encoding_rs::{EUC_JP, Encoding, SHIFT_JIS};

use super::position;
use crate::error::IngestError;

/// The text of a file without its byte-order mark.
///
/// # Errors
/// [`IngestError::Encoding`] with line and byte; [`IngestError::File`] when it is a workbook or empty.
pub(super) fn decode<'a>(path: &Path, bytes: &'a [u8]) -> Result<&'a str, IngestError> {
    let file = |problem: &str, hint: &str| IngestError::File {
        path: path.into(),
        problem: problem.into(),
        hint: hint.into(),
    };
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err(file("is a spreadsheet workbook, not a CSV file", "save the sheet as CSV (UTF-8)"));
    }
    if bytes.starts_with(&[0x1F, 0x8B]) {
        return Err(file("is compressed (gzip)", "unpack it first"));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let (line, byte) = position(bytes, error.valid_up_to());
        let (looks, iconv) = guess(bytes).unzip();
        IngestError::Encoding { path: path.into(), line, byte, looks, iconv }
    })?;
    if text.contains('\0') {
        let (line, byte) = position(bytes, text.find('\0').unwrap_or_default());
        let (looks, iconv) = (Some("UTF-16"), Some("utf-16"));
        return Err(IngestError::Encoding { path: path.into(), line, byte, looks, iconv });
    }
    if text.trim().is_empty() {
        return Err(file("is empty", "it needs a header line and at least one row"));
    }
    Ok(text)
}

/// What it is called in messages and by `iconv`.
fn guess(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Some(("UTF-16", "utf-16"));
    }
    if reads_as_japanese(SHIFT_JIS, bytes) {
        return Some(("Shift_JIS/cp932 (Japanese)", "cp932"));
    }
    if reads_as_japanese(EUC_JP, bytes) {
        return Some(("EUC-JP (Japanese)", "euc-jp"));
    }
    None
}

/// Whether it decodes without an error and holds full-width kana or kanji.
fn reads_as_japanese(encoding: &'static Encoding, bytes: &[u8]) -> bool {
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    let japanese = |c: char| matches!(c, '\u{3041}'..='\u{30FF}' | '\u{4E00}'..='\u{9FFF}');
    !had_errors && text.chars().any(japanese)
}
