//! A zip archive with one file of figures, as the Bank of Japan, the European Central Bank and the World Bank hand them out.

use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use zip::ZipArchive;

use super::official::{Input, recognised};
use crate::error::IngestError;

/// Bytes one file may unpack to.
const MOST_BYTES: u64 = 256 * 1024 * 1024;
/// Files an archive may hold.
const MOST_FILES: usize = 1000;
/// Endings of files that may hold figures.
const ENDINGS: [&str; 5] = ["csv", "txt", "tsv", "json", "xlsx"];

/// The file of figures inside an archive, with its name; every other file, workbooks included, comes back as it is.
///
/// # Errors
/// [`IngestError::File`] when the archive is damaged, holds no file of figures or several, or one whose name leads out of it;
/// [`IngestError::TooLarge`] when it unpacks to more than the limits.
pub(super) fn unpacked(path: &Path, bytes: Vec<u8>) -> Result<(PathBuf, Vec<u8>), IngestError> {
    if !bytes.starts_with(b"PK\x03\x04") {
        return Ok((path.into(), bytes));
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(path, &error))?;
    let names: Result<Vec<String>, _> =
        archive.file_names().map(|name| name.map(std::borrow::Cow::into_owned)).collect();
    let names = names.map_err(|error| damaged(path, &error))?;
    if names.iter().any(|name| name == "[Content_Types].xml" || name.starts_with("xl/")) {
        return Ok((path.into(), archive.into_inner().into_inner()));
    }
    if archive.len() > MOST_FILES {
        return Err(too_large(path, format!("holds more than {MOST_FILES} files")));
    }
    let names = figures(path, names)?;
    if let [name] = names.as_slice() {
        let content = unpack(path, &mut archive, name)?;
        return Ok((path.join(name), content));
    }
    let mut found: Vec<(String, Vec<u8>)> = Vec::new();
    for name in &names {
        let content = unpack(path, &mut archive, name)?;
        if recognised(&Input::new(Path::new(name), &content)) {
            found.push((name.clone(), content));
        }
    }
    match (found.pop(), found.is_empty()) {
        (Some((name, content)), true) => Ok((path.join(name), content)),
        _ => Err(not_one(path, &names)),
    }
}

/// The names that may be figures, in order.
fn figures(path: &Path, names: Vec<String>) -> Result<Vec<String>, IngestError> {
    let outside = |name: &&String| {
        name.starts_with(['/', '\\'])
            || name.contains(':')
            || name.split(['/', '\\']).any(|part| part == "..")
    };
    if let Some(name) = names.iter().find(outside) {
        let problem =
            format!("holds the file `{}`, whose name leads out of the archive", name.escape_debug());
        let hint = "no publisher writes such names: download it again from the source";
        return Err(IngestError::File { path: path.into(), problem, hint: hint.into() });
    }
    let ending =
        |name: &str| Path::new(name).extension().map(|ending| ending.to_string_lossy().to_lowercase());
    let may_be = |name: &String| {
        ending(name).is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
            && !name.starts_with("__MACOSX/")
    };
    let mut found: Vec<String> = names.into_iter().filter(may_be).collect();
    found.sort();
    Ok(found)
}

/// Unpacks one file, counting: what the archive says about sizes can be wrong.
fn unpack(
    path: &Path,
    archive: &mut ZipArchive<Cursor<Vec<u8>>>,
    name: &str,
) -> Result<Vec<u8>, IngestError> {
    let file = archive.by_name(name).map_err(|error| damaged(path, &error))?;
    let mut content = Vec::new();
    file.take(MOST_BYTES + 1).read_to_end(&mut content).map_err(|error| damaged(path, &error))?;
    if content.len() as u64 > MOST_BYTES {
        return Err(too_large(path, format!("unpacks to more than {} MB", MOST_BYTES / 1024 / 1024)));
    }
    Ok(content)
}

fn not_one(path: &Path, names: &[String]) -> IngestError {
    let problem = match names {
        [] => "is an archive without a file of figures".into(),
        names => format!("is an archive with several files: {}", names.join(", ")),
    };
    IngestError::File {
        path: path.into(),
        problem,
        hint: "unpack it and name the file that is wanted".into(),
    }
}

fn damaged(path: &Path, error: &dyn std::fmt::Display) -> IngestError {
    let problem = format!("is a damaged zip archive: {error}");
    IngestError::File { path: path.into(), problem, hint: "download it again".into() }
}

fn too_large(path: &Path, problem: String) -> IngestError {
    IngestError::TooLarge { path: path.into(), problem }
}
