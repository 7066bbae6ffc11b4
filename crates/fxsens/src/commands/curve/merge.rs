//! `fxsens curve merge`: shards into one curve, with the bytes of the run that was not shared out.

use std::path::{Path, PathBuf};

use fxsens_study::curve::results::runnable;
use fxsens_study::curve::{CurveError, Row};
use serde_json::Value;

use super::job::{Job, failure};
use super::shard::Shard;
use super::{Finish, finish, save, store};
use crate::args::CurveMerge;
use crate::config::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::progress::Progress;

/// Joins the shards of a grid.
pub fn run(args: &CurveMerge, context: &Context) -> Result<Exit, Failure> {
    let progress = Progress::new(context);
    progress.step("data");
    let job = Job::new(args.grid.as_deref(), context)?;
    let (specs, _) = runnable(&job.enumeration, &job.waiting);
    let expected = store::manifest(&job, None, specs.len())?;
    progress.step("shards");
    let rows = joined(&args.shards, &expected)?;
    let complete = rows.len() == specs.len() && rows.iter().zip(&specs).all(|(row, (id, _))| row.id == *id);
    if !complete {
        return Err(refused(
            &args.shards[0],
            &format!("the shards hold {} rows; the grid has {} specs", rows.len(), specs.len()),
        ));
    }
    let results = job.results(&rows)?;
    let out = save::Out { folder: args.out.clone(), plots: !args.no_plots, format: args.format };
    finish(&job, &rows, &results, &Finish { args: &out, manifest: &expected }, context, progress)
}

/// All rows in the order of their ids. Every shard must be of the grid, the program and the data at hand, and there once.
fn joined(folders: &[PathBuf], expected: &Value) -> Result<Vec<Row>, Failure> {
    let mut shards: Vec<Shard> = Vec::new();
    let mut rows = Vec::new();
    for folder in folders {
        let (some, mut manifest) = store::saved_rows(folder)?.ok_or_else(|| {
            refused(folder, "there is no manifest.json; the shard is missing or not finished")
        })?;
        let shard = manifest.get("shard").and_then(Value::as_str).and_then(|text| text.parse().ok());
        let shard: Shard = shard.ok_or_else(|| refused(folder, "it is not a shard; run with --shard i/n"))?;
        manifest["shard"] = Value::Null;
        if manifest != *expected {
            return Err(refused(
                folder,
                "it is of another grid, program or state of the data than those at hand",
            ));
        }
        if shards.contains(&shard) || shards.iter().any(|other| other.count != shard.count) {
            return Err(refused(folder, &format!("shard {shard} does not go together with those before it")));
        }
        shards.push(shard);
        rows.extend(some);
    }
    let count = shards.first().map_or(0, |shard| shard.count);
    if shards.len() != count as usize {
        let problem = format!("{} of {count} shards are given", shards.len());
        return Err(refused(&folders[0], &problem));
    }
    rows.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(rows)
}

fn refused(folder: &Path, problem: &str) -> Failure {
    failure(CurveError::Saved { place: folder.display().to_string(), problem: problem.into() })
        .hint("name every shard of one grid once; `--grid` names a grid of your own")
}
