//! The result of a hypothesis test.

use serde::{Deserialize, Serialize};

use crate::distribution::Distribution;

/// A test with its null hypothesis in words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TestOutcome {
    /// Stable id in kebab case: `breusch-godfrey`.
    pub id: String,
    /// The null hypothesis in words.
    pub null: String,
    /// The statistic.
    pub statistic: f64,
    /// Distribution under the null; `None` when there is no standard one (Durbin–Watson).
    pub distribution: Option<Distribution>,
    /// p-value; `None` when there is no distribution.
    pub p_value: Option<f64>,
}

impl TestOutcome {
    /// A test whose p-value follows from its distribution.
    pub fn new(id: &str, null: impl Into<String>, statistic: f64, distribution: Distribution) -> Self {
        let p_value = Some(distribution.p_value(statistic));
        Self { id: id.into(), null: null.into(), statistic, distribution: Some(distribution), p_value }
    }

    /// A statistic without a p-value.
    pub fn statistic_only(id: &str, null: impl Into<String>, statistic: f64) -> Self {
        Self { id: id.into(), null: null.into(), statistic, distribution: None, p_value: None }
    }
}
