//! Claims checked against the data: every figure behind the story, computed or marked not checkable.

mod basis;
mod file;
mod problem;
mod scalar;
mod verify;

pub use basis::Basis;
pub use file::{Check, Claim, ClaimFile, Comparison, Editorial, Operator, parse};
pub use problem::{ClaimProblem, validate};
pub use scalar::{ScalarContext, ScalarError};
pub use verify::{CheckResult, ClaimResult, Outcome, verify, verify_as_of};

/// How claims are written, computed and read, as `fxsens explain claims` prints it.
pub const PAGE: &str = include_str!("claims.md");
