//! Figures from official services, over the network, into the store. Nothing else of the project opens a connection.
//!
//! A [`Service`] turns ids into [`Job`]s with the help of the list of services; a [`Client`] makes the calls, politely and within
//! limits; what arrives is read in the layout it must have and compared with what was asked for before it is stored as it came.
//! Keys join the address on the way out and are nowhere else.

mod batch;
mod catalogue;
mod client;
mod clock;
mod content;
mod error;
mod failure;
mod job;
mod keys;
mod message;
mod request;
mod retry_after;
mod services;
mod settings;
mod since;
mod url;

use fxsens_core::period::Period;

pub use catalogue::{ADDRESS_VARIABLE, KeyInfo, ServiceInfo, Services, Set};
pub use client::Client;
pub use clock::Clock;
pub use error::FetchError;
pub use job::{Job, Vintage};
pub use keys::{Key, Keys};
pub use request::Request;
pub use services::Service;
pub use settings::Settings;

use crate::embedded::Source;
use crate::error::IngestError;
use crate::reader::FileSeries;
use crate::store::{Record, Store};

/// What is wanted of a service.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// The service.
    pub service: Service,
    /// Codes and names of sets.
    pub ids: Vec<String>,
    /// First period.
    pub since: Option<Period>,
}

/// All that fetching needs.
pub struct Fetch<'a> {
    /// The list of services.
    pub services: &'a Services,
    /// The data folder, for lists of codes.
    pub source: &'a Source,
    /// Makes the calls.
    pub client: &'a Client<'a>,
    /// Keys.
    pub keys: &'a Keys,
    /// Where answers go.
    pub store: &'a Store,
    /// The id under which the catalogue knows a series, if it does.
    pub aliases: &'a dyn Fn(&FileSeries) -> Option<String>,
    /// Is told about every call.
    pub say: &'a dyn Fn(&str),
}

impl Fetch<'_> {
    /// The requests that bring what is wanted. In a dry run no call is made; requests whose number a first call decides are then
    /// missing, and that call stands in their place.
    ///
    /// # Errors
    /// [`FetchError::Id`] and others for what cannot be asked; whatever a call reports on which the plan depends.
    pub fn plan(&self, wanted: &Wanted, dry_run: bool) -> Result<Vec<Job>, IngestError> {
        let today = self.client.clock().utc();
        let info = self.services.get(wanted.service.name())?;
        let has_key = self.key(info)?.is_some();
        let asked = std::cell::RefCell::new(Vec::new());
        let look_up = |info: &ServiceInfo, request: &Request| {
            if dry_run {
                asked
                    .borrow_mut()
                    .push(Job { needs_key: true, ..Job::new(info, request.clone(), Vec::new()) });
                return Ok(None);
            }
            self.call(info, request, true).map(Some)
        };
        let ask = services::Ask {
            services: self.services,
            source: self.source,
            ids: &wanted.ids,
            since: wanted.since,
            today: today.get(..10).unwrap_or_default(),
            has_key,
            look_up: &look_up,
        };
        let mut jobs = services::jobs(wanted.service, &ask).map_err(|error| self.hiding(info, error))?;
        jobs.extend(asked.take());
        Ok(jobs)
    }

    /// Makes the requests and stores the answers, each once all its pages are there and hold what was asked for.
    ///
    /// # Errors
    /// [`FetchError`] as [`IngestError::Fetch`]; whatever the store reports. Answers stored before the error stay.
    pub fn run(&self, jobs: &[Job]) -> Result<Vec<Record>, IngestError> {
        let mut stored = Vec::new();
        for job in jobs {
            let info = self.services.get(&job.service)?;
            stored.extend(batch::fetch(self, job).map_err(|error| self.hiding(info, error))?);
        }
        Ok(stored)
    }

    /// The request as a line, without its key.
    ///
    /// # Errors
    /// [`FetchError::Address`] when the list of services lost the service.
    pub fn describe(&self, job: &Job) -> Result<String, FetchError> {
        let info = self.services.get(&job.service)?;
        Ok(match info.key.as_ref().filter(|_| job.needs_key) {
            Some(key) => {
                format!("{} (and the key of {} as {})", job.request.url, key.variable, key.parameter)
            }
            None => job.request.url.clone(),
        })
    }

    /// An error in which no server repeats the key.
    fn hiding(&self, info: &ServiceInfo, error: IngestError) -> IngestError {
        match (error, self.key(info)) {
            (IngestError::Fetch(error), Ok(Some(key))) => error.hiding(&|text| key.hide(text)).into(),
            (error, _) => error,
        }
    }

    fn key(&self, info: &ServiceInfo) -> Result<Option<Key>, FetchError> {
        info.key.as_ref().map_or(Ok(None), |key| self.keys.get(&key.name, &key.variable))
    }

    /// One call, with the key of the service where it is needed.
    fn call(&self, info: &ServiceInfo, request: &Request, needs_key: bool) -> Result<Vec<u8>, FetchError> {
        let Some(key_info) = info.key.as_ref().filter(|_| needs_key) else {
            (self.say)(&request.url);
            return self.client.get(request, None);
        };
        let key = self.key(info)?.ok_or_else(|| self.keys.missing(&info.name, &key_info.variable))?;
        (self.say)(&request.url);
        self.client.get(request, Some((&key, &key_info.parameter)))
    }
}
