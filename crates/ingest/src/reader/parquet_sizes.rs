//! Whether the sizes a Parquet file states about itself can be true, before a library makes room for them.

use super::thrift::{self, Value};

/// Cells a file may hold.
const MOST_CELLS: i64 = 50_000_000;
/// Bytes its columns may unpack to.
const MOST_BYTES: i64 = 1 << 30;
/// What a Parquet file begins and ends with.
const MAGIC: &[u8] = b"PAR1";

/// Checks footer, columns and pages; `Err` says what is wrong. Fields by number are those of the Parquet format's thrift
/// definition (`FileMetaData`, `ColumnMetaData`, `PageHeader`).
pub(super) fn check(bytes: &[u8]) -> Result<(), String> {
    let cut = || "it is cut off".to_owned();
    let body = bytes.strip_suffix(MAGIC).ok_or_else(cut)?;
    let (body, length) = body.split_last_chunk::<4>().ok_or_else(cut)?;
    let length = u32::from_le_bytes(*length) as usize;
    let start = body.len().checked_sub(length).filter(|start| *start >= MAGIC.len()).ok_or_else(cut)?;
    let broken = || "its footer is broken".to_owned();
    let (footer, _) = thrift::read(&body[start..]).ok_or_else(broken)?;
    let groups = footer.list(4);
    let rows = footer.int(3).filter(|rows| *rows >= 0).ok_or_else(broken)?;
    let mut counted = 0i64;
    let (mut cells, mut unpacked) = (0i64, 0i64);
    for group in groups {
        let rows = group.int(3).filter(|rows| *rows >= 0).ok_or_else(broken)?;
        counted = counted.checked_add(rows).ok_or_else(broken)?;
        for chunk in group.list(1) {
            let column = chunk.field(3).ok_or_else(broken)?;
            let (values, bytes) = check_column(column, body.get(..start).unwrap_or_default())?;
            cells = cells.saturating_add(values.max(rows));
            unpacked = unpacked.saturating_add(bytes);
            if cells > MOST_CELLS || unpacked > MOST_BYTES {
                let megabytes = MOST_BYTES >> 20;
                return Err(format!("it states more than {MOST_CELLS} cells or {megabytes} MB"));
            }
        }
    }
    if rows == counted { Ok(()) } else { Err("its footer counts rows that are not there".into()) }
}

/// Values and unpacked bytes of a column, its pages counted.
fn check_column(column: &Value, body: &[u8]) -> Result<(i64, i64), String> {
    let broken = || "the sizes of a column do not fit the file".to_owned();
    let positive = |id: i16| column.int(id).filter(|number| *number >= 0);
    let (values, unpacked, packed) =
        positive(5).zip(positive(6)).zip(positive(7)).map(|((a, b), c)| (a, b, c)).ok_or_else(broken)?;
    if values > MOST_CELLS || unpacked > MOST_BYTES {
        return Ok((values, unpacked));
    }
    let data = positive(9).ok_or_else(broken)?;
    let start = positive(11).filter(|offset| *offset > 0).map_or(data, |dictionary| dictionary.min(data));
    let end = start.checked_add(packed).and_then(|end| usize::try_from(end).ok()).ok_or_else(broken)?;
    let mut pages = body.get(start as usize..end).ok_or_else(broken)?;
    let (mut counted, mut bytes) = (0i64, 0i64);
    while !pages.is_empty() {
        let (header, length) = thrift::read(pages).ok_or_else(broken)?;
        let size = |id: i16| header.int(id).filter(|size| *size >= 0);
        let (large, small) = size(2).zip(size(3)).ok_or_else(broken)?;
        pages = pages.get(length + small as usize..).ok_or_else(broken)?;
        bytes += large;
        let in_page = |id: i16| header.field(id).and_then(|page| page.int(1)).unwrap_or(0);
        let dictionary = in_page(7);
        counted = counted.saturating_add(in_page(5).max(0)).saturating_add(in_page(8).max(0));
        if in_page(5) < 0 || in_page(8) < 0 || !(0..=large).contains(&dictionary) {
            return Err(broken());
        }
    }
    if counted == values && bytes <= unpacked { Ok((values, unpacked)) } else { Err(broken()) }
}
