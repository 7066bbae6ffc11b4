//! Files by their hash: written whole, then named.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::error::IngestError;

/// SHA-256 in hexadecimal.
pub fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Where an object of that hash stands.
pub fn path(root: &Path, sha256: &str) -> PathBuf {
    let (folder, name) = sha256.split_at(2.min(sha256.len()));
    root.join("objects").join(folder).join(name)
}

/// Writes an object unless a complete one is there already: to a temporary name, to the disk, then renamed.
pub fn write(root: &Path, sha256: &str, bytes: &[u8]) -> Result<(), IngestError> {
    let path = path(root, sha256);
    if fs::read(&path).is_ok_and(|known| digest(&known) == sha256) {
        return Ok(());
    }
    let folder = path.parent().unwrap_or(root);
    fs::create_dir_all(folder).map_err(|error| IngestError::io("create", folder, &error))?;
    let failed = |error: std::io::Error| IngestError::io("write", &path, &error);
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    file.write_all(bytes).map_err(failed)?;
    file.as_file().sync_all().map_err(failed)?;
    file.persist(&path).map_err(|error| failed(error.error))?;
    sync_folder(folder);
    Ok(())
}

/// Reads an object and checks its hash.
pub fn read(root: &Path, sha256: &str) -> Result<Vec<u8>, IngestError> {
    let path = path(root, sha256);
    let bytes = fs::read(&path).map_err(|error| IngestError::io("read", &path, &error))?;
    let found = digest(&bytes);
    if found == sha256 {
        return Ok(bytes);
    }
    Err(IngestError::Store {
        path,
        problem: format!("its bytes have the hash {}, not the one it is stored under", &found[..12]),
        hint: "the file was changed after it was stored; fetch or import it again".into(),
    })
}

/// Makes a rename last through a power cut, where the system can; not every file system lets a folder be opened.
pub fn sync_folder(folder: &Path) {
    if let Ok(handle) = File::open(folder) {
        let _ = handle.sync_all();
    }
}
