//! Broken files: cut, mutated, random. A reader may refuse them or read less; it must not panic, and it must not take
//! more than linear time.

use std::path::Path;

use fxsens_ingest::{layouts, read_bytes};
use polars::prelude::{DataFrame, IntoColumn, NamedFrom, ParquetWriter, Series};
use proptest::prelude::*;

use super::fixtures::{self, Fixture};
use super::xlsx::package;

/// A file per layout, a user's CSV files included; Parquet has a test of its own.
fn fixture() -> impl Strategy<Value = Fixture> {
    let wide = "date;y;x\n2023-10-01;1;2.5\n2023-11-01;;3\n\n2023-12-01;-3;NA\n";
    let long = "series,period,value\na,2023-11,1\na,2024-01,3\nb,2023,7\n";
    let own = [("wide", "a.csv", wide), ("long", "a.csv", long)];
    let own = own.map(|(layout, name, text)| (layout, name, text.as_bytes().to_vec()));
    proptest::sample::select(fixtures::all().into_iter().chain(own).collect::<Vec<Fixture>>())
}

/// A small Parquet file.
fn parquet() -> Vec<u8> {
    let columns = vec![
        Series::new("period".into(), ["2023-11", "2023-12", "2024-01"]).into_column(),
        Series::new("y".into(), [Some(1.5), None, Some(2.5)]).into_column(),
    ];
    let mut frame = DataFrame::new(3, columns).expect("a frame");
    let mut bytes = Vec::new();
    ParquetWriter::new(&mut bytes).finish(&mut frame).expect("bytes");
    bytes
}

/// Pieces that tend to confuse parsers.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    let pieces: [&[u8]; 22] = [
        b"\"",
        b",",
        b"\n",
        b"\r\n",
        b"\0",
        b"\xEF\xBB\xBF",
        b"\x81",
        b"9999999999999999999999",
        b"-",
        b"1e400",
        b"2023-13",
        b"9999-12-31",
        b"0000",
        b"{",
        b"]",
        b"null",
        b"\xE5\xB9\xB3\xE6\x88\x90",
        b"(P)",
        b"S99.99.99",
        b"Jan.",
        b"M",
        b"/",
    ];
    proptest::sample::select(pieces.map(<[u8]>::to_vec).to_vec())
}

/// Reads by recognition and as the layout the file was made for.
fn survives(layout: &str, name: &str, bytes: &[u8]) -> Result<(), TestCaseError> {
    for wanted in [None, Some(layout)] {
        match read_bytes(Path::new(name), bytes.to_vec(), wanted) {
            Ok(read) => {
                prop_assert!(!read.series.is_empty());
                prop_assert!(
                    read.series.iter().all(|series| series.series.values().iter().all(|v| !v.is_infinite()))
                );
            }
            Err(error) => prop_assert!(!error.to_string().is_empty()),
        }
    }
    Ok(())
}

