//! `fxsens table`: fits side by side.

use std::path::Path;

use fxsens_core::summary::{FIT_SCHEMA, FitSummary};
use fxsens_report::tables;
use serde_json::json;

use crate::args::{Format, TableArgs};
use crate::commands::fit::estimate_spec;
use crate::config::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output;
use crate::request::read_spec;

/// Confidence level of the intervals in csv and json; the printed table shows standard errors.
const LEVEL: f64 = 0.95;

/// Estimates the specs, reads the saved fits and sets them side by side.
pub fn run(args: &TableArgs, context: &Context) -> Result<Exit, Failure> {
    let labels = labels(args)?;
    let fits = args.files.iter().map(|path| fit(path, args, context)).collect::<Result<Vec<_>, _>>()?;
    let labelled: Vec<(String, FitSummary)> = labels.into_iter().zip(fits).collect();
    let text = match args.format {
        Format::Json => {
            let columns: Vec<_> =
                labelled.iter().map(|(label, fit)| json!({ "label": label, "fit": fit })).collect();
            return output::print_json(&columns).map(|()| Exit::Done);
        }
        Format::Csv => output::render_table(&tables::regression_records(&labelled), Format::Csv)?,
        other => output::render_table(&tables::regression_comparison(&labelled, &args.stars), other)?,
    };
    output::print(&text)?;
    Ok(Exit::Done)
}

/// A spec is estimated, a saved fit is read.
fn fit(path: &Path, args: &TableArgs, context: &Context) -> Result<FitSummary, Failure> {
    if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json")) {
        return saved(path);
    }
    Ok(estimate_spec(&read_spec(path)?, args.data.as_deref(), context)?.summary(LEVEL))
}

fn saved(path: &Path) -> Result<FitSummary, Failure> {
    let bad = |what: &str| {
        Failure::new(format!("{} {what}", path.display()))
            .hint("give a spec, or what `fxsens fit --format json` printed")
    };
    let text = std::fs::read_to_string(path).map_err(|error| bad("cannot be read").because(error))?;
    let value: serde_json::Value =
        serde_json::from_str(&text).map_err(|error| bad("is not JSON").because(error))?;
    match value.get("schema").and_then(serde_json::Value::as_str) {
        Some(FIT_SCHEMA) => {
            serde_json::from_value(value).map_err(|error| bad("is not a saved fit").because(error))
        }
        Some(other) => Err(bad(&format!("has the schema `{other}`, expected `{FIT_SCHEMA}`"))),
        None => Err(bad(&format!("has no `schema`, expected `{FIT_SCHEMA}`"))),
    }
}

/// The headings asked for, or the names of the files; names that repeat are numbered.
fn labels(args: &TableArgs) -> Result<Vec<String>, Failure> {
    if !args.labels.is_empty() {
        if args.labels.len() != args.files.len() {
            return Err(Failure::new(format!(
                "--labels has {} names for {} files",
                args.labels.len(),
                args.files.len()
            ))
            .hint("give one name for each file, separated by commas"));
        }
        return Ok(args.labels.clone());
    }
    let stem = |path: &Path| path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let stems: Vec<String> = args.files.iter().map(|path| stem(path).unwrap_or_default()).collect();
    let repeats = stems.iter().enumerate().any(|(i, one)| stems[..i].contains(one));
    let number = |(i, stem): (usize, &String)| format!("({}) {stem}", i + 1);
    Ok(if repeats { stems.iter().enumerate().map(number).collect() } else { stems })
}
