//! Condition number of the design.

use fxsens_core::test_outcome::TestOutcome;

use crate::least_squares::Factor;

/// Condition number of the design with its columns scaled to unit length (Belsley, Kuh and Welsch 1980), as a
/// statistic without a p-value. statsmodels prints the one of the unscaled design, which depends on units.
pub fn condition_number(factor: &Factor) -> TestOutcome {
    let null = "regressors can be told apart (trouble starts beyond 30)";
    TestOutcome::statistic_only("condition-number", null, factor.condition())
}
