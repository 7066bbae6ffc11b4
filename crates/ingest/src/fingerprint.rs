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
    Source::embedded_files().map(|name| Ok((name.to_owned(), sha256(source.read(name)?.as_ref())))).collect()
}

/// SHA-256 of some bytes, in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat()
}
