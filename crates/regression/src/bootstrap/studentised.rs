//! One studentised statistic on a fixed design: projection, residuals, one weighted series for the HAC variance.

use ndarray::{Array1, Array2, Axis};

use crate::covariance::CovarianceEstimator;
use crate::covariance::hac::Hac;
use crate::covariance::kernel::Kernel;
use crate::grid::lanes::{LANES, combine, dot, window_sums};
use crate::least_squares::Factor;
use crate::linalg::layout;

/// What all draws share.
pub(super) struct Kit {
    /// Orthonormal basis of the column space, column by column.
    basis: Array2<f64>,
    /// Row of the pseudo-inverse that makes the coefficient.
    weights: Vec<f64>,
    hac: Hac,
}

/// Working memory of one thread.
pub(super) struct Scratch {
    projections: Vec<f64>,
    sums: Vec<f64>,
}

impl Kit {
    pub(super) fn new(factor: &Factor, column: usize, hac: Hac) -> Self {
        let basis = layout::column_major(factor.orthonormal().view());
        Self { basis, weights: factor.pseudo_inverse().row(column).to_vec(), hac }
    }

    pub(super) fn scratch(&self) -> Scratch {
        let stretch = (self.weights.len() + self.hac.bandwidth.ceil() as usize).next_multiple_of(LANES);
        Scratch { projections: vec![0.0; self.basis.ncols()], sums: vec![0.0; stretch] }
    }

    /// `b*/se*` of an outcome that is centred at the null; its residuals replace the outcome.
    pub(super) fn statistic(&self, outcome: &mut [f64], scratch: &mut Scratch) -> f64 {
        let estimate = dot(&self.weights, outcome);
        let n = outcome.len();
        let Some(basis) = self.basis.as_slice_memory_order() else { return f64::NAN };
        for (projection, column) in scratch.projections.iter_mut().zip(basis.chunks(n)) {
            *projection = dot(column, outcome);
        }
        let columns: Vec<&[f64]> = basis.chunks(n).collect();
        combine(outcome, &columns, &scratch.projections, -1.0);
        estimate / self.std_error(outcome, scratch)
    }

    /// HAC standard error of the coefficient from residuals.
    pub(super) fn std_error(&self, residuals: &[f64], scratch: &mut Scratch) -> f64 {
        let scores: Vec<f64> = residuals.iter().zip(&self.weights).map(|(u, w)| u * w).collect();
        if self.hac.kernel == Kernel::Bartlett && self.hac.bandwidth.fract() <= 0.0 {
            let lags = self.hac.bandwidth as usize;
            window_sums(&scores, lags, &mut scratch.sums);
            return (dot(&scratch.sums, &scratch.sums) / (lags + 1) as f64).sqrt();
        }
        let scores = Array1::from(scores).insert_axis(Axis(1));
        self.hac.meat(scores.view())[[0, 0]].sqrt()
    }
}
