//! Reads one file with this crate or with polars' own CSV reader, to be timed from outside:
//!
//! ```sh
//! cargo build --workspace --release --examples
//! /usr/bin/time -v target/release/examples/read_large fxsens FILE.csv
//! /usr/bin/time -v target/release/examples/read_large polars FILE.csv
//! ```

use std::error::Error;
use std::io::Write;
use std::path::PathBuf;

use polars::prelude::{CsvReadOptions, SerReader};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(reader), Some(path)) = (arguments.next(), arguments.next().map(PathBuf::from)) else {
        return Err("expected: read_large fxsens|polars FILE.csv".into());
    };
    let columns = match reader.as_str() {
        "fxsens" => fxsens_ingest::read_table(&path)?.dataset.len(),
        "polars" => CsvReadOptions::default().try_into_reader_with_file_path(Some(path))?.finish()?.width(),
        other => return Err(format!("`{other}` is no reader; expected fxsens or polars").into()),
    };
    writeln!(std::io::stdout(), "{columns} columns")?;
    Ok(())
}
