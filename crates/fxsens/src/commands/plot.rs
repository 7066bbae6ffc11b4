//! `fxsens plot`.

use std::path::Path;

use fxsens_core::figure::Figure;
use fxsens_core::summary::{FIT_SCHEMA, FitSummary};
use fxsens_report::{Theme, render, write};

use crate::args::{Plot, PlotFormat};
use crate::commands::fit_figures;
use crate::config::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output;

/// Redraws charts from saved results.
pub fn run(args: &Plot, context: &Context) -> Result<Exit, Failure> {
    let mut figures = figures(&args.results)?;
    if let Some(figure) = figures.iter().find(|figure| !is_file_stem(&figure.id)) {
        let path = args.results.display();
        return Err(Failure::new(format!(
            "{path} holds a chart named `{}`, which is not a file name",
            figure.id
        )));
    }
    if let Some(id) = &args.figure {
        let known: Vec<String> = figures.iter().map(|figure| figure.id.clone()).collect();
        figures.retain(|figure| figure.id == *id);
        if figures.is_empty() {
            return Err(Failure::new(format!("there is no chart `{id}` in {}", args.results.display()))
                .hint(format!("the charts are {}", known.join(", "))));
        }
    }
    let beside = args.results.parent().unwrap_or(Path::new(".")).join("figures");
    let folder = args.out.as_deref().unwrap_or(&beside);
    write::check_writable(folder)?;
    let theme = Theme::light();
    let mut files = Vec::new();
    for figure in &figures {
        files.push(match args.format {
            PlotFormat::Png => (format!("{}.png", figure.id), render::to_png(figure, &theme)?),
            PlotFormat::Svg => (format!("{}.svg", figure.id), render::to_svg(figure, &theme)?.into_bytes()),
        });
    }
    output::save(folder, &files)?;
    output::message(context.quiet, &format!("charts written to {}: {}", folder.display(), files.len()));
    Ok(Exit::Done)
}

/// Letters, digits, dashes and underscores only: an id cannot lead out of the folder.
fn is_file_stem(id: &str) -> bool {
    !id.is_empty() && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
}

/// The charts of a saved run, or the coefficient plot of a saved fit.
fn figures(path: &Path) -> Result<Vec<Figure>, Failure> {
    let bad = |what: &str| Failure::new(format!("{} {what}", path.display()));
    let text = std::fs::read_to_string(path).map_err(|error| bad("cannot be read").because(error))?;
    let hint = "give results.json of `fxsens reproduce`, or the output of `fxsens fit --format json`";
    let value: serde_json::Value =
        serde_json::from_str(&text).map_err(|error| bad("is not JSON").because(error).hint(hint))?;
    if value.get("schema").and_then(serde_json::Value::as_str) == Some(FIT_SCHEMA) {
        let summary: FitSummary = serde_json::from_value(value)
            .map_err(|error| bad("is not a saved fit").because(error).hint(hint))?;
        return Ok(vec![fit_figures::coefficients(&summary)?]);
    }
    let figures = value.get("figures").cloned().ok_or_else(|| bad("holds no charts").hint(hint))?;
    serde_json::from_value(figures)
        .map_err(|error| bad("holds charts of another version").because(error).hint(hint))
}
