//! A grid with the study it belongs to: embedded in the program, or a file beside a `study.toml`.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::error::CurveError;
use super::file::{GRID_SCHEMA, GridFile};
use crate::folder::Study;
use crate::shipped::{self, DEFAULT_STUDY};

/// A grid with its study.
#[derive(Debug, Clone, PartialEq)]
pub struct Grid {
    /// The grid.
    pub file: GridFile,
    /// The study whose shock and base rate turn coefficients into yen.
    pub study: Study,
    /// SHA-256 of the grid's text, for manifests.
    pub fingerprint: String,
}

impl Grid {
    /// The grid that ships with the program.
    ///
    /// # Errors
    /// [`CurveError`]; a test keeps this from happening.
    pub fn embedded() -> Result<Self, CurveError> {
        Self::shipped(DEFAULT_STUDY, "grid.toml")
    }

    /// A grid of a study that ships with the program.
    ///
    /// # Errors
    /// [`CurveError`] names the file and what is wrong with it.
    pub fn shipped(study: &str, grid: &str) -> Result<Self, CurveError> {
        let path = PathBuf::from(study).join(grid);
        let text = shipped::file(study, grid).ok_or_else(|| CurveError::Read {
            path: path.clone(),
            reason: "it is not part of the program".into(),
        })?;
        Ok(Self { file: read(&path, text)?, study: Study::shipped(study)?, fingerprint: fingerprint(text) })
    }

    /// A grid from a file; its study is the `study.toml` in the same folder, or in the folder that the grid names.
    ///
    /// # Errors
    /// [`CurveError`] names the file and what is wrong with it.
    pub fn from_file(path: &Path) -> Result<Self, CurveError> {
        let text = std::fs::read_to_string(path)
            .map_err(|error| CurveError::Read { path: path.into(), reason: error.to_string() })?;
        let file = read(path, &text)?;
        let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let study = file.study.as_ref().map_or_else(|| folder.to_path_buf(), |study| folder.join(study));
        Ok(Self { file, study: Study::from_folder(&study)?, fingerprint: fingerprint(&text) })
    }
}

fn read(path: &Path, text: &str) -> Result<GridFile, CurveError> {
    let file: GridFile = toml::from_str(text).map_err(|error| CurveError::Toml {
        path: path.into(),
        text: text.into(),
        error: Box::new(error),
    })?;
    check(path, &file)?;
    Ok(file)
}

fn fingerprint(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().fold(String::new(), |mut digits, byte| {
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

/// Values are in range.
fn check(path: &Path, file: &GridFile) -> Result<(), CurveError> {
    let size = file.tiers.gate_size;
    let mut rules: Vec<(bool, String, &str)> = vec![
        (file.schema == GRID_SCHEMA, format!("schema is `{}`", file.schema), GRID_SCHEMA),
        (size > 0.0 && size < 1.0, format!("tiers.gate_size is {size}"), "a number between 0 and 1"),
        (!file.block.is_empty(), "there is no block".into(), "at least one"),
        (file.joint.draws >= 19, format!("joint.draws is {}", file.joint.draws), "at least 19"),
        (file.joint.block >= 1, "joint.block is 0".into(), "at least 1"),
    ];
    for v in &file.window {
        let holds = (1..=60).contains(&v.months);
        rules.push((holds, format!("window `{}` sums {} months", v.id, v.months), "between 1 and 60"));
    }
    for v in &file.lag {
        let holds = v.first <= v.last && v.last - v.first <= 12;
        rules.push((
            holds,
            format!("lag `{}` goes from {} to {}", v.id, v.first, v.last),
            "at most 13 lags in rising order",
        ));
    }
    for v in &file.flow {
        rules.push((v.sign.abs() == 1, format!("flow `{}` has the sign {}", v.id, v.sign), "1 or -1"));
    }
    for v in &file.valuation {
        rules.push((v.theta.is_finite(), format!("valuation `{}` has theta {}", v.id, v.theta), "a number"));
    }
    for v in &file.sample {
        let holds = v.last.since(v.first).is_some_and(|n| n >= 36);
        rules.push((
            holds,
            format!("sample `{}` goes from {} to {}", v.id, v.first, v.last),
            "at least three years of months",
        ));
    }
    for v in &file.outcome {
        let holds = matches!(v.difference, 0 | 1 | 12);
        rules.push((holds, format!("outcome `{}` has a difference of {}", v.id, v.difference), "0, 1 or 12"));
    }
    match rules.into_iter().find(|(holds, ..)| !holds) {
        Some((_, problem, expected)) => {
            Err(CurveError::Range { place: path.display().to_string(), problem, expected: expected.into() })
        }
        None => Ok(()),
    }
}
