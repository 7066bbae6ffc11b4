//! The list of services, `fetch/services.toml` of the data folder.

use std::collections::BTreeMap;

use fxsens_core::period::{Frequency, Period};
use fxsens_core::suggest::closest;
use serde::Deserialize;

use super::error::FetchError;
use super::request::Request;
use super::url;
use crate::embedded::Source;
use crate::error::IngestError;

const FILE: &str = "fetch/services.toml";

/// Ending of the table that lists a service's whole files.
const FILES: &str = "_files";

/// A variable with this beginning and the name of a service in capitals names another address, for tests.
pub const ADDRESS_VARIABLE: &str = "FXSENS_FETCH_BASE_";

/// Where a service is and how it answers.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceInfo {
    /// Its name here; filled in from the table's.
    #[serde(skip)]
    pub name: String,
    /// Who it is.
    pub title: String,
    /// Address that requests start with.
    pub base: String,
    /// Content types of its answers.
    pub content_types: Vec<String>,
    /// Layouts of its answers.
    pub layouts: Vec<String>,
    /// Parameter that asks for the next page; empty when answers have one page.
    #[serde(default)]
    pub page: String,
    /// What ids look like.
    pub ids: String,
    /// Parameters of every request.
    #[serde(default)]
    pub query: String,
    /// Most codes (or vintages) of one request; 0 is one.
    #[serde(default)]
    pub most_codes: usize,
    /// Its key.
    #[serde(default)]
    pub key: Option<KeyInfo>,
    /// Database by the beginning of a code.
    #[serde(default)]
    pub databases: BTreeMap<String, String>,
    /// Names for what is often asked for.
    #[serde(default)]
    pub sets: Vec<Set>,
}

/// How a service takes its key.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyInfo {
    /// Name in the file of keys.
    pub name: String,
    /// Variable of the environment.
    pub variable: String,
    /// Parameter of the request.
    pub parameter: String,
}

/// A name for what is often asked for.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Set {
    /// The name.
    pub id: String,
    /// What it is.
    pub title: String,
    /// Path, key or database.
    pub target: String,
    /// Frequency of its series, where a request needs it.
    #[serde(default)]
    pub frequency: Option<Frequency>,
    /// First period that is asked for.
    #[serde(default)]
    pub start: Option<Period>,
    /// File with a list of codes.
    #[serde(default)]
    pub codes: String,
    /// Components of that list, in the order of the request.
    #[serde(default)]
    pub components: Vec<String>,
}

impl ServiceInfo {
    /// The set of that name.
    pub fn set(&self, id: &str) -> Option<&Set> {
        self.sets.iter().find(|set| set.id == id)
    }

    /// A request below the address of the service, with the parameters of every request.
    pub(super) fn request(&self, path: &str, name: impl Into<String>) -> Request {
        let joint = if self.query.is_empty() { "" } else { "?" };
        Request {
            url: format!("{}{path}{joint}{}", self.base, self.query),
            name: name.into(),
            content_types: self.content_types.clone(),
        }
    }

    /// The error of an id this service cannot have.
    pub(super) fn unknown(&self, id: &str) -> FetchError {
        let names: Vec<&str> = self.sets.iter().map(|set| set.id.as_str()).collect();
        let close = closest(id, names.iter().copied());
        let sets = match (close.first(), names.is_empty()) {
            (Some(close), _) => format!(" (did you mean {close}?)"),
            (None, false) => format!("; sets are {}", names.join(", ")),
            (None, true) => String::new(),
        };
        FetchError::Id { service: self.name.clone(), id: id.into(), expected: format!("{}{sets}", self.ids) }
    }

    /// The error of no id at all.
    pub(super) fn no_id(&self) -> FetchError {
        FetchError::NoId {
            service: self.name.clone(),
            known: self.sets.iter().map(|set| set.id.clone()).collect(),
        }
    }
}

/// All services of a data folder.
#[derive(Debug, Clone)]
pub struct Services {
    by_name: BTreeMap<String, ServiceInfo>,
}

impl Services {
    /// Reads the list. `variable` reads the environment, in which tests put another address.
    ///
    /// # Errors
    /// [`IngestError`] when the file is missing or malformed; [`FetchError::Address`] for an address that is not encrypted.
    pub fn open(source: &Source, variable: impl Fn(&str) -> Option<String>) -> Result<Self, IngestError> {
        let text = source.read_text(FILE)?;
        let mut by_name: BTreeMap<String, ServiceInfo> = toml::from_str(&text)
            .map_err(|error| IngestError::Toml { file: FILE.into(), message: error.to_string() })?;
        for (name, info) in &mut by_name {
            info.name.clone_from(name);
            if let Some(base) = variable(&format!("{ADDRESS_VARIABLE}{}", name.to_uppercase())) {
                info.base = if base.ends_with('/') { base } else { base + "/" };
            }
            url::check(&info.base)
                .map_err(|problem| FetchError::Address { service: name.clone(), problem })?;
        }
        // What a service offers as whole files is offered under its own name.
        let files: Vec<(String, Vec<Set>)> = by_name
            .iter()
            .filter_map(|(name, info)| Some((name.strip_suffix(FILES)?.to_owned(), info.sets.clone())))
            .collect();
        for (name, sets) in files {
            if let Some(info) = by_name.get_mut(&name) {
                info.sets.extend(sets);
            }
        }
        Ok(Self { by_name })
    }

    /// The whole files a service offers beside its interface, if it does.
    pub(super) fn files(&self, name: &str) -> Option<&ServiceInfo> {
        self.by_name.get(&format!("{name}{FILES}"))
    }

    /// All services, by name.
    pub fn iter(&self) -> impl Iterator<Item = &ServiceInfo> {
        self.by_name.values()
    }

    /// The service of that name.
    ///
    /// # Errors
    /// [`FetchError::Address`] when the list has none.
    pub fn get(&self, name: &str) -> Result<&ServiceInfo, FetchError> {
        self.by_name.get(name).ok_or_else(|| FetchError::Address {
            service: name.into(),
            problem: format!("{FILE} of the data folder has no such service"),
        })
    }
}