/// 400 cases, or as many as PROPTEST_CASES asks for.
fn cases() -> ProptestConfig {
    let asked = std::env::var_os("PROPTEST_CASES").is_some();
    if asked { ProptestConfig::default() } else { ProptestConfig::with_cases(400) }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn truncated_files_do_not_panic((layout, name, bytes) in fixture(), part in 0.0..1.0f64) {
        let end = (bytes.len() as f64 * part) as usize;
        survives(layout, name, &bytes[..end])?;
    }

    #[test]
    fn mutated_files_do_not_panic(
        (layout, name, bytes) in fixture(),
        edits in prop::collection::vec((0.0..1.0f64, 0usize..4, piece()), 1..8),
    ) {
        let mut bytes = bytes;
        for (at, drop, piece) in edits {
            let start = (bytes.len() as f64 * at) as usize;
            let end = (start + drop).min(bytes.len());
            bytes.splice(start..end, piece);
        }
        survives(layout, name, &bytes)?;
    }

    #[test]
    fn shuffled_lines_do_not_panic((layout, name, bytes) in fixture(), order in any::<prop::sample::Index>(), twice in any::<bool>()) {
        let mut lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
        let at = order.index(lines.len());
        if twice {
            lines.push(lines[at]);
        } else {
            lines.rotate_left(at);
        }
        survives(layout, name, &lines.concat())?;
    }

    #[test]
    fn random_bytes_do_not_panic(bytes in prop::collection::vec(any::<u8>(), 0..600), layout in proptest::sample::select(layouts())) {
        let _ = read_bytes(Path::new("a.csv"), bytes.clone(), Some(layout.name));
        let _ = read_bytes(Path::new("a.csv"), bytes, None);
    }

    #[test]
    fn random_text_does_not_panic(text in "[-0-9,;\"\n年月平成(P)a-zA-Z./'{}:\\[\\] ]{0,400}", layout in proptest::sample::select(layouts())) {
        let _ = read_bytes(Path::new("6s-1-4.csv"), text.clone().into_bytes(), Some(layout.name));
        let _ = read_bytes(Path::new("6s-1-4.csv"), text.into_bytes(), None);
    }

    #[test]
    fn truncated_parquet_files_are_refused(part in 0.0..1.0f64) {
        let bytes = parquet();
        let end = (bytes.len() as f64 * part) as usize;
        prop_assert!(read_bytes(Path::new("a.parquet"), bytes[..end].to_vec(), None).is_err());
    }

    #[test]
    fn mutated_parquet_files_do_not_panic(
        edits in prop::collection::vec((0.0..1.0f64, 0usize..4, prop::collection::vec(any::<u8>(), 0..4)), 1..6),
    ) {
        let mut bytes = parquet();
        for (at, drop, piece) in edits {
            let start = (bytes.len() as f64 * at) as usize;
            let end = (start + drop).min(bytes.len());
            bytes.splice(start..end, piece);
        }
        let _ = read_bytes(Path::new("a.parquet"), bytes, None);
    }

    #[test]
    fn mutated_sheets_do_not_panic(
        edits in prop::collection::vec((0.0..1.0f64, 0usize..6, "[<>/=\"a-zA-Z0-9.]{0,6}"), 0..6),
        sheet in proptest::sample::select(vec!["Monthly Prices", "Nominal", "2003"]),
    ) {
        let mut body: Vec<u8> = br#"<row r="4"><c r="A4" t="inlineStr"><is><t>x</t></is></c><c r="B4" t="inlineStr"><is><t>NBJP</t></is></c></row><row r="5"><c r="A5" s="1"><v>34365</v></c><c r="B5"><v>80.5</v></c></row><row r="6"><c r="A6" t="inlineStr"><is><t>1960M01</t></is></c><c r="B6" t="s"><v>3</v></c><c r="C6" t="e"><v>#N/A</v></c><c r="D6" t="d"><v>1960-01-31</v></c></row>"#.to_vec();
        for (at, drop, piece) in edits {
            let start = (body.len() as f64 * at) as usize;
            let end = (start + drop).min(body.len());
            body.splice(start..end, piece.into_bytes());
        }
        let bytes = package(&[(sheet.to_owned(), String::from_utf8_lossy(&body).into_owned())]);
        for layout in ["pink-sheet", "bis-workbook", "jnto"] {
            let _ = read_bytes(Path::new("a.xlsx"), bytes.clone(), Some(layout));
        }
    }
}

/// A line repeated two hundred thousand times and half a million pairs of quotes: with quadratic time this would take hours.
#[test]
fn time_grows_with_the_length_of_the_file() {
    for (layout, name, bytes) in fixtures::all().into_iter().filter(|(_, name, _)| name.contains(".csv")) {
        let line = bytes.split_inclusive(|byte| *byte == b'\n').next_back().unwrap_or_default().to_vec();
        let mut long = bytes.clone();
        long.extend(line.repeat(200_000));
        let _ = read_bytes(Path::new(name), long, Some(layout));
        let mut quotes = bytes;
        quotes.extend(b"\"\"".repeat(500_000));
        let _ = read_bytes(Path::new(name), quotes, Some(layout));
    }
}

/// Every byte of a file changed in turn, in ways that make numbers large, negative or zero: nothing panics, and no size the file
/// states about itself is believed.
#[test]
fn a_damaged_parquet_file_is_an_error() {
    let whole = parquet();
    for place in 0..whole.len() {
        for damage in [0x00, 0x31, 0x7F, 0x80, 0xFE, 0xFF, whole[place] ^ 0x01, whole[place] ^ 0x80] {
            let mut bytes = whole.clone();
            bytes[place] = damage;
            let _ = read_bytes(Path::new("a.parquet"), bytes, None);
        }
    }
}
