//! Results to stdout in the format asked for.

use std::io::Write;
use std::path::Path;

use fxsens_core::table::Table;
use fxsens_report::tables::{self, TableFormat};
use fxsens_report::write;
use serde::Serialize;

use crate::args::Format;
use crate::failure::Failure;

/// Writes text to stdout; a trailing newline is added when there is none.
pub fn print(text: &str) -> Result<(), Failure> {
    let mut stdout = std::io::stdout().lock();
    stdout.write_all(text.as_bytes())?;
    if !text.ends_with('\n') {
        stdout.write_all(b"\n")?;
    }
    stdout.flush()?;
    Ok(())
}

/// Writes a value as indented JSON.
pub fn print_json(value: &impl Serialize) -> Result<(), Failure> {
    print(&serde_json::to_string_pretty(value)?)
}

/// Writes a table, or `json` when JSON is asked for.
pub fn print_table(table: &Table, json: &impl Serialize, format: Format) -> Result<(), Failure> {
    match format {
        Format::Json => print_json(json),
        other => print(&render_table(table, other)?),
    }
}

/// A table as text in any format but JSON, which falls back to text.
pub fn render_table(table: &Table, format: Format) -> Result<String, Failure> {
    let format = match format {
        Format::Text | Format::Json => TableFormat::Text,
        Format::Csv => TableFormat::Csv,
        Format::Md => TableFormat::Markdown,
        Format::Latex => TableFormat::Latex,
        Format::Html => TableFormat::Html,
        Format::Typst => TableFormat::Typst,
    };
    Ok(tables::render(table, format)?)
}

/// Writes files below a folder, each under a temporary name first.
pub fn save(folder: &Path, files: &[(String, Vec<u8>)]) -> Result<(), Failure> {
    for (name, bytes) in files {
        let path = folder.join(name);
        if let Some(parent) = path.parent() {
            write::check_writable(parent)?;
        }
        write::write_atomic(&path, bytes)?;
    }
    Ok(())
}

/// Writes a message to stderr.
pub fn message(quiet: bool, text: &str) {
    if !quiet {
        let _ = writeln!(std::io::stderr().lock(), "{text}");
    }
}
