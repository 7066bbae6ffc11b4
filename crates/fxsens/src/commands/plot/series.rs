//! `fxsens plot series`: loads the series, cuts them to the window, draws them.

use std::path::Path;

use fxsens_core::dataset::Dataset;
use fxsens_core::figure::Figure;
use fxsens_core::period::{Frequency, Period};
use fxsens_core::series::Series;
use fxsens_ingest::read_table;
use fxsens_report::charts::LineSeries;
use fxsens_report::theme::JAPANESE_MONTHS;

use super::labels::Labels;
use super::series_charts;
use super::style::{self, Facts};
use crate::args::{Language, PlotKind, PlotSeries};
use crate::config::Context;
use crate::exit::Exit;
use crate::failure::Failure;

/// Most series in one chart.
const MOST: usize = 6;

/// What is drawn, with the words for it.
pub struct Request<'a> {
    pub args: &'a PlotSeries,
    pub dataset: Dataset,
    pub labels: Labels,
    /// In the order asked for.
    pub shown: Vec<Shown>,
}

/// One series, cut to the window.
pub struct Shown {
    pub series: Series,
    pub line: LineSeries,
    pub unit: String,
}

/// Draws series.
pub fn run(args: &PlotSeries, context: &Context) -> Result<Exit, Failure> {
    check_counts(args)?;
    let request = load(args, context)?;
    let mut figure = match args.kind {
        PlotKind::Line => series_charts::lines(&request)?,
        PlotKind::Bars | PlotKind::Stacked => series_charts::bars(&request)?,
        PlotKind::Scatter => series_charts::scatter_of(&request, context)?,
        PlotKind::Correlogram => series_charts::correlogram_of(&request)?,
    };
    request.labels.translate(&mut figure);
    let facts = facts(&request);
    let figures = [figure];
    let mut theme = style::theme(&figures, &args.style)?;
    if args.lang == Language::Ja {
        theme.months = JAPANESE_MONTHS;
        // The names of months are drawn too: they need the font even where nothing else does.
        theme = style::with_font(theme, &args.style)?;
    }
    let folder = args.style.out.as_deref().unwrap_or(Path::new("."));
    style::write_as(&figures, &args.style, &theme, &facts, folder, context)?;
    Ok(Exit::Done)
}

fn check_counts(args: &PlotSeries) -> Result<(), Failure> {
    let n = args.ids.len();
    let (least, most, hint) = match args.kind {
        PlotKind::Line => (1, MOST, "more lines in one chart cannot be told apart"),
        PlotKind::Bars | PlotKind::Stacked => (1, 5, "more bars in one chart cannot be told apart"),
        PlotKind::Scatter => (2, 2, "for example `fxsens plot series usdjpy gap_10y --kind scatter`"),
        PlotKind::Correlogram => (1, 1, "for example `fxsens plot series usdjpy --kind correlogram`"),
    };
    if (least..=most).contains(&n) {
        return Ok(());
    }
    let range = if least == most { least.to_string() } else { format!("{least} to {most}") };
    Err(Failure::new(format!("{n} series; this kind of chart takes {range}")).hint(hint))
}

/// The series from the user's file and the catalogue, with titles and units in the language asked for.
fn load<'a>(args: &'a PlotSeries, context: &Context) -> Result<Request<'a>, Failure> {
    let labels = Labels::of(args.lang)?;
    let table = args.data.as_deref().map(read_table).transpose()?;
    let own = |id: &str| table.as_ref().and_then(|table| table.dataset.get(id).cloned());
    let library = context.library()?;
    let mut dataset = library.load(args.ids.iter().filter(|id| own(id).is_none()))?;
    let mut shown = Vec::new();
    for id in &args.ids {
        let series = match own(id) {
            Some(series) => series,
            None => {
                dataset.get(id).cloned().ok_or_else(|| Failure::new(format!("there is no series `{id}`")))?
            }
        };
        dataset.insert(series.clone());
        let (periods, values): (Vec<Period>, Vec<f64>) =
            series.iter().filter(|(period, value)| inside(*period, args) && !value.is_nan()).unzip();
        if periods.is_empty() {
            return Err(Failure::new(format!("`{id}` has no value in the window")).hint(format!(
                "it runs from {} to {}",
                series.start(),
                series.last()
            )));
        }
        let label = labels.title(&series, own(id).is_some())?;
        let unit = labels.unit(&series.unit.to_string())?;
        shown.push(Shown { line: LineSeries { label, periods, values }, unit, series });
    }
    // Titles that are not distinct say nothing in a legend.
    for i in 0..shown.len() {
        if shown.iter().enumerate().any(|(k, other)| k != i && other.line.label == shown[i].line.label) {
            let id = &args.ids[i];
            let distinct = format!("{} ({id})", shown[i].line.label);
            shown[i].line.label = distinct;
        }
    }
    Ok(Request { args, dataset, labels, shown })
}

