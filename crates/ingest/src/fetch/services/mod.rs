//! What is asked of each service: one file per kind of service.

mod alfred;
mod boj;
mod estat;
mod files;
mod fred;
mod sdmx;
mod world_bank;

use fxsens_core::period::Period;

use super::catalogue::{ServiceInfo, Services};
use super::error::FetchError;
use super::job::Job;
use super::request::Request;
use crate::embedded::Source;
use crate::error::IngestError;

/// A service figures can be fetched from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Service {
    /// Bank of Japan.
    Boj,
    /// Ministry of Finance of Japan.
    Mof,
    /// Federal Reserve Bank of St. Louis.
    Fred,
    /// Vintages of the same.
    Alfred,
    /// European Central Bank.
    Ecb,
    /// Bank for International Settlements.
    Bis,
    /// Statistics of Japan.
    Estat,
    /// World Bank.
    WorldBank,
}

impl Service {
    /// Name on the command line, in records and in the list of services.
    pub fn name(self) -> &'static str {
        match self {
            Self::Boj => "boj",
            Self::Mof => "mof",
            Self::Fred => "fred",
            Self::Alfred => "alfred",
            Self::Ecb => "ecb",
            Self::Bis => "bis",
            Self::Estat => "estat",
            Self::WorldBank => "worldbank",
        }
    }
}

/// A call whose answer a plan depends on; `None` in a dry run.
type LookUp<'a> = dyn Fn(&ServiceInfo, &Request) -> Result<Option<Vec<u8>>, FetchError> + 'a;

/// What a plan is made from.
pub(super) struct Ask<'a> {
    pub services: &'a Services,
    pub source: &'a Source,
    pub ids: &'a [String],
    pub since: Option<Period>,
    /// Today, `2026-09-08`.
    pub today: &'a str,
    /// Whether the service's key is at hand.
    pub has_key: bool,
    /// Makes a call whose answer the plan depends on.
    pub look_up: &'a LookUp<'a>,
}

impl Ask<'_> {
    /// The ids; at least one.
    fn ids(&self, info: &ServiceInfo) -> Result<&[String], FetchError> {
        if self.ids.is_empty() { Err(info.no_id()) } else { Ok(self.ids) }
    }

    /// The first period in the spelling of the service.
    fn since(
        &self,
        info: &ServiceInfo,
        spell: impl Fn(Period) -> Option<String>,
    ) -> Result<Option<String>, FetchError> {
        let Some(since) = self.since else { return Ok(None) };
        let wrong = || self.no_since(info, "it has no day");
        spell(since).map(Some).ok_or_else(wrong)
    }

    fn no_since(&self, info: &ServiceInfo, reason: &str) -> FetchError {
        let since = self.since.map(|since| since.to_string()).unwrap_or_default();
        FetchError::Since { service: info.name.clone(), since, reason: reason.into() }
    }
}

/// The jobs that bring what is asked for.
pub(super) fn jobs(service: Service, ask: &Ask) -> Result<Vec<Job>, IngestError> {
    let info = ask.services.get(service.name())?;
    if let Some(files) = ask.services.files(service.name()) {
        let (whole, others): (Vec<String>, Vec<String>) =
            ask.ids.iter().cloned().partition(|id| files.set(id).is_some());
        if !whole.is_empty() {
            let mut jobs = files::jobs(files, &Ask { ids: &whole, ..*ask })?;
            for job in &mut jobs {
                job.service = service.name().into();
            }
            if !others.is_empty() {
                jobs.extend(api(service, info, &Ask { ids: &others, ..*ask })?);
            }
            return Ok(jobs);
        }
    }
    api(service, info, ask)
}

/// The jobs of a service's own interface.
fn api(service: Service, info: &ServiceInfo, ask: &Ask) -> Result<Vec<Job>, IngestError> {
    match service {
        Service::Boj => boj::jobs(info, ask),
        Service::Mof => Ok(files::jobs(info, ask)?),
        Service::Fred => Ok(fred::jobs(info, ask)?),
        Service::Alfred => Ok(alfred::jobs(info, ask)?),
        Service::Ecb | Service::Bis => Ok(sdmx::jobs(info, ask)?),
        Service::Estat => Ok(estat::jobs(info, ask)?),
        Service::WorldBank => Ok(world_bank::jobs(info, ask)?),
    }
}

/// Whether an id consists of these characters and letters and digits of ASCII alone; an address is built from it.
fn is_plain(id: &str, others: &str) -> bool {
    !id.is_empty() && id.len() <= 200 && id.chars().all(|c| c.is_ascii_alphanumeric() || others.contains(c))
}

/// An id as the stem of a file name.
fn stem(id: &str) -> String {
    id.chars().map(|c| if c.is_ascii_alphanumeric() || "-_.".contains(c) { c } else { '-' }).collect()
}
