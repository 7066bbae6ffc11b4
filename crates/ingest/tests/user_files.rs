//! A user's own file: paths, and Parquet.

#![allow(clippy::disallowed_methods, reason = "fixtures are written straight into a temporary folder")]

use std::error::Error;

use fxsens_ingest::{UserTable, read_table};

type Outcome = Result<(), Box<dyn Error>>;

/// Frequency, first period and values of a series.
fn series(table: &UserTable, id: &str) -> String {
    let Some(series) = table.dataset.get(id) else {
        return format!("no {id}");
    };
    format!("{} {} {:?}", series.frequency().code(), series.start(), series.values())
}

#[test]
fn paths_that_are_no_files() -> Outcome {
    let folder = tempfile::tempdir()?;
    let message =
        |path: std::path::PathBuf| read_table(path).map_err(|e| e.to_string()).err().unwrap_or_default();
    assert!(message(folder.path().into()).ends_with("is a folder"));
    assert!(message(folder.path().join("none.csv")).ends_with("does not exist"));
    let path = folder.path().join("fake.parquet");
    std::fs::write(&path, "date,y\n")?;
    assert!(message(path.clone()).ends_with("is not a Parquet file"));
    std::fs::write(&path, b"PAR1broken")?;
    assert!(message(path).ends_with("is a damaged Parquet file (it is cut off)"));
    Ok(())
}

#[test]
fn parquet_with_dates_and_numbers() -> Outcome {
    use polars::prelude::*;
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("t.parquet");
    // 2023-10-31, 2023-11-30, 2023-12-31
    let days = Column::new("when".into(), [19661i32, 19691, 19722]);
    let stamps = days.cast(&DataType::Date)?.cast(&DataType::Datetime(TimeUnit::Microseconds, None))?;
    for index in [days.cast(&DataType::Date)?, stamps] {
        let mut frame = DataFrame::new(
            3,
            vec![
                index,
                Column::new("y".into(), [Some(1i64), None, Some(3)]),
                Column::new("x".into(), [1.5f32, f32::NAN, 2.0]),
                Column::new("note".into(), ["a", "b", "c"]),
            ],
        )?;
        ParquetWriter::new(std::fs::File::create(&path)?).finish(&mut frame)?;
        let table = read_table(&path)?;
        assert_eq!(series(&table, "y"), "M 2023-10 [1.0, NaN, 3.0]");
        assert_eq!(series(&table, "x"), "M 2023-10 [1.5, NaN, 2.0]");
        assert_eq!(table.skipped.len(), 1);
    }
    let mut years = DataFrame::new(
        2,
        vec![Column::new("year".into(), [2001i32, 2002]), Column::new("y".into(), [1.0, f64::INFINITY])],
    )?;
    ParquetWriter::new(std::fs::File::create(&path)?).finish(&mut years)?;
    let error = read_table(&path).err().ok_or("must fail")?.to_string();
    assert!(error.ends_with("line 2, column `y`: infinite value"), "{error}");
    Ok(())
}
