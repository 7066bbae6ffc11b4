//! What every command works with: data source, models, threads, how much to say.

use std::io::IsTerminal;

use fxsens_core::registry::Registry;
use fxsens_ingest::{Library, Source};

use crate::args::Global;
use crate::failure::Failure;

/// The environment of a command.
#[derive(Debug)]
pub struct Context {
    pub source: Source,
    pub registry: Registry,
    pub quiet: bool,
    pub verbose: bool,
}

impl Context {
    /// Sets up threads and the data source.
    pub fn new(global: &Global, registry: Registry) -> Result<Self, Failure> {
        if let Some(threads) = global.threads {
            rayon::ThreadPoolBuilder::new()
                .num_threads(usize::from(threads))
                .build_global()
                .map_err(|error| Failure::new(format!("cannot start {threads} threads")).because(error))?;
        }
        let source = global.data_dir.clone().map_or(Source::Embedded, Source::Directory);
        Ok(Self { source, registry, quiet: global.quiet, verbose: global.verbose })
    }

    /// The data.
    pub fn library(&self) -> Result<Library, Failure> {
        Ok(Library::open(self.source.clone())?)
    }

    /// Whether progress bars are worth drawing.
    pub fn interactive(&self) -> bool {
        !self.quiet && std::io::stderr().is_terminal()
    }
}
