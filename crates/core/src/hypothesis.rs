//! The contract of a hypothesis test that can be run by name: typed params, one adapter to the command line.
//!
//! A test reads a [`Sample`]: the first series asked for is the outcome, the others are the regressors. What it
//! makes of them is said by [`TestInput`].

use std::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::fit::{FitError, Note};
use crate::model::{ParamDoc, ParamError};
use crate::sample::Sample;
use crate::test_outcome::TestOutcome;

/// What a test is, for lists and pages.
#[derive(Debug, Clone, Copy)]
pub struct TestInfo {
    /// Stable id in kebab case, as given to `fxsens test`.
    pub id: &'static str,
    /// Title as printed.
    pub title: &'static str,
    /// The family it is listed under: `unit roots`, `cointegration`, `residuals`, `stability`, `forecasts`.
    pub family: &'static str,
    /// The null hypothesis in words.
    pub null: &'static str,
    /// What it takes.
    pub input: TestInput,
    /// Its page in Markdown: equations, conventions, when it misleads.
    pub doc: &'static str,
    /// References, author and year.
    pub references: &'static [&'static str],
}

/// What a test makes of the series it is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TestInput {
    /// One series.
    Series,
    /// Two or more series, the first normalised on where that matters; no constant is added to the sample.
    System,
    /// A regression of the first series on the others and a constant.
    Regression,
}

impl TestInput {
    /// In words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Series => "one series",
            Self::System => "two or more series",
            Self::Regression => "a regression of the first series on the others",
        }
    }
}

/// What a test returns.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TestReport {
    /// One outcome per statistic, the main one first.
    pub outcomes: Vec<TestOutcome>,
    /// Remarks a reader must see.
    pub notes: Vec<Note>,
}

impl From<TestOutcome> for TestReport {
    fn from(outcome: TestOutcome) -> Self {
        Self { outcomes: vec![outcome], notes: Vec::new() }
    }
}

/// Why a test could not be made.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum TestError {
    /// The parameters cannot be used.
    #[error(transparent)]
    Param(#[from] ParamError),
    /// The data do not allow the test.
    #[error(transparent)]
    Fit(#[from] FitError),
}

/// Typed parameters of a test, unchecked until it runs. Derive `Serialize` and `Deserialize` with
/// `#[serde(deny_unknown_fields, default)]`; every field must serialise to TOML.
pub trait TestParams: Clone + Debug + Default + Serialize + DeserializeOwned + Send + Sync + 'static {
    /// One row per key of the serialised defaults, nested keys dotted.
    const DOCS: &'static [ParamDoc];
    /// Checks the parameters and makes the test. The number of series has been checked against
    /// [`TestInfo::input`].
    ///
    /// # Errors
    /// [`TestError`] for parameters out of range and samples that do not allow the test.
    fn run(&self, sample: &Sample) -> Result<TestReport, TestError>;
}

/// A test known by name. Implemented once, by [`TestEntry`].
pub trait HypothesisTest: Debug + Send + Sync {
    /// Id, title, page.
    fn info(&self) -> &TestInfo;
    /// Documented parameters.
    fn params(&self) -> &'static [ParamDoc];
    /// Default parameters as a TOML table.
    fn defaults(&self) -> toml::Table;
    /// Makes the test with a TOML table of parameters, missing keys taking their defaults.
    ///
    /// # Errors
    /// [`TestError`] for unknown keys, values out of range, a wrong number of series and samples that do not
    /// allow the test.
    fn run(&self, sample: &Sample, params: &toml::Table) -> Result<TestReport, TestError>;
}

/// The adapter from typed params to the object-safe [`HypothesisTest`].
#[derive(Debug)]
pub struct TestEntry<P> {
    info: TestInfo,
    params: std::marker::PhantomData<fn() -> P>,
}

impl<P: TestParams> TestEntry<P> {
    /// An entry for the list of tests.
    pub const fn new(info: TestInfo) -> Self {
        Self { info, params: std::marker::PhantomData }
    }

    fn check_input(&self, sample: &Sample) -> Result<(), TestError> {
        let others = sample.x_names().iter().filter(|name| *name != crate::sample::INTERCEPT).count();
        let fits = match self.info.input {
            TestInput::Series => others == 0,
            TestInput::System => others >= 1,
            TestInput::Regression => true,
        };
        if fits {
            return Ok(());
        }
        Err(TestError::Fit(FitError::Unsupported {
            what: format!("{} on {} series", self.info.id, others + 1),
            why: format!("it takes {}", self.info.input.label()),
        }))
    }
}

impl<P: TestParams> HypothesisTest for TestEntry<P> {
    fn info(&self) -> &TestInfo {
        &self.info
    }

    fn params(&self) -> &'static [ParamDoc] {
        P::DOCS
    }

    fn defaults(&self) -> toml::Table {
        toml::Table::try_from(P::default()).unwrap_or_default()
    }

    fn run(&self, sample: &Sample, params: &toml::Table) -> Result<TestReport, TestError> {
        let typed: P = crate::model::read_params(self.info.id, params, P::DOCS)?;
        self.check_input(sample)?;
        typed.run(sample)
    }
}
