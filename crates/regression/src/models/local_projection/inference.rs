//! The joint covariance of the responses, and the test of a whole path.

use fxsens_core::distribution::Distribution;
use fxsens_core::fit::Term;
use fxsens_core::test_outcome::TestOutcome;
use fxsens_core::vcov::{VcovMatrix, VcovMethod};
use ndarray::Array2;

use super::bands::{SupT, sidak};
use super::params::{Covariance, LocalProjectionParams};
use super::paths::Paths;
use crate::covariance::CovarianceEstimator;
use crate::covariance::hac::Hac;
use crate::covariance::kernel::Kernel;

/// Sizes at which critical values of whole paths are reported.
pub(super) const SIZES: [f64; 3] = [0.32, 0.10, 0.05];

/// The joint covariance over horizons and shocks.
pub(super) fn covariance(paths: &Paths, params: &LocalProjectionParams, df: f64) -> VcovMatrix {
    let influence = paths.influence.view();
    let matrix = match params.covariance {
        Covariance::Hac => {
            let hac = Hac { kernel: Kernel::Bartlett, bandwidth: f64::from(params.horizons) };
            hac.meat(influence.t())
        }
        _ => influence.dot(&influence.t()),
    };
    let size = matrix.nrows();
    let mut method = VcovMethod::simple(params.covariance.name());
    if params.covariance == Covariance::Hac {
        method.kernel = Some("bartlett".into());
        method.bandwidth = Some(f64::from(params.horizons));
        method.rule = Some("longest horizon".into());
    }
    let symmetric = |i: usize, j: usize| 0.5 * (matrix[[i, j]] + matrix[[j, i]]);
    VcovMatrix {
        method,
        distribution: Distribution::T { df },
        df_denom: Some(df),
        size,
        values: (0..size * size).map(|e| symmetric(e / size, e % size)).collect(),
    }
}

/// For each shock the largest t statistic of its path, with the critical values of simultaneous bands.
pub(super) fn simultaneous(
    params: &LocalProjectionParams,
    terms: &[Term],
    vcov: &VcovMatrix,
) -> Vec<TestOutcome> {
    let m = usize::from(params.horizons) + 1;
    let known =
        SIZES.map(|size| (sidak(&vcov.distribution, m, size), vcov.distribution.critical_value(size)));
    let one = |place: usize| {
        let block = Array2::from_shape_fn((m, m), |(i, j)| vcov.get(place * m + i, place * m + j));
        let law = SupT::new(block.view(), params.draws as usize, params.seed)?;
        let size = |i: usize| (terms[place * m + i].estimate / block[[i, i]].sqrt()).abs();
        let largest = (0..m).map(size).fold(0.0, f64::max);
        let null = format!("`{}` has no effect at any horizon", terms[place * m].name);
        let table = format!("sup-t, {} draws, seed {}", params.draws, params.seed);
        let mut outcome = TestOutcome::tabulated("sup-t", null, largest, table, Some(law.p_value(largest)));
        for (alpha, (independent, pointwise)) in SIZES.into_iter().zip(known) {
            outcome = outcome
                .with_critical_value(alpha, law.critical_value(alpha), "sup-t")
                .with_critical_value(alpha, independent, "Šidák")
                .with_critical_value(alpha, pointwise, "pointwise");
        }
        Some(outcome)
    };
    (0..terms.len() / m).filter_map(one).collect()
}
