//! The spellings of dates in official files, each to a period between 1700 and 2200.

use fxsens_core::period::{Frequency, Period};

use crate::reader::index;

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

fn sensible(period: Period) -> Option<Period> {
    let year = i32::from(period.first_day()?.year());
    (1700..=2200).contains(&year).then_some(period)
}

fn number(text: &str) -> Option<i32> {
    let fine = (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if fine { text.parse().ok() } else { None }
}

/// A day from its parts.
pub(super) fn day(year: i32, month: i32, day: i32) -> Option<Period> {
    sensible(format!("{year:04}-{month:02}-{day:02}").parse().ok()?)
}

/// A month from its parts.
pub(super) fn month(year: i32, month: i32) -> Option<Period> {
    sensible(Period::month(year, month).ok()?)
}

/// A quarter from its parts.
pub(super) fn quarter(year: i32, quarter: i32) -> Option<Period> {
    sensible(Period::quarter(year, quarter).ok()?)
}

/// `2023-12-29`, `2023-12`, `2023/1/5`, `202312`, `2023Q4`, `2023-Q4`, `2023M12`, `2023`, `2023-12-29T00:00:00`.
pub(super) fn iso(text: &str) -> Option<Period> {
    sensible(index::parse(text)?)
}

/// `2023-12-29` and nothing else.
pub(super) fn iso_day(text: &str) -> Option<Period> {
    let text = text.trim();
    (text.len() == 10).then(|| iso(text)).flatten().filter(|period| period.frequency() == Frequency::Daily)
}

/// `1/31/1959`, month first.
pub(super) fn american(text: &str) -> Option<Period> {
    let mut parts = text.trim().split('/').map(number);
    let (m, d, y) = (parts.next()??, parts.next()??, parts.next()??);
    if parts.next().is_some() { None } else { day(y, m, d) }
}

/// `S49.9.24`, `H1.1.9`, `R8.6.30`: the letter of the era, its year, month and day.
pub(super) fn era_day(text: &str) -> Option<Period> {
    let text = text.trim();
    let base = era_base(text.chars().next()?)?;
    let mut parts = text.get(1..)?.split('.').map(number);
    let (y, m, d) = (parts.next()??, parts.next()??, parts.next()??);
    if parts.next().is_some() { None } else { day(base + y, m, d) }
}

fn era_base(letter: char) -> Option<i32> {
    match letter {
        'M' | '明' => Some(1867),
        'T' | '大' => Some(1911),
        'S' | '昭' => Some(1925),
        'H' | '平' => Some(1988),
        'R' | '令' => Some(2018),
        _ => None,
    }
}

/// The western year of `昭和60年`, `平成元年`, `令和6年度`, `(平成17年)`; digits may be full-width.
pub(super) fn era_year(text: &str) -> Option<i32> {
    let narrow = narrow(text);
    let text = narrow.trim().trim_start_matches('(');
    let rest = ["昭和", "平成", "令和", "大正", "明治"].iter().find_map(|name| text.strip_prefix(name))?;
    let base = era_base(text.chars().next()?)?;
    let rest = rest.trim();
    if rest.starts_with('元') {
        return Some(base + 1);
    }
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    Some(base + number(&digits)?)
}

/// A western year as `2005`, `2005年` or `2005.0`; digits may be full-width.
pub(super) fn western_year(text: &str) -> Option<i32> {
    let narrow = narrow(text);
    let text = narrow.trim().trim_end_matches("年度").trim_end_matches('年').trim_end_matches("CY").trim();
    let year = number(text.strip_suffix(".0").unwrap_or(text))?;
    (1700..=2200).contains(&year).then_some(year)
}

/// The month of `1月`, `１２月`.
pub(super) fn japanese_month(text: &str) -> Option<i32> {
    let narrow = narrow(text);
    let digits = narrow.trim().split('月').next().unwrap_or_default().trim();
    let month = number(digits).filter(|_| narrow.contains('月'))?;
    (1..=12).contains(&month).then_some(month)
}

/// The month an English label starts with, `Jan`, `May`, `Jun(P)`, `Sept.`.
pub(super) fn english_month(text: &str) -> Option<i32> {
    let head: String = text.trim().chars().take(3).collect::<String>().to_ascii_lowercase();
    MONTHS.iter().position(|month| *month == head).map(|at| at as i32 + 1)
}

/// `Jan.1970`, `May 1970`, `Dec. 2023`.
pub(super) fn month_name_year(text: &str) -> Option<Period> {
    let text = text.trim();
    let m = english_month(text)?;
    let rest = text.trim_start_matches(|c: char| c.is_ascii_alphabetic()).trim_start_matches(['.', ' ']);
    (rest.len() == 4).then(|| number(rest)).flatten().and_then(|y| month(y, m))
}

/// `24 September 2024`.
pub(super) fn day_month_year(text: &str) -> Option<Period> {
    let mut parts = text.split_whitespace();
    let (d, m, y) = (number(parts.next()?)?, english_month(parts.next()?)?, number(parts.next()?)?);
    if parts.next().is_some() { None } else { day(y, m, d) }
}

/// Full-width digits, brackets and letters as ASCII.
pub(super) fn narrow(text: &str) -> String {
    let narrow = |c: char| match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    };
    text.chars().map(narrow).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(period: Option<Period>) -> String {
        period.map_or_else(|| "none".into(), |p| p.to_string())
    }

    #[test]
    fn every_spelling() {
        assert_eq!(shown(era_day("S49.9.24")), "1974-09-24");
        assert_eq!(shown(era_day("H1.1.9")), "1989-01-09");
        assert_eq!(shown(era_day("H31.4.26")), "2019-04-26");
        assert_eq!(shown(era_day("R1.5.7")), "2019-05-07");
        assert_eq!(shown(american("1/31/1959")), "1959-01-31");
        assert_eq!(shown(month_name_year("Jan.1970")), "1970-01");
        assert_eq!(shown(month_name_year("May 1970")), "1970-05");
        assert_eq!(shown(day_month_year("24 September 2024")), "2024-09-24");
        assert_eq!(shown(iso("1974/9/24")), "1974-09-24");
        for text in ["", "S49", "X1.1.1", "S49.13.1", "S49.9.24.1", "日本", "S日.1.1", "S99999.1.1"] {
            assert_eq!(era_day(text), None, "{text}");
        }
    }

    #[test]
    fn years_and_months_in_japanese() {
        for (text, year) in [
            ("昭和60年", 1985),
            ("平成元年", 1989),
            ("令和6年度", 2024),
            ("(平成17年)", 2005),
            ("（平成１７年）", 2005),
        ] {
            assert_eq!(era_year(text), Some(year), "{text}");
        }
        assert_eq!(era_year("1985年"), None);
        assert_eq!(western_year("２００５年"), Some(2005));
        assert_eq!(japanese_month("１２月"), Some(12));
        assert_eq!(japanese_month("1月"), Some(1));
        assert_eq!(japanese_month("13月"), None);
        assert_eq!(english_month("Jun(P)"), Some(6));
    }

    #[test]
    fn years_out_of_reach_are_refused() {
        for text in ["1000-01-01", "9998-12", "0001"] {
            assert_eq!(iso(text), None, "{text}");
        }
    }
}
