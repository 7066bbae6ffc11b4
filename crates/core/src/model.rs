//! The contract of a model: typed params with a check, a checked estimator, one adapter to the command line.

use std::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::fit::{Fit, FitError};
use crate::sample::Sample;

/// What a model is, for lists and pages.
#[derive(Debug, Clone, Copy)]
pub struct ModelInfo {
    /// Stable id in kebab case, as given to `--model`.
    pub id: &'static str,
    /// Title as printed.
    pub title: &'static str,
    /// What the coefficients mean, in one line.
    pub estimand: &'static str,
    /// The model's README: rustdoc, `explain` page and web page in one.
    pub doc: &'static str,
    /// References, author and year.
    pub references: &'static [&'static str],
}

/// One parameter as documented.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct ParamDoc {
    /// Key, dotted for nested tables: `vcov.kind`.
    pub name: &'static str,
    /// Values it accepts.
    pub values: &'static str,
    /// What it does.
    pub doc: &'static str,
}

/// Typed, unchecked parameters: what a library user fills in. Derive `Serialize` and `Deserialize` with
/// `#[serde(deny_unknown_fields, default)]`; every field must serialise to TOML, so use enums, not `Option`.
pub trait Params: Clone + Debug + Default + Serialize + DeserializeOwned + Send + Sync + 'static {
    /// The checked request.
    type Estimator: Estimator + 'static;
    /// One row per key of the serialised defaults, nested keys dotted.
    const DOCS: &'static [ParamDoc];
    /// Whether the model uses instruments; a formula with instruments is refused otherwise.
    const USES_INSTRUMENTS: bool = false;
    /// Checks the values and turns them into an estimator.
    ///
    /// # Errors
    /// [`ParamError`] names the parameter, what was expected and what was found.
    fn check(self) -> Result<Self::Estimator, ParamError>;
}

/// A checked request, ready to fit. Object-safe.
pub trait Estimator: Debug + Send + Sync {
    /// Estimates on a sample.
    ///
    /// # Errors
    /// [`FitError`] when the sample does not determine the model.
    fn fit(&self, sample: &Sample) -> Result<Fit, FitError>;
}

/// What the registry stores. Implemented once, by [`Entry`].
pub trait Model: Debug + Send + Sync {
    /// Id, title, page.
    fn info(&self) -> &ModelInfo;
    /// Documented parameters.
    fn params(&self) -> &'static [ParamDoc];
    /// Whether the model uses instruments.
    fn uses_instruments(&self) -> bool;
    /// Default parameters as a TOML table.
    fn defaults(&self) -> toml::Table;
    /// Checks a TOML table of parameters, missing keys taking their defaults.
    ///
    /// # Errors
    /// [`ParamError`] for unknown keys, wrong types and values out of range.
    fn build(&self, params: &toml::Table) -> Result<Box<dyn Estimator>, ParamError>;
}

/// The adapter from typed params to the object-safe [`Model`].
#[derive(Debug)]
pub struct Entry<P> {
    info: ModelInfo,
    params: std::marker::PhantomData<fn() -> P>,
}

impl<P: Params> Entry<P> {
    /// An entry for the registry.
    pub const fn new(info: ModelInfo) -> Self {
        Self { info, params: std::marker::PhantomData }
    }
}

impl<P: Params> Model for Entry<P> {
    fn info(&self) -> &ModelInfo {
        &self.info
    }

    fn params(&self) -> &'static [ParamDoc] {
        P::DOCS
    }

    fn uses_instruments(&self) -> bool {
        P::USES_INSTRUMENTS
    }

    fn defaults(&self) -> toml::Table {
        toml::Table::try_from(P::default()).unwrap_or_default()
    }

    fn build(&self, params: &toml::Table) -> Result<Box<dyn Estimator>, ParamError> {
        let typed: P = read_params(self.info.id, params, P::DOCS)?;
        Ok(Box::new(typed.check()?))
    }
}

/// Typed parameters from a TOML table; `owner` and `docs` make the error readable.
///
/// # Errors
/// [`ParamError::Unreadable`] for unknown keys and wrong types.
pub(crate) fn read_params<P: DeserializeOwned>(
    owner: &str,
    params: &toml::Table,
    docs: &[ParamDoc],
) -> Result<P, ParamError> {
    toml::Value::Table(params.clone()).try_into().map_err(|error: toml::de::Error| ParamError::Unreadable {
        model: owner.to_owned(),
        message: error.message().trim().to_owned(),
        known: docs.iter().map(|doc| doc.name.to_owned()).collect(),
    })
}

/// Rows of two parameter tables, one after the other, for [`Params::DOCS`]; `N` is the sum of their lengths.
///
/// # Panics
/// At compile time, when `N` is not the sum.
pub const fn join_docs<const N: usize>(own: &[ParamDoc], shared: &[ParamDoc]) -> [ParamDoc; N] {
    assert!(own.len() + shared.len() == N, "N must be the number of rows of both tables");
    let mut rows = [ParamDoc { name: "", values: "", doc: "" }; N];
    let mut i = 0;
    while i < N {
        rows[i] = if i < own.len() { own[i] } else { shared[i - own.len()] };
        i += 1;
    }
    rows
}

/// A parameter that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ParamError {
    /// Unknown key or wrong type.
    #[error("parameters of `{model}`: {message}")]
    Unreadable {
        /// The model.
        model: String,
        /// What the reader says.
        message: String,
        /// All keys the model knows.
        known: Vec<String>,
    },
    /// A value out of range or a combination that does not exist.
    #[error("parameter `{name}` is {found}; expected {expected}")]
    Invalid {
        /// The parameter.
        name: String,
        /// What would do.
        expected: String,
        /// What was given.
        found: String,
    },
}
