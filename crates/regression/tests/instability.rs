//! Stability: sizes, dates, traps that other programs fell into.

use fxsens_core::fit::FitError;
use fxsens_core::hypothesis::{HypothesisTest, TestError};
use fxsens_core::model::Estimator;
use fxsens_core::rng::Stream;
use fxsens_core::sample::Sample;
use fxsens_regression::break_tests::{self, FStatistics, cusum_recursive, nyblom, sup_f_law};
use fxsens_regression::models::tvp::{TvpParams, filter, smooth};
use fxsens_testing::simulate::column;
use ndarray::{Array1, Array2};

use crate::{design, params};

/// `y` on a constant and `x`, the slope jumping from one to `after` in the middle.
fn sample(task: u64, n: usize, after: f64) -> Sample {
    let mut stream = Stream::new(31, task);
    let x: Vec<f64> = (0..n).map(|_| stream.normal()).collect();
    let slope = |t: usize| if t < n / 2 { 1.0 } else { after };
    let y: Vec<f64> = x.iter().enumerate().map(|(t, x)| 2.0 + slope(t) * x + stream.normal()).collect();
    design(column("y", y), vec![column("x", x)]).sample()
}

fn named(id: &str) -> Box<dyn HypothesisTest> {
    break_tests::tests().into_iter().find(|test| test.info().id == id).unwrap()
}

#[test]
fn sizes_are_near_nominal() {
    let draws = 400_u64;
    let rejects = |of: &dyn Fn(&Sample) -> f64| {
        (0..draws).filter(|task| of(&sample(*task, 160, 1.0)) < 0.05).count() as f64 / draws as f64
    };
    // Five standard errors of a share of 5 % above; asymptotic tests may reject less in small samples.
    let most = 0.05 + 5.0 * (0.05_f64 * 0.95 / draws as f64).sqrt();
    let sup = rejects(&|s| {
        let found = FStatistics::new(s.y(), s.x().view(), 0.15).unwrap();
        sup_f_law::p_value(sup_f_law::Functional::Sup, found.sup().0, 2, 0.15).unwrap()
    });
    let wander = rejects(&|s| nyblom(s.y(), s.x().view(), false).unwrap().p_value);
    let cusum = rejects(&|s| cusum_recursive(s.y(), s.x().view()).unwrap().p_value);
    let squares = rejects(&|s| break_tests::cusum_of_squares(s.y(), s.x().view()).unwrap().p_value);
    for (name, size) in [("sup-f", sup), ("nyblom", wander), ("cusum", cusum), ("cusumsq", squares)] {
        assert!((0.01..=most).contains(&size), "{name}: {size}");
    }
}

#[test]
fn a_break_is_found_where_it_is() {
    let broken = sample(0, 200, 3.0);
    let report = named("sup-f").run(&broken, &toml::Table::new()).unwrap();
    let date = &report.outcomes[0].details[0].value;
    let at = broken.periods().iter().position(|period| period.to_string() == *date).unwrap();
    assert!((95..=105).contains(&at), "{at}");
    for outcome in &report.outcomes {
        let p = outcome.p_value.unwrap();
        assert!(p > 0.0 && p < 1e-4, "{}: a small probability, but not zero: {p}", outcome.id);
    }
}

#[test]
fn a_date_outside_the_sample_is_refused_with_the_dates_inside() {
    let broken = sample(0, 100, 3.0);
    for at in ["", "1990-01", "never", "2000-01"] {
        let params = toml::Table::from_iter([("at".to_owned(), toml::Value::from(at))]);
        let error = named("chow").run(&broken, &params).unwrap_err();
        assert!(error.to_string().contains("2000-01"), "{error}");
    }
    let params = toml::Table::from_iter([("trim".to_owned(), toml::Value::from(0.12))]);
    assert!(matches!(named("sup-f").run(&broken, &params), Err(TestError::Param(_))));
}

#[test]
fn samples_without_an_answer_are_errors() {
    let short = design(column("y", [1.0, 2.0, 4.0, 3.0]), vec![column("x", [1.0, 0.0, 2.0, 5.0])]).sample();
    let exact = design(
        column("y", (0..40).map(|t| 1.0 + 2.0 * f64::from(t % 5))),
        vec![column("x", (0..40).map(|t| f64::from(t % 5)))],
    )
    .sample();
    // Constant for the first half: one part does not determine its coefficient.
    let late = design(
        column("y", (0..60).map(|t| f64::from((t * t) % 7))),
        vec![column("x", (0..60).map(|t| if t < 30 { 0.0 } else { f64::from(t % 4) }))],
    )
    .sample();
    for id in ["sup-f", "cusum", "cusumsq", "nyblom"] {
        assert!(named(id).run(&exact, &toml::Table::new()).is_err(), "{id} on an exact fit");
    }
    assert!(named("sup-f").run(&short, &toml::Table::new()).is_err());
    for id in ["sup-f", "cusum", "cusumsq"] {
        let error = named(id).run(&late, &toml::Table::new()).unwrap_err();
        assert!(error.to_string().contains("do not determine"), "{id}: {error}");
    }
}

