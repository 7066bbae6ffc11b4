//! What can go wrong in a study.

use std::path::PathBuf;

use fxsens_core::convert::ConvertError;
use fxsens_core::run::EstimateError;

/// A study that cannot be run.
#[derive(Debug, thiserror::Error)]
pub enum StudyError {
    /// A file cannot be read.
    #[error("cannot read {}: {reason}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// A file is not valid TOML or has unknown keys.
    #[error("{} is not a valid study or spec file", path.display())]
    Toml {
        /// The file.
        path: PathBuf,
        /// Its text.
        text: String,
        /// What the reader says.
        error: Box<toml::de::Error>,
    },
    /// A value of the study file is out of range.
    #[error("{}: `{key}` is out of range; expected {expected}", folder.join("study.toml").display())]
    Value {
        /// The study's folder.
        folder: PathBuf,
        /// The key.
        key: &'static str,
        /// What would do.
        expected: &'static str,
    },
    /// A rung or the placebo names a spec that is not in the study.
    #[error("{}: there is no spec named `{name}` among the spec files", folder.display())]
    UnknownSpec {
        /// The study's folder.
        folder: PathBuf,
        /// The name.
        name: String,
    },
    /// A published figure is not in the data, or more than one value fits.
    #[error("{found} published figures fit `{wanted}`; exactly one value was expected")]
    Figure {
        /// The key, as printed.
        wanted: String,
        /// How many distinct values fit.
        found: usize,
    },
    /// A spec cannot be estimated.
    #[error("spec `{name}` cannot be estimated")]
    Estimate {
        /// The spec.
        name: String,
        /// Why.
        #[source]
        error: Box<EstimateError>,
    },
    /// A rung sums a term its fit does not have.
    #[error("rung `{spec}` sums `{term}`, which is not a term of its fit; its terms are {known}")]
    UnknownTerm {
        /// The rung.
        spec: String,
        /// The term.
        term: String,
        /// Terms of the fit.
        known: String,
    },
    /// A rung does not go with its spec.
    #[error("rung `{spec}`: {why}")]
    Rung {
        /// The rung.
        spec: String,
        /// What does not fit.
        why: String,
    },
    /// A rung names a gate that is not a test with a p-value.
    #[error("rung `{spec}`: the gate `{gate}` cannot be run: {why}")]
    Gate {
        /// The rung.
        spec: String,
        /// The gate.
        gate: String,
        /// The reason.
        why: String,
    },
    /// A race cannot be run.
    #[error("the race `{label}` cannot be run: {why}")]
    Race {
        /// The race.
        label: String,
        /// The reason.
        why: String,
    },
    /// A series the study needs is missing or incomplete.
    #[error("the study needs `{id}` {what}")]
    Data {
        /// The series.
        id: String,
        /// Which value.
        what: String,
    },
    /// There is no scenario of that id.
    #[error("there is no scenario `{id}`; expected one of {known}")]
    UnknownScenario {
        /// The id.
        id: String,
        /// Known ids.
        known: String,
    },
    /// There is no rung on that spec.
    #[error("the study has no rung `{spec}`; expected one of {known}")]
    UnknownRung {
        /// The spec.
        spec: String,
        /// Known specs.
        known: String,
    },
    /// A rung has no effect that a path could carry.
    #[error("rung `{spec}` cannot carry a path: {why}")]
    NotForPaths {
        /// The rung.
        spec: String,
        /// The reason.
        why: &'static str,
    },
    /// There is no flow of that id.
    #[error("the study has no flow `{id}`")]
    UnknownFlow {
        /// The id.
        id: String,
    },
    /// Scenarios and the valuation split need a flow.
    #[error("study.toml: no [[flow]]; expected at least one, with its past years")]
    NoFlow,
    /// A path cannot be used.
    #[error("the path cannot be used: {0}")]
    Path(String),
    /// A series cannot be converted to the frequency of a figure.
    #[error(transparent)]
    Convert(#[from] ConvertError),
}
