//! The data folder: carried inside the program, or a folder on disk in its place.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use crate::error::IngestError;

/// Where the data folder is read from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Source {
    /// The tables inside the program.
    #[default]
    Embedded,
    /// A folder with the same layout.
    Directory(PathBuf),
}

macro_rules! embed {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_bytes!(concat!("../../../data/", $name)))),*]
    };
}

/// Name relative to the data folder and content, in the order of the names.
const FILES: &[(&str, &[u8])] = embed![
    "README.md",
    "catalog.toml",
    "claims.toml",
    "codes/aliases.csv",
    "codes/boj_digital_balance.csv",
    "derived.toml",
    "fetch/services.toml",
    "published/bop_first_releases.csv",
    "published/cashflow_current_account.csv",
    "published/digital_balance.csv",
    "published/fx_intervention_daily.csv",
    "published/fx_intervention_windows.csv",
    "published/meti_projections.csv",
    "series/balance_of_payments.csv",
    "series/balance_of_payments_2017.csv",
    "series/customs_trade.csv",
    "series/daily.csv",
    "series/digital_annual.csv",
    "series/effective_exchange_rates.csv",
    "series/exchange_rates.csv",
    "series/fx_intervention.csv",
    "series/interest_rates.csv",
    "series/national_accounts.csv",
    "series/positions.csv",
    "series/prices.csv",
    "series/securities_flows.csv",
    "series/services_gross_2016.csv",
    "series/visitors.csv",
    "series/world_bank.csv",
    "vintages/services_2017.csv",
];

impl Source {
    /// The content of a file, by its name relative to the data folder (`series/prices.csv`).
    ///
    /// # Errors
    /// [`IngestError::NotEmbedded`], [`IngestError::NotADataFolder`], [`IngestError::MissingDataFile`] or
    /// [`IngestError::Io`].
    pub fn read(&self, name: &str) -> Result<Cow<'static, [u8]>, IngestError> {
        match self {
            Self::Embedded => FILES
                .binary_search_by_key(&name, |(known, _)| known)
                .map(|index| Cow::Borrowed(FILES[index].1))
                .map_err(|_| IngestError::NotEmbedded { name: name.into() }),
            Self::Directory(root) => read_from(root, name).map(Cow::Owned),
        }
    }

    /// The content of a text file.
    ///
    /// # Errors
    /// As [`Source::read`]; [`IngestError::Encoding`] when it is not UTF-8.
    pub fn read_text(&self, name: &str) -> Result<Cow<'static, str>, IngestError> {
        let decode = |bytes: &[u8], error: std::str::Utf8Error| {
            let (line, byte) = crate::reader::position(bytes, error.valid_up_to());
            let path = self.path(name);
            IngestError::Encoding { path, line, byte, looks: None, iconv: None }
        };
        match self.read(name)? {
            Cow::Borrowed(bytes) => {
                std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|e| decode(bytes, e))
            }
            Cow::Owned(bytes) => {
                String::from_utf8(bytes).map(Cow::Owned).map_err(|e| decode(e.as_bytes(), e.utf8_error()))
            }
        }
    }

    /// Names of the files directly inside one folder of the data, sorted: `series` gives `series/daily.csv` …
    ///
    /// # Errors
    /// [`IngestError::MissingDataFile`] when a folder on disk is not there, [`IngestError::Io`] when it
    /// cannot be read.
    pub fn list(&self, folder: &str) -> Result<Vec<String>, IngestError> {
        let Self::Directory(root) = self else {
            let inside = |name: &&str| name.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
            return Ok(FILES.iter().map(|(name, _)| *name).filter(inside).map(str::to_owned).collect());
        };
        let path = root.join(folder);
        let entries = std::fs::read_dir(&path).map_err(|error| not_found(root, folder, &error))?;
        let mut names = Vec::new();
        for entry in entries {
            let entry = entry.map_err(|error| IngestError::io("read", &path, &error))?;
            names.push(format!("{folder}/{}", entry.file_name().to_string_lossy()));
        }
        names.sort();
        Ok(names)
    }

    /// How a file is called in messages.
    pub fn path(&self, name: &str) -> PathBuf {
        match self {
            Self::Embedded => Path::new("data").join(name),
            Self::Directory(root) => root.join(name),
        }
    }

    /// Names of all embedded files, sorted.
    pub fn embedded_files() -> impl Iterator<Item = &'static str> {
        FILES.iter().map(|(name, _)| *name)
    }
}

fn read_from(root: &Path, name: &str) -> Result<Vec<u8>, IngestError> {
    std::fs::read(root.join(name)).map_err(|error| not_found(root, name, &error))
}

fn not_found(root: &Path, name: &str, error: &std::io::Error) -> IngestError {
    if !root.is_dir() {
        return IngestError::NotADataFolder { root: root.into(), is_file: root.exists() };
    }
    if error.kind() == std::io::ErrorKind::NotFound {
        return IngestError::MissingDataFile { name: name.into(), root: root.into() };
    }
    IngestError::io("read", root.join(name), error)
}
