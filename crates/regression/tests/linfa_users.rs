//! A linfa user can swap this crate's least squares in.

use fxsens_core::rng::Stream;
use fxsens_core::sample::Intercept;
use fxsens_regression::least_squares::{FixedDesign, LeastSquares};
use fxsens_testing::assert_close;
use linfa::Dataset;
use linfa::traits::{Fit, Predict};
use linfa_linear::LinearRegression;
use ndarray::{Array1, Array2, Axis, concatenate};

fn data(nobs: usize, features: usize, seed: u64) -> (Array2<f64>, Array1<f64>) {
    let mut stream = Stream::new(seed, 0);
    let x = Array2::from_shape_simple_fn((nobs, features), || 3.0 + stream.normal());
    let y = Array1::from_shape_simple_fn(nobs, || 5.0 * stream.normal());
    (x, y)
}

#[test]
fn fits_and_predictions_equal_linfa_linear() {
    for (seed, intercept) in [(1, Intercept::Included), (2, Intercept::Excluded)] {
        let (x, y) = data(80, 5, seed);
        let dataset = Dataset::new(x.clone(), y);
        let ours = LeastSquares { intercept }.fit(&dataset).unwrap();
        let constant = intercept == Intercept::Included;
        let theirs = LinearRegression::new().with_intercept(constant).fit(&dataset).unwrap();
        assert_close(ours.intercept(), theirs.intercept(), 1e-10, "the constant of linfa-linear");
        for (a, b) in ours.params().iter().zip(theirs.params()) {
            assert_close(*a, *b, 1e-10, "a slope of linfa-linear");
        }
        let (a, b) = (ours.predict(&x), theirs.predict(&x));
        assert!((&a - &b).iter().all(|gap| gap.abs() < 1e-10), "predictions of linfa-linear");
    }
}

#[test]
fn the_batch_kernel_equals_linfa_linear() {
    let (slopes, _) = data(150, 7, 3);
    let x = concatenate(Axis(1), &[Array2::ones((150, 1)).view(), slopes.view()]).unwrap();
    let names: Vec<String> = (0..8).map(|j| format!("x{j}")).collect();
    let kernel = FixedDesign::new(x.view(), &names).unwrap();
    let outcomes = data(150, 20, 4).0;
    let all = kernel.coefficients_of_many(outcomes.view());
    for (y, many) in outcomes.columns().into_iter().zip(all.columns()) {
        let reference = LinearRegression::new().fit(&Dataset::new(slopes.clone(), y.to_owned())).unwrap();
        let ours = kernel.coefficients(y);
        let residuals = kernel.residuals(y, ours.view());
        assert!(x.t().dot(&residuals).iter().all(|moment| moment.abs() < 1e-10), "residuals are orthogonal");
        let theirs = std::iter::once(reference.intercept()).chain(reference.params().iter().copied());
        for ((a, b), expected) in ours.iter().zip(many).zip(theirs) {
            assert_close(*a, expected, 1e-10, "one outcome on the fixed design against linfa-linear");
            assert_close(*b, expected, 1e-10, "many outcomes at once against linfa-linear");
        }
    }
    assert!(kernel.weights(0).len() == 150 && kernel.nobs() == 150 && kernel.parameters() == 8);
}

#[test]
fn what_linfa_linear_lets_through_is_an_error() {
    let (mut x, y) = data(40, 3, 5);
    let doubled = &x.column(0) * 2.0;
    x.column_mut(2).assign(&doubled);
    assert!(LeastSquares::default().fit(&Dataset::new(x.clone(), y.clone())).is_err());
    x[[3, 2]] = f64::NAN;
    assert!(LeastSquares::default().fit(&Dataset::new(x.clone(), y)).is_err());
    let short = Array1::zeros(39);
    assert!(LeastSquares::default().fit(&Dataset::new(data(40, 3, 6).0, short)).is_err());
}