/// Whether a period begins inside the window asked for, whatever the frequency of its ends.
fn inside(period: Period, args: &PlotSeries) -> bool {
    let starts = |bound: Option<Period>| bound.is_none_or(|b| period.first_day() >= b.first_day());
    let ends = |bound: Option<Period>| bound.is_none_or(|b| period.first_day() <= b.last_day());
    period.frequency() == Frequency::Undated || (starts(args.since) && ends(args.until))
}

fn facts(request: &Request<'_>) -> Facts {
    let of = |field: &dyn Fn(&Series) -> String| -> String {
        let parts: Vec<String> = request
            .shown
            .iter()
            .map(|one| (one.series.id.as_str(), field(&one.series)))
            .filter(|(_, text)| !text.trim().is_empty())
            .map(|(id, text)| format!("{id}: {}", text.trim()))
            .collect();
        parts.join("; ")
    };
    vec![
        ("Source", of(&|series| format!("{} {}", series.provenance.agency, series.provenance.table))),
        ("Vintage", of(&|series| series.provenance.vintage.clone())),
        ("Copyright", of(&|series| series.provenance.licence.clone())),
    ]
}

/// A file name from ids: `usdjpy-and-bop-goods-services`.
pub fn figure_id(request: &Request<'_>) -> String {
    let safe = |id: &String| -> String {
        id.to_lowercase().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect()
    };
    let names: Vec<String> = request.args.ids.iter().map(safe).collect();
    let kind = match request.args.kind {
        PlotKind::Line => "",
        PlotKind::Bars => "-bars",
        PlotKind::Stacked => "-stacked",
        PlotKind::Scatter => "-scatter",
        PlotKind::Correlogram => "-correlogram",
    };
    let mut name = names.join("-and-");
    name.truncate(100);
    format!("{name}{kind}")
}

/// The sources of all series, each once, as the chart's small print.
pub fn note(request: &Request<'_>) -> Result<String, Failure> {
    let mut sources: Vec<String> = Vec::new();
    let vintage = request.labels.words("vintage", &[])?;
    for one in &request.shown {
        let p = &one.series.provenance;
        let when = if p.vintage.is_empty() { String::new() } else { format!(", {vintage} {}", p.vintage) };
        let source = format!("{} {}{when}", p.agency, p.table).trim().to_owned();
        if !source.is_empty() && !sources.contains(&source) {
            sources.push(source);
        }
    }
    if sources.is_empty() {
        return Ok(String::new());
    }
    Ok(format!("{}: {}.", request.labels.words("Source", &[])?, sources.join("; ").trim_end_matches('.')))
}

/// The title over all panels: the names of the series, or how many there are.
pub fn title(request: &Request<'_>) -> Result<String, Failure> {
    let names: Vec<&str> = request.shown.iter().map(|one| one.line.label.as_str()).collect();
    let joined = names.join(if request.args.lang == Language::Ja { "、" } else { "; " });
    if joined.chars().count() <= 130 {
        return Ok(joined);
    }
    request.labels.words("{0} series", &[&names.len().to_string()])
}

/// First and last period over all series.
pub fn window(shown: &[Shown], labels: &Labels) -> Result<String, Failure> {
    let firsts = shown.iter().filter_map(|one| one.line.periods.first());
    let lasts = shown.iter().filter_map(|one| one.line.periods.last());
    match (firsts.min_by_key(|p| p.first_day()), lasts.max_by_key(|p| p.last_day())) {
        (Some(first), Some(last)) => labels.words("{0} to {1}", &[&first.to_string(), &last.to_string()]),
        _ => Ok(String::new()),
    }
}

/// Series that cannot stand in one chart of this kind because their periods differ.
pub fn one_frequency(shown: &[Shown]) -> Result<Frequency, Failure> {
    let first = &shown[0].series;
    match shown.iter().find(|one| one.series.frequency() != first.frequency()) {
        None => Ok(first.frequency()),
        Some(other) => Err(Failure::new(format!(
            "`{}` is of frequency {} and `{}` of {}; this kind of chart takes one frequency",
            first.id,
            first.frequency().code(),
            other.series.id,
            other.series.frequency().code()
        ))
        .hint("draw them as lines, or take series of one frequency")),
    }
}

/// A figure is drawn only with the id of its series.
pub fn named(request: &Request<'_>, figure: Figure) -> Figure {
    Figure { id: figure_id(request), ..figure }
}
