//! `fxsens data diff`.

use std::path::Path;

use fxsens_core::figure::Figure;
use fxsens_core::table::{Cell, Column, Table};
use fxsens_ingest::store::{Revision, diff};
use fxsens_ingest::{RevisionReport, Vintages};
use fxsens_report::{Theme, charts, render};
use serde_json::json;

use crate::args::{DataDiff, Format};
use crate::config::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output;

/// Revisions of one series that the text shows.
const SHOWN: usize = 24;

/// Compares the figures of two days.
pub fn run(args: &DataDiff, context: &Context) -> Result<Exit, Failure> {
    let (before, after) =
        (context.library_as_of(Some(args.before))?, context.library_as_of(Some(args.after))?);
    let ids: Vec<String> = if args.ids.is_empty() {
        let vintages = Vintages::of(context.store()?)?;
        let both = |id: &&str| before.load([*id]).is_ok() && after.load([*id]).is_ok();
        vintages.all_ids().filter(both).map(str::to_owned).collect()
    } else {
        args.ids.clone()
    };
    if ids.is_empty() {
        return Err(Failure::new("no series has a state on both days")
            .hint("`fxsens data vintages` lists the states; name series of the tables to compare those"));
    }
    let mut reports = Vec::new();
    for id in &ids {
        let state = |library: &fxsens_ingest::Library| -> Result<_, Failure> {
            let dataset = library.load([id])?;
            dataset.get(id).cloned().ok_or_else(|| Failure::new(format!("there is no series `{id}`")))
        };
        let (earlier, later) = (state(&before)?, state(&after)?);
        if earlier.frequency() != later.frequency() {
            let (was, is) = (earlier.frequency().noun(), later.frequency().noun());
            return Err(Failure::new(format!("`{id}` was by {was} and is by {is}: nothing can be compared"))
                .hint("name other series, or give one of the two files another id with --id"));
        }
        reports.push(diff(&earlier, &later));
    }
    if let Some(folder) = &args.out {
        save(folder, &reports, args)?;
    }
    let json = json!({ "before": args.before, "after": args.after, "series": reports });
    output::print_table(&table(&reports, args), &json, args.format)?;
    Ok(Exit::Done)
}

fn table(reports: &[RevisionReport], args: &DataDiff) -> Table {
    let mut rows = Vec::new();
    let mut notes = Vec::new();
    for report in reports {
        let changes = report.revised.iter().chain(&report.added).chain(&report.withdrawn);
        let mut changes: Vec<&Revision> = changes.collect();
        changes.sort_by_key(|revision| revision.period);
        let shown = if args.format == Format::Text { SHOWN } else { usize::MAX };
        let hidden = changes.len().saturating_sub(shown);
        rows.extend(changes[hidden..].iter().map(|revision| row(report, revision)));
        notes.push(format!(
            "{} ({}), vintage {} to {}: {} of {} common values revised, {} added, {} withdrawn; mean revision {:.4}, mean absolute {:.4}, largest {:.4}.{}",
            report.id,
            report.unit,
            report.vintages[0],
            report.vintages[1],
            report.revised.len(),
            report.common,
            report.added.len(),
            report.withdrawn.len(),
            report.mean,
            report.mean_absolute,
            report.largest,
            if hidden > 0 { format!(" The latest {shown} changes are shown.") } else { String::new() }
        ));
    }
    Table {
        id: "revisions".into(),
        title: format!("What changed between {} and {}", args.before, args.after),
        columns: vec![
            Column::text("Series"),
            Column::text("Period"),
            Column::number("Before", ""),
            Column::number("After", ""),
            Column::number("Change", ""),
        ],
        rows,
        notes,
    }
}

fn row(report: &RevisionReport, revision: &Revision) -> Vec<Cell> {
    let number = |value: Option<f64>| value.map_or(Cell::Empty, |value| Cell::number(value, 4));
    vec![
        Cell::text(report.id.clone()),
        Cell::text(revision.period.to_string()),
        number(revision.before),
        number(revision.after),
        number(revision.before.zip(revision.after).map(|(before, after)| after - before)),
    ]
}

fn save(folder: &Path, reports: &[RevisionReport], args: &DataDiff) -> Result<(), Failure> {
    fxsens_report::write::check_writable(folder)?;
    let table = table(reports, args);
    let mut files =
        vec![("revisions.csv".to_owned(), output::render_table(&table, Format::Csv)?.into_bytes())];
    for report in reports.iter().filter(|report| report.common > 0) {
        let figure = figure(report);
        files.push((format!("{}.png", figure.id), render::to_png(&figure, &Theme::light())?));
        files.push((format!("{}.svg", figure.id), render::to_svg(&figure, &Theme::light())?.into_bytes()));
    }
    output::save(folder, &files)
}

fn figure(report: &RevisionReport) -> Figure {
    let points = |of: &dyn Fn(&Revision) -> Option<f64>| -> (Vec<f64>, Vec<f64>) {
        report.revised.iter().filter_map(|r| Some((r.period.decimal_year(), of(r)?))).unzip()
    };
    charts::revisions(&charts::RevisionChart {
        id: &report.id,
        unit: &report.unit,
        vintages: [&report.vintages[0], &report.vintages[1]],
        before: points(&|r| r.before),
        after: points(&|r| r.after),
        change: points(&|r| r.before.zip(r.after).map(|(before, after)| after - before)),
        counts: [report.revised.len(), report.common, report.added.len()],
    })
}
