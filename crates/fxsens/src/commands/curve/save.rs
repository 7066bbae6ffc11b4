//! The files of a finished curve.

use std::path::{Path, PathBuf};

use fxsens_core::figure::Figure;
use fxsens_ingest::{Values, write_parquet};
use fxsens_report::{Theme, render};
use fxsens_study::curve::axes::AXES;
use fxsens_study::curve::{CurveResults, Found, Row, tables};
use fxsens_study::figures;
use rayon::prelude::*;
use serde::Serialize;

use super::job::Job;
use super::store;
use crate::args::Format;
use crate::failure::Failure;
use crate::output;

/// Where a finished curve goes.
#[derive(Debug, Clone)]
pub struct Out {
    pub folder: Option<PathBuf>,
    pub plots: bool,
    pub format: Format,
}

/// What `curve.json` holds: the numbers and the charts as data.
#[derive(Debug, Serialize)]
struct Saved<'a> {
    #[serde(flatten)]
    results: &'a CurveResults,
    figures: &'a [Figure],
}

/// Writes rows, results, tables and charts; the manifest comes last. Returns the number of files.
pub fn save(
    folder: &Path,
    job: &Job,
    rows: &[Row],
    results: &CurveResults,
    manifest: &serde_json::Value,
    plots: bool,
) -> Result<usize, Failure> {
    let figures = [
        figures::specification_curve(results, rows, &job.enumeration, &job.grid.study.file, &job.vintage),
        figures::choices(results, &job.grid.study.file),
    ];
    let mut files =
        vec![("curve.json".to_owned(), serde_json::to_vec_pretty(&Saved { results, figures: &figures })?)];
    for table in [
        tables::summary_table(results, &job.grid.study.file),
        tables::choices_table(results, &job.grid.study.file),
        tables::absent_table(results),
    ] {
        files.push((
            format!("tables/{}.csv", table.id),
            output::render_table(&table, Format::Csv)?.into_bytes(),
        ));
    }
    if plots {
        let theme = Theme::light();
        let drawn: Result<Vec<_>, _> = figures
            .par_iter()
            .map(|figure| render::to_png(figure, &theme).map(|png| (figure, png)))
            .collect();
        files.extend(drawn?.into_iter().map(|(figure, png)| (format!("figures/{}.png", figure.id), png)));
    }
    output::save(folder, &files)?;
    write_parquet(&folder.join("curve.parquet"), columns(rows))?;
    store::save_rows(folder, rows, manifest)?;
    store::clear_parts(folder);
    Ok(files.len() + 3)
}

/// The rows column by column, named as in the CSV.
fn columns(rows: &[Row]) -> Vec<(String, Values)> {
    let text = |of: &dyn Fn(&Row) -> String| Values::Text(rows.iter().map(of).collect());
    let number = |of: &dyn Fn(&Found) -> Option<f64>| {
        Values::Number(rows.iter().map(|row| row.found().and_then(|found| of(&found))).collect())
    };
    let mut all = vec![("spec_id".to_owned(), text(&|row| row.id.clone()))];
    all.extend(
        AXES.iter()
            .enumerate()
            .map(|(axis, name)| ((*name).to_owned(), text(&|row| row.value(axis).to_owned()))),
    );
    let tier = |row: &Row| row.found().map_or_else(String::new, |found| format!("{:?}", found.tier));
    let nobs = rows.iter().map(|row| row.found().and_then(|f| u32::try_from(f.nobs).ok())).collect();
    all.extend([
        ("tier".to_owned(), text(&tier)),
        ("nobs".to_owned(), Values::Whole(nobs)),
        ("per_trillion".to_owned(), number(&|found| Some(found.per_trillion))),
        ("std_error".to_owned(), number(&|found| Some(found.std_error))),
        ("yen".to_owned(), number(&|found| Some(found.yen))),
        ("conf_low".to_owned(), number(&|found| Some(found.low))),
        ("conf_high".to_owned(), number(&|found| Some(found.high))),
        ("gate_p_value".to_owned(), number(&|found| found.gate)),
        ("error".to_owned(), text(&|row| row.outcome.as_ref().err().cloned().unwrap_or_default())),
        ("formula".to_owned(), text(&|row| row.formula.clone())),
    ]);
    all
}
