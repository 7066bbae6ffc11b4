//! One comparison of this crate's numbers with those of another program.

/// Digits beyond which two `f64` numbers count as equal.
const ALL_DIGITS: f64 = 15.0;

/// What is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quantity {
    /// Estimates, including long-run effects and bandwidths.
    Estimates,
    /// Standard errors and covariances.
    StandardErrors,
    /// Test statistics.
    Statistics,
    /// p-values.
    PValues,
    /// Critical values.
    CriticalValues,
    /// Ends of intervals.
    Intervals,
}

impl Quantity {
    /// As printed.
    pub fn label(self) -> &'static str {
        match self {
            Self::Estimates => "estimates",
            Self::StandardErrors => "standard errors",
            Self::Statistics => "statistics",
            Self::PValues => "p-values",
            Self::CriticalValues => "critical values",
            Self::Intervals => "intervals",
        }
    }
}

/// One comparison: the worst of several numbers of one kind.
#[derive(Debug, Clone, PartialEq)]
pub struct Check {
    /// The method: `ols, hac bartlett`.
    pub method: String,
    /// Data set and options: `m1, 13 lags`.
    pub case: String,
    /// What is compared.
    pub quantity: Quantity,
    /// Where the expected values come from, with its version: `statsmodels 0.15.0`.
    pub reference: String,
    /// Numbers compared.
    pub compared: usize,
    /// Largest relative difference; not a number when a value is missing.
    pub worst: f64,
    /// Largest relative difference allowed.
    pub allowed: f64,
    /// Why it is allowed, or which convention differs; empty for rounding.
    pub remark: String,
}

impl Check {
    /// Compares pairs of an actual and an expected number; an expected zero makes the difference absolute. A missing
    /// expected value, or no pair at all, fails.
    pub fn new(
        method: &str,
        case: &str,
        quantity: Quantity,
        reference: &str,
        allowed: f64,
        pairs: impl IntoIterator<Item = (f64, Option<f64>)>,
    ) -> Self {
        let (mut worst, mut compared): (f64, usize) = (0.0, 0);
        for (actual, expected) in pairs {
            let gap = expected.map_or(f64::NAN, |expected| relative(actual, expected));
            // `f64::max` would drop a value that is not a number.
            worst = if gap.is_nan() || worst.is_nan() { f64::NAN } else { worst.max(gap) };
            compared += 1;
        }
        if compared == 0 {
            worst = f64::NAN;
        }
        let (method, case, reference) = (method.into(), case.into(), reference.into());
        Self { method, case, quantity, reference, compared, worst, allowed, remark: String::new() }
    }

    /// The same check with the reason for its tolerance.
    #[must_use]
    pub fn because(mut self, remark: &str) -> Self {
        self.remark = remark.into();
        self
    }

    /// Whether the numbers agree.
    pub fn passed(&self) -> bool {
        self.worst <= self.allowed
    }

    /// Correct digits of the worst number, `−log₁₀` of its relative error, between 0 and 15.
    pub fn digits(&self) -> f64 {
        digits(self.worst)
    }

    /// Digits that must be correct.
    pub fn digits_required(&self) -> f64 {
        digits(self.allowed)
    }
}

fn digits(relative: f64) -> f64 {
    if relative.is_nan() { 0.0 } else { (-relative.log10()).clamp(0.0, ALL_DIGITS) }
}

fn relative(actual: f64, expected: f64) -> f64 {
    // Infinite on both sides is agreement: an interval without an end.
    if actual.is_infinite() && actual.to_bits() == expected.to_bits() {
        return 0.0;
    }
    let gap = (actual - expected).abs();
    if expected.abs() > 0.0 { gap / expected.abs() } else { gap }
}

#[cfg(test)]
mod tests {
    use super::{Check, Quantity, digits};

    fn check(pairs: &[(f64, Option<f64>)]) -> Check {
        Check::new("m", "c", Quantity::Estimates, "r 1", 1e-3, pairs.iter().copied())
    }

    #[test]
    fn what_is_missing_fails() {
        assert!(check(&[(1.0, Some(1.0)), (0.0, Some(0.0))]).passed());
        assert!(!check(&[]).passed());
        assert!(!check(&[(1.0, None), (1.0, Some(1.0))]).passed());
        assert!(!check(&[(f64::NAN, Some(1.0)), (1.0, Some(1.0))]).passed());
        assert!(!check(&[(1.0, Some(f64::NAN))]).passed());
    }

    #[test]
    fn digits_are_the_log_relative_error() {
        assert!((check(&[(1.001, Some(1.0))]).digits() - 3.0).abs() < 1e-6);
        assert!(digits(f64::NAN) <= 0.0);
        assert!(digits(0.0) >= 15.0);
    }
}
