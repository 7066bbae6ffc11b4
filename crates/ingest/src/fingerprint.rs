//! Hashes of the data files: what a manifest needs to say which figures an estimate used.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::embedded::Source;
use crate::error::IngestError;

/// SHA-256 of every file of the data folder, by name, in hexadecimal.
///
/// # Errors
/// [`IngestError`] when a file that should be there cannot be read.
pub fn fingerprints(source: &Source) -> Result<BTreeMap<String, String>, IngestError> {
    Source::embedded_files()
        .map(|name| {
            let digest = Sha256::digest(source.read(name)?.as_ref());
            let hex: Vec<String> = digest.iter().map(|byte| format!("{byte:02x}")).collect();
            Ok((name.to_owned(), hex.concat()))
        })
        .collect()
}
