//! A report on disk: everything is made in memory first, then written file by file under a temporary name.

#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod tests;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use fxsens_core::document::Document;
use fxsens_core::figure::Figure;

use crate::error::ReportError;
use crate::html;
use crate::markdown::{Images, document_to_markdown};
use crate::render::{svg_to_png, to_svg};
use crate::tables::{TableFormat, render};
use crate::theme::Theme;

/// What a report contains.
#[derive(Debug, Clone, PartialEq)]
pub struct ReportOptions {
    /// Whether charts are drawn.
    pub plots: bool,
    /// How they look.
    pub theme: Theme,
    /// Threads that rasterise charts; the bytes do not depend on it.
    pub threads: usize,
}

impl Default for ReportOptions {
    fn default() -> Self {
        Self { plots: true, theme: Theme::light(), threads: 2 }
    }
}

/// Creates the directory if needed and proves that a file can be written into it. Call it before a long run.
///
/// # Errors
/// [`ReportError::NotWritable`], naming the directory.
pub fn check_writable(dir: &Path) -> Result<(), ReportError> {
    let refused = |source| ReportError::NotWritable { path: dir.to_owned(), source };
    fs::create_dir_all(dir).map_err(refused)?;
    let probe = temporary(&dir.join("probe"));
    fs::File::create(&probe).map_err(refused)?;
    fs::remove_file(&probe).map_err(refused)
}

/// Writes a file so that readers see the old one or the new one, never half of one.
///
/// # Errors
/// [`ReportError::Write`], naming the file; nothing is left behind.
pub fn write_atomic(path: &Path, bytes: &[u8]) -> Result<(), ReportError> {
    let temporary = temporary(path);
    let write = || {
        let mut file = fs::File::create(&temporary)?;
        file.write_all(bytes)?;
        drop(file);
        fs::rename(&temporary, path)
    };
    write().map_err(|source| {
        // Removing is best effort: the file may never have been created.
        let _ = fs::remove_file(&temporary);
        ReportError::Write { path: path.to_owned(), source }
    })
}

/// A hidden name in the same directory, so that renaming stays within one file system.
fn temporary(path: &Path) -> PathBuf {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    path.with_file_name(format!(".{name}.{}.tmp", std::process::id()))
}

/// Writes `report.md`, `report.html`, `tables/*.{csv,md,tex,typ}` and `figures/*.{svg,png}` into a directory and
/// returns the paths in the order written. Nothing is written before everything is made.
///
/// # Errors
/// [`ReportError::NotWritable`] before any work; any error of charts and tables before any file; and
/// [`ReportError::Write`] for the file that failed.
pub fn write_report(
    document: &Document,
    dir: &Path,
    options: &ReportOptions,
) -> Result<Vec<PathBuf>, ReportError> {
    check_writable(dir)?;
    check_ids(document)?;
    let mut files: Vec<(PathBuf, Vec<u8>)> = Vec::new();
    let figures: Vec<&Figure> = if options.plots { document.figures().collect() } else { Vec::new() };
    let drawings = figures.iter().map(|f| to_svg(f, &options.theme)).collect::<Result<Vec<String>, _>>()?;
    let rasters = rasterise(&figures, &drawings, options.threads)?;
    let theme = options.plots.then_some(&options.theme);
    let page = html::page(document, theme, &drawings)?;
    for ((figure, svg), png) in figures.iter().zip(drawings).zip(rasters) {
        files.push((format!("figures/{}.svg", figure.id).into(), svg.into_bytes()));
        files.push((format!("figures/{}.png", figure.id).into(), png));
    }
    let formats = [
        (TableFormat::Csv, "csv"),
        (TableFormat::Markdown, "md"),
        (TableFormat::Latex, "tex"),
        (TableFormat::Typst, "typ"),
    ];
    for table in document.tables() {
        for (format, extension) in formats {
            let text = render(table, format)?;
            files.push((format!("tables/{}.{extension}", table.id).into(), text.into_bytes()));
        }
    }
    let images = if options.plots { Images::Linked } else { Images::Described };
    files.push(("report.md".into(), document_to_markdown(document, images)?.into_bytes()));
    files.push(("report.html".into(), page.into_bytes()));

    let mut written = Vec::with_capacity(files.len());
    for (name, bytes) in files {
        let path = dir.join(name);
        if let Some(parent) = path.parent() {
            let refused = |source| ReportError::NotWritable { path: parent.to_owned(), source };
            fs::create_dir_all(parent).map_err(refused)?;
        }
        write_atomic(&path, &bytes)?;
        written.push(path);
    }
    Ok(written)
}

/// Ids name files: they must be plain and differ.
fn check_ids(document: &Document) -> Result<(), ReportError> {
    let figures: Vec<&str> = document.figures().map(|figure| figure.id.as_str()).collect();
    let tables: Vec<&str> = document.tables().map(|table| table.id.as_str()).collect();
    for (kind, ids) in [("figure", figures), ("table", tables)] {
        for (i, id) in ids.iter().enumerate() {
            let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
            if id.is_empty() || id.starts_with('.') || !id.chars().all(plain) {
                return Err(ReportError::BadId { id: (*id).to_owned() });
            }
            if ids[..i].contains(id) {
                return Err(ReportError::Duplicate { kind, id: (*id).to_owned() });
            }
        }
    }
    Ok(())
}

/// Rasterises on several threads; thread `t` takes every chart whose number is `t` modulo the threads.
fn rasterise(figures: &[&Figure], drawings: &[String], threads: usize) -> Result<Vec<Vec<u8>>, ReportError> {
    let threads = threads.clamp(1, figures.len().max(1));
    let mut rasters: Vec<(usize, Result<Vec<u8>, ReportError>)> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|first| {
                scope.spawn(move || {
                    let mine = (first..figures.len()).step_by(threads);
                    mine.map(|i| (i, svg_to_png(&drawings[i], figures[i]))).collect::<Vec<_>>()
                })
            })
            .collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap_or_default()).collect()
    });
    rasters.sort_by_key(|(i, _)| *i);
    if rasters.len() != figures.len() {
        return Err(ReportError::Drawing { reason: "a drawing thread stopped".into() });
    }
    rasters.into_iter().map(|(_, raster)| raster).collect()
}
