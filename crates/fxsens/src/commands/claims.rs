//! `fxsens claims`.

use std::collections::BTreeSet;
use std::path::Path;

use fxsens_core::dataset::Dataset;
use fxsens_core::expr::{Expr, Node};
use fxsens_ingest::{IngestError, Known, Library};
use fxsens_report::{Theme, render};
use fxsens_study::claims::{self, ClaimFile, ClaimResult, Outcome, ScalarContext};
use fxsens_study::figures;
use fxsens_study::tables::claims_table;
use serde_json::json;

use crate::args::{Claims, Format};
use crate::config::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::{output, printer};

/// Schema id of the JSON.
const CLAIMS_SCHEMA: &str = "fxsens.claims/1";

/// Checks every claim against the data.
pub fn run(args: &Claims, context: &Context) -> Result<Exit, Failure> {
    if let Some(folder) = &args.out {
        fxsens_report::write::check_writable(folder)?;
    }
    let library = context.library()?;
    let mut results = match &args.file {
        None => verify(&embedded(&library)?, &library)?,
        Some(path) => verify_own(path, &library)?,
    };
    if !args.ids.is_empty() {
        if let Some(unknown) = args.ids.iter().find(|id| !results.iter().any(|claim| claim.id == **id)) {
            return Err(
                Failure::new(format!("there is no claim `{unknown}`")).hint("`fxsens claims` lists them all")
            );
        }
        results.retain(|claim| args.ids.contains(&claim.id));
    }
    if let Some(folder) = &args.out {
        let written = save(folder, &results, !args.no_plots)?;
        output::message(context.quiet, &format!("{written} files in {}", folder.display()));
    }
    let differs = results.iter().filter(|claim| claim.outcome == Outcome::Differs).count();
    if args.format == Format::Text {
        output::print(&printer::claims(&results))?;
    } else {
        let json = json!({ "schema": CLAIMS_SCHEMA, "claims": results });
        output::print_table(&claims_table(&results), &json, args.format)?;
    }
    Ok(if differs == 0 { Exit::Done } else { Exit::CheckFailed })
}

/// Writes the results with the chart as data, the table and the drawn chart. Returns the number of files.
fn save(folder: &Path, results: &[ClaimResult], plots: bool) -> Result<usize, Failure> {
    let figure = figures::claims(results);
    let json = json!({ "schema": CLAIMS_SCHEMA, "claims": results, "figures": [figure] });
    let table = claims_table(results);
    let mut files = vec![
        ("claims.json".to_owned(), serde_json::to_vec_pretty(&json)?),
        ("tables/claims.csv".to_owned(), output::render_table(&table, Format::Csv)?.into_bytes()),
        ("tables/claims.md".to_owned(), output::render_table(&table, Format::Md)?.into_bytes()),
    ];
    if plots {
        let theme = Theme::light();
        files.push(("figures/claims.svg".to_owned(), render::to_svg(&figure, &theme)?.into_bytes()));
        files.push(("figures/claims.png".to_owned(), render::to_png(&figure, &theme)?));
    }
    output::save(folder, &files)?;
    Ok(files.len())
}

/// The claims that ship with the data.
pub fn embedded(library: &Library) -> Result<ClaimFile, Failure> {
    let name = "claims.toml";
    let text = library.source().read_text(name)?;
    claims::parse(&text)
        .map_err(|error| Failure::from_toml(&library.source().path(name), &text, &error, "claims file"))
}

/// Computes all claims of a file, loading only the series they name.
pub fn verify(file: &ClaimFile, library: &Library) -> Result<Vec<ClaimResult>, Failure> {
    let dataset = known(series(file, library), library)?;
    let published = library.published()?;
    let data = ScalarContext { dataset: &dataset, published: &published };
    Ok(match library.known().and_then(Known::as_of) {
        Some(day) => claims::verify_as_of(file, data, day),
        None => claims::verify(file, data),
    })
}

/// The series that were known on the day asked about, or all of them without one.
fn known(ids: BTreeSet<String>, library: &Library) -> Result<Dataset, Failure> {
    if library.known().and_then(Known::as_of).is_none() {
        return Ok(library.load(ids)?);
    }
    let mut dataset = Dataset::new();
    for id in ids {
        match library.load([&id]) {
            Ok(loaded) => {
                for series in loaded {
                    dataset.insert(series);
                }
            }
            Err(IngestError::NotKnown { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(dataset)
}

/// Computes the claims of a user's file, once it is known to be sound.
fn verify_own(path: &Path, library: &Library) -> Result<Vec<ClaimResult>, Failure> {
    let text = std::fs::read_to_string(path).map_err(|error| {
        Failure::new(format!("cannot read {}", path.display()))
            .because(error)
            .hint("name a TOML file of claims; `fxsens explain claims` shows one")
    })?;
    let file =
        claims::parse(&text).map_err(|error| Failure::from_toml(path, &text, &error, "claims file"))?;
    if library.known().and_then(Known::as_of).is_some() {
        return verify(&file, library); // what was not known then is no mistake of the file
    }
    let dataset = library.load(series(&file, library))?;
    let published = library.published()?;
    let data = ScalarContext { dataset: &dataset, published: &published };
    claims::validate(&file, &text, data, &library.ids()).map_err(|problem| {
        let failure = Failure::new(format!("{}: {}", path.display(), problem.place));
        match problem.span {
            Some(span) => failure.at(path.display().to_string(), &text, span, &problem.what),
            None => Failure::new(format!("{}: {problem}", path.display())),
        }
        .hint(problem.hint)
    })?;
    Ok(claims::verify(&file, data))
}

/// The series of the library that the checks name.
fn series(file: &ClaimFile, library: &Library) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    for check in file.claims.iter().flat_map(|claim| &claim.checks) {
        if let Ok(expression) = Expr::parse(&check.expression) {
            quoted_series(&expression, library, &mut ids);
        }
    }
    ids
}

/// Collects quoted names that are series of the library.
fn quoted_series(expression: &Expr, library: &Library, ids: &mut BTreeSet<String>) {
    match &expression.node {
        Node::Text(text) if library.contains(text) => {
            ids.insert(text.clone());
        }
        Node::Negate(inner) => quoted_series(inner, library, ids),
        Node::Binary(_, left, right) => {
            quoted_series(left, library, ids);
            quoted_series(right, library, ids);
        }
        Node::Call(_, arguments) => {
            for argument in arguments {
                quoted_series(argument, library, ids);
            }
        }
        _ => {}
    }
}
