//! Why a task could not be done.

use std::path::{Path, PathBuf};

/// Why a task could not be done. Nothing has been changed when one is returned.
#[derive(Debug, thiserror::Error)]
pub(crate) enum TaskError {
    /// The name is not one.
    #[error("`{name}` is not a model id: {why}; ids are kebab case, such as `threshold` or `im-ols`")]
    Name { name: String, why: &'static str },
    /// The model is there already.
    #[error("model `{name}` exists: {place}")]
    Exists { name: String, place: String },
    /// A file does not look as expected, so no line can be added.
    #[error("{file}: {what}; the line to add is `{line}`")]
    Unexpected { file: &'static str, what: &'static str, line: String },
    /// Not inside the workspace.
    #[error("no workspace of fxsens at or above {}", here.display())]
    NoWorkspace { here: PathBuf },
    /// The file system refused.
    #[error("{action} {}: {source}", path.display())]
    Io { action: &'static str, path: PathBuf, source: std::io::Error },
}

impl TaskError {
    /// What was tried, on which path.
    pub(crate) fn io(action: &'static str, path: &Path, source: std::io::Error) -> Self {
        Self::Io { action, path: path.to_path_buf(), source }
    }
}
