//! `fxsens package`: everything that a reader needs to make a study's numbers again, in one folder with checksums.

mod readme;
pub mod sources;

use std::path::{Path, PathBuf};

use fxsens_ingest::{Library, Source, sha256};
use fxsens_report::write;
use fxsens_study::shipped;

use crate::args::Package;
use crate::commands::reproduce;
use crate::commands::study_run::{Prepared, is_shipped};
use crate::config::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output;
use crate::progress::Progress;

/// Runs a study and writes its package, whole or not at all.
pub fn run(args: &Package, context: &Context) -> Result<Exit, Failure> {
    let out = &args.out;
    if out.exists() {
        return Err(Failure::new(format!("{} exists already", out.display()))
            .hint("name another folder with --out, or remove this one first"));
    }
    let parent = out.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    write::check_writable(parent)?;
    let progress = Progress::new(context);
    progress.step("data");
    let prepared = Prepared::new(&args.study, None, true, context)?;
    let used = sources::used(&prepared)?;
    shipped_data_only(&prepared.library, &used)?;
    let failed =
        |error: std::io::Error| Failure::new(format!("cannot write {}", out.display())).because(error);
    let unfinished = tempfile::Builder::new().prefix(".fxsens-").tempdir_in(parent).map_err(failed)?;
    let root = unfinished.path();
    let made = reproduce::make(&prepared, context, &progress)?;
    reproduce::save(&root.join("results"), &made, &prepared, true)?;
    let mut files = study_files(&args.study, &prepared)?;
    files.extend(data_files(prepared.library.source())?);
    files.push(("series.csv".into(), sources::table(&prepared.library, &used).into_bytes()));
    files.push(("README.md".into(), readme::readme(&prepared, &made, &used, context)?.into_bytes()));
    output::save(root, &files)?;
    let sums = checksums(root)?;
    let count = sums.lines().count() + 1;
    output::save(root, &[("SHA256SUMS".to_owned(), sums.into_bytes())])?;
    std::fs::rename(root, out).map_err(failed)?;
    drop(progress);
    output::message(context.quiet, &format!("{count} files in {}; start with README.md", out.display()));
    Ok(Exit::Done)
}

/// Refuses figures that a user fetched: they are not in the folder that the package carries.
fn shipped_data_only(library: &Library, used: &[String]) -> Result<(), Failure> {
    let stored: Vec<&str> = library
        .known()
        .map(|known| used.iter().map(String::as_str).filter(|id| known.contains(id)).collect())
        .unwrap_or_default();
    if stored.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!("{} come from the store, which is not part of a package", stored.join(", ")))
        .hint("run with `--store` on an empty folder, or put the figures into a data folder and name it with --data-dir"))
}

/// The study as it was written, with its grid.
fn study_files(name: &str, prepared: &Prepared) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    if is_shipped(name) {
        let files = shipped::files(name).iter();
        return Ok(files.map(|(file, text)| (format!("study/{file}"), text.as_bytes().to_vec())).collect());
    }
    let file = &prepared.study.file;
    let names = std::iter::once("study.toml")
        .chain(file.specs.iter().map(String::as_str))
        .chain(file.curve.as_deref());
    names
        .map(|file| {
            let path: PathBuf = Path::new(name).join(file);
            let bytes = std::fs::read(&path)
                .map_err(|error| Failure::new(format!("cannot read {}", path.display())).because(error))?;
            Ok((format!("study/{file}"), bytes))
        })
        .collect()
}

/// The whole data folder, so that `--data-dir data` reads nothing else.
fn data_files(source: &Source) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    let read = |name: &str| Ok((format!("data/{name}"), source.read(name)?.into_owned()));
    Source::embedded_files().map(read).collect()
}

/// A line per file for `sha256sum -c`, in the order of their names.
fn checksums(root: &Path) -> Result<String, Failure> {
    let mut names = Vec::new();
    list(root, "", &mut names)?;
    names.sort();
    let mut text = String::new();
    for name in names {
        text.push_str(&sha256(&std::fs::read(root.join(&name))?));
        text.push_str("  ");
        text.push_str(&name);
        text.push('\n');
    }
    Ok(text)
}

fn list(root: &Path, below: &str, names: &mut Vec<String>) -> Result<(), Failure> {
    for entry in std::fs::read_dir(root.join(below))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if below.is_empty() { name } else { format!("{below}/{name}") };
        if entry.file_type()?.is_dir() {
            list(root, &path, names)?;
        } else {
            names.push(path);
        }
    }
    Ok(())
}
