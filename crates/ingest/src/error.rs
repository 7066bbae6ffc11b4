//! What can go wrong between a file and a dataset.

use std::path::PathBuf;

use fxsens_core::expr::{EvalError, ParseError};
use fxsens_core::series::SeriesError;

/// Every error of this crate. Messages say what and where; [`IngestError::hint`] says what to do.
#[derive(Debug, Clone, thiserror::Error)]
pub enum IngestError {
    /// A file of the data folder is not there.
    #[error("the data folder {} has no `{name}`", root.display())]
    MissingDataFile {
        /// File name relative to the folder.
        name: String,
        /// The folder.
        root: PathBuf,
    },
    /// The path given as data folder is not a folder.
    #[error("the data folder {} {}", root.display(), if *is_file { "is a file" } else { "does not exist" })]
    NotADataFolder {
        /// The path.
        root: PathBuf,
        /// Whether something else is there.
        is_file: bool,
    },
    /// A file name that the embedded data do not have.
    #[error("the embedded data have no file `{name}`")]
    NotEmbedded {
        /// File name relative to the folder.
        name: String,
    },
    /// The operating system refused.
    #[error("cannot {action} {}: {reason}", path.display())]
    Io {
        /// What was tried: `read`, `write`.
        action: &'static str,
        /// The path.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// A TOML file of the data folder does not follow its schema.
    #[error("`{file}`: {message}")]
    Toml {
        /// The file.
        file: String,
        /// What the parser says, with line and column.
        message: String,
    },
    /// Two catalogue or derived entries with one id.
    #[error("`{id}` is defined twice, in `{first}` and in `{second}`")]
    DuplicateId {
        /// The id.
        id: String,
        /// File of the first definition.
        first: String,
        /// File of the second.
        second: String,
    },
    /// A table of the data folder breaks its layout.
    #[error("`{file}`, line {line}: {message}")]
    Table {
        /// The file.
        file: String,
        /// Line number from 1.
        line: usize,
        /// What is wrong.
        message: String,
    },
    /// A catalogued series that its file does not hold.
    #[error("the catalogue says `{id}` is in `{file}`, but it is not there")]
    NotInFile {
        /// The series.
        id: String,
        /// The file.
        file: String,
    },
    /// An id nobody knows.
    #[error("there is no series `{id}`")]
    UnknownSeries {
        /// The id.
        id: String,
        /// Known ids that are spelt alike.
        suggestions: Vec<String>,
    },
    /// A derived series whose inputs are not part of the data.
    #[error("`{id}` needs {}, not among the data", quoted(missing))]
    Unavailable {
        /// The derived series.
        id: String,
        /// The inputs that are not there.
        missing: Vec<String>,
        /// The command that brings them; may be empty.
        fetch: String,
    },
    /// Derived series that need each other.
    #[error("derived series need each other: {}", path.join(" -> "))]
    Cycle {
        /// The chain; the last id equals the first.
        path: Vec<String>,
    },
    /// A parameter no derived series has.
    #[error("no derived series has a parameter `{name}`")]
    UnknownParameter {
        /// The name.
        name: String,
        /// All parameters.
        known: Vec<String>,
    },
    /// The expression of a derived series cannot be read.
    #[error("the expression of `{id}` cannot be read: {source}")]
    Parse {
        /// The derived series.
        id: String,
        /// Where it goes wrong.
        source: ParseError,
    },
    /// The expression of a derived series cannot be evaluated.
    #[error("`{id}` cannot be computed: {source}")]
    Evaluate {
        /// The derived series.
        id: String,
        /// What goes wrong.
        source: EvalError,
    },
    /// The evaluated unit is not the stated one.
    #[error("`{id}` is stated in `{stated}` but its expression gives `{found}`")]
    Unit {
        /// The derived series.
        id: String,
        /// Unit in the definition.
        stated: String,
        /// Unit of the result.
        found: String,
    },
    /// Observations that do not make a series.
    #[error("`{file}`: {source}")]
    Series {
        /// The file.
        file: String,
        /// What is wrong.
        source: SeriesError,
    },
    /// A user's file is not there, is a folder, or holds nothing.
    #[error("{} {problem}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What is wrong: "does not exist", "is a folder" …
        problem: String,
        /// What to do.
        hint: String,
    },
    /// A user's file is not UTF-8.
    #[error("{}, line {line}, byte {byte}: not valid UTF-8{}", path.display(), looks.map(|l| format!("; it looks like {l}")).unwrap_or_default())]
    Encoding {
        /// The file.
        path: PathBuf,
        /// Line number from 1.
        line: usize,
        /// Byte within the line, from 1.
        byte: usize,
        /// The encoding it looks like.
        looks: Option<&'static str>,
        /// The name `iconv` has for it.
        iconv: Option<&'static str>,
    },
    /// A cell, row or column of a user's file.
    #[error("{}{}{}: {problem}", path.display(), lines_of(lines), column.as_ref().map(|c| format!(", column `{c}`")).unwrap_or_default())]
    Cell {
        /// The file.
        path: PathBuf,
        /// Line numbers from 1 (row numbers of a Parquet file); may be empty.
        lines: Vec<usize>,
        /// The column.
        column: Option<String>,
        /// What is wrong.
        problem: String,
        /// What to do.
        hint: String,
    },
    /// A workbook or an archive that unpacks to more than the program takes on.
    #[error("{} {problem}: more than the limit for one file", path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// What exceeds the limit.
        problem: String,
    },
    /// A layout nobody knows.
    #[error("there is no layout `{name}`")]
    UnknownLayout {
        /// The name asked for.
        name: String,
        /// Known names that are spelt alike.
        suggestions: Vec<String>,
    },
    /// Series of several frequencies asked for in one wide table.
    #[error(
        "`{left}` is observed by {left_noun}, `{right}` by {right_noun}: one wide table holds one frequency"
    )]
    MixedFrequencies {
        /// First series.
        left: String,
        /// Its frequency.
        left_noun: &'static str,
        /// Second series.
        right: String,
        /// Its frequency.
        right_noun: &'static str,
    },
    /// Something in the store is not as it should be.
    #[error("the store, {}: {problem}", path.display())]
    Store {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        problem: String,
        /// What to do.
        hint: String,
    },
    /// A series that had no known state on the day asked about.
    #[error("no state of `{id}` was known on {as_of}; the earliest is of {earliest}")]
    NotKnown {
        /// The series.
        id: String,
        /// The day.
        as_of: String,
        /// Vintage of its first state.
        earliest: String,
    },
    /// A stored series that does not measure what the catalogue says.
    #[error("`{id}` comes in `{found}`; the catalogue says `{stated}`")]
    StoredUnit {
        /// The series.
        id: String,
        /// Unit or frequency of the catalogue.
        stated: String,
        /// What was stored.
        found: String,
    },
    /// Fetching from a service went wrong.
    #[cfg(feature = "net")]
    #[error(transparent)]
    Fetch(#[from] crate::fetch::FetchError),
    /// The data-frame library reports a problem.
    #[error("{context}: {message}")]
    Frame {
        /// What was being done.
        context: String,
        /// What polars says.
        message: String,
    },
}

