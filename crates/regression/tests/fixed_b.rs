//! The fixed-b law against published critical values, brute force and simulation.

use fxsens_core::distribution::Distribution;
use fxsens_core::rng::Stream;
use fxsens_regression::covariance::CovarianceEstimator;
use fxsens_regression::covariance::fixed_b::{distribution, weights};
use fxsens_regression::covariance::hac::Hac;
use fxsens_regression::covariance::kernel::Kernel;
use fxsens_regression::linalg::dense;
use fxsens_testing::assert_close;
use ndarray::{Array1, Array2, Axis};

#[test]
fn critical_values_equal_those_of_kiefer_and_vogelsang() {
    for b in [0.02, 0.1, 0.3, 0.5, 1.0] {
        let law = distribution(Kernel::Bartlett, b * 600.0 - 1.0, 600).unwrap();
        let published = 1.9600 + 2.9694 * b + 0.4160 * b * b - 0.5324 * b * b * b;
        let why = format!("b = {b}: the cubic itself fits simulated critical values to about one per cent");
        assert_close(law.critical_value(0.05), published, 0.012, &why);
    }
}

#[test]
fn weights_are_the_eigenvalues_of_the_demeaned_kernel() {
    for points in [40, 41] {
        for (kernel, b) in [(Kernel::Bartlett, 0.2), (Kernel::Parzen, 0.5), (Kernel::Qs, 0.1)] {
            let width = b * points as f64;
            let k = Array2::from_shape_fn((points, points), |(i, j)| {
                kernel.weight((i as f64 - j as f64) / width)
            });
            let m = Array2::eye(points) - Array2::from_elem((points, points), 1.0 / points as f64);
            let full = m.dot(&k).dot(&m) / points as f64;
            let mut brute = dense::symmetric_eigenvalues(full.view()).unwrap();
            brute.reverse();
            for (a, e) in weights(kernel, b, points).unwrap().iter().zip(&brute) {
                assert!((a - e).abs() < 1e-13 * brute[0], "{kernel:?} {points}: {a} against {e}");
            }
        }
    }
}

#[test]
fn a_coarser_grid_changes_critical_values_by_less_than_one_in_a_thousand() {
    for b in [0.05, 0.3] {
        let law = |points| Distribution::NormalOverQuadratic {
            label: String::new(),
            weights: weights(Kernel::Bartlett, b, points).unwrap(),
        };
        assert_close(
            law(600).critical_value(0.05),
            law(1200).critical_value(0.05),
            1e-3,
            "the grid's own claim",
        );
    }
}

#[test]
fn simulated_t_statistics_exceed_the_critical_value_one_time_in_twenty() {
    // The mean of independent normals: the law is exact at T = 50, so only Monte Carlo error remains.
    let (nobs, draws) = (50, 20_000);
    for (task, (kernel, bandwidth)) in
        [(Kernel::Bartlett, 14.0), (Kernel::Parzen, 24.0), (Kernel::Qs, 5.0)].into_iter().enumerate()
    {
        let critical = distribution(kernel, bandwidth, nobs).unwrap().critical_value(0.05);
        let hac = Hac { kernel, bandwidth };
        let mut stream = Stream::new(77, task as u64);
        let rejected = (0..draws).filter(|_| {
            let u: Array1<f64> = (0..nobs).map(|_| stream.normal()).collect();
            let mean = u.sum() / nobs as f64;
            let scores = (&u - mean).insert_axis(Axis(1));
            let variance = hac.meat(scores.view())[[0, 0]] / (nobs * nobs) as f64;
            mean.abs() > critical * variance.sqrt()
        });
        let share = rejected.count() as f64 / f64::from(draws);
        let four_errors = 4.0 * (0.05 * 0.95 / f64::from(draws)).sqrt();
        assert!((share - 0.05).abs() < four_errors, "{kernel:?}: {share} rejected at nominal 0.05");
    }
}
