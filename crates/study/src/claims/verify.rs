//! Computes every check of a claim and compares it with what the file says.

use fxsens_core::expr::Expr;
use serde::{Deserialize, Serialize};

use super::basis::Basis;
use super::file::{Check, Claim, ClaimFile, Editorial};
use super::scalar::{ScalarContext, ScalarError};

/// A claim with its computed checks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ClaimResult {
    /// Stable id.
    pub id: String,
    /// The claim in one sentence.
    pub statement: String,
    /// The claimed number, as text.
    pub claimed: String,
    /// Verdict on the claim.
    pub verdict: Editorial,
    /// Whether the computations support that verdict.
    pub outcome: Outcome,
    /// The computations.
    pub checks: Vec<CheckResult>,
    /// Vintages of the figures used.
    pub vintages: Vec<String>,
    /// Kinds of years and definitions of the figures used.
    pub basis: Basis,
    /// Basis the article gives or implies.
    pub article_basis: String,
    /// Basis on which the number can be found.
    pub true_basis: String,
    /// Remarks.
    pub note: String,
    /// Why nothing could be computed.
    pub reason: String,
    /// Addresses of the sources.
    pub sources: Vec<String>,
}

/// Whether the computations came out as the file says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Every check came out as expected.
    AsExpected,
    /// At least one did not, or could not be computed.
    Differs,
    /// There was nothing to compute.
    NotCheckable,
}

/// One computed check.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CheckResult {
    /// What is computed.
    pub label: String,
    /// The expression.
    pub expression: String,
    /// The computed value; `None` when it could not be computed.
    pub computed: Option<f64>,
    /// Unit.
    pub unit: String,
    /// The documented value.
    pub documented: f64,
    /// Whether the computed value agrees with the claimed number; `None` without a comparison.
    pub supports_claim: Option<bool>,
    /// Whether the check came out as the file says.
    pub as_expected: bool,
    /// Vintage of the figures used.
    pub vintage: String,
    /// Kinds of years and definitions of the figures used.
    pub basis: Basis,
    /// Why it could not be computed, or how it differs.
    pub problem: String,
}

/// Computes all claims of a file.
pub fn verify(file: &ClaimFile, context: ScalarContext<'_>) -> Vec<ClaimResult> {
    file.claims.iter().map(|claim| verify_claim(claim, context)).collect()
}

/// Computes all claims from what was known on a day: `context` holds nothing later. Computations whose figures were not there
/// are left out, and the claim says how many.
pub fn verify_as_of(file: &ClaimFile, context: ScalarContext<'_>, day: &str) -> Vec<ClaimResult> {
    let known = |check: &Check| {
        let value = Expr::parse(&check.expression).ok().map(|expression| context.evaluate(&expression));
        !matches!(
            value,
            Some(Err(ScalarError::UnknownSeries(_)
                | ScalarError::Missing { .. }
                | ScalarError::Ambiguous { found: 0, .. }))
        )
    };
    let result = |claim: &Claim| {
        let mut kept = claim.clone();
        kept.checks.retain(known);
        let mut result = verify_claim(&kept, context);
        let lost = claim.checks.len() - kept.checks.len();
        if lost > 0 {
            let all = claim.checks.len();
            result.reason = format!("{lost} of {all} computations need figures that were not known on {day}");
            if kept.checks.is_empty() {
                result.verdict = Editorial::NotCheckable;
            }
        }
        result
    };
    file.claims.iter().map(result).collect()
}

fn verify_claim(claim: &Claim, context: ScalarContext<'_>) -> ClaimResult {
    let checks: Vec<CheckResult> = claim.checks.iter().map(|check| compute(check, context)).collect();
    let outcome = if checks.is_empty() {
        Outcome::NotCheckable
    } else if checks.iter().all(|check| check.as_expected) {
        Outcome::AsExpected
    } else {
        Outcome::Differs
    };
    let mut vintages: Vec<String> = Vec::new();
    for check in &checks {
        if !check.vintage.is_empty() && check.vintage != "none" && !vintages.contains(&check.vintage) {
            vintages.push(check.vintage.clone());
        }
    }
    let mut basis = Basis::default();
    for check in &checks {
        basis.join(&check.basis);
    }
    ClaimResult {
        id: claim.id.clone(),
        statement: claim.statement.clone(),
        claimed: claim.claimed.clone(),
        verdict: claim.verdict,
        outcome,
        checks,
        vintages,
        basis,
        article_basis: claim.article_basis.clone(),
        true_basis: claim.true_basis.clone(),
        note: claim.note.clone(),
        reason: claim.reason.clone(),
        sources: claim.sources.clone(),
    }
}

fn compute(check: &Check, context: ScalarContext<'_>) -> CheckResult {
    let expression = Expr::parse(&check.expression).map_err(|error| error.to_string());
    let basis = expression.as_ref().map(|read| Basis::of(read, context.dataset)).unwrap_or_default();
    let value = expression
        .and_then(|expression| context.evaluate(&expression).map_err(|error| error.to_string()))
        .and_then(|value| if value.is_finite() { Ok(value) } else { Err(format!("the result is {value}")) });
    let mut result = CheckResult {
        label: check.label.clone(),
        expression: check.expression.clone(),
        computed: None,
        unit: check.unit.clone(),
        documented: check.value,
        supports_claim: None,
        as_expected: false,
        vintage: check.vintage.clone(),
        basis,
        problem: String::new(),
    };
    match value {
        Err(problem) => result.problem = problem,
        Ok(value) => {
            result.computed = Some(value);
            result.supports_claim = check.claim.map(|claim| claim.holds(value));
            // The last digit of a documented value is rounded: allow for the rounding of the comparison too.
            let agrees = (value - check.value).abs() <= check.tolerance * (1.0 + 1e-9);
            let comparison_agrees = result.supports_claim == check.holds || check.claim.is_none();
            result.as_expected = agrees && comparison_agrees;
            if !agrees {
                result.problem = format!("{value} is not within {} of {}", check.tolerance, check.value);
            } else if !comparison_agrees {
                result.problem = "the comparison with the claimed number came out the other way".into();
            }
        }
    }
    result
}
