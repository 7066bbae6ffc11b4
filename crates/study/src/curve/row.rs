//! One row of a curve: a spec with its effect, or with the reason why there is none.

use serde::{Deserialize, Serialize};

use super::axes::AXES;
use crate::file::Tier;

/// A spec with what came of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// Id of the spec.
    pub id: String,
    /// Ids of its values, in the order of [`AXES`].
    pub choices: [String; AXES.len()],
    /// The regression in the formula language.
    pub formula: String,
    /// What came of it.
    pub outcome: Result<Found, String>,
}

/// The result of a spec.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Found {
    /// How much it can carry.
    pub tier: Tier,
    /// Observations.
    pub nobs: usize,
    /// Effect on the outcome of one trillion yen a year more in surplus: yen, or per cent for logs.
    pub per_trillion: f64,
    /// Its standard error.
    pub std_error: f64,
    /// Effect of the shock, yen per dollar; positive = weaker yen.
    pub yen: f64,
    /// Lower end of its interval.
    pub low: f64,
    /// Upper end of its interval.
    pub high: f64,
    /// p-value of the gate, for levels.
    pub gate: Option<f64>,
}

impl Row {
    /// Id of the value on an axis.
    pub fn value(&self, axis: usize) -> &str {
        &self.choices[axis]
    }

    /// The result with its row, if there is one.
    pub fn found(&self) -> Option<Found> {
        self.outcome.as_ref().ok().copied()
    }
}

impl Found {
    /// Whether the interval leaves zero out.
    pub fn excludes_zero(&self) -> bool {
        self.low > 0.0 || self.high < 0.0
    }
}
