//! The numbers of official tables: as a user's, and with thousands commas and the marks of statistical offices.

use crate::reader::cell::{self, Cell};

/// Marks for a value that is missing, not collected, not disclosed or not yet out.
const MARKS: [&str; 12] = ["--", "---", "***", "*", "nd", "nc", "...", "…", "‐", "－", "n.a", "\u{2014}"];

/// Reads one cell of an official table.
pub(super) fn read(text: &str) -> Cell {
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{3000}');
    if MARKS.iter().any(|mark| text.eq_ignore_ascii_case(mark)) {
        return Cell::Missing;
    }
    let signed = match text.strip_prefix(['\u{25B3}', '\u{25B2}', '\u{2212}']) {
        Some(rest) => format!("-{}", rest.trim_start()),
        None => text.to_owned(),
    };
    if has_thousands(&signed) {
        return cell::read(&signed.replace(',', ""));
    }
    cell::read(&signed)
}

/// Whether commas group the digits by three throughout; official files never use them for decimals.
fn has_thousands(text: &str) -> bool {
    let whole = text.trim_start_matches(['-', '+']).split('.').next().unwrap_or_default();
    let mut groups = whole.split(',');
    let digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let first = groups.next().is_some_and(|group| (1..=3).contains(&group.len()) && digits(group));
    let mut more = 0;
    first && groups.inspect(|_| more += 1).all(|group| group.len() == 3 && digits(group)) && more > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_commas_triangles_and_marks() {
        for (text, value) in [
            ("1,234", 1234.0),
            ("-12,345", -12_345.0),
            (" 1,234,567.5 ", 1_234_567.5),
            ("\u{25B3}7", -7.0),
            ("\u{25B2}1,000", -1000.0),
            ("\u{2212}3", -3.0),
            ("2.81609090909091009", 2.816_090_909_090_91),
        ] {
            assert_eq!(read(text), Cell::Number(value), "{text}");
        }
        for text in ["", "--", "-", ".", "…", "ND", "N/A", "\u{3000}", "***", "NaN"] {
            assert_eq!(read(text), Cell::Missing, "{text}");
        }
        for text in ["1,23", "1,2345", "12,34", "abc", "1e999", "(3)", "5%"] {
            assert!(matches!(read(text), Cell::Text { .. }), "{text}");
        }
    }
}
