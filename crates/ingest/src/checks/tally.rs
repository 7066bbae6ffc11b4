//! Counting rows, remembering the worst.

use std::fmt;

use super::CheckResult;

/// The largest deviation of a rule.
#[derive(Debug, Clone, PartialEq)]
pub struct Worst {
    /// Its size.
    pub deviation: f64,
    /// The size allowed there.
    pub tolerance: f64,
    /// Series and period.
    pub place: String,
}

impl fmt::Display for Worst {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.6} of {} allowed, {}", self.deviation, self.tolerance, self.place)
    }
}

/// Rows compared so far.
#[derive(Debug, Default)]
pub(super) struct Tally {
    rows: usize,
    worst: Option<Worst>,
    violations: Vec<String>,
}

const SHOWN: usize = 3;

impl Tally {
    /// Compares two numbers; a rounding error of the subtraction is forgiven.
    pub(super) fn number(&mut self, place: impl fmt::Display, found: f64, expected: f64, tolerance: f64) {
        self.rows += 1;
        let deviation = (found - expected).abs();
        let slack = 1e-9 * (1.0 + expected.abs());
        if deviation.is_nan() || deviation > tolerance + slack {
            self.violations.push(format!("{place}: {found} against {expected}"));
        }
        let ratio = |worst: &Worst| worst.deviation / worst.tolerance.max(f64::MIN_POSITIVE);
        let this = Worst { deviation, tolerance, place: place.to_string() };
        if self.worst.as_ref().is_none_or(|worst| ratio(&this) > ratio(worst)) {
            self.worst = Some(this);
        }
    }

    /// Counts a row that is right or wrong; `problem` is asked only when it is wrong.
    pub(super) fn fact(&mut self, holds: bool, problem: impl FnOnce() -> String) {
        self.rows += 1;
        if !holds {
            self.violations.push(problem());
        }
    }

    pub(super) fn finish(self, name: &'static str, what: &str) -> CheckResult {
        let passed = self.violations.is_empty() && self.rows > 0;
        let mut detail = format!("{what} ({} rows)", self.rows);
        if self.rows == 0 {
            detail.push_str("; there was nothing to compare");
        }
        if !self.violations.is_empty() {
            let shown: Vec<String> = self.violations.iter().take(SHOWN).cloned().collect();
            let count = self.violations.len();
            detail = format!("{detail}; {count} wrong: {}", shown.join("; "));
            if self.violations.len() > SHOWN {
                detail.push_str(" …");
            }
        }
        CheckResult { name, passed, detail, rows: self.rows, worst: self.worst }
    }
}
