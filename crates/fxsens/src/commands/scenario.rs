//! `fxsens scenario`.

use std::path::Path;

use fxsens_core::figure::Figure;
use fxsens_core::published::Published;
use fxsens_core::table::Table;
use fxsens_report::tables::{TableFormat, render};
use fxsens_report::{render as draw, write};
use fxsens_study::error::StudyError;
use fxsens_study::folder::Study;
use fxsens_study::scenario::path::FlowPath;
use fxsens_study::scenario::valuation::split;
use fxsens_study::scenario::{Scenario, required_series, tables, valuation_table};
use fxsens_study::{Inputs, figures};
use serde::Serialize;
use serde_json::json;

use crate::args::{self, Format};
use crate::commands::plot::beside_results;
use crate::commands::study_run::Prepared;
use crate::config::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output;

/// Schema id of the JSON of the valuation split.
const VALUATION_SCHEMA: &str = "fxsens.valuation/1";

/// Confidence level unless another is given.
const DEFAULT_LEVEL: f64 = 0.95;

/// Lists the paths, applies one, or splits the growth of the deficit.
pub fn run(args: &args::Scenario, context: &Context) -> Result<Exit, Failure> {
    let level = args.level.unwrap_or(DEFAULT_LEVEL);
    crate::request::check_level(level)?;
    let prepared = Prepared::new(&args.study, None, false, context)?;
    let (study, library) = (&prepared.study, &prepared.library);
    if let Some(folder) = &args.out {
        write::check_writable(folder)?;
    }
    if args.valuation {
        return valuation(args, &prepared, context);
    }
    if args.id.is_none() && args.path.is_none() {
        if let Some(unused) = unused(args) {
            return Err(Failure::new(format!("{unused} needs a path"))
                .hint("name one of `fxsens scenario`, or give --path FILE.csv"));
        }
        output::print_table(&tables::list(&study.file), &study.file.scenarios, args.format)?;
        return Ok(Exit::Done);
    }
    if let Some(twice) = (1..args.specs.len()).find(|i| args.specs[..*i].contains(&args.specs[*i])) {
        return Err(Failure::new(format!("--spec {} is given twice; expected each once", args.specs[twice])));
    }
    let formula_of = |name: &str| study.spec(name).map(|spec| spec.formula.clone()).unwrap_or_default();
    let failure = |error| Failure::from_study(error, formula_of);
    let own = args.path.as_deref().map(|path| read_path(path, study)).transpose()?;
    let mut ids = fxsens_study::required_series(study).map_err(failure)?;
    ids.extend(required_series(study));
    let dataset = library.load(&ids)?;
    let published = library.published()?;
    let inputs = Inputs {
        dataset: &dataset,
        published: &published,
        registry: &context.registry,
        vintage: &prepared.vintage,
        waiting: &prepared.waiting,
        curve: None,
    };
    let scenario = match (own, &args.id) {
        (Some(scenario), _) => scenario,
        (None, id) => Scenario::named(study, id.as_deref().unwrap_or_default(), inputs).map_err(failure)?,
    };
    let result = scenario.apply(study, &args.specs, inputs, level).map_err(failure)?;
    let every_month = tables::effects(&result, true);
    let table = if args.format == Format::Csv { &every_month } else { &tables::effects(&result, false) };
    save(args.out.as_deref(), &every_month, &result, figures::scenario(&result).as_ref(), context)?;
    output::print_table(table, &result, args.format)?;
    Ok(Exit::Done)
}

/// An option that does nothing in a listing.
fn unused(args: &args::Scenario) -> Option<&'static str> {
    let given = [
        ("--spec", !args.specs.is_empty()),
        ("--level", args.level.is_some()),
        ("--out", args.out.is_some()),
    ];
    given.into_iter().find(|(_, given)| *given).map(|(name, _)| name)
}

/// A path of the user's own.
fn read_path(path: &Path, study: &Study) -> Result<Scenario, Failure> {
    let flow = study.main_flow().map_err(|error| Failure::from_study(error, |_| String::new()))?;
    let hint = "the first column holds months, quarters or years, `deficit` JPY trillion a year; \
                periods left out are passed along a straight line";
    let table = fxsens_ingest::read_table(path)?;
    let refuse = |what: String| Failure::new(format!("{}: {what}", path.display())).hint(hint);
    let skipped = table.skipped.iter().map(|column| column.name.as_str());
    let found: Vec<&str> = table.dataset.iter().map(|series| series.id.as_str()).chain(skipped).collect();
    let found = found.join(", ");
    if table.index.is_none() {
        return Err(refuse(format!("expected a column of periods, found the columns {found}")));
    }
    let series = table.dataset.get("deficit").ok_or_else(|| {
        let skipped = table.skipped.iter().find(|column| column.name == "deficit");
        refuse(skipped.map_or_else(
            || format!("expected a column `deficit`, found {found}"),
            |column| format!("column `deficit` cannot be used: {}", column.reason),
        ))
    })?;
    let deficit = FlowPath::from_series(series)
        .map_err(|error| Failure::new(format!("{}: {error}", path.display())).hint(hint))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    Ok(Scenario {
        id: "own".into(),
        label: format!("The path of {name}"),
        source: format!("{name}, straight lines between its values."),
        flow: flow.id.clone(),
        path: deficit,
    })
}

fn valuation(args: &args::Scenario, prepared: &Prepared, context: &Context) -> Result<Exit, Failure> {
    let failure = |error| Failure::from_study(error, |_| String::new());
    let (study, library) = (&prepared.study, &prepared.library);
    let mut ids = required_series(study);
    ids.insert("usdjpy".into());
    let dataset = library.load(&ids)?;
    let published: Published = library.published()?;
    let split =
        split(study, &dataset, &published).map_err(failure)?.ok_or(StudyError::NoFlow).map_err(failure)?;
    let table = valuation_table::table(&split.by_theta, split.payments_ratio);
    let json = json!({
        "schema": VALUATION_SCHEMA, "years": split.years, "exchange_rates": split.exchange_rates,
        "payments_ratio": split.payments_ratio, "splits": split.by_theta,
    });
    save(args.out.as_deref(), &table, &json, figures::valuation(&split.by_theta).as_ref(), context)?;
    output::print_table(&table, &json, args.format)?;
    Ok(Exit::Done)
}

/// Writes JSON, CSV and the chart in both formats, everything made before anything is written.
fn save(
    folder: Option<&Path>,
    table: &Table,
    json: &impl Serialize,
    figure: Option<&Figure>,
    context: &Context,
) -> Result<(), Failure> {
    let Some(folder) = folder else { return Ok(()) };
    let stem = &table.id;
    let mut files = vec![
        (format!("{stem}.json"), serde_json::to_vec_pretty(json)?),
        (format!("{stem}.csv"), render(table, TableFormat::Csv)?.into_bytes()),
    ];
    if let Some(figure) = figure {
        let theme = beside_results(&[figure])?;
        files.push((format!("{stem}.svg"), draw::to_svg(figure, &theme)?.into_bytes()));
        files.push((format!("{stem}.png"), draw::to_png(figure, &theme)?));
    }
    output::save(folder, &files)?;
    output::message(context.quiet, &format!("{} files in {}", files.len(), folder.display()));
    Ok(())
}
