//! A user's own file: what is read, and what is said about what cannot be read.

#![allow(clippy::disallowed_methods, reason = "fixtures are written straight into a temporary folder")]

use std::error::Error;

use fxsens_core::period::Frequency;
use fxsens_ingest::{IngestError, UserTable, read_table};

type Outcome = Result<(), Box<dyn Error>>;

fn read(content: impl AsRef<[u8]>) -> Result<UserTable, IngestError> {
    let folder = tempfile::tempdir().map_err(|e| failed(&e))?;
    let path = folder.path().join("my.csv");
    std::fs::write(&path, content).map_err(|e| failed(&e))?;
    read_table(path)
}

fn failed(error: &std::io::Error) -> IngestError {
    IngestError::File { path: "my.csv".into(), problem: error.to_string(), hint: String::new() }
}

/// Values of a series with its first period; `NaN` prints as `NaN`.
fn series(table: &UserTable, id: &str) -> String {
    let Some(series) = table.dataset.get(id) else {
        return format!("no {id}");
    };
    format!("{} {} {:?}", series.frequency().code(), series.start(), series.values())
}

/// The message after the file's name, and the hint.
fn refused(content: impl AsRef<[u8]>) -> (String, String) {
    match read(content) {
        Ok(table) => (format!("accepted: {:?}", table.dataset), String::new()),
        Err(error) => {
            let message = error.to_string();
            let message = message.split_once("my.csv").map(|(_, rest)| rest.to_owned()).unwrap_or(message);
            (message.trim_start_matches(", ").trim().to_owned(), error.hint().unwrap_or_default())
        }
    }
}

#[test]
fn a_wide_monthly_table() -> Outcome {
    let table = read("date,y,x\n2023-10-01,1,2.5\n2023-11-01,,3\n2023-12-01,-3,NA\n")?;
    assert_eq!(series(&table, "y"), "M 2023-10 [1.0, NaN, -3.0]");
    assert_eq!(series(&table, "x"), "M 2023-10 [2.5, 3.0, NaN]");
    assert_eq!(table.index.as_deref(), Some("date"));
    assert_eq!(table.notes, ["`date` is the time index: one row per month, 2023-10 to 2023-12"]);
    Ok(())
}

#[test]
fn indices_of_every_kind() -> Outcome {
    for (content, expected) in [
        ("year,y\n2001,1\n2002,2\n", "A 2001 [1.0, 2.0]"),
        ("t,y\n1999,1\n2000,2\n2001,3\n", "A 1999 [1.0, 2.0, 3.0]"),
        ("quarter,y\n2001Q4,1\n2002Q1,2\n", "Q 2001Q4 [1.0, 2.0]"),
        ("when,y\nFY2021,1\nFY2022,2\n", "FY FY2021 [1.0, 2.0]"),
        ("y,when\n1,2023-03-31\n2,2023-06-30\n", "Q 2023Q1 [1.0, 2.0]"),
        ("Date,y\n2023-12-29,1\n2023-12-28,2\n", "D 2023-12-28 [2.0, 1.0]"),
        ("month,y\n202311,1\n202401,2\n", "M 2023-11 [1.0, NaN, 2.0]"),
        (",y\n2023/11,1\n2023/12,2\n", "M 2023-11 [1.0, 2.0]"),
        ("y,x\n5,6\n7,8\n", "U 1 [5.0, 7.0]"),
        ("y\n5\n7\n", "U 1 [5.0, 7.0]"),
        ("time,y\n1,5\n2,7\n", "U 1 [5.0, 7.0]"),
        ("z,y\n0.5,2000\n0.1,1950\n", "U 1 [2000.0, 1950.0]"),
        ("y,z\n2000,0.1\n1950,0.2\n2001,0.3\n", "U 1 [2000.0, 1950.0, 2001.0]"),
    ] {
        assert_eq!(series(&read(content)?, "y"), expected, "{content}");
    }
    Ok(())
}

#[test]
fn separators_line_ends_marks_and_blank_lines() -> Outcome {
    let expected = "M 2023-11 [1.5, 2.0]";
    for content in [
        "\u{FEFF}date,y\n2023-11,1.5\n2023-12,2\n",
        "date;y\r\n2023-11;1.5\r\n2023-12;2\r\n\r\n",
        "date\ty\n2023-11\t1.5\n\n2023-12\t2",
        "date,y\r2023-11,1.5\r2023-12,2\r",
        "\"date\",\"y\"\n\"2023-11\",\"1.5\"\n\"2023-12\",\"2\"\n,\n",
        " date , y \n 2023-11 , 1.5 \n 2023-12 , 2 \n",
    ] {
        assert_eq!(series(&read(content)?, "y"), expected, "{content:?}");
    }
    assert_eq!(
        series(&read("date,y\n2023-11,\"1,234.5\"\n2023-12,\"1,234,567\"\n")?, "y"),
        "M 2023-11 [1234.5, 1234567.0]"
    );
    Ok(())
}

