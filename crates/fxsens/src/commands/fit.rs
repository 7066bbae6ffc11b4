//! `fxsens fit`.

use std::path::Path;

use fxsens_core::expr::Formula;
use fxsens_core::fit::Note;
use fxsens_core::run::{Estimation, estimate};
use fxsens_core::spec::{Spec, merge};
use fxsens_core::summary::FitSummary;
use fxsens_ingest::{Library, UserTable, read_table};
use fxsens_report::{tables, write};

use crate::args::{Fit, Format};
use crate::commands::fit_figures;
use crate::config::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output;

/// Estimates one spec and prints it.
pub fn run(args: &Fit, context: &Context) -> Result<Exit, Failure> {
    if !(args.level > 0.0 && args.level < 1.0) {
        return Err(Failure::new(format!("--level is {}; expected a number between 0 and 1", args.level)));
    }
    let spec = spec(args, context)?;
    if let Some(folder) = &args.out {
        write::check_writable(folder)?;
    }
    let estimation = estimate_spec(&spec, args.data.as_deref(), context)?;
    let summary = estimation.summary(args.level);
    if let Some(folder) = &args.out {
        save(folder, &estimation, &summary, args, context)?;
    }
    match args.format {
        Format::Text => output::print(&tables::fit_text(&summary)?)?,
        Format::Json => output::print_json(&summary)?,
        other => output::print(&output::render_table(&tables::regression_table(&summary), other)?)?,
    }
    Ok(Exit::Done)
}

/// Writes the fit, its table and its charts into a folder.
fn save(
    folder: &Path,
    estimation: &Estimation,
    summary: &FitSummary,
    args: &Fit,
    context: &Context,
) -> Result<(), Failure> {
    let table = tables::regression_table(summary);
    let mut files = vec![("results.json".to_owned(), serde_json::to_vec_pretty(summary)?)];
    for (format, ending) in [(Format::Csv, "csv"), (Format::Md, "md"), (Format::Latex, "tex")] {
        files.push((
            format!("tables/regression.{ending}"),
            output::render_table(&table, format)?.into_bytes(),
        ));
    }
    if !args.no_plots {
        let theme = fxsens_report::Theme::light();
        let own = [fit_figures::coefficients(summary)?, fit_figures::fitted(estimation, summary)?];
        for figure in estimation.fit.figures.iter().chain(&own) {
            files.push((format!("figures/{}.png", figure.id), fxsens_report::to_png(figure, &theme)?));
        }
    }
    output::save(folder, &files)?;
    output::message(context.quiet, &format!("{} files in {}", files.len(), folder.display()));
    Ok(())
}

/// The spec: from the file or the formula, with the overrides of the command line.
fn spec(args: &Fit, context: &Context) -> Result<Spec, Failure> {
    let mut spec = match (&args.spec, &args.formula) {
        (Some(path), _) => read_spec(path)?,
        (None, Some(formula)) => {
            toml::Table::from_iter([("formula".to_owned(), toml::Value::from(formula.as_str()))])
                .try_into()
                .map_err(|error: toml::de::Error| Failure::new("the formula cannot be used").because(error))?
        }
        (None, None) => {
            return Err(Failure::new("nothing to estimate").hint("name a spec file or give --formula"));
        }
    };
    if let Some(model) = &args.model {
        spec.model.clone_from(model);
    }
    spec.sample.first = args.first.or(spec.sample.first);
    spec.sample.last = args.last.or(spec.sample.last);
    // Another kind of covariance starts afresh: bandwidth and distribution of the spec's kind mean nothing to it.
    if args.set.iter().any(|setting| setting.trim_start().starts_with("vcov.kind")) {
        spec.params.remove("vcov");
    }
    for setting in &args.set {
        merge(&mut spec.params, &parse_setting(setting)?);
    }
    if let Some(seed) = args.seed {
        let model = context.registry.get(&spec.model)?;
        if !model.defaults().contains_key("seed") {
            return Err(Failure::new(format!("model `{}` uses no random numbers", spec.model))
                .hint("leave --seed out"));
        }
        let seed = i64::try_from(seed).map_err(|error| Failure::new("--seed is too large").because(error))?;
        spec.params.insert("seed".into(), toml::Value::Integer(seed));
    }
    Ok(spec)
}

