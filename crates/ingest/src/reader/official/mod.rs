//! Files as their publishers lay them out: one file per layout, found by a look at the head of the file.
//!
//! A layout is a name, a test that recognises it and a function that reads it; [`LAYOUTS`] lists them in the order in
//! which they are tried. Readers hand every cell to a [`Collector`], which counts what is read, keeps the position of what is
//! not, turns exchange rates to one direction and builds the series.

mod alfred;
mod bis_export;
mod bis_workbook;
mod boj_api;
mod boj_export;
mod boj_flat;
mod collector;
mod customs;
mod datahub;
mod dates;
mod draft;
mod ecb;
mod estat_api;
mod estat_dashboard;
mod fed_ddp;
mod fields;
mod found;
mod fred;
mod fred_api;
mod fred_md;
mod header;
mod input;
mod jgb;
mod jnto;
mod json;
mod mof_bop;
mod mof_codes;
mod mof_securities;
mod number;
mod pink_sheet;
mod quote;
mod sdmx;
mod wdi;
mod wide;
mod workbook;
mod world_bank_api;

use std::path::Path;

use fxsens_core::suggest::closest;

use crate::error::IngestError;

pub use found::{FileRead, FileSeries, Place, Quote, RejectedCell};
pub(crate) use input::Input;

use collector::Collector;

/// One layout: how it is called, what it is, how it is recognised and read.
#[derive(Clone, Copy)]
pub(crate) struct Layout {
    /// Name for `--layout`, in kebab case.
    pub(crate) name: &'static str,
    /// Who publishes such files and what is in them.
    pub(crate) title: &'static str,
    /// Whether a file looks like it, from its beginning alone; the first layout that says yes reads the file.
    recognises: fn(&Input) -> bool,
    /// Hands every cell to the collector.
    read: fn(&Input, &mut Collector) -> Result<(), IngestError>,
}

/// Every layout with a publisher, in the order in which they are tried.
pub(crate) const LAYOUTS: [Layout; 29] = [
    boj_api::LAYOUT,
    estat_api::LAYOUT,
    fred_api::LAYOUT,
    world_bank_api::LAYOUT,
    boj_flat::LAYOUT,
    boj_export::LAYOUT,
    mof_bop::LAYOUT,
    mof_securities::LAYOUT,
    jgb::JAPANESE,
    jgb::ENGLISH,
    customs::LAYOUT,
    fed_ddp::LAYOUT,
    fred_md::LAYOUT,
    datahub::VIX,
    datahub::RATES,
    datahub::OIL,
    alfred::LAYOUT,
    fred::CURRENT,
    fred::OLD,
    bis_export::LAYOUT,
    sdmx::BIS,
    sdmx::OECD,
    sdmx::OTHER,
    ecb::LAYOUT,
    estat_dashboard::LAYOUT,
    wdi::LAYOUT,
    bis_workbook::LAYOUT,
    jnto::LAYOUT,
    pink_sheet::LAYOUT,
];

/// Reads the file as the first layout that recognises it; `None` when none does.
///
/// # Errors
/// [`IngestError`] when a layout recognises the file and cannot read it, or a workbook breaks the limits.
pub(crate) fn detect(input: &Input) -> Result<Option<FileRead>, IngestError> {
    if let Some(error) = input.refusal() {
        return Err(error);
    }
    LAYOUTS.iter().find(|layout| (layout.recognises)(input)).map(|layout| run(layout, input)).transpose()
}

/// Whether a layout recognises the file.
pub(crate) fn recognised(input: &Input) -> bool {
    LAYOUTS.iter().any(|layout| (layout.recognises)(input))
}

/// Whether a layout claims the file after a look at its beginning, or it is not a text file at all.
///
/// # Errors
/// [`IngestError::Io`] when the file cannot be read.
pub(crate) fn claims_head(path: &Path) -> Result<bool, IngestError> {
    let head = input::read_head(path).map_err(|error| IngestError::io("read", path, &error))?;
    let input = Input::new(path, &head);
    let binary = input.is_archive() || head.starts_with(b"PAR1");
    Ok(binary || recognised(&input))
}

/// Reads the file as the named layout.
///
/// # Errors
/// [`IngestError::UnknownLayout`], and as [`detect`].
pub(crate) fn read_as(input: &Input, name: &str) -> Result<FileRead, IngestError> {
    if let Some(error) = input.refusal() {
        return Err(error);
    }
    match LAYOUTS.iter().find(|layout| layout.name == name) {
        Some(layout) => run(layout, input),
        None => Err(unknown(name)),
    }
}

fn run(layout: &Layout, input: &Input) -> Result<FileRead, IngestError> {
    let mut collector = Collector::new(input.path, layout.name);
    (layout.read)(input, &mut collector)?;
    collector.finish()
}

/// An unknown name with the known ones spelt alike.
pub(crate) fn unknown(name: &str) -> IngestError {
    let names = super::layouts().into_iter().map(|layout| layout.name);
    IngestError::UnknownLayout { name: name.into(), suggestions: closest(name, names) }
}

/// A file that is not what it was taken for.
fn broken(path: &Path, problem: impl Into<String>, hint: &str) -> IngestError {
    IngestError::File { path: path.into(), problem: problem.into(), hint: hint.into() }
}
