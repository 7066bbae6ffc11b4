//! Many hypotheses at once: family-wise error and false discovery.

pub mod adjust;
pub mod romano_wolf;

pub use adjust::{Adjustment, adjust};
pub use romano_wolf::{StepDown, romano_wolf};

use fxsens_core::fit::FitError;

fn refuse(what: String, why: &str) -> FitError {
    FitError::Unsupported { what, why: why.into() }
}
