//! `fxsens curve`.

pub mod job;
mod merge;
mod save;
mod shard;
mod store;

pub use shard::Shard;

use fxsens_study::curve::results::runnable;
use fxsens_study::curve::run::rows;
use fxsens_study::curve::{CurveResults, Row, joint, rows_csv, tables};

use crate::args::{Curve, CurveCommand, Format};
use crate::commands::curve::job::Job;
use crate::config::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output;
use crate::progress::Progress;

/// Confidence level of all intervals of a curve.
pub(crate) const LEVEL: f64 = 0.95;

/// Runs a grid, or joins the shards of one.
pub fn run(args: &Curve, context: &Context) -> Result<Exit, Failure> {
    match &args.command {
        Some(CurveCommand::Merge(merge)) => merge::run(merge, context),
        None => estimate(args, context),
    }
}

fn estimate(args: &Curve, context: &Context) -> Result<Exit, Failure> {
    let progress = Progress::new(context);
    progress.step("data");
    let job = Job::new(args.grid.as_deref(), context)?;
    let (mut specs, _) = runnable(&job.enumeration, &job.waiting);
    let all = specs.len();
    if let Some(shard) = args.shard {
        specs =
            specs.into_iter().enumerate().filter(|(i, _)| shard.takes(*i)).map(|(_, spec)| spec).collect();
    }
    if args.dry_run {
        drop(progress);
        return list(&job, &specs, args.format);
    }
    if let Some(folder) = &args.out {
        fxsens_report::write::check_writable(folder)?;
    }
    progress.step(&format!("{} specs", specs.len()));
    let manifest = store::manifest(&job, args.shard, all)?;
    let rows = match (&args.out, args.resume) {
        (Some(folder), true) => store::resumed(folder, &manifest, &job, &specs)?,
        _ => rows(&job.setting(), &specs),
    };
    if let (Some(_), Some(folder)) = (args.shard, &args.out) {
        drop(progress);
        store::save_rows(folder, &rows, &manifest)?;
        let failed = rows.iter().filter(|row| row.outcome.is_err()).count();
        output::message(
            context.quiet,
            &format!("{} of {all} specs in {}, {failed} failed", rows.len(), folder.display()),
        );
        return Ok(Exit::Done);
    }
    let mut results = job.results(&rows)?;
    if args.joint {
        progress.step("joint test");
        let mut request = job.grid.file.joint;
        request.draws = args.draws.map_or(request.draws, |draws| draws as usize);
        request.seed = args.seed.unwrap_or(request.seed);
        results.joint = Some(joint::joint(&job.setting(), &specs, &request).map_err(job::failure)?);
    }
    let out = save::Out { folder: args.out.clone(), plots: !args.no_plots, format: args.format };
    finish(&job, &rows, &results, &Finish { args: &out, manifest: &manifest }, context, progress)
}

/// How a finished curve leaves the program.
struct Finish<'a> {
    args: &'a save::Out,
    manifest: &'a serde_json::Value,
}

fn finish(
    job: &Job,
    rows: &[Row],
    results: &CurveResults,
    how: &Finish<'_>,
    context: &Context,
    progress: Progress,
) -> Result<Exit, Failure> {
    if let Some(folder) = &how.args.folder {
        progress.step("files and charts");
        let written = save::save(folder, job, rows, results, how.manifest, how.args.plots)?;
        drop(progress);
        output::message(context.quiet, &format!("{written} files in {}", folder.display()));
    }
    match how.args.format {
        Format::Json => output::print_json(results)?,
        Format::Csv => output::print(&rows_csv::write(rows))?,
        format => {
            let all = [
                tables::summary_table(results, &job.grid.study.file),
                tables::choices_table(results, &job.grid.study.file),
                tables::absent_table(results),
            ];
            let texts: Result<Vec<String>, Failure> =
                all.iter().map(|table| output::render_table(table, format)).collect();
            output::print(&texts?.join("\n"))?;
        }
    }
    Ok(Exit::Done)
}

/// The specs without their estimates.
fn list(
    job: &Job,
    specs: &[(String, fxsens_study::curve::axes::Choices)],
    format: Format,
) -> Result<Exit, Failure> {
    if format == Format::Json {
        let ids: Vec<&str> = specs.iter().map(|(id, _)| id.as_str()).collect();
        output::print_json(&serde_json::json!({ "n_specs": specs.len(), "specs": ids }))?;
        return Ok(Exit::Done);
    }
    let mut text = String::from("spec_id,");
    text.push_str(&fxsens_study::curve::axes::AXES.join(","));
    text.push('\n');
    for (id, choices) in specs {
        text.push_str(id);
        for (values, choice) in job.enumeration.values.iter().zip(choices) {
            text.push(',');
            text.push_str(&values[*choice].id);
        }
        text.push('\n');
    }
    output::print(&text)?;
    Ok(Exit::Done)
}