fn quoted(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

fn lines_of(lines: &[usize]) -> String {
    let numbers: Vec<String> = lines.iter().map(ToString::to_string).collect();
    match numbers.len() {
        0 => String::new(),
        1 => format!(", line {}", numbers[0]),
        _ => format!(", lines {}", numbers.join(" and ")),
    }
}

impl IngestError {
    /// What to do about it, where there is something to say.
    pub fn hint(&self) -> Option<String> {
        let text = match self {
            Self::MissingDataFile { .. } | Self::NotADataFolder { .. } => {
                "the folder must hold catalog.toml, derived.toml, series/ and published/ as the project's \
                 data/ folder does; without --data-dir the embedded tables are used"
                    .into()
            }
            Self::UnknownSeries { suggestions, .. } => {
                if suggestions.is_empty() {
                    "`fxsens data list` prints all ids".into()
                } else {
                    format!("did you mean {}?", quoted(suggestions))
                }
            }
            Self::Unavailable { fetch, .. } if !fetch.is_empty() => {
                format!(
                    "the monthly figures are not shipped: `fxsens data fetch {fetch}` brings them into the store; a file of them is \
                     stored with `fxsens data import FILE`, or given with --data; the years that were announced are `digital_full_annual` and \
                     `digital_narrow_annual`"
                )
            }
            Self::UnknownLayout { suggestions, .. } if suggestions.is_empty() => {
                "`fxsens data layouts` prints all layouts".into()
            }
            Self::UnknownLayout { suggestions, .. } => {
                format!("did you mean {}? `fxsens data layouts` prints all layouts", quoted(suggestions))
            }
            Self::TooLarge { .. } => "save the part that is needed as CSV".into(),
            Self::UnknownParameter { known, .. } => format!("parameters are {}", quoted(known)),
            Self::Parse { source, .. } if !source.hint.is_empty() => source.hint.clone(),
            Self::Encoding { iconv: Some(name), path, .. } => {
                format!("convert it: iconv -f {name} -t utf-8 {} > utf8.csv", path.display())
            }
            Self::Encoding { .. } => "save the file as UTF-8".into(),
            Self::MixedFrequencies { .. } => "export one frequency at a time, or use the tidy layout".into(),
            #[cfg(feature = "net")]
            Self::Fetch(error) => return error.hint(),
            Self::DuplicateId { .. } => "rename or remove one of the two".into(),
            Self::NotInFile { .. } => "run `fxsens data check`".into(),
            Self::NotKnown { .. } => {
                "ask for a later day, or store an earlier state: `fxsens data import FILE --vintage DAY`"
                    .into()
            }
            Self::StoredUnit { .. } => {
                "store it under another id: `fxsens data import FILE --id CODE=NAME`".into()
            }
            Self::File { hint, .. } | Self::Cell { hint, .. } | Self::Store { hint, .. }
                if !hint.is_empty() =>
            {
                hint.clone()
            }
            _ => return None,
        };
        Some(text)
    }

    pub(crate) fn io(action: &'static str, path: impl Into<PathBuf>, error: &std::io::Error) -> Self {
        Self::Io { action, path: path.into(), reason: error.to_string() }
    }

    pub(crate) fn frame(context: impl Into<String>, error: &impl std::fmt::Display) -> Self {
        Self::Frame { context: context.into(), message: error.to_string() }
    }
}
