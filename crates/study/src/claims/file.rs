//! The claims file.

use serde::{Deserialize, Serialize};

/// All claims of a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimFile {
    /// The claims in order.
    #[serde(rename = "claim", default)]
    pub claims: Vec<Claim>,
}

/// One claim with the computations that check it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// Stable id: `C15`.
    pub id: String,
    /// Part of the article it stands in.
    pub section: String,
    /// The claim in one sentence.
    pub statement: String,
    /// The claimed number or range, as text.
    pub claimed: String,
    /// Basis the article gives or implies.
    #[serde(default)]
    pub article_basis: String,
    /// Basis on which the number can be found.
    #[serde(default)]
    pub true_basis: String,
    /// The verdict that the checks support.
    pub verdict: Editorial,
    /// Remarks.
    #[serde(default)]
    pub note: String,
    /// Why there is nothing to compute, for claims without checks.
    #[serde(default)]
    pub reason: String,
    /// Addresses of the sources.
    #[serde(default)]
    pub sources: Vec<String>,
    /// Computations.
    #[serde(rename = "check", default)]
    pub checks: Vec<Check>,
}

/// What can be said of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Editorial {
    /// True as stated.
    Holds,
    /// True with a caveat that matters.
    HoldsWithCaveat,
    /// True for one vintage of the data.
    VintageSpecific,
    /// Mixes calendar and fiscal years or definitions.
    MixedBasis,
    /// Numerically right and misleading.
    Misleading,
    /// Not true.
    False,
    /// Contradicts another claim of the same text.
    Inconsistent,
    /// Was true once.
    Outdated,
    /// A condition that was not met.
    NotMet,
    /// Nothing to compute.
    NotCheckable,
}

impl Editorial {
    /// As printed.
    pub fn label(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::HoldsWithCaveat => "holds with a caveat",
            Self::VintageSpecific => "holds for one vintage",
            Self::MixedBasis => "mixed basis",
            Self::Misleading => "misleading",
            Self::False => "false",
            Self::Inconsistent => "inconsistent",
            Self::Outdated => "outdated",
            Self::NotMet => "not met",
            Self::NotCheckable => "not checkable",
        }
    }
}

/// One computation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// What is computed.
    pub label: String,
    /// The scalar expression.
    pub expression: String,
    /// Unit of the result.
    #[serde(default)]
    pub unit: String,
    /// The documented value.
    pub value: f64,
    /// How far the computed value may be from it: its rounding.
    pub tolerance: f64,
    /// Comparison with the claimed number.
    pub claim: Option<Comparison>,
    /// Whether the comparison is expected to hold.
    pub holds: Option<bool>,
    /// Vintage of the figures used.
    #[serde(default)]
    pub vintage: String,
}

/// How a computed value is compared with a claimed number.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Comparison {
    /// The comparison.
    pub op: Operator,
    /// The claimed number.
    pub number: f64,
    /// Half-width of "about".
    #[serde(default)]
    pub within: f64,
}

/// Kinds of comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Operator {
    /// Within `within` of the number.
    About,
    /// Greater than the number.
    Above,
    /// Less than the number.
    Below,
}

impl Comparison {
    /// Whether `value` agrees with the claim.
    pub fn holds(&self, value: f64) -> bool {
        match self.op {
            Operator::About => (value - self.number).abs() <= self.within,
            Operator::Above => value > self.number,
            Operator::Below => value < self.number,
        }
    }
}

/// Reads a claims file.
///
/// # Errors
/// The reader's message, with line and column.
pub fn parse(text: &str) -> Result<ClaimFile, toml::de::Error> {
    toml::from_str(text)
}
