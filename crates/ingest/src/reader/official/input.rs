//! A file in memory, seen as text or as a workbook.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::io::Read;
use std::path::Path;

use encoding_rs::SHIFT_JIS;

use super::fields::{Row, Rows};
use super::workbook::{self, Sheet};
use crate::error::IngestError;
use crate::reader::text::decode;

/// Records looked at to recognise a layout.
const HEAD_RECORDS: usize = 12;
/// Bytes looked at to recognise a layout.
const HEAD_BYTES: usize = 1 << 20;

/// A file with its name.
#[derive(Debug)]
pub(crate) struct Input<'a> {
    /// As given; only the name is used, in messages and where a layout writes it into the name.
    pub(crate) path: &'a Path,
    /// The content.
    pub(crate) bytes: &'a [u8],
    head: OnceCell<String>,
    sheets: OnceCell<Result<Vec<Sheet>, IngestError>>,
}

impl<'a> Input<'a> {
    /// Nothing is decoded yet.
    pub(crate) fn new(path: &'a Path, bytes: &'a [u8]) -> Self {
        Self { path, bytes, head: OnceCell::new(), sheets: OnceCell::new() }
    }

    /// Lower-case name of the file without its folder.
    pub(super) fn name(&self) -> String {
        self.path.file_name().unwrap_or_default().to_string_lossy().to_lowercase()
    }

    /// Whether it is a zip archive, as workbooks are.
    pub(super) fn is_archive(&self) -> bool {
        self.bytes.starts_with(b"PK\x03\x04")
    }

    /// A workbook that cannot be taken on at all.
    pub(super) fn refusal(&self) -> Option<IngestError> {
        let limited = |error: &&IngestError| matches!(error, IngestError::TooLarge { .. });
        self.sheets_or_error().err().filter(limited).cloned()
    }

    fn sheets_or_error(&self) -> Result<&[Sheet], &IngestError> {
        if !self.is_archive() {
            return Ok(&[]);
        }
        self.sheets.get_or_init(|| workbook::open(self.path, self.bytes)).as_ref().map(Vec::as_slice)
    }

    /// The sheets of a workbook; none when it is not one.
    pub(super) fn sheets(&self) -> &[Sheet] {
        self.sheets_or_error().unwrap_or(&[])
    }

    /// The sheets of a workbook.
    ///
    /// # Errors
    /// [`IngestError::File`] when the file is not a workbook.
    pub(super) fn workbook(&self) -> Result<&[Sheet], IngestError> {
        if !self.is_archive() {
            let hint = "this layout needs an .xlsx file; an .xls file must be saved as .xlsx first";
            return Err(super::broken(self.path, "is not an .xlsx workbook", hint));
        }
        self.sheets_or_error().map_err(IngestError::clone)
    }

    /// The whole text: UTF-8, or cp932 when that reads without an error; line ends as they are.
    ///
    /// # Errors
    /// As the reader of a user's file when it is neither.
    pub(super) fn text(&self) -> Result<Cow<'a, str>, IngestError> {
        let text = match decode(self.path, self.bytes) {
            Ok(text) => Cow::Borrowed(text),
            Err(error) => match japanese(self.bytes) {
                Some(text) => Cow::Owned(text),
                None => return Err(error),
            },
        };
        let old_mac = !text.contains('\n') && text.contains('\r');
        Ok(if old_mac { Cow::Owned(text.replace('\r', "\n")) } else { text })
    }

    /// The beginning as text, for recognition only; empty for an archive.
    pub(super) fn head(&self) -> &str {
        self.head.get_or_init(|| {
            if self.is_archive() {
                return String::new();
            }
            let bytes = self.bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(self.bytes);
            let bytes = &bytes[..bytes.len().min(HEAD_BYTES)];
            let text = match std::str::from_utf8(bytes) {
                Ok(text) => text.to_owned(),
                // A character cut in two at the end of the head is not an error of the file.
                Err(error) if bytes.len() - error.valid_up_to() < 4 => {
                    String::from_utf8_lossy(&bytes[..error.valid_up_to()]).into_owned()
                }
                Err(_) => SHIFT_JIS.decode_without_bom_handling(bytes).0.into_owned(),
            };
            if text.contains('\n') { text } else { text.replace('\r', "\n") }
        })
    }

    /// The first records, for recognition only.
    pub(super) fn first_rows(&self) -> Vec<Row<'_>> {
        let head = self.head();
        // A head without a closing quote ends inside a record: leave the last line out.
        let whole = head.len() < HEAD_BYTES;
        let complete = if whole { head } else { head.rsplit_once('\n').map_or("", |(lines, _)| lines) };
        let lines: usize =
            complete.match_indices('\n').nth(HEAD_RECORDS * 3).map_or(complete.len(), |(at, _)| at);
        let rows = Rows::new(self.path, &complete[..lines]).ok();
        rows.map(|rows| rows.from(0).take(HEAD_RECORDS).collect()).unwrap_or_default()
    }
}

/// The beginning of a file.
pub(super) fn read_head(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut head = Vec::new();
    std::fs::File::open(path)?.take(HEAD_BYTES as u64).read_to_end(&mut head)?;
    Ok(head)
}

/// The text when it is cp932 without an error.
fn japanese(bytes: &[u8]) -> Option<String> {
    let (text, had_errors) = SHIFT_JIS.decode_without_bom_handling(bytes);
    (!had_errors && !text.contains('\0')).then(|| text.into_owned())
}
