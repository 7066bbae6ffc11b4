//! One cell of a user's table to a number.

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    /// Empty, or one of the usual marks for a missing value.
    Missing,
    /// A finite number.
    Number(f64),
    /// Something else; the hint may be empty.
    Text {
        /// What to write instead.
        hint: &'static str,
    },
}

const MISSING: [&str; 12] =
    ["", "na", "n/a", "#n/a", "nan", "null", "none", ".", "..", "-", "\u{2026}", "n.a."];

/// Reads one cell.
pub(super) fn read(text: &str) -> Cell {
    let text = text.trim();
    if MISSING.iter().any(|mark| text.eq_ignore_ascii_case(mark)) {
        return Cell::Missing;
    }
    let ascii = text.replace('\u{2212}', "-");
    let starts_like_a_number =
        ascii.trim_start_matches(['+', '-']).starts_with(|c: char| c.is_ascii_digit() || c == '.');
    if starts_like_a_number {
        if let Some(number) = finite(&ascii) {
            return Cell::Number(number);
        }
        if is_grouped(&ascii)
            && let Some(number) = finite(&ascii.replace(',', ""))
        {
            return Cell::Number(number);
        }
    }
    Cell::Text { hint: hint(&ascii) }
}

/// As [`read`], without copies for a number in ASCII.
pub(super) fn read_fast(text: &str) -> Cell {
    let text = text.trim_ascii();
    if text.is_empty() {
        return Cell::Missing;
    }
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        && let Some(number) = finite(text)
    {
        return Cell::Number(number);
    }
    read(text)
}

fn finite(text: &str) -> Option<f64> {
    text.parse().ok().filter(|number: &f64| number.is_finite())
}

/// Commas as thousands separators beyond doubt: `1,234.5` or `1,234,567`, not `1,234`.
fn is_grouped(text: &str) -> bool {
    let digits = text.trim_start_matches(['+', '-']);
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(w, f)| (w, Some(f)));
    let groups: Vec<&str> = whole.split(',').collect();
    let all_digits = |group: &&str| group.bytes().all(|byte| byte.is_ascii_digit());
    let shaped = groups.iter().all(all_digits)
        && (1..=3).contains(&groups[0].len())
        && groups[1..].iter().all(|group| group.len() == 3);
    shaped && (groups.len() > 2 || (groups.len() == 2 && fraction.is_some()))
}

fn hint(text: &str) -> &'static str {
    let lower = text.to_ascii_lowercase();
    if lower.trim_start_matches(['+', '-']).starts_with("inf") {
        "infinite values cannot be used; leave the cell empty if the value is missing"
    } else if text.starts_with(['\u{25B3}', '\u{25B2}']) {
        "write a minus sign for \u{25B3}"
    } else if text.starts_with('(') && text.ends_with(')') {
        "write a minus sign instead of brackets"
    } else if text.ends_with('%') {
        "write the number without the per cent sign"
    } else if text.contains(',') && text.bytes().all(|b| b.is_ascii_digit() || b",.+-".contains(&b)) {
        "a comma could group thousands or mark decimals; write 1234.5 with a point and no commas"
    } else if text.chars().any(|c| ('\u{FF10}'..='\u{FF19}').contains(&c)) {
        "write the digits in ASCII"
    } else {
        "write a number, or leave the cell empty if the value is missing"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_the_usual_spellings() {
        for (text, value) in [
            ("1", 1.0),
            (" -2.5e3 ", -2500.0),
            ("\u{2212}3", -3.0),
            (".5", 0.5),
            ("+1", 1.0),
            ("1,234.5", 1234.5),
            ("-1,234,567", -1_234_567.0),
        ] {
            assert_eq!(read(text), Cell::Number(value), "{text}");
        }
    }

    #[test]
    fn the_fast_way_reads_the_same() {
        for text in [
            "1",
            " -2.5e3 ",
            "\u{2212}3",
            ".5",
            "+1",
            "1,234.5",
            "",
            "NA",
            ".",
            "-",
            "inf",
            "--1",
            "1e999",
            "x",
            "5%",
        ] {
            assert_eq!(read_fast(text), read(text), "{text}");
        }
    }

    #[test]
    fn marks_of_missing_values() {
        for text in ["", " ", "NA", "NaN", "n/a", ".", "-", "#N/A", "null"] {
            assert_eq!(read(text), Cell::Missing, "{text}");
        }
    }

    #[test]
    fn what_is_not_a_finite_number_is_text() {
        for text in [
            "inf",
            "-Infinity",
            "1e999",
            "1,234",
            "1,23",
            "12,34,567.8",
            "abc",
            "5%",
            "(3)",
            "\u{25B3}7",
            "0x10",
            "１２",
        ] {
            assert!(matches!(read(text), Cell::Text { .. }), "{text}");
        }
    }
}
