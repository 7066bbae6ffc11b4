//! A user's large CSV file: the same result as the reader of small ones, in blocks and with few copies.
//!
//! What is out of the ordinary (quotes, rows of the wrong length, a period that cannot be read) is left to that reader,
//! which holds the whole file and can say what is wrong and where.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use fxsens_core::dataset::Dataset;
use fxsens_core::period::Period;
use fxsens_core::series::Series;
use rayon::prelude::*;

use super::blocks::{Blocks, pieces};
use super::large_column::{Growing, Parsed};
use super::user_table::{SkippedColumn, UserTable, described, series};
use super::{RawTable, index, index_column, large_long, scan};
use crate::error::IngestError;

/// Files from this size on are read in blocks.
pub(super) const LARGE: u64 = 16 * 1024 * 1024;
/// Pieces of a block that are parsed at the same time.
pub(super) const PIECES: usize = 8;

/// Reads a wide or long table; `None` when the other reader must look at the file.
///
/// # Errors
/// As the reader of small files, for cells that are not numbers and periods that occur twice.
pub(super) fn read(path: &Path, size: u64) -> Result<Option<UserTable>, IngestError> {
    match File::open(path) {
        Ok(file) => read_from(path, size, Box::new(file)),
        Err(_) => Ok(None),
    }
}

/// The same from an open file or from memory; `path` is its name.
pub(super) fn read_from<'a>(
    path: &Path,
    size: u64,
    source: Box<dyn Read + 'a>,
) -> Result<Option<UserTable>, IngestError> {
    let mut blocks = Blocks::new(source);
    let Ok(Some(first)) = blocks.next() else {
        return Ok(None);
    };
    let text = first.strip_prefix('\u{FEFF}').unwrap_or(&first);
    let Some((header, body)) = text.split_once('\n') else {
        return Ok(None);
    };
    let separator = char::from(scan::separator(header));
    let names: Vec<String> =
        header.trim_end_matches('\r').split(separator).map(|name| name.trim().to_owned()).collect();
    let place = |name: &str| names.iter().position(|known| known.eq_ignore_ascii_case(name));
    let body = body.to_owned();
    drop(first);
    if let (3, Some(id), Some(period), Some(value)) =
        (names.len(), place("series"), place("period"), place("value"))
    {
        return large_long::read(path, body, blocks, separator, [id, period, value]);
    }
    wide(path, size, &names, body, blocks, separator)
}

fn wide(
    path: &Path,
    size: u64,
    names: &[String],
    body: String,
    mut blocks: Blocks<'_>,
    separator: char,
) -> Result<Option<UserTable>, IngestError> {
    let known: std::collections::BTreeSet<&String> = names.iter().filter(|name| !name.is_empty()).collect();
    if names.len() < 2 || known.len() < names.iter().filter(|name| !name.is_empty()).count() {
        return Ok(None);
    }
    let named = |name: &String| index::NAMES.iter().any(|known| name.eq_ignore_ascii_case(known));
    let index_column = names.iter().position(named).unwrap_or(0);
    let mut columns: Vec<Growing> = names.iter().map(|_| Growing::default()).collect();
    let (mut periods, mut lines, mut line) = (Vec::new(), Vec::new(), 2);
    let mut block = Some(body);
    while let Some(text) = block {
        let parts = pieces(&text, PIECES);
        let parsed: Option<Vec<Parsed>> =
            parts.par_iter().map(|part| Parsed::of(part, separator, names.len(), index_column)).collect();
        let Some(parsed) = parsed else {
            return Ok(None);
        };
        if periods.is_empty() {
            let rows: usize = parsed.iter().map(|part| part.periods.len()).sum();
            // From the rows of the first block, how many the file will have.
            let expected = (size as f64 / text.len() as f64 * rows as f64 * 1.01) as usize + 8;
            for column in &mut columns {
                column.reserve(expected);
            }
        }
        for part in parsed {
            for (number, column) in
                columns.iter_mut().enumerate().filter(|(number, _)| *number != index_column)
            {
                column.extend(&part, number);
            }
            for (number, text) in part.texts {
                columns[number].note(text, line);
            }
            lines.extend(part.lines.iter().map(|offset| line + offset));
            line += part.line_count;
            periods.extend(part.periods);
        }
        let Ok(next) = blocks.next() else {
            return Ok(None);
        };
        block = next;
    }
    let table = RawTable { path: path.into(), columns: Vec::new(), lines };
    // Bare numbers without a telling name are the index only in order.
    if periods.is_empty() || !(names.iter().any(named) || index::are_monotonic(&periods)) {
        return Ok(None);
    }
    build(&table, names, index_column, &periods, columns).map(Some)
}

