//! p-values from approximated laws, with what the approximation can vouch for.

use std::fmt;

/// A p-value with its reach.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PValue {
    /// The number.
    pub value: f64,
    /// What it stands for.
    pub reach: Reach,
}

/// What a p-value from an approximated law stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Inside the range the approximation was made for.
    Inside,
    /// The statistic lies beyond the range in the direction of rejection: the true value is smaller.
    AtMost,
    /// The statistic lies beyond the range on the other side: the true value is larger.
    AtLeast,
}

impl PValue {
    /// A value inside the range.
    pub fn inside(value: f64) -> Self {
        Self { value, reach: Reach::Inside }
    }
}

impl fmt::Display for PValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bound = match self.reach {
            Reach::Inside => "",
            Reach::AtMost => "at most ",
            Reach::AtLeast => "at least ",
        };
        write!(f, "{bound}{:.3e}", self.value)
    }
}

/// Standard normal distribution function, precise in the lower tail.
pub(crate) fn normal_cdf(z: f64) -> f64 {
    let tail = fxsens_core::distribution::Distribution::Normal.p_value(z) / 2.0;
    if z < 0.0 { tail } else { 1.0 - tail }
}

/// Standard normal quantile: the inverse of [`normal_cdf`] for `0 < p < 1`.
pub(crate) fn normal_score(p: f64) -> f64 {
    // The middle is no tail: the critical value of size one does not exist.
    if (p - 0.5).abs() < f64::EPSILON {
        return 0.0;
    }
    let half = fxsens_core::distribution::Distribution::Normal.critical_value(2.0 * p.min(1.0 - p));
    if p < 0.5 { -half } else { half }
}
