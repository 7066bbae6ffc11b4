//! What every command works with: data source, models, threads, how much to say.

use std::io::IsTerminal;
use std::path::PathBuf;

use fxsens_core::period::{Frequency, Period};
use fxsens_core::registry::Registry;
use fxsens_ingest::{Known, Library, Source, Store, Vintages};

use crate::args::Global;
use crate::failure::Failure;

/// A variable of the environment; an empty one counts as none.
#[cfg(feature = "net")]
pub fn variable(name: &str) -> Option<std::ffi::OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}

/// The environment of a command.
#[derive(Debug)]
pub struct Context {
    pub source: Source,
    pub registry: Registry,
    pub quiet: bool,
    pub verbose: bool,
    store: Option<PathBuf>,
    as_of: Option<Period>,
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
        if let Some(day) = global.as_of.filter(|day| day.frequency() != Frequency::Daily) {
            return Err(
                Failure::new(format!("--as-of {day} is not a day")).hint("for example --as-of 2026-09-30")
            );
        }
        let (quiet, verbose) = (global.quiet, global.verbose);
        Ok(Self { source, registry, quiet, verbose, store: global.store.clone(), as_of: global.as_of })
    }

    /// The data: the tables, and what the store knows beside them.
    pub fn library(&self) -> Result<Library, Failure> {
        self.library_as_of(self.as_of)
    }

    /// The data as they were known on a day.
    pub fn library_as_of(&self, day: Option<Period>) -> Result<Library, Failure> {
        let library = Library::open(self.source.clone())?;
        let store = match &self.store {
            Some(root) => Some(Store::new(root)),
            None => Store::default_root().map(Store::new).filter(Store::exists),
        };
        Ok(match (store, day) {
            (None, None) => library,
            (store, day) => {
                let vintages = store.map(Vintages::of).transpose()?.unwrap_or_default();
                library.with_known(Known::new(vintages, day.map(|day| day.to_string())))
            }
        })
    }

    /// The store that is written to.
    pub fn store(&self) -> Result<Store, Failure> {
        let root = self.store.clone().or_else(Store::default_root);
        root.map(Store::new).ok_or_else(|| {
            Failure::new("no folder for the store is known")
                .hint("name one with --store, or set FXSENS_STORE")
        })
    }

    /// Whether progress bars are worth drawing.
    pub fn interactive(&self) -> bool {
        !self.quiet && std::io::stderr().is_terminal()
    }
}
