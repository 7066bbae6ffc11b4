//! Covariances and intervals.

use fxsens_core::model::Model;
use fxsens_core::vcov::{Vcov, VcovMatrix};

use super::fit;
use crate::simulate::Design;

pub(super) fn covariance_is_symmetric_and_positive(entry: &dyn Model, design: &Design) {
    let id = entry.info().id;
    let fit = fit(entry, design);
    let blocks: Vec<&VcovMatrix> = match &fit.vcov {
        Vcov::Full(matrix) => vec![matrix],
        Vcov::Blocks { blocks } => blocks.iter().collect(),
        Vcov::Unavailable { reason } => {
            assert!(!reason.is_empty(), "{id}: a covariance that is missing needs a reason");
            return;
        }
    };
    let covered: usize = blocks.iter().map(|block| block.size).sum();
    assert_eq!(covered, fit.terms.len(), "{id}: terms covered by the covariance");
    for block in blocks {
        assert_eq!(block.values.len(), block.size * block.size, "{id}: entries of the covariance");
        for i in 0..block.size {
            assert!(block.get(i, i) > 0.0, "{id}: variance of term {i} is {}", block.get(i, i));
            for j in 0..i {
                let (a, b) = (block.get(i, j), block.get(j, i));
                assert_eq!(a.to_bits(), b.to_bits(), "{id}: the covariance is not symmetric at ({i}, {j})");
            }
        }
        assert!(is_positive(block), "{id}: the covariance is not positive semi-definite");
    }
}

/// Pivots of the Cholesky decomposition of the correlation matrix, rounding allowed for.
fn is_positive(block: &VcovMatrix) -> bool {
    let size = block.size;
    let entry = |i: usize, j: usize| block.get(i, j) / (block.get(i, i) * block.get(j, j)).sqrt();
    let mut l = vec![vec![0.0; size]; size];
    for i in 0..size {
        for j in 0..=i {
            let known: f64 = (0..j).map(|m| l[i][m] * l[j][m]).sum();
            let rest = entry(i, j) - known;
            if i == j {
                if rest < -1e-10 {
                    return false;
                }
                l[i][i] = rest.max(0.0).sqrt();
            } else if l[j][j] > 1e-8 {
                l[i][j] = rest / l[j][j];
            }
        }
    }
    true
}

pub(super) fn intervals_contain_the_estimate_and_grow(entry: &dyn Model, design: &Design) {
    let id = entry.info().id;
    let fit = fit(entry, design);
    for index in 0..fit.terms.len() {
        let mut narrower = 0.0;
        for level in [0.5, 0.9, 0.95, 0.99] {
            let inference = fit.term_inference(index, level);
            let (Some(low), Some(high)) = (inference.conf_low, inference.conf_high) else { break };
            let estimate = inference.estimate;
            assert!(low <= estimate && estimate <= high, "{id}: {estimate} is outside [{low}, {high}]");
            assert!(high - low > narrower, "{id}: the interval of term {index} does not grow with the level");
            narrower = high - low;
        }
    }
}
