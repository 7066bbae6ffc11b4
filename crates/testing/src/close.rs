//! Comparison of numbers. There is no default tolerance: a test says how close and why.

/// `|actual − expected| / |expected|`, or `|actual|` where zero is expected.
pub fn relative_difference(actual: f64, expected: f64) -> f64 {
    let gap = (actual - expected).abs();
    if expected.abs() > 0.0 { gap / expected.abs() } else { gap }
}

/// Asserts that two numbers agree to a relative tolerance; an expected zero makes it absolute. `why` says what is
/// compared and why the tolerance is what it is.
///
/// # Panics
/// When the numbers differ by more, or either is not finite.
#[track_caller]
pub fn assert_close(actual: f64, expected: f64, rtol: f64, why: &str) {
    let gap = relative_difference(actual, expected);
    assert!(
        gap <= rtol,
        "{why}: {actual:e} against {expected:e}, relative difference {gap:.2e} beyond {rtol:.0e}"
    );
}

#[cfg(test)]
mod tests {
    use super::assert_close;

    #[test]
    fn equal_within_the_tolerance() {
        assert_close(1.0 + 1e-13, 1.0, 1e-12, "a number and itself, nearly");
        assert_close(0.0, 0.0, 0.0, "zero is zero");
    }

    #[test]
    #[should_panic(expected = "the answer")]
    fn a_number_that_is_not_one_never_passes() {
        assert_close(f64::NAN, 1.0, 1e300, "the answer");
    }
}
