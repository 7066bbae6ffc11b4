//! `fxsens fit`.

use std::path::Path;

use fxsens_core::expr::Formula;
use fxsens_core::run::{Estimation, estimate};
use fxsens_core::spec::{Spec, merge};
use fxsens_core::summary::FitSummary;
use fxsens_report::{tables, write};

use crate::args::{Fit, Format};
use crate::commands::fit_figures;
use crate::commands::plot::beside_results;
use crate::config::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output;
use crate::request::{Loaded, check_level, formula_spec, parse_setting, read_spec};

/// Estimates one spec and prints it.
pub fn run(args: &Fit, context: &Context) -> Result<Exit, Failure> {
    check_level(args.level)?;
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
    // What `fxsens plot` needs beside the summary: fitted values and residuals by period, and the model's own charts.
    let mut results = serde_json::to_value(summary)?;
    results["augment"] = serde_json::to_value(&estimation.fit.augment)?;
    results["figures"] = serde_json::to_value(&estimation.fit.figures)?;
    let mut files = vec![("results.json".to_owned(), serde_json::to_vec_pretty(&results)?)];
    let formats = [(Format::Csv, "csv"), (Format::Md, "md"), (Format::Latex, "tex"), (Format::Typst, "typ")];
    for (format, ending) in formats {
        files.push((
            format!("tables/regression.{ending}"),
            output::render_table(&table, format)?.into_bytes(),
        ));
    }
    if !args.no_plots {
        let own = [fit_figures::coefficients(summary)?, fit_figures::fitted(estimation, summary)?];
        let figures: Vec<_> = estimation.fit.figures.iter().chain(&own).collect();
        let theme = beside_results(&figures)?;
        for figure in figures {
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
        (None, Some(formula)) => formula_spec(formula)?,
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

/// Loads what the formula names and estimates.
pub(super) fn estimate_spec(
    spec: &Spec,
    data: Option<&Path>,
    context: &Context,
) -> Result<Estimation, Failure> {
    // What can be refused without data is refused before data are read.
    context.registry.get(&spec.model)?.build(&spec.params)?;
    let loaded = Loaded::new(&Formula::parse(&spec.formula)?, data, context)?;
    let mut estimation = estimate(spec, &loaded.dataset, &context.registry)
        .map_err(|error| loaded.failure(error, &spec.formula))?;
    estimation.fit.notes.extend(loaded.notes());
    Ok(estimation)
}
