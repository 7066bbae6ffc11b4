//! Study, spec, grid and claims files with damage: refused with words or read, never a panic.

#![allow(clippy::expect_used, reason = "a test that cannot set up its case must stop")]
#![allow(clippy::disallowed_methods, reason = "tests write their own temporary files")]

use std::path::{Path, PathBuf};

use fxsens_study::claims;
use fxsens_study::curve::Grid;
use fxsens_study::folder::Study;
use proptest::prelude::*;

/// The study that ships with the program.
fn shipped() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../studies/digital-deficit")
}

/// Pieces that tend to confuse readers of TOML, of numbers and of formulas.
fn piece() -> impl Strategy<Value = String> {
    let pieces = [
        "\"",
        "'",
        "=",
        "[",
        "]",
        "[[",
        "{",
        "}",
        "\n",
        ",",
        ".",
        "#",
        "\\",
        "\0",
        "é",
        "nan",
        "inf",
        "-1",
        "0",
        "1e400",
        "99999999999999999999",
        "true",
        "2023-13",
        "~",
        "|",
        "L(",
        "0:2000000000",
        "I(",
        ")",
        "^",
    ];
    prop_oneof![proptest::sample::select(pieces.to_vec()).prop_map(str::to_owned), "[a-z_0-9 ]{0,6}",]
}

/// Places, lengths and replacements, places as a share of the text.
fn edits() -> impl Strategy<Value = Vec<(f64, usize, String)>> {
    proptest::collection::vec((0.0..1.0f64, 0usize..6, piece()), 1..5)
}

fn edited(text: &str, edits: &[(f64, usize, String)]) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    for (place, drop, piece) in edits {
        let start = (letters.len() as f64 * place) as usize;
        let end = (start + drop).min(letters.len());
        letters.splice(start..end, piece.chars());
    }
    letters.into_iter().collect()
}

proptest! {
    #[test]
    fn damaged_studies_and_specs_are_refused_with_words(
        file in proptest::sample::select(vec!["study.toml", "m1.toml", "m3a.toml", "m4c.toml", "m6a.toml"]),
        edits in edits(),
    ) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for entry in std::fs::read_dir(shipped()).expect("the study is there") {
            let path = entry.expect("an entry").path();
            std::fs::copy(&path, folder.path().join(path.file_name().expect("a name"))).expect("a copy");
        }
        let path = folder.path().join(file);
        let text = std::fs::read_to_string(&path).expect("the file is there");
        std::fs::write(&path, edited(&text, &edits)).expect("the file can be written");
        if let Err(error) = Study::from_folder(folder.path()) {
            prop_assert!(!error.to_string().is_empty());
        }
    }

    #[test]
    fn damaged_grids_are_refused_with_words(edits in edits()) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let text = std::fs::read_to_string(shipped().join("grid.toml")).expect("the grid is there");
        let study = shipped().display().to_string().replace('\\', "/");
        let text = format!("study = \"{study}\"\n{}", edited(&text, &edits));
        let path = folder.path().join("grid.toml");
        std::fs::write(&path, text).expect("the file can be written");
        if let Err(error) = Grid::from_file(&path) {
            prop_assert!(!error.to_string().is_empty());
        }
    }

    #[test]
    fn damaged_claims_are_refused_with_words(edits in edits()) {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/claims.toml");
        let text = std::fs::read_to_string(path).expect("the claims are there");
        if let Err(error) = claims::parse(&edited(&text, &edits)) {
            prop_assert!(!error.to_string().is_empty());
        }
    }
}
