//! `new-model`: all files and both lines, or nothing.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::error::TaskError;
use crate::lines::{with_dependency, with_entry};
use crate::name::ModelName;
use crate::template;

/// The list of models, below the root of the workspace.
pub(crate) const LIST: &str = "crates/fxsens/src/models.rs";

/// The manifest that depends on every model.
pub(crate) const MANIFEST: &str = "crates/fxsens/Cargo.toml";

/// Writes `crates/model-NAME` and adds its two lines. The work is prepared under temporary names and then renamed;
/// when a rename fails, those before it are taken back.
///
/// # Errors
/// [`TaskError`]; the workspace is as it was.
pub(crate) fn create(root: &Path, name: &ModelName) -> Result<(), TaskError> {
    let target = root.join("crates").join(format!("model-{}", name.id()));
    refuse_existing(root, &target, name)?;
    let (manifest, list) = (read(root, MANIFEST)?, read(root, LIST)?);
    let new_manifest = with_dependency(&manifest, name)?;
    let new_list = with_entry(&list, name)?;

    let staging = root.join(format!(".new-model-{}", name.id()));
    let prepared = prepare(&staging, name, &new_manifest, &new_list);
    let done = prepared.and_then(|()| put_in_place(root, &staging, &target, &manifest));
    // Empty after success, leftovers after failure; neither belongs to the workspace.
    let _ = fs::remove_dir_all(&staging);
    done
}

/// What to do next, for the terminal.
pub(crate) fn next_steps(name: &ModelName) -> String {
    let id = name.id();
    format!(
        "created crates/model-{id}: a skeleton that estimates least squares until you replace it\n\
         added one line each to {MANIFEST} and {LIST}\n\n\
         next:\n\
         \x20 cargo test --release -p fxsens-model-{id}      passes now, and must when you are done\n\
         \x20 cargo run --release -p fxsens -- explain {id}  the page readers see\n\
         \x20 then replace src/fit.rs, src/params.rs, README.md and tests/reference.rs: CONTRIBUTING.md, step 3\n"
    )
}

fn refuse_existing(root: &Path, target: &Path, name: &ModelName) -> Result<(), TaskError> {
    let own = root.join("crates/regression/src/models").join(name.snake());
    for place in [target, &own] {
        if place.exists() {
            let place = place.strip_prefix(root).unwrap_or(place).display().to_string();
            return Err(TaskError::Exists { name: name.id().to_owned(), place });
        }
    }
    Ok(())
}

/// Writes everything below `staging`.
fn prepare(staging: &Path, name: &ModelName, manifest: &str, list: &str) -> Result<(), TaskError> {
    for (path, text) in template::files(name) {
        write(&staging.join("crate").join(path), &text)?;
    }
    write(&staging.join("Cargo.toml"), manifest)?;
    write(&staging.join("models.rs"), list)
}

/// Renames what was prepared. The folder of the crate comes first: the lines that name it must not stand alone.
fn put_in_place(root: &Path, staging: &Path, target: &Path, old_manifest: &str) -> Result<(), TaskError> {
    rename(&staging.join("crate"), target)?;
    let take_back = |error| {
        let _ = fs::remove_dir_all(target);
        error
    };
    rename(&staging.join("Cargo.toml"), &root.join(MANIFEST)).map_err(take_back)?;
    rename(&staging.join("models.rs"), &root.join(LIST)).map_err(|error| {
        let old = staging.join("old.toml");
        let _ = write(&old, old_manifest).and_then(|()| rename(&old, &root.join(MANIFEST)));
        take_back(error)
    })
}

fn read(root: &Path, path: &str) -> Result<String, TaskError> {
    let full: PathBuf = root.join(path);
    fs::read_to_string(&full).map_err(|error| TaskError::io("reading", &full, error))
}

fn write(path: &Path, text: &str) -> Result<(), TaskError> {
    let failed = |error| TaskError::io("writing", path, error);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    File::create_new(path).and_then(|mut file| file.write_all(text.as_bytes())).map_err(failed)
}