/// The mean and covariance of the coefficients given all data, from the joint normal law, without any recursion: a
/// starting value with a huge variance stands for the diffuse one.
fn by_brute_force(y: &Array1<f64>, x: &Array2<f64>, ratios: &[f64]) -> (Array2<f64>, Vec<f64>) {
    let (n, k) = x.dim();
    // Generalised least squares for the starting values, best linear prediction for the rest.
    let common = |s: usize, t: usize, j: usize| ratios[j] * s.min(t) as f64;
    let v = Array2::from_shape_fn((n, n), |(s, t)| {
        let walk: f64 = (0..k).map(|j| x[[s, j]] * x[[t, j]] * common(s, t, j)).sum();
        walk + f64::from(u8::from(s == t))
    });
    let inverse = invert(&v);
    let gram = invert(&x.t().dot(&inverse).dot(x));
    let start = gram.dot(&x.t().dot(&inverse).dot(y));
    let residuals = y - &x.dot(&start);
    let mut means = Array2::zeros((n, k));
    let mut variances = Vec::new();
    for t in 0..n {
        for j in 0..k {
            let with: Array1<f64> = (0..n).map(|s| x[[s, j]] * common(s, t, j)).collect();
            means[[t, j]] = start[j] + with.dot(&inverse.dot(&residuals));
            if j == 0 {
                let weights = inverse.dot(&with);
                let mut lever = -x.t().dot(&weights);
                lever[j] += 1.0;
                variances.push(common(t, t, j) - with.dot(&weights) + lever.dot(&gram.dot(&lever)));
            }
        }
    }
    (means, variances)
}

/// Gauss–Jordan elimination.
fn invert(a: &Array2<f64>) -> Array2<f64> {
    let n = a.nrows();
    let (mut a, mut b) = (a.clone(), Array2::eye(n));
    for i in 0..n {
        let p = a[[i, i]];
        for j in 0..n {
            a[[i, j]] /= p;
            b[[i, j]] /= p;
        }
        for r in (0..n).filter(|r| *r != i) {
            let f = a[[r, i]];
            for j in 0..n {
                a[[r, j]] -= f * a[[i, j]];
                b[[r, j]] -= f * b[[i, j]];
            }
        }
    }
    b
}

#[test]
fn trap_a_smoother_that_is_a_filter() {
    let sample = sample(3, 60, 2.5);
    let (y, x) = (sample.y().to_owned(), sample.x().clone());
    let ratios = [0.01, 0.05];
    let filtered = filter(y.view(), x.view(), &ratios).unwrap();
    let smoothed = smooth(x.view(), &filtered);
    let (means, variances) = by_brute_force(&y, &x, &ratios);
    for t in 0..60 {
        for j in 0..2 {
            assert!((smoothed.coefficients[[t, j]] - means[[t, j]]).abs() < 1e-9, "{t} {j}");
        }
        let variance = smoothed.covariances[t][[0, 0]] / filtered.sigma2;
        assert!((variance - variances[t]).abs() < 1e-9, "{t}");
    }
    // What a filter knows at a date is what a smoother of the sample up to that date knows.
    for t in [20, 30, 45] {
        let part = sample.rows(0..t + 1).unwrap();
        let past = filter(part.y(), part.x().view(), &ratios).unwrap();
        let now = smooth(part.x().view(), &past);
        let filter_variance = now.covariances[t][[1, 1]] / past.sigma2;
        let smoother_variance = smoothed.covariances[t][[1, 1]] / filtered.sigma2;
        assert!(smoother_variance < 0.9 * filter_variance, "{t}: {smoother_variance} {filter_variance}");
    }
}

#[test]
fn the_slope_is_the_derivative_of_the_likelihood() {
    let sample = sample(4, 80, 2.0);
    let (y, x) = (sample.y(), sample.x().view());
    let at = |ratios: [f64; 2]| filter(y, x, &ratios).unwrap();
    let ratios = [0.02, 0.05];
    let slope = smooth(x, &at(ratios)).slope;
    for j in 0..2 {
        let (mut up, mut down) = (ratios, ratios);
        up[j] += 1e-5;
        down[j] -= 1e-5;
        let numeric = (at(up).log_likelihood - at(down).log_likelihood) / 2e-5;
        assert!((slope[j] - numeric).abs() < 1e-5 * (1.0 + numeric.abs()), "{j}: {} {numeric}", slope[j]);
    }
}

#[test]
fn a_variance_that_piles_up_at_zero_is_a_warning() {
    let stable = sample(5, 120, 1.0);
    let fits: Vec<_> = (0..20)
        .map(|task| params::<TvpParams>("").unwrap().fit(&sample(100 + task, 120, 1.0)).unwrap())
        .collect();
    let warned =
        fits.iter().filter(|fit| fit.notes.iter().any(|note| note.text.contains("piles up"))).count();
    assert!((5..20).contains(&warned), "half of all stable samples or so: {warned}");
    assert!(params::<TvpParams>("varying = 'all'").unwrap().fit(&stable).is_ok());
    let error = params::<TvpParams>("step = 0").unwrap_err();
    assert!(error.to_string().contains("step"));
    let short = stable.rows(0..4).unwrap();
    let refused = params::<TvpParams>("").unwrap().fit(&short);
    assert!(matches!(refused, Err(FitError::TooFewObservations { .. })));
}
