//! Ministry of Finance, balance of payments (`6s-1-4.csv` and its sisters).
//!
//! cp932. Some 27 rows of titles, notes and a header in two languages; the figures start in the first row whose first
//! column names an era. Column 0 holds the year of the era and column 2 the western year, both in the first row of a
//! year only; column 1 the month in Japanese and column 3 in English, with `(P)` on preliminary months. Values are quoted, in
//! hundreds of millions of yen, with thousands commas.

use fxsens_core::period::Period;
use fxsens_core::unit::Unit;

use super::collector::Collector;
use super::draft::Draft;
use super::fields::{Row, Rows};
use super::found::Place;
use super::{Input, Layout, broken, dates, header, mof_codes, number};
use crate::error::IngestError;
use crate::reader::cell::Cell;

pub(super) const LAYOUT: Layout = Layout {
    name: "mof-bop",
    title: "Ministry of Finance, balance of payments (6s-*.csv)",
    recognises: |input| {
        let head = input.head();
        let named = input.name().starts_with("6s-") || input.name().starts_with("6d-");
        has_era(head) && (named || (head.contains("国際収支") && head.contains("億円")))
    },
    read,
};

/// Rows of the header that may name columns, counted back from the first row of figures.
const HEADER_ROWS: usize = 12;

fn has_era(text: &str) -> bool {
    ["昭和", "平成", "令和"].iter().any(|era| text.contains(era))
}

fn read(input: &Input, collector: &mut Collector) -> Result<(), IngestError> {
    let text = input.text()?;
    let rows = Rows::new(input.path, &text)?;
    let start =
        (0..rows.len()).find(|at| dates::era_year(rows.get(*at).get(0)).is_some()).ok_or_else(|| {
            let hint = "the first row of figures must have a year such as 平成8年 in its first column";
            broken(input.path, "has no row that starts with the year of an era", hint)
        })?;
    let name = plain_name(&input.name());
    let first = first_value(&rows, start);
    let width = (start..rows.len().min(start + 24)).map(|at| used(&rows.get(at))).max().unwrap_or(0);
    let keys = columns(&rows, start, first, width, &name, collector);
    let mut year = None;
    for row in rows.from(start) {
        let mark = |field: usize, text: &str, reason: &str, collector: &mut Collector| {
            collector.reject(Place::Field { line: row.line, column: field + 1 }, "", text, reason);
        };
        let (era, western) = (dates::era_year(row.get(0)), dates::western_year(row.get(2)));
        if let (Some(era), Some(western)) = (era, western)
            && era != western
        {
            mark(2, row.get(2), &format!("the era's year is {era}; the row is left out"), collector);
            year = None;
            continue;
        }
        year = era.or(western).or(year);
        let period = year.and_then(|year| period(year, &row, &name));
        let Some(period) = period else {
            let figures =
                (first..row.fields.len()).any(|f| matches!(number::read(row.get(f)), Cell::Number(_)));
            if figures {
                mark(1, row.get(1), "neither month nor quarter; the row is left out", collector);
            }
            continue;
        };
        let preliminary = [row.get(1), row.get(3)].iter().any(|label| dates::narrow(label).contains("(P)"));
        for (field, key) in (first..width).zip(&keys) {
            let place = || Place::Field { line: row.line, column: field + 1 };
            let Some(text) = row.fields.get(field) else {
                collector.reject(place(), "", "", &format!("the row ends here; {width} fields expected"));
                break;
            };
            collector.cell(*key, period, text, place);
            if preliminary {
                collector.preliminary(*key, period);
            }
        }
    }
    Ok(())
}

/// Fields up to the last one that holds something.
fn used(row: &Row) -> usize {
    row.fields.iter().rposition(|field| !field.is_empty()).map_or(0, |at| at + 1)
}

/// Figures stand in column 4, or in column 3 where no month is written there.
fn first_value(rows: &Rows, start: usize) -> usize {
    let figure = |at: usize| matches!(number::read(rows.get(at).get(3)), Cell::Number(_));
    if (start..rows.len().min(start + 6)).any(figure) { 3 } else { 4 }
}

fn columns(
    rows: &Rows,
    start: usize,
    first: usize,
    width: usize,
    name: &str,
    collector: &mut Collector,
) -> Vec<usize> {
    let above: Vec<Row> = (start.saturating_sub(HEADER_ROWS)..start).map(|at| rows.get(at)).collect();
    let words: String = above.iter().flat_map(|row| row.fields.iter().map(AsRef::as_ref)).collect();
    let known = mof_codes::columns(name, &words, width.saturating_sub(first));
    let adjustment =
        if name.starts_with("6s-a-") || words.contains("季節調整済") { "SA" } else { "NSA" };
    let titles = header::joined(&above, width);
    if known.is_none() {
        collector.note("the columns are named after the header: this table's codes are not known");
    }
    let describe = |(at, title): (usize, &String)| {
        let (id, title) = match known.and_then(|codes| codes.get(at)) {
            Some((id, title)) => ((*id).to_owned(), (*title).to_owned()),
            None => (header::slug(title), title.clone()),
        };
        Draft::new(id, "Ministry of Finance, Japan")
            .title(title)
            .unit(Unit::yen_100_million())
            .adjustment(adjustment)
            .table(format!("{name}, column {}", first + at + 1))
    };
    let drafts: Vec<Draft> = titles.iter().skip(first).enumerate().map(describe).collect();
    drafts.into_iter().map(|draft| collector.series(draft)).collect()
}

/// The period of a row: a month, a quarter where the label names two months, else the year. Files ending in `-1` are
/// annual, in `-2` by fiscal year.
fn period(year: i32, row: &Row, name: &str) -> Option<Period> {
    let (japanese, english) = (dates::narrow(row.get(1)), row.get(3));
    let month = dates::japanese_month(last_part(&japanese)).or_else(|| dates::english_month(english));
    let range = japanese.contains(['～', '~', '-', '〜']) || english.trim_end_matches("(P)").contains('-');
    let fiscal =
        row.get(0).contains("年度") || japanese.contains("年度") || english.trim_start().starts_with("FY");
    match month {
        Some(month) if range && japanese.contains('月') => dates::quarter(year, (month + 2) / 3),
        Some(month) if range => dates::quarter(year, month / 3 + 1),
        Some(month) => dates::month(year, month),
        None if fiscal || name.starts_with("6s-") && name.ends_with("-2.csv") && !row.get(0).is_empty() => {
            Period::fiscal_year(year).ok()
        }
        None if dates::era_year(row.get(0)).is_some() => Period::year(year).ok(),
        None => None,
    }
}

/// The end of `1～3月`.
fn last_part(label: &str) -> &str {
    label.rsplit(['～', '~', '-', '〜']).next().unwrap_or(label)
}

/// The publisher's name of a file that was downloaded twice: `6s-1-2 (1).csv` is `6s-1-2.csv`.
fn plain_name(name: &str) -> String {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let plain = stem.split_once(" (").map_or(stem, |(plain, _)| plain);
    format!("{plain}.{ending}")
}
