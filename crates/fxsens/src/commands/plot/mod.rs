//! `fxsens plot`: saved results and series as charts.

mod fonts;
mod labels;
mod records;
mod saved;
mod saved_fit;
mod series;
mod series_charts;
mod style;

pub use style::beside_results;

use std::path::Path;

use crate::args::{Plot, PlotCommand};
use crate::config::Context;
use crate::exit::Exit;
use crate::failure::Failure;

/// Draws the charts of a file, or series.
pub fn run(args: &Plot, context: &Context) -> Result<Exit, Failure> {
    match (&args.command, &args.results) {
        (Some(PlotCommand::Series(args)), _) => series::run(args, context),
        (None, Some(results)) => redraw(args, results, context),
        (None, None) => {
            Err(Failure::new("there is nothing to draw").hint("name a file, or `series` and their ids"))
        }
    }
}

/// Redraws charts from saved results.
fn redraw(args: &Plot, results: &Path, context: &Context) -> Result<Exit, Failure> {
    let mut saved = saved::read(results)?;
    if let Some(figure) = saved.figures.iter().find(|figure| !is_file_stem(&figure.id)) {
        let path = results.display();
        return Err(Failure::new(format!(
            "{path} holds a chart named `{}`, which is not a file name",
            figure.id
        )));
    }
    if let Some(id) = &args.figure {
        let known: Vec<String> = saved.figures.iter().map(|figure| figure.id.clone()).collect();
        saved.figures.retain(|figure| figure.id == *id);
        if saved.figures.is_empty() {
            return Err(Failure::new(format!("there is no chart `{id}` in {}", results.display()))
                .hint(format!("the charts are {}", known.join(", "))));
        }
    }
    let beside = results.parent().unwrap_or(Path::new(".")).join("figures");
    let folder = args.style.out.as_deref().unwrap_or(&beside);
    style::write(&saved.figures, &args.style, &saved.facts, folder, context)?;
    Ok(Exit::Done)
}

/// Letters, digits, dashes and underscores only: an id cannot lead out of the folder.
fn is_file_stem(id: &str) -> bool {
    !id.is_empty() && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
}
