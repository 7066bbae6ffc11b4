//! Ministry of Finance, international transactions in securities by month and by week.
//!
//! cp932. A title with the day of the last update, a row with the unit, a header in two languages over several rows;
//! months in full-width digits; the western year stands in the first row of a year, the year of the era in brackets in the
//! second; lines of notes at the end. Weeks are written `2005．1．2～1．8`, Sunday to Saturday, and stand for the ISO week that
//! their Monday opens.

use fxsens_core::period::{Frequency, Period};
use fxsens_core::unit::Unit;

use super::collector::Collector;
use super::draft::Draft;
use super::fields::{Row, Rows};
use super::found::Place;
use super::{Input, Layout, broken, dates, header, number};
use crate::error::IngestError;
use crate::reader::cell::Cell;

pub(super) const LAYOUT: Layout = Layout {
    name: "mof-securities",
    title: "Ministry of Finance, international transactions in securities, monthly and weekly",
    recognises: |input| {
        let head = input.head();
        head.contains("対外及び対内証券") && head.contains("億円") && !head.contains("国際収支")
    },
    read,
};

fn read(input: &Input, collector: &mut Collector) -> Result<(), IngestError> {
    let text = input.text()?;
    let rows = Rows::new(input.path, &text)?;
    let month_field = |row: &Row| (0..3).find(|field| dates::japanese_month(row.get(*field)).is_some());
    let label = |row: &Row| if week(row.get(0)).is_some() { Some(0) } else { month_field(row) };
    let found = (0..rows.len()).find_map(|at| label(&rows.get(at)).map(|field| (at, field)));
    let (start, month) = found.ok_or_else(|| {
        broken(
            input.path,
            "has no row with a month such as １月 or a week such as 2005．1．2～1．8",
            "it must stand in one of the first three columns",
        )
    })?;
    let first_row = rows.get(start);
    let labels =
        (month + 1..first_row.fields.len()).take_while(|f| dates::english_month(first_row.get(*f)).is_some());
    let first = month + 1 + labels.count();
    let width = first_row.fields.iter().rposition(|field| !field.is_empty()).map_or(0, |at| at + 1);
    let above: Vec<Row> = (0..start).map(|at| rows.get(at)).collect();
    let is_header = |row: &&Row| row.fields.iter().skip(first).filter(|field| !field.is_empty()).count() > 1;
    let named: Vec<Row> = above.iter().filter(is_header).cloned().collect();
    let titles = header::joined(&named, width);
    let drafts = titles.iter().skip(first).enumerate().map(|(at, title)| {
        Draft::new(header::slug(title), "Ministry of Finance, Japan")
            .title(title.clone())
            .unit(Unit::yen_100_million())
            .adjustment("NSA")
            .table(format!("{}, column {}", input.name(), first + at + 1))
    });
    let keys: Vec<usize> = drafts.map(|draft| collector.series(draft)).collect();
    let mut year = None;
    for row in rows.from(start) {
        year = year_of(&row, month, year, collector);
        let in_year = year.zip(dates::japanese_month(row.get(month))).and_then(|(y, m)| dates::month(y, m));
        let period = week(row.get(0)).or(in_year);
        let Some(period) = period else {
            if (first..row.fields.len()).any(|field| matches!(number::read(row.get(field)), Cell::Number(_)))
            {
                let place = Place::Field { line: row.line, column: month + 1 };
                collector.reject(
                    place,
                    "",
                    row.get(month),
                    "neither a month nor a week; the row is left out",
                );
            }
            continue;
        };
        for (field, key) in (first..width).zip(&keys) {
            let place = || Place::Field { line: row.line, column: field + 1 };
            let Some(text) = row.fields.get(field) else {
                collector.reject(place(), "", "", &format!("the row ends here; {width} fields expected"));
                break;
            };
            collector.cell(*key, period, text, place);
        }
    }
    Ok(())
}

/// The ISO week opened by the Monday after the Sunday of `2005．1．2～1．8`.
fn week(text: &str) -> Option<Period> {
    let narrow = dates::narrow(text);
    let (from, to) = narrow.split_once(['~', '\u{301C}'])?;
    let mut parts = from.split('.').map(|part| part.trim().parse::<i32>().ok());
    let sunday = dates::day(parts.next()??, parts.next()??, parts.next()??)?;
    (parts.next().is_none() && to.contains('.'))
        .then(|| sunday.shift(1).containing(Frequency::Weekly))
        .flatten()
}

/// The year a row belongs to. One written out replaces the one carried forward; the era's year must agree with it.
fn year_of(row: &Row, month: usize, carried: Option<i32>, collector: &mut Collector) -> Option<i32> {
    for field in 0..month {
        let text = row.get(field);
        if let Some(western) = dates::western_year(text) {
            return Some(western);
        }
        if let Some(era) = dates::era_year(text) {
            if carried.is_some_and(|carried| carried != era) && dates::narrow(text).starts_with('(') {
                let reason =
                    format!("the year above is {}, the era's year is {era}", carried.unwrap_or_default());
                collector.reject(Place::Field { line: row.line, column: field + 1 }, "", text, &reason);
                return carried;
            }
            return Some(era);
        }
    }
    carried
}
