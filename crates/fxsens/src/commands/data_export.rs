//! `fxsens data export`.

use std::collections::BTreeSet;

use crate::args::DataExport;
use crate::config::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output;

/// Writes series to a file.
pub fn run(args: &DataExport, context: &Context) -> Result<Exit, Failure> {
    let library = context.library()?;
    let ids: Vec<String> = if args.ids.is_empty() {
        library.catalog().ids().map(str::to_owned).collect()
    } else {
        let mut seen = BTreeSet::new();
        args.ids.iter().filter(|id| seen.insert(id.as_str())).cloned().collect()
    };
    let dataset = library.load(&ids)?;
    let names: Vec<&str> = ids.iter().map(String::as_str).collect();
    fxsens_ingest::export(&dataset, &names, &args.out, fxsens_ingest::Layout::Tidy)?;
    output::message(context.quiet, &format!("wrote {} series to {}", ids.len(), args.out.display()));
    Ok(Exit::Done)
}
