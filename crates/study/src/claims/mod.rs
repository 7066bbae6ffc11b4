//! Claims checked against the data: every figure behind the story, computed or marked not checkable.

mod file;
mod scalar;
mod verify;

pub use file::{Check, Claim, ClaimFile, Comparison, Editorial, Operator, parse};
pub use scalar::{ScalarContext, ScalarError};
pub use verify::{CheckResult, ClaimResult, Outcome, verify};
