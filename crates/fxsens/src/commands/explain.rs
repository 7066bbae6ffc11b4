//! `fxsens explain`.

use crate::args::Explain;
use crate::config::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output;

/// Prints the page of a model.
pub fn run(args: &Explain, context: &Context) -> Result<Exit, Failure> {
    output::print(context.registry.get(&args.model)?.info().doc)?;
    Ok(Exit::Done)
}