fn rename(from: &Path, to: &Path) -> Result<(), TaskError> {
    fs::rename(from, to).map_err(|error| TaskError::io("putting in place", to, error))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    /// The parts of this workspace that the task reads, copied.
    fn workspace() -> tempfile::TempDir {
        let here = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap();
        let copy = tempfile::tempdir().unwrap();
        for path in [MANIFEST, LIST, "Cargo.toml"] {
            write(&copy.path().join(path), &fs::read_to_string(here.join(path)).unwrap()).unwrap();
        }
        fs::create_dir_all(copy.path().join("crates/regression/src/models/gls_ar")).unwrap();
        copy
    }

    fn contents(folder: &Path) -> BTreeMap<String, String> {
        let mut found = BTreeMap::new();
        let mut open = vec![folder.to_path_buf()];
        while let Some(next) = open.pop() {
            for entry in fs::read_dir(next).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    open.push(path);
                } else {
                    let name = path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
                    found.insert(name, fs::read_to_string(&path).unwrap());
                }
            }
        }
        found
    }

    fn named(text: &str) -> ModelName {
        ModelName::parse(text).unwrap()
    }

    #[test]
    fn a_new_model_is_eight_files_and_two_lines() {
        let copy = workspace();
        let before = contents(copy.path());
        create(copy.path(), &named("im-threshold")).unwrap();
        let after = contents(copy.path());
        let new: Vec<&str> =
            after.keys().filter(|path| !before.contains_key(*path)).map(String::as_str).collect();
        let expected = [
            "Cargo.toml",
            "README.md",
            "src/fit.rs",
            "src/lib.rs",
            "src/params.rs",
            "tests/conformance.rs",
            "tests/main.rs",
            "tests/reference.rs",
        ];
        assert_eq!(new, expected.map(|path| format!("crates/model-im-threshold/{path}")));
        let grown: Vec<(&str, usize)> = before
            .iter()
            .filter(|(path, text)| after[*path] != **text)
            .map(|(path, text)| (path.as_str(), after[path].lines().count() - text.lines().count()))
            .collect();
        assert_eq!(grown, [(MANIFEST, 1), (LIST, 1)]);
    }

    #[test]
    fn a_second_run_refuses_and_changes_nothing() {
        let copy = workspace();
        create(copy.path(), &named("threshold")).unwrap();
        let before = contents(copy.path());
        assert!(matches!(create(copy.path(), &named("threshold")), Err(TaskError::Exists { .. })));
        assert_eq!(contents(copy.path()), before);
    }

    #[test]
    fn models_of_the_regression_crate_are_taken() {
        let copy = workspace();
        assert!(matches!(create(copy.path(), &named("gls-ar")), Err(TaskError::Exists { .. })));
    }

    #[test]
    fn a_failure_half_way_leaves_nothing_behind() {
        let copy = workspace();
        let list = copy.path().join(LIST);
        let text =
            fs::read_to_string(&list).unwrap().replace("adds its line above", "used to add its line above");
        fs::remove_file(&list).unwrap();
        write(&list, &text).unwrap();
        let before = contents(copy.path());
        assert!(matches!(create(copy.path(), &named("threshold")), Err(TaskError::Unexpected { .. })));
        // Something in the way of the staging folder: files cannot be written.
        let clean = workspace();
        write(&clean.path().join(".new-model-threshold/crate/README.md"), "in the way\n").unwrap();
        assert!(matches!(create(clean.path(), &named("threshold")), Err(TaskError::Io { .. })));
        assert!(!clean.path().join("crates/model-threshold").exists());
        assert_eq!(contents(copy.path()), before);
    }

    #[test]
    fn the_next_steps_name_the_crate() {
        assert!(next_steps(&named("threshold")).contains("cargo test --release -p fxsens-model-threshold"));
    }
}