#[test]
fn text_columns_are_left_out_and_named() -> Outcome {
    let table = read("date,y,remark,empty\n2023-11,1,first,\n2023-12,2,\"a, b\",\n")?;
    assert_eq!(table.dataset.ids().collect::<Vec<_>>(), ["y"]);
    let skipped: Vec<String> = table.skipped.iter().map(|s| format!("{}: {}", s.name, s.reason)).collect();
    assert_eq!(skipped, ["remark: it holds text (`first` in line 2)", "empty: it holds no value"]);
    Ok(())
}

#[test]
fn a_column_of_decimal_commas_says_what_to_write() -> Outcome {
    let table = read("date;y;z\n2023-11;121,6;1\n2023-12;118,2;2\n")?;
    let reason = &table.skipped[0].reason;
    assert!(reason.contains("`121,6` in line 2") && reason.contains("1234.5 with a point"), "{reason}");
    Ok(())
}

#[test]
fn a_long_table() -> Outcome {
    let table = read("series,period,value\na,2023-11,1\na,2024-01,3\nb,2023,7\n")?;
    assert_eq!(series(&table, "a"), "M 2023-11 [1.0, NaN, 3.0]");
    assert_eq!(series(&table, "b"), "A 2023 [7.0]");
    let (message, _) = refused("series,period,value\na,2023-11,1\nb,2023-11,1\na,2023-11,3\n");
    assert_eq!(message, "lines 2 and 4, column `a`: the period 2023-11 occurs twice");
    Ok(())
}

#[test]
fn every_problem_is_placed() {
    for (content, message, hint) in [
        (
            "date,y\n2023-11,1\n2023-12,oops\n2024-01,2\n",
            "line 3, column `y`: `oops` is not a number",
            "leave the cell empty",
        ),
        ("date,y\n\n2023-11,1\n\n2023-12,inf\n", "line 5, column `y`: `inf` is not a number", "infinite"),
        ("date,y\n2023-11,\"1,234\"\n2023-12,2\n", "line 2, column `y`: `1,234` is not a number", "1234.5"),
        ("date;y\n2023-11;1,5\n2023-12;2\n", "line 2, column `y`: `1,5` is not a number", "comma"),
        (
            "date,y\n2023-11,1\n2023-12,2\n2023-11,3\n",
            "lines 2 and 4, column `date`: the period 2023-11 occurs twice",
            "one row per period",
        ),
        (
            "date,y\n2023-11-01,1\n2023-11-15,2\n2023-11-15,3\n",
            "lines 3 and 4, column `date`: the period 2023-11-15 occurs twice",
            "",
        ),
        (
            "date,y\n2023-11,1\n2023Q4,2\n",
            "lines 2 and 3, column `date`: `2023-11` and `2023Q4` are periods of different length",
            "",
        ),
        ("date,y\n12/31/2023,1\n", "line 2, column `date`: `12/31/2023` is not a period", "year first"),
        ("date,y\n2023-11,1\n,2\n", "line 3, column `date`: no period", ""),
        ("date,y\n2023-11,1,9\n", "line 2: 3 fields, but the header has 2", "line 1 must hold"),
        ("Title\ndate,y\n2023-11,1\n", "line 2: 2 fields, but the header has 1", "titles"),
        ("date,y\n2023-11,1\n2023-12\n", "line 3: 1 field, but the header has 2", "empty field"),
        ("date,y,y\n2023-11,1,2\n", "line 1, column `y`: the name occurs twice", "rename"),
        ("date,y\n2023-11,\"1\n2023-12,2\n", "line 2: a quote is opened here and never closed", ""),
        ("date,y\n", "has a header and no row below it", ""),
        ("", "is empty", "header"),
        (" \n\n", "is empty", "header"),
        ("date,remark\n2023-11,abc\n", "has no column of numbers", "remark"),
        ("PK\u{3}\u{4}xyz", "is a damaged zip archive: invalid Zip archive: Could not find EOCD", "download"),
    ] {
        let found = refused(content);
        assert_eq!(found.0, message, "{content:?}");
        assert!(found.1.contains(hint), "{content:?}: {}", found.1);
    }
}

#[test]
fn other_encodings_are_recognised() {
    let (japanese, _, _) = encoding_rs::SHIFT_JIS.encode("日付,経常収支\n2023-11,1\n");
    let (message, hint) = refused(&japanese);
    assert_eq!(message, "line 1, byte 1: not valid UTF-8; it looks like Shift_JIS/cp932 (Japanese)");
    assert!(hint.contains("iconv -f cp932 -t utf-8"), "{hint}");
    let (japanese, _, _) = encoding_rs::EUC_JP.encode("date,y\n2023-11,1\n2023-12,収支\n");
    assert_eq!(refused(&japanese).0, "line 3, byte 9: not valid UTF-8; it looks like EUC-JP (Japanese)");
    assert_eq!(refused(b"date,y\n2023-11,\xFF\n").0, "line 2, byte 9: not valid UTF-8");
    assert!(refused(b"\xFF\xFEd\0a\0").0.contains("UTF-16"));
}

#[test]
fn the_frequency_of_an_unordered_file_is_found() -> Outcome {
    let table = read("date,y\n2023-12-31,3\n2023-10-31,1\n2023-11-30,2\n")?;
    let y = table.dataset.get("y").ok_or("y")?;
    assert_eq!((y.frequency(), y.values()), (Frequency::Monthly, &[1.0, 2.0, 3.0][..]));
    Ok(())
}
