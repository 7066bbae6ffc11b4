//! `fxsens reproduce`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use fxsens_core::document::Document;
use fxsens_core::figure::Figure;
use fxsens_ingest::Library;
use fxsens_report::{Theme, tables, write};
use fxsens_study::StudyRun;
use fxsens_study::claims::{ClaimResult, Outcome};
use fxsens_study::folder::Study;
use fxsens_study::ladder::RungRun;
use fxsens_study::results::StudyResults;
use fxsens_study::words::rung_name;
use serde::Serialize;
use serde_json::json;

use crate::args::{Format, Reproduce};
use crate::commands::claims;
use crate::commands::plot::beside_results;
use crate::commands::study_run::{LEVEL, Prepared};
use crate::config::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::progress::Progress;
use crate::{output, printer};

/// What `results.json` holds: the numbers, the claims and the charts as data.
#[derive(Debug, Serialize)]
struct Saved<'a> {
    #[serde(flatten)]
    results: &'a StudyResults,
    claims: &'a [ClaimResult],
    figures: Vec<&'a Figure>,
}

/// Runs a study and writes its report.
pub fn run(args: &Reproduce, context: &Context) -> Result<Exit, Failure> {
    let progress = Progress::new(context);
    progress.step("data");
    let mut prepared = Prepared::new(&args.study, args.data.as_deref(), !args.no_curve, context)?;
    if let Some(seed) = args.seed {
        prepared.study.file.placebo.seed = seed;
    }
    let folder = args.out.clone().unwrap_or_else(|| PathBuf::from("out").join(&prepared.study.file.name));
    write::check_writable(&folder)?;
    let made = make(&prepared, context, &progress)?;
    let written = save(&folder, &made, &prepared, !args.no_plots)?;
    let (run, claims, library) = (&made.run, &made.claims, &prepared.library);
    drop(progress);

    match args.format {
        Format::Text => output::print(&printer::verdict(&run.results, &prepared.study.file, claims)?)?,
        Format::Json => output::print_json(&run.results)?,
        other => {
            let table = fxsens_study::tables::ladder_table(&run.results.rungs, &prepared.study.file);
            output::print(&output::render_table(&table, other)?)?;
        }
    }
    output::message(
        context.quiet,
        &format!("{written} files in {}; start with report.html", folder.display()),
    );
    let differs = claims.iter().any(|claim| claim.outcome == Outcome::Differs);
    let failed = args.check && (differs || fxsens_ingest::check(library)?.iter().any(|check| !check.passed));
    Ok(if failed { Exit::CheckFailed } else { Exit::Done })
}

/// A study that was run, with its report.
#[derive(Debug)]
pub struct Made {
    pub run: StudyRun,
    pub claims: Vec<ClaimResult>,
    pub document: Document,
}

/// Runs a study and sets its report.
pub fn make(prepared: &Prepared, context: &Context, progress: &Progress) -> Result<Made, Failure> {
    let run = prepared.run(context, progress)?;
    let library = &prepared.library;
    progress.step("claims");
    let claims = if prepared.study.file.claims() {
        claims::verify(&claims::embedded(library)?, library)?
    } else {
        Vec::new()
    };
    progress.step("report");
    let document = document(prepared, &run, &claims);
    Ok(Made { run, claims, document })
}

fn document(prepared: &Prepared, run: &StudyRun, claims: &[ClaimResult]) -> Document {
    let (library, vintage, file) = (&prepared.library, &prepared.vintage, &prepared.study.file);
    let labelled: Vec<_> =
        side_by_side(run).map(|rung| (rung_name(&rung.result.spec), rung.result.fit.clone())).collect();
    let regressions = tables::regression_comparison(&labelled, &tables::Stars::none());
    let specs: Vec<String> =
        run.results.rungs.iter().map(|rung| format!("{} {}", rung.spec, rung.spec_id)).collect();
    let colophon = vec![
        format!(
            "fxsens {}; data vintage {vintage}, {} catalogued series.",
            env!("CARGO_PKG_VERSION"),
            library.catalog().len()
        ),
        format!("Specs: {}. Placebo seed {}.", specs.join(", "), run.results.placebo.seed),
        format!(
            "A regression {}{}. Figures are those of the agencies named under each chart; nothing is interpolated.",
            file.currency.kind,
            if file.quoted.is_some() { "; the method behind the quoted number is unpublished" } else { "" }
        ),
    ];
    fxsens_study::report(&prepared.study, run, regressions, claims, colophon)
}

/// Rungs whose coefficients stand side by side: all but paths, one term per horizon, and those without a relation.
fn side_by_side(run: &StudyRun) -> impl Iterator<Item = &RungRun> {
    run.rungs.iter().filter(|rung| rung.rung.horizon.is_none() && !rung.result.withheld)
}

/// Writes everything; nothing is written before all of it has been made.
pub fn save(folder: &Path, made: &Made, prepared: &Prepared, plots: bool) -> Result<usize, Failure> {
    let Made { run, claims, document } = made;
    let saved = Saved { results: &run.results, claims, figures: document.figures().collect() };
    let files = [
        ("results.json".to_owned(), serde_json::to_vec_pretty(&saved)?),
        (
            "manifest.json".to_owned(),
            serde_json::to_vec_pretty(&manifest(run, &prepared.study, &prepared.library)?)?,
        ),
    ];
    let threads = rayon::current_num_threads();
    let figures: Vec<_> = document.figures().collect();
    let theme = if plots { beside_results(&figures)? } else { Theme::light() };
    let options = write::ReportOptions { plots, theme, threads };
    let written = write::write_report(document, folder, &options)?;
    output::save(folder, &files)?;
    Ok(written.len() + files.len())
}

/// What a reader needs to make the same bytes again. No clock, no paths, no thread count.
fn manifest(run: &StudyRun, study: &Study, library: &Library) -> Result<serde_json::Value, Failure> {
    let ids = run.results.rungs.iter().map(|rung| json!({ "name": rung.spec, "id": rung.spec_id }));
    let vintages = fxsens_study::required_series(study)
        .map_err(|error| Failure::from_study(error, |_| String::new()))?
        .into_iter()
        .filter_map(|id| library.catalog().get(&id).map(|entry| (id, entry.vintage.clone())))
        .collect::<BTreeMap<_, _>>();
    Ok(json!({
        "schema": "fxsens.manifest/1",
        "program": { "name": "fxsens", "version": env!("CARGO_PKG_VERSION") },
        "study": study.file,
        "specs": study.specs,
        "spec_ids": ids.collect::<Vec<_>>(),
        "level": LEVEL,
        "vintages": vintages,
        "data": fxsens_ingest::fingerprints(library.source())?,
    }))
}
