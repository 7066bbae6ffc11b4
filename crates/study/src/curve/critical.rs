//! Critical values, computed once for every covariance and sample length.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use fxsens_core::distribution::Distribution;
use fxsens_regression::covariance::ewc::Ewc;
use fxsens_regression::covariance::kernel::Kernel;
use fxsens_regression::covariance::{bandwidth, fixed_b};

use super::file::VcovId;

/// Two-sided critical values at one confidence level.
#[derive(Debug)]
pub struct Critical {
    level: f64,
    known: Mutex<BTreeMap<(bool, usize), Option<f64>>>,
}

impl Critical {
    /// For intervals of a level such as 0.95.
    pub fn new(level: f64) -> Self {
        Self { level, known: Mutex::new(BTreeMap::new()) }
    }

    /// The value for a covariance at a sample length; `None` when the law does not exist there.
    pub fn value(&self, vcov: VcovId, nobs: usize) -> Option<f64> {
        let key = (vcov == VcovId::Hac, nobs);
        if let Some(known) = self.known.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return *known;
        }
        let fresh = law(vcov, nobs).map(|law| law.critical_value(1.0 - self.level)).filter(|v| v.is_finite());
        self.known.lock().unwrap_or_else(PoisonError::into_inner).insert(key, fresh);
        fresh
    }
}

/// The reference distribution: fixed-b at the rule's bandwidth, Student's t with as many degrees as cosines.
fn law(vcov: VcovId, nobs: usize) -> Option<Distribution> {
    match vcov {
        VcovId::Hac => fixed_b::distribution(Kernel::Bartlett, bandwidth::root_rule(nobs), nobs),
        VcovId::Ewc => Some(Distribution::T { df: Ewc::rule(nobs).terms as f64 }),
    }
}
