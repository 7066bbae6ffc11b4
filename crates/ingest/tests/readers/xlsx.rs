//! Writes small workbooks for the tests: just the parts of the format that a reader needs.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;

/// A cell of a sheet.
#[derive(Clone)]
pub enum X {
    /// Nothing.
    E,
    /// Text.
    T(&'static str),
    /// A number.
    N(f64),
    /// A serial number with a date format.
    D(f64),
}

/// A workbook of sheets with rows of cells from A1 on.
pub fn workbook(sheets: &[(&str, Vec<Vec<X>>)]) -> Vec<u8> {
    let bodies: Vec<(String, String)> =
        sheets.iter().map(|(name, rows)| ((*name).to_owned(), sheet(rows))).collect();
    package(&bodies)
}

fn sheet(rows: &[Vec<X>]) -> String {
    let mut xml = String::new();
    for (row, cells) in rows.iter().enumerate() {
        let _ = write!(xml, "<row r=\"{}\">", row + 1);
        for (column, cell) in cells.iter().enumerate() {
            let at = format!("{}{}", letters(column), row + 1);
            let _ = match cell {
                X::E => Ok(()),
                X::T(text) => write!(xml, "<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>"),
                X::N(number) => write!(xml, "<c r=\"{at}\"><v>{number}</v></c>"),
                X::D(serial) => write!(xml, "<c r=\"{at}\" s=\"1\"><v>{serial}</v></c>"),
            };
        }
        xml.push_str("</row>");
    }
    xml
}

fn letters(column: usize) -> String {
    let last = char::from(b'A' + (column % 26) as u8);
    if column < 26 { last.to_string() } else { format!("{}{last}", letters(column / 26 - 1)) }
}

/// A package around the content of `sheetData` of every sheet.
pub fn package(sheets: &[(String, String)]) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const DOCUMENT: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let (mut list, mut relations) = (String::new(), String::new());
    for (at, (name, _)) in sheets.iter().enumerate() {
        let id = at + 1;
        let _ = write!(list, "<sheet name=\"{name}\" sheetId=\"{id}\" r:id=\"rId{id}\"/>");
        let _ = write!(
            relations,
            "<Relationship Id=\"rId{id}\" Type=\"{DOCUMENT}/worksheet\" Target=\"worksheets/sheet{id}.xml\"/>"
        );
    }
    let _ = write!(relations, "<Relationship Id=\"rId0\" Type=\"{DOCUMENT}/styles\" Target=\"styles.xml\"/>");
    let packaged = "http://schemas.openxmlformats.org/package/2006";
    let mut parts = vec![
        (
            "_rels/.rels".to_owned(),
            format!(
                "<Relationships xmlns=\"{packaged}/relationships\"><Relationship Id=\"a\" Type=\"{DOCUMENT}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml".to_owned(),
            format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{DOCUMENT}\"><sheets>{list}</sheets></workbook>"),
        ),
        (
            "xl/_rels/workbook.xml.rels".to_owned(),
            format!("<Relationships xmlns=\"{packaged}/relationships\">{relations}</Relationships>"),
        ),
        (
            "xl/styles.xml".to_owned(),
            format!(
                "<styleSheet xmlns=\"{MAIN}\"><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>"
            ),
        ),
    ];
    for (at, (_, body)) in sheets.iter().enumerate() {
        let xml = format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{body}</sheetData></worksheet>");
        parts.push((format!("xl/worksheets/sheet{}.xml", at + 1), xml));
    }
    zip(&parts)
}

/// A zip archive of files by name.
pub fn zip(parts: &[(String, impl AsRef<[u8]>)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        archive.start_file(name.as_str(), SimpleFileOptions::default()).expect("the archive takes a part");
        archive.write_all(text.as_ref()).expect("the part can be written");
    }
    archive.finish().expect("the archive can be closed").into_inner()
}
