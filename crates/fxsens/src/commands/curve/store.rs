//! Rows on disk: shards, and the parts of a run that may be broken off.

use std::path::Path;

use fxsens_report::write::{check_writable, write_atomic};
use fxsens_study::curve::axes::Choices;
use fxsens_study::curve::run::rows;
use fxsens_study::curve::{CurveError, Row, rows_csv};
use serde_json::{Value, json};

use super::job::{Job, failure};
use super::shard::Shard;
use crate::failure::Failure;

/// Specs in a part.
const PART: usize = 4096;

/// Name of the rows' file.
pub const ROWS: &str = "curve.csv";
/// Name of the manifest.
pub const MANIFEST: &str = "manifest.json";

/// What decides the rows of a run: program, grid, study, data and share. No clock, no paths, no thread count.
pub fn manifest(job: &Job, shard: Option<Shard>, specs: usize) -> Result<Value, Failure> {
    Ok(json!({
        "schema": "fxsens.curve-manifest/1",
        "program": { "name": "fxsens", "version": env!("CARGO_PKG_VERSION") },
        "grid": { "name": job.grid.file.name, "sha256": job.grid.fingerprint },
        "study": job.grid.study.file,
        "level": super::LEVEL,
        "n_specs": specs,
        "shard": shard.map(|shard| shard.to_string()),
        "data": fxsens_ingest::fingerprints(job.library.source())?,
    }))
}

/// Writes rows, then their manifest: a folder with a manifest is complete.
pub fn save_rows(folder: &Path, rows: &[Row], manifest: &Value) -> Result<(), Failure> {
    check_writable(folder)?;
    write_atomic(&folder.join(ROWS), rows_csv::write(rows).as_bytes())?;
    write_atomic(&folder.join(MANIFEST), &serde_json::to_vec_pretty(manifest)?)?;
    Ok(())
}

/// Rows and manifest of a folder; `None` where there is no manifest.
pub fn saved_rows(folder: &Path) -> Result<Option<(Vec<Row>, Value)>, Failure> {
    let path = folder.join(MANIFEST);
    let Ok(text) = std::fs::read_to_string(&path) else { return Ok(None) };
    let manifest = serde_json::from_str(&text)
        .map_err(|error| Failure::new(format!("{} is not a manifest", path.display())).because(error))?;
    Ok(Some((read(&folder.join(ROWS))?, manifest)))
}

fn read(path: &Path) -> Result<Vec<Row>, Failure> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| Failure::new(format!("cannot read {}", path.display())).because(error))?;
    rows_csv::read(&text, &path.display().to_string()).map_err(failure)
}

/// Rows of a run that is saved part by part: parts and rows that are there are read, the rest is computed.
pub fn resumed(
    folder: &Path,
    manifest: &Value,
    job: &Job,
    specs: &[(String, Choices)],
) -> Result<Vec<Row>, Failure> {
    if let Some((rows, saved)) = saved_rows(folder)? {
        same(&saved, manifest, folder)?;
        if rows.len() == specs.len() {
            return Ok(rows);
        }
    }
    let parts = folder.join("parts");
    check_writable(&parts)?;
    let key = parts.join(MANIFEST);
    if let Ok(text) = std::fs::read_to_string(&key) {
        let saved: Value = serde_json::from_str(&text).unwrap_or_default();
        same(&saved, manifest, &parts)?;
    }
    write_atomic(&key, &serde_json::to_vec_pretty(manifest)?)?;
    let mut all = Vec::with_capacity(specs.len());
    for (i, part) in specs.chunks(PART).enumerate() {
        let path = parts.join(format!("{i:05}.csv"));
        let known = if path.exists() { read(&path)? } else { Vec::new() };
        let fits = known.len() == part.len() && known.iter().zip(part).all(|(row, (id, _))| row.id == *id);
        let part_rows = if fits { known } else { rows(&job.setting(), part) };
        if !fits {
            write_atomic(&path, rows_csv::write(&part_rows).as_bytes())?;
        }
        all.extend(part_rows);
    }
    Ok(all)
}

/// Takes the parts of a finished run away.
pub fn clear_parts(folder: &Path) {
    // What cannot be removed does no harm: the parts repeat the rows.
    let _ = std::fs::remove_dir_all(folder.join("parts"));
}

fn same(saved: &Value, manifest: &Value, folder: &Path) -> Result<(), Failure> {
    if saved == manifest {
        return Ok(());
    }
    let different: Vec<&str> = ["program", "grid", "study", "level", "n_specs", "shard", "data"]
        .into_iter()
        .filter(|key| saved.get(key) != manifest.get(key))
        .collect();
    Err(failure(CurveError::Saved {
        place: folder.display().to_string(),
        problem: format!("its rows are of another run; these differ: {}", different.join(", ")),
    }))
}