fn read_spec(path: &Path) -> Result<Spec, Failure> {
    let text = std::fs::read_to_string(path).map_err(|error| {
        Failure::new(format!("cannot read the spec {}", path.display()))
            .because(error)
            .hint("name a TOML file with a `formula`, or give --formula")
    })?;
    toml::from_str(&text).map_err(|error| Failure::from_toml(path, &text, &error, "spec"))
}

/// `vcov.kind=hac` as a nested table; values are TOML, bare words are strings.
fn parse_setting(setting: &str) -> Result<toml::Table, Failure> {
    let bad = || {
        Failure::new(format!("--set {setting} is not KEY=VALUE")).hint("for example --set vcov.bandwidth=6")
    };
    let (key, value) = setting.split_once('=').ok_or_else(bad)?;
    if key.split('.').any(|part| part.trim().is_empty()) {
        return Err(bad());
    }
    let typed = format!("v = {value}").parse::<toml::Table>().ok().and_then(|mut table| table.remove("v"));
    let mut nested = typed.unwrap_or_else(|| toml::Value::String(value.to_owned()));
    let mut parts: Vec<&str> = key.split('.').map(str::trim).collect();
    let outermost = parts.remove(0).to_owned();
    for part in parts.into_iter().rev() {
        nested = toml::Value::Table(toml::Table::from_iter([(part.to_owned(), nested)]));
    }
    Ok(toml::Table::from_iter([(outermost, nested)]))
}

/// Loads what the formula names and estimates. A user's columns come before catalogued series of the same name.
fn estimate_spec(spec: &Spec, data: Option<&Path>, context: &Context) -> Result<Estimation, Failure> {
    // What can be refused without data is refused before data are read.
    context.registry.get(&spec.model)?.build(&spec.params)?;
    let formula = Formula::parse(&spec.formula)?;
    let table = data.map(read_table).transpose()?;
    let library = context.library()?;
    let mut shadowed = Vec::new();
    let own = |name: &str| table.as_ref().is_some_and(|t: &UserTable| t.dataset.get(name).is_some());
    let mut wanted = Vec::new();
    for name in formula.names() {
        if own(&name) {
            if library.contains(&name) {
                shadowed.push(name);
            }
        } else if library.contains(&name) {
            wanted.push(name);
        } else if let Some(reason) = skipped_reason(table.as_ref(), &name) {
            return Err(Failure::new(format!("column `{name}` cannot be used: {reason}")));
        }
    }
    let mut dataset = load(&library, &wanted)?;
    if let Some(table) = table {
        for series in table.dataset.iter() {
            dataset.insert(series.clone());
        }
    }
    let known: Vec<String> =
        dataset.ids().map(str::to_owned).chain(library.ids().into_iter().map(str::to_owned)).collect();
    let mut estimation = estimate(spec, &dataset, &context.registry)
        .map_err(|error| Failure::from_estimate(with_suggestions(error, &known), &spec.formula))?;
    for name in shadowed {
        let note = format!("`{name}` is taken from the file given, not from the catalogue");
        estimation.fit.notes.push(Note::info(note));
    }
    Ok(estimation)
}

fn load(library: &Library, wanted: &[String]) -> Result<fxsens_core::dataset::Dataset, Failure> {
    Ok(library.load(wanted)?)
}

fn skipped_reason(table: Option<&UserTable>, name: &str) -> Option<String> {
    let skipped = table?.skipped.iter().find(|column| column.name == name)?;
    Some(skipped.reason.clone())
}

/// An unknown series is compared with the whole catalogue, not only with what was loaded.
fn with_suggestions(
    error: fxsens_core::run::EstimateError,
    known: &[String],
) -> fxsens_core::run::EstimateError {
    use fxsens_core::expr::EvalError;
    use fxsens_core::run::EstimateError;
    match error {
        EstimateError::Eval(EvalError::UnknownSeries { name, span, .. }) => {
            let suggestions = fxsens_core::suggest::closest(&name, known.iter().map(String::as_str));
            EstimateError::Eval(EvalError::UnknownSeries { name, span, suggestions })
        }
        other => other,
    }
}
