//! `fxsens new study`: a commented study folder that runs at once.

mod currencies;
mod facts;
mod grid;
mod specs;
mod study_toml;

use std::path::Path;

use fxsens_report::write;

use crate::args::NewStudy;
use crate::config::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output;

use facts::Facts;

/// Files of a folder: name and text.
type Files = Vec<(String, String)>;

/// Writes the folder, whole or not at all.
pub fn run(args: &NewStudy, context: &Context) -> Result<Exit, Failure> {
    let folder = &args.folder;
    let name = folder.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    if name.is_empty()
        || name.starts_with('.')
        || !name.chars().all(|c| c.is_alphanumeric() || "-_.".contains(c))
    {
        return Err(Failure::new(format!("`{}` cannot name a study", folder.display())).hint(
            "letters, digits and hyphens, e.g. `fxsens new study won-and-trade --outcome usdkrw --flow ID`",
        ));
    }
    if folder.exists() {
        return Err(Failure::new(format!("{} exists already", folder.display()))
            .hint("name another folder, or remove this one first"));
    }
    let facts = Facts::new(name, args, &context.library()?)?;
    let mut files = specs::specs(&facts);
    files.extend(grid::grid(&facts).map(|text| ("grid.toml".to_owned(), text)));
    files.push(("study.toml".to_owned(), study_toml::study(&facts, &files)));
    put(folder, &files)?;
    output::message(
        context.quiet,
        &format!(
            "{} files in {}; run it with `fxsens reproduce {}`",
            files.len(),
            folder.display(),
            folder.display()
        ),
    );
    Ok(Exit::Done)
}

/// Writes everything into a folder beside the target, then renames it.
pub fn put(folder: &Path, files: &[(String, impl AsRef<[u8]>)]) -> Result<(), Failure> {
    let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    write::check_writable(parent)?;
    let failed =
        |error: std::io::Error| Failure::new(format!("cannot write {}", folder.display())).because(error);
    let unfinished = tempfile::Builder::new().prefix(".fxsens-").tempdir_in(parent).map_err(failed)?;
    for (name, text) in files {
        let path = unfinished.path().join(name);
        if let Some(place) = path.parent() {
            std::fs::create_dir_all(place).map_err(failed)?;
        }
        write::write_atomic(&path, text.as_ref())?;
    }
    std::fs::rename(unfinished.path(), folder).map_err(failed)
}
