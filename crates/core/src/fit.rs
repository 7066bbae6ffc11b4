//! What every model returns: a fit is data, not behaviour.

use ndarray::Array2;
use serde::{Deserialize, Serialize};

use crate::figure::Figure;
use crate::period::Period;
use crate::test_outcome::TestOutcome;
use crate::unit::Unit;
use crate::vcov::Vcov;

/// An estimated model. Tables, charts, placebos and specification curves read this and never ask which model
/// made it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fit {
    /// Id of the model.
    pub model: String,
    /// Outcome as written in the formula.
    pub outcome: String,
    /// Estimates, in the order of the covariance.
    pub terms: Vec<Term>,
    /// Covariance of the estimates.
    pub vcov: Vcov,
    /// Statistics of the whole fit.
    pub glance: Glance,
    /// Fitted values and residuals.
    pub augment: Augment,
    /// Tests made along with the fit.
    pub tests: Vec<TestOutcome>,
    /// Charts the model itself proposes.
    pub figures: Vec<Figure>,
    /// Remarks a reader must see: dropped rows, conditioning, convergence.
    pub notes: Vec<Note>,
    /// Scores `xₜuₜ`, shape `(nobs, k)`; in memory only.
    #[serde(skip)]
    pub scores: Option<Array2<f64>>,
    /// Bread `(X'X)⁻¹`, shape `(k, k)`; in memory only.
    #[serde(skip)]
    pub bread: Option<Array2<f64>>,
}

/// One estimate.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Term {
    /// Name as written in the formula; `(Intercept)` for the constant.
    pub name: String,
    /// Horizon in periods, for dynamic effects.
    pub horizon: Option<u16>,
    /// The estimate.
    pub estimate: f64,
    /// Outcome unit per regressor unit.
    pub unit: EffectUnit,
}

/// Outcome unit per regressor unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EffectUnit {
    /// Unit of the outcome.
    pub outcome: Unit,
    /// Unit of the regressor.
    pub regressor: Unit,
}

impl EffectUnit {
    /// As printed: `JPY per USD, per JPY trillion`. Without units of its own, the text is empty.
    pub fn label(&self) -> String {
        match (&self.outcome, &self.regressor) {
            (Unit::Unknown, Unit::Unknown | Unit::One) => String::new(),
            (outcome, Unit::One) => outcome.to_string(),
            (outcome, Unit::Unknown) => format!("{outcome}, per unit"),
            (outcome, regressor) => format!("{outcome}, per {regressor}"),
        }
    }
}

/// Statistics of the whole fit; `None` where a statistic does not apply to the model.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Glance {
    /// Observations.
    pub nobs: usize,
    /// Residual degrees of freedom.
    pub df_resid: usize,
    /// Share of variance explained (about the mean with a constant, about zero without).
    pub r_squared: Option<f64>,
    /// R² adjusted for degrees of freedom.
    pub adj_r_squared: Option<f64>,
    /// Residual standard error.
    pub sigma: Option<f64>,
    /// Gaussian log-likelihood.
    pub log_likelihood: Option<f64>,
    /// Akaike information criterion, statsmodels' convention: the variance is not counted as a parameter.
    pub aic: Option<f64>,
    /// Bayesian information criterion, same convention.
    pub bic: Option<f64>,
    /// Durbin–Watson statistic.
    pub durbin_watson: Option<f64>,
    /// Condition number of the design with its columns scaled to unit length.
    pub condition_number: Option<f64>,
}

/// One row per observation.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Augment {
    /// Periods.
    pub periods: Vec<Period>,
    /// Fitted values.
    pub fitted: Vec<f64>,
    /// Residuals.
    pub residuals: Vec<f64>,
}

/// A remark with its weight.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// How loud it is.
    pub level: NoteLevel,
    /// The words.
    pub text: String,
}

/// How loud a note is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoteLevel {
    /// Good to know.
    Info,
    /// A reader who skips it may draw a wrong conclusion.
    Warning,
}

impl Note {
    /// Good to know.
    pub fn info(text: impl Into<String>) -> Self {
        Self { level: NoteLevel::Info, text: text.into() }
    }

    /// A reader who skips it may draw a wrong conclusion.
    pub fn warning(text: impl Into<String>) -> Self {
        Self { level: NoteLevel::Warning, text: text.into() }
    }
}

/// Why a model could not be fitted.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum FitError {
    /// Regressors are linearly dependent.
    #[error("regressors are collinear: {} cannot be told apart from the others", quoted(columns))]
    Collinear {
        /// The columns that are combinations of the others, in the order of the design.
        columns: Vec<String>,
        /// The columns they depend on.
        with: Vec<String>,
    },
    /// Not more observations than parameters.
    #[error("{nobs} observations cannot determine {parameters} parameters; at least {needed} are needed")]
    TooFewObservations {
        /// Observations.
        nobs: usize,
        /// Parameters.
        parameters: usize,
        /// The least number that would do.
        needed: usize,
    },
    /// The model cannot do what was asked.
    #[error("{what} is not supported: {why}")]
    Unsupported {
        /// The request.
        what: String,
        /// The reason.
        why: String,
    },
    /// An iteration did not settle.
    #[error("{what} did not converge after {iterations} iterations (last change {change:e})")]
    NoConvergence {
        /// What was iterated.
        what: String,
        /// How often.
        iterations: usize,
        /// Size of the last step.
        change: f64,
    },
    /// The data leave nothing to estimate.
    #[error("{what}")]
    Degenerate {
        /// What is wrong with them.
        what: String,
    },
}

fn quoted(columns: &[String]) -> String {
    columns.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