fn build(
    table: &RawTable,
    names: &[String],
    index_column: usize,
    periods: &[Period],
    columns: Vec<Growing>,
) -> Result<UserTable, IngestError> {
    let index = &names[index_column];
    let periods = index_column::checked(table, index, periods)?;
    let notes = index_column::describe(index, &periods).into_iter().collect();
    let mut dataset = Dataset::new();
    let mut skipped = Vec::new();
    for (number, column) in columns.into_iter().enumerate().filter(|(number, _)| *number != index_column) {
        let name = &names[number];
        match column.finish(table, name)? {
            Ok(values) => {
                dataset.insert(of_values(table, name, &periods, values)?);
            }
            Err(reason) => skipped.push(SkippedColumn { name: name.clone(), reason }),
        }
    }
    if dataset.is_empty() {
        return Err(super::user_table::no_numbers(table, &skipped));
    }
    Ok(UserTable { dataset, layout: "wide", index: Some(index.clone()), skipped, notes })
}

/// A series; consecutive periods need no sorting and no copy.
pub(super) fn of_values(
    table: &RawTable,
    id: &str,
    periods: &[Period],
    values: Vec<f64>,
) -> Result<Series, IngestError> {
    let consecutive = periods.windows(2).all(|pair| pair[1].since(pair[0]) == Some(1));
    match periods.first().filter(|_| consecutive && periods.len() == values.len()) {
        Some(start) => Ok(described(table, Series::from_values(id, *start, values))),
        None => series(table, id, periods.iter().copied().zip(values).collect()),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::disallowed_methods, reason = "the file is written straight into a temporary folder")]

    use super::super::user_table::from_bytes;
    use super::*;
    use proptest::prelude::*;

    /// What both readers make of a text, as text; `None` when the one for large files passes it on.
    fn both(text: &str) -> (String, Option<String>) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("mine.csv");
        std::fs::write(&path, text).expect("the file can be written");
        let small = format!("{:?}", from_bytes(&path, text.as_bytes().to_vec()));
        let large = read(&path, text.len() as u64);
        (small, large.transpose().map(|result| format!("{result:?}")))
    }

    #[test]
    fn ordinary_tables_are_read_here_and_come_out_the_same() {
        for text in [
            "date,y,x\n2023-10-01,1,2.5\n2023-11-01,,3\n\n2023-12-01,-3,NA\n",
            "date;y\r\n2023-11;1.5\r\n2023-12;2\r\n",
            "\u{FEFF}month,y,remark,empty\n2023-11,1,first,\n2023-12,2,second,\n",
            "date,y\n2023-11,1\n2023-12,oops\n2024-01,2\n",
            "date,y\n2023-11,1\n2023-12,2\n2023-11,3\n",
            "series,period,value\nb,2023-11,1\na,2024-01,3\nb,2023-12,\n",
            "t,y\n1999,1\n2000,2\n2001,3\n",
            "y,date\n1,2023-03-31\n2,2023-06-30\n",
        ] {
            let (small, large) = both(text);
            assert_eq!(large.as_deref(), Some(small.as_str()), "{text}");
        }
    }

    #[test]
    fn the_rest_is_passed_on() {
        for text in [
            "date,y\n\"2023-10-01\",1\n",
            "date,y\n2023-11,1,9\n",
            "date,y\n2023-11\n",
            "date,y\nnever,1\n",
            "date,y,y\n2023-11,1,2\n",
            "series,period,value\na,2023-11,x\n",
            "series,period,value\na,2023-11,1\na,2023-11,1\n",
            "y,x\n5,6\n7,8\n",
            "date,y\n",
            "",
        ] {
            assert_eq!(both(text).1, None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn both_readers_agree(
            head in prop::sample::select(vec!["date,y,x", "t,y,x", "series,period,value", "y,x,month", ",y,"]),
            rows in prop::collection::vec(
                (prop::sample::select(vec!["2023-10", "2023-11", "2024", "1999", "a", "b", "", "x", "1.5", "-", "2023-12-31"]),
                 prop::sample::select(vec!["1", "2023-10", "2023-11", "NA", "z", "", "1e5"]),
                 prop::sample::select(vec!["2", "", "inf", "2023-11", "2023-12", "q", "7,8"])), 1..7),
        ) {
            let lines: Vec<String> = rows.iter().map(|(a, b, c)| format!("{a},{b},{c}\n")).collect();
            let (small, large) = both(&format!("{head}\n{}", lines.concat()));
            if let Some(large) = large {
                prop_assert_eq!(large, small);
            }
        }
    }
}
