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
    /// Distribution under the null; `None` when there is none (Durbin–Watson) or it is tabulated.
    pub distribution: Option<Distribution>,
    /// p-value; `None` when there is no distribution.
    pub p_value: Option<f64>,
    /// Name of a tabulated distribution, with its source: `MacKinnon (2010), constant`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub table: Option<String>,
    /// Critical values, where the law is tabulated or simulated.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub critical_values: Vec<CriticalValue>,
    /// What else a reader needs: lags chosen, bandwidth, break date.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub details: Vec<Detail>,
}

/// A critical value of a test.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CriticalValue {
    /// Size of the test: `0.05`.
    pub size: f64,
    /// The value. Which side rejects follows from the test.
    pub value: f64,
    /// Which law, where there are several: `I(0)`, `I(1)`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub law: String,
}

/// A named fact about a test, as printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Detail {
    /// What it is: `lags`.
    pub name: String,
    /// Its value, as printed.
    pub value: String,
}

impl TestOutcome {
    /// A test whose p-value follows from its distribution.
    pub fn new(id: &str, null: impl Into<String>, statistic: f64, distribution: Distribution) -> Self {
        let p_value = Some(distribution.p_value(statistic));
        Self { distribution: Some(distribution), p_value, ..Self::statistic_only(id, null, statistic) }
    }

    /// A statistic without a p-value.
    pub fn statistic_only(id: &str, null: impl Into<String>, statistic: f64) -> Self {
        Self {
            id: id.into(),
            null: null.into(),
            statistic,
            distribution: None,
            p_value: None,
            table: None,
            critical_values: Vec::new(),
            details: Vec::new(),
        }
    }

    /// A test whose law is tabulated or simulated; `table` names it with its source.
    pub fn tabulated(
        id: &str,
        null: impl Into<String>,
        statistic: f64,
        table: impl Into<String>,
        p_value: Option<f64>,
    ) -> Self {
        Self { p_value, table: Some(table.into()), ..Self::statistic_only(id, null, statistic) }
    }

    /// The same outcome with a critical value; `law` is empty where there is only one.
    #[must_use]
    pub fn with_critical_value(mut self, size: f64, value: f64, law: &str) -> Self {
        self.critical_values.push(CriticalValue { size, value, law: law.into() });
        self
    }

    /// The same outcome with one more fact.
    #[must_use]
    #[allow(clippy::needless_pass_by_value)] // numbers and literals read better without a borrow
    pub fn with_detail(mut self, name: &str, value: impl ToString) -> Self {
        self.details.push(Detail { name: name.into(), value: value.to_string() });
        self
    }

    /// The law the statistic is compared with, as printed: `chi2(12)`, `MacKinnon (2010), constant`.
    pub fn law(&self) -> Option<String> {
        self.distribution.as_ref().map(Distribution::label).or_else(|| self.table.clone())
    }
}
