//! Reports on disk.

use std::error::Error;
use std::fs;
use std::path::Path;

use super::{ReportOptions, check_writable, sample, write_report};
use crate::error::ReportError;

fn names(dir: &Path) -> Result<Vec<String>, std::io::Error> {
    let mut names = Vec::new();
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        names.push(entry.file_name().to_string_lossy().into_owned());
        if entry.file_type()?.is_dir() {
            names.extend(self::names(&entry.path())?);
        }
    }
    names.sort();
    Ok(names)
}

#[test]
fn a_report_is_complete_and_leaves_no_temporary_files() -> Result<(), Box<dyn Error>> {
    let dir = tempfile::tempdir()?;
    let out = dir.path().join("a/b");
    let written = write_report(&sample::document(), &out, &ReportOptions::default())?;
    assert_eq!(written.len(), 8);
    let expected = [
        "figures",
        "line.png",
        "line.svg",
        "report.html",
        "report.md",
        "sample.csv",
        "sample.md",
        "sample.tex",
        "sample.typ",
        "tables",
    ];
    assert_eq!(names(&out)?, expected);
    assert!(fs::read(out.join("figures/line.png"))?.starts_with(b"\x89PNG"));
    Ok(())
}

#[test]
fn threads_do_not_change_the_bytes() -> Result<(), Box<dyn Error>> {
    let mut document = sample::document();
    let mut second = document.sections[0].clone();
    second.blocks.retain(|block| matches!(block, fxsens_core::document::Block::Figure(_)));
    for block in &mut second.blocks {
        if let fxsens_core::document::Block::Figure(figure) = block {
            figure.id = "other".into();
        }
    }
    document.sections.push(second);
    let (one, two) = (tempfile::tempdir()?, tempfile::tempdir()?);
    write_report(&document, one.path(), &ReportOptions { threads: 1, ..ReportOptions::default() })?;
    let paths =
        write_report(&document, two.path(), &ReportOptions { threads: 2, ..ReportOptions::default() })?;
    for path in paths {
        let other = one.path().join(path.strip_prefix(two.path())?);
        assert_eq!(fs::read(&path)?, fs::read(other)?, "{}", path.display());
    }
    Ok(())
}

#[test]
fn a_directory_that_cannot_be_written_is_named() -> Result<(), Box<dyn Error>> {
    let dir = tempfile::tempdir()?;
    let blocked = dir.path().join("file");
    super::write_atomic(&blocked, b"in the way")?;
    let error = check_writable(&blocked).err().map(|error| error.to_string()).unwrap_or_default();
    assert!(error.contains(&blocked.display().to_string()) && error.contains("--out"), "{error}");
    assert!(write_report(&sample::document(), &blocked, &ReportOptions::default()).is_err());
    assert_eq!(fs::read_to_string(&blocked)?, "in the way");
    Ok(())
}

#[test]
fn an_error_in_a_chart_writes_nothing() -> Result<(), Box<dyn Error>> {
    let dir = tempfile::tempdir()?;
    let mut document = sample::document();
    for block in &mut document.sections[0].blocks {
        if let fxsens_core::document::Block::Figure(figure) = block {
            figure.panels.clear();
        }
    }
    let result = write_report(&document, dir.path(), &ReportOptions::default());
    assert!(matches!(result, Err(ReportError::NoPanels { .. })));
    assert!(names(dir.path())?.is_empty());
    Ok(())
}

#[test]
fn ids_that_leave_the_directory_or_repeat_are_refused() -> Result<(), Box<dyn Error>> {
    let dir = tempfile::tempdir()?;
    let mut document = sample::document();
    let table = document.sections[0].blocks[3].clone();
    document.sections[0].blocks.push(table);
    let twice = write_report(&document, dir.path(), &ReportOptions::default());
    assert!(matches!(twice, Err(ReportError::Duplicate { kind: "table", .. })));
    document.sections[0].blocks.pop();
    if let fxsens_core::document::Block::Table(table) = &mut document.sections[0].blocks[3] {
        table.id = "../escape".into();
    }
    let outside = write_report(&document, dir.path(), &ReportOptions::default());
    assert!(matches!(outside, Err(ReportError::BadId { .. })));
    Ok(())
}

#[test]
fn without_plots_there_are_no_pictures() -> Result<(), Box<dyn Error>> {
    let dir = tempfile::tempdir()?;
    let options = ReportOptions { plots: false, ..ReportOptions::default() };
    assert_eq!(write_report(&sample::document(), dir.path(), &options)?.len(), 6);
    assert!(!dir.path().join("figures").exists());
    Ok(())
}
