//! `fxsens claims`.

use std::collections::BTreeSet;

use fxsens_core::expr::{Expr, Node};
use fxsens_ingest::Library;
use fxsens_study::claims::{self, ClaimFile, ClaimResult, Outcome, ScalarContext};
use fxsens_study::tables::claims_table;
use serde_json::json;

use crate::args::{Claims, Format};
use crate::config::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::{output, printer};

/// Checks every claim against the data.
pub fn run(args: &Claims, context: &Context) -> Result<Exit, Failure> {
    let library = context.library()?;
    let file = match &args.file {
        None => embedded(&library)?,
        Some(path) => {
            let text = std::fs::read_to_string(path)
                .map_err(|error| Failure::new(format!("cannot read {}", path.display())).because(error))?;
            claims::parse(&text).map_err(|error| Failure::from_toml(path, &text, &error, "claims file"))?
        }
    };
    let mut results = verify(&file, &library)?;
    if !args.ids.is_empty() {
        if let Some(unknown) = args.ids.iter().find(|id| !results.iter().any(|claim| claim.id == **id)) {
            return Err(
                Failure::new(format!("there is no claim `{unknown}`")).hint("`fxsens claims` lists them all")
            );
        }
        results.retain(|claim| args.ids.contains(&claim.id));
    }
    let differs = results.iter().filter(|claim| claim.outcome == Outcome::Differs).count();
    if args.format == Format::Text {
        output::print(&printer::claims(&results))?;
    } else {
        output::print_table(&claims_table(&results), &json!({ "claims": results }), args.format)?;
    }
    Ok(if differs == 0 { Exit::Done } else { Exit::CheckFailed })
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
    let mut ids = BTreeSet::new();
    for check in file.claims.iter().flat_map(|claim| &claim.checks) {
        if let Ok(expression) = Expr::parse(&check.expression) {
            quoted_series(&expression, library, &mut ids);
        }
    }
    let dataset = library.load(&ids)?;
    let published = library.published()?;
    Ok(claims::verify(file, ScalarContext { dataset: &dataset, published: &published }))
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
