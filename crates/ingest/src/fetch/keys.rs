//! Keys of services: from the environment, or from a file nobody else can read.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};

use super::error::FetchError;
use super::url;

/// Longest key that is taken.
const LONGEST: usize = 256;

/// A key. It is never printed: what shows it shows stars.
#[derive(Clone, PartialEq, Eq)]
pub struct Key(String);

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(***)")
    }
}

impl Key {
    /// A key from text; blanks around it are dropped.
    ///
    /// # Errors
    /// [`FetchError::Key`] when it is empty, too long or holds what no key holds; the key is not repeated.
    pub fn new(text: &str, place: &str) -> Result<Self, FetchError> {
        let text = text.trim();
        let fine =
            !text.is_empty() && text.len() <= LONGEST && text.bytes().all(|byte| byte.is_ascii_graphic());
        if fine {
            return Ok(Self(text.into()));
        }
        let problem =
            if text.is_empty() { "holds an empty key" } else { "holds no key: blanks or special characters" };
        Err(FetchError::Key { place: place.into(), problem: problem.into(), hint: String::new() })
    }

    /// An address with the key as a parameter.
    pub(super) fn add_to(&self, address: &str, parameter: &str) -> String {
        url::with(address, parameter, &self.0)
    }

    /// Text without the key.
    pub fn hide(&self, text: &str) -> String {
        let spellings = [self.0.clone(), url::encode(&self.0), self.0.to_ascii_lowercase()];
        spellings.iter().fold(text.to_owned(), |text, key| text.replace(key, "***"))
    }
}

/// Where keys are looked for.
#[derive(Debug, Clone, Default)]
pub struct Keys {
    variables: BTreeMap<String, String>,
    file: Option<PathBuf>,
}

impl Keys {
    /// Keys of these variables, and of `fxsens/keys.toml` in the user's folder of settings; `variable` reads the environment. The
    /// file is read when a key is asked for that no variable holds.
    pub fn find<'a>(
        names: impl IntoIterator<Item = &'a str>,
        variable: impl Fn(&str) -> Option<OsString>,
    ) -> Self {
        let read = |name: &str| variable(name).filter(|value| !value.is_empty());
        let text = |name: &str| read(name).map(|value| value.to_string_lossy().into_owned());
        let folder = read("XDG_CONFIG_HOME")
            .map(PathBuf::from)
            .or_else(|| read("HOME").map(|home| PathBuf::from(home).join(".config")));
        Self {
            variables: names.into_iter().filter_map(|name| Some((name.to_owned(), text(name)?))).collect(),
            file: folder.map(|folder| folder.join("fxsens/keys.toml")),
        }
    }

    /// The key called `name`, from the variable or from the file.
    ///
    /// # Errors
    /// [`FetchError::Key`] when others may read the file, when it is not a file of keys, or when the key cannot be one.
    pub fn get(&self, name: &str, variable: &str) -> Result<Option<Key>, FetchError> {
        if let Some(value) = self.variables.get(variable) {
            return Key::new(value, variable).map(Some);
        }
        let Some(path) = self.file.as_deref().filter(|path| path.exists()) else { return Ok(None) };
        let keys = read(path)?;
        keys.get(name).map(|key| Key::new(key, &path.display().to_string())).transpose()
    }

    /// The error of a key that is nowhere.
    pub fn missing(&self, service: &str, variable: &str) -> FetchError {
        FetchError::NoKey { service: service.into(), variable: variable.into(), file: self.file.clone() }
    }
}

/// The file of keys, once it is known that nobody else can read it. What the parser says is not repeated: it quotes the file.
fn read(path: &Path) -> Result<BTreeMap<String, String>, FetchError> {
    let wrong =
        |problem: String, hint: String| FetchError::Key { place: path.display().to_string(), problem, hint };
    let failed = |error: std::io::Error| wrong(format!("cannot be read: {error}"), String::new());
    check_mode(path, &std::fs::metadata(path).map_err(failed)?)?;
    let text = std::fs::read_to_string(path).map_err(failed)?;
    toml::from_str(&text).map_err(|error| {
        let line =
            error.span().map_or(1, |span| text[..span.start.min(text.len())].matches('\n').count() + 1);
        wrong(
            format!("cannot be read: line {line} is not `name = \"key\"`"),
            "for example fred = \"…\"".into(),
        )
    })
}

#[cfg(unix)]
fn check_mode(path: &Path, metadata: &std::fs::Metadata) -> Result<(), FetchError> {
    use std::os::unix::fs::PermissionsExt;
    let mode = metadata.permissions().mode() & 0o777;
    // The last six bits are those of the group and of others.
    if mode.trailing_zeros() >= 6 {
        return Ok(());
    }
    Err(FetchError::Key {
        place: path.display().to_string(),
        problem: format!("has the mode {mode:04o}: others may read your keys"),
        hint: format!("make it yours alone: chmod 600 {}", path.display()),
    })
}

#[cfg(not(unix))]
fn check_mode(_: &Path, _: &std::fs::Metadata) -> Result<(), FetchError> {
    Ok(())
}
