//! The values of every axis of a grid file.

use fxsens_core::period::Period;
use serde::{Deserialize, Serialize};

use crate::file::Form;

/// A form of the outcome.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// Short name, unique within the axis.
    pub id: String,
    /// As printed.
    pub label: String,
    /// Exchange rate in yen per dollar.
    pub series: String,
    /// Level, or 100 times the logarithm.
    pub form: OutcomeForm,
    /// Months over which everything is differenced; 0 for levels.
    pub difference: u8,
}

/// Level, or 100 times the logarithm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OutcomeForm {
    /// Yen per dollar.
    Level,
    /// 100 times the log.
    Log,
}

impl OutcomeForm {
    /// How a coefficient turns into yen.
    pub fn form(self) -> Form {
        match self {
            Self::Level => Form::Level,
            Self::Log => Form::LogPercent,
        }
    }
}

/// A balance, positive in surplus.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Flow {
    /// Short name, unique within the axis.
    pub id: String,
    /// As printed.
    pub label: String,
    /// A monthly flow of money.
    pub series: String,
    /// −1 for a series that is positive in deficit.
    #[serde(default = "one")]
    pub sign: i8,
    /// Unit the flow is converted to, that of the study's shock; JPY trillion without it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// What would have to be brought along when the series is not shipped.
    #[serde(default)]
    pub needs: Option<String>,
}

fn one() -> i8 {
    1
}

/// Months summed; the sum is taken to annual rates.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WindowSum {
    /// Short name, unique within the axis.
    pub id: String,
    /// As printed.
    pub label: String,
    /// Number of months; whole years need no seasonal adjustment.
    pub months: u8,
}

/// A valuation: the flow times `(base / mean rate of the twelve months before)^theta`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Valuation {
    /// Short name, unique within the axis.
    pub id: String,
    /// As printed.
    pub label: String,
    /// Share of the yen value that moves with the dollar; 0 leaves the flow as published.
    pub theta: f64,
}

/// A yield gap.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gap {
    /// Short name, unique within the axis.
    pub id: String,
    /// As printed.
    pub label: String,
    /// The series; none leaves the gap out.
    #[serde(default)]
    pub series: Option<String>,
}

/// A sample window.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SampleWindow {
    /// Short name, unique within the axis.
    pub id: String,
    /// As printed.
    pub label: String,
    /// First month.
    pub first: Period,
    /// Last month.
    pub last: Period,
}

/// Lags of the flow whose coefficients are summed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lag {
    /// Short name, unique within the axis.
    pub id: String,
    /// As printed.
    pub label: String,
    /// Shortest lag in months.
    pub first: u8,
    /// Longest lag in months.
    pub last: u8,
}

/// A deterministic trend.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trend {
    /// Short name, unique within the axis.
    pub id: String,
    /// As printed.
    pub label: String,
    /// Whether there is a linear trend.
    pub linear: bool,
}

/// Further regressors.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Controls {
    /// Short name, unique within the axis.
    pub id: String,
    /// As printed.
    pub label: String,
    /// Expressions of the formula language, differenced with the outcome.
    pub terms: Vec<String>,
    /// What would have to be brought along when a series is not shipped.
    #[serde(default)]
    pub needs: Option<String>,
}

/// An estimator.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EstimatorChoice {
    /// Short name, unique within the axis.
    pub id: String,
    /// As printed.
    pub label: String,
    /// The method.
    pub method: Method,
    /// Order of the errors, most lags of the model, or lags that augment a projection.
    #[serde(default)]
    pub lags: u8,
    /// Months ahead of a projection.
    #[serde(default)]
    pub horizon: u8,
}

/// Methods of estimation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// Least squares.
    Ols,
    /// Prais–Winsten with autoregressive errors.
    GlsAr,
    /// Autoregressive distributed lag, long-run effect.
    Ardl,
    /// Lag-augmented local projection.
    Lp,
}

/// A covariance.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VcovChoice {
    /// Short name, unique within the axis.
    pub id: String,
    /// As printed.
    pub label: String,
    /// The estimator.
    pub kind: VcovId,
}

/// Covariance estimators of a grid, with the rules and laws of the project's defaults.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum VcovId {
    /// Newey–West, `⌈1.3 √T⌉` lags, fixed-b law.
    Hac,
    /// Equal-weighted cosines, Student's t.
    Ewc,
}
