//! Many regressions at once give the numbers of one regression at a time.

use fxsens_core::fit::FitError;
use fxsens_core::rng::Stream;
use fxsens_regression::grid::{Choice, MOST, Pool};
use fxsens_testing::simulate::{autoregression, column};
use ndarray::Array2;

use crate::{design, matrix, ols};

/// Twelve columns: a constant, ten autoregressions on different scales, and a near copy of one of them.
fn columns(n: usize) -> Array2<f64> {
    let mut stream = Stream::new(8, 1);
    let mut columns = Array2::ones((n, 12));
    for j in 1..11 {
        let scale = 10f64.powi(j - 5);
        for (t, value) in autoregression(&mut stream, n, 0.6).into_iter().enumerate() {
            columns[[t, j as usize]] = scale * (value + 3.0);
        }
    }
    for t in 0..n {
        columns[[t, 11]] = columns[[t, 10]] + 1e-3 * columns[[t, 9]] * stream.normal();
    }
    columns
}

fn choices() -> Vec<Choice> {
    let choice = |outcome, regressors: &[usize]| Choice { outcome, regressors: regressors.to_vec() };
    vec![
        choice(1, &[2, 0]),
        choice(1, &[2, 0, 3, 4, 5]),
        choice(3, &[9, 0, 1, 2, 4, 5, 6, 7]),
        choice(2, &[10, 0, 11]),
        choice(2, &[4, 5, 6]),
    ]
}

#[test]
fn estimates_equal_those_of_ols_with_newey_west() {
    let data = columns(150);
    let pool = Pool::new(data.view()).unwrap();
    for lags in [0, 4, 20] {
        let fast = pool.shocks(&choices(), lags);
        let full = pool.estimates(&choices(), lags);
        for ((choice, shock), all) in choices().iter().zip(fast).zip(full) {
            let (shock, all) = (shock.unwrap(), all.unwrap());
            let named = |j: usize| column(&format!("c{j}"), data.column(j).to_vec());
            let regressors: Vec<usize> = choice.regressors.iter().copied().filter(|j| *j != 0).collect();
            let mut sample = design(named(choice.outcome), regressors.iter().map(|j| named(*j)).collect());
            if !choice.regressors.contains(&0) {
                sample.intercept = fxsens_core::sample::Intercept::Excluded;
            }
            let vcov = if lags == 0 {
                "kind = 'hc0'".to_owned()
            } else {
                format!("kind = 'hac'\nbandwidth = {lags}\ndistribution = 'normal'")
            };
            let slow = ols(&sample.sample(), &vcov).unwrap();
            let place = |j: usize| {
                let name = if j == 0 { "(Intercept)".to_owned() } else { format!("c{j}") };
                slow.terms.iter().position(|term| term.name == name).unwrap()
            };
            // Bread–meat–bread loses the square of the condition number; the near copy has a condition of 10⁴.
            let allowed = if choice.regressors.contains(&11) { 1e-6 } else { 1e-9 };
            let agree = |a: f64, b: f64, scale: f64| {
                assert!((a - b).abs() <= allowed * scale, "{choice:?} {lags}: {a} {b}");
            };
            let first = place(choice.regressors[0]);
            agree(shock.estimate, slow.terms[first].estimate, shock.estimate.abs());
            agree(shock.std_error, matrix(&slow).std_error(first), shock.std_error);
            for (i, a) in choice.regressors.iter().enumerate() {
                agree(all.estimates[i], slow.terms[place(*a)].estimate, all.estimates[i].abs());
                for (j, b) in choice.regressors.iter().enumerate() {
                    let scale = (all.covariance[[i, i]] * all.covariance[[j, j]]).sqrt();
                    agree(all.covariance[[i, j]], matrix(&slow).get(place(*a), place(*b)), scale);
                }
            }
        }
    }
}

#[test]
fn a_resampled_pool_is_the_pool_of_its_rows() {
    let data = columns(80);
    let rows: Vec<usize> = (0..80).map(|t| (t * 37) % 61).collect();
    let gathered = Array2::from_shape_fn((80, 12), |(t, j)| data[[rows[t], j]]);
    let resampled = Pool::new(data.view()).unwrap().resampled(&rows).unwrap().shocks(&choices(), 4);
    let direct = Pool::new(gathered.view()).unwrap().shocks(&choices(), 4);
    for (a, b) in resampled.into_iter().zip(direct) {
        let (a, b) = (a.unwrap(), b.unwrap());
        assert!((a.estimate / b.estimate - 1.0).abs() < 1e-8);
        assert!((a.std_error / b.std_error - 1.0).abs() < 1e-8);
    }
    assert!(Pool::new(data.view()).unwrap().resampled(&[80]).is_err());
}

#[test]
fn a_bad_choice_is_an_error_of_its_own() {
    let mut data = columns(60);
    for t in 0..60 {
        data[[t, 11]] = 150.3 * data[[t, 10]];
    }
    let pool = Pool::new(data.view()).unwrap();
    let choice = |regressors: Vec<usize>| Choice { outcome: 1, regressors };
    let found = pool.shocks(
        &[
            choice(vec![2, 0]),
            choice(vec![10, 0, 11]),
            choice(vec![]),
            choice(vec![12]),
            choice((0..=MOST).collect()),
        ],
        4,
    );
    assert!(found[0].is_ok());
    assert!(matches!(found[1], Err(FitError::Collinear { .. })), "{:?}", found[1]);
    assert!(found[2..].iter().all(|one| matches!(one, Err(FitError::Unsupported { .. }))));
    data[[3, 4]] = f64::NAN;
    assert!(Pool::new(data.view()).is_err());
}

#[test]
fn cosine_errors_equal_those_of_ols_with_ewc() {
    let data = columns(150);
    let pool = Pool::new(data.view()).unwrap();
    let terms = fxsens_regression::covariance::ewc::Ewc::rule(150).terms;
    for (choice, found) in choices().iter().zip(pool.cosine_shocks(&choices(), terms)) {
        let named = |j: usize| column(&format!("c{j}"), data.column(j).to_vec());
        let regressors: Vec<usize> = choice.regressors.iter().copied().filter(|j| *j != 0).collect();
        let mut sample = design(named(choice.outcome), regressors.iter().map(|j| named(*j)).collect());
        if !choice.regressors.contains(&0) {
            sample.intercept = fxsens_core::sample::Intercept::Excluded;
        }
        let slow = ols(&sample.sample(), "kind = 'ewc'").unwrap();
        let place = slow.position(&format!("c{}", choice.regressors[0])).unwrap();
        let (found, expected) = (found.unwrap(), slow.term_inference(place, 0.95));
        // As above: the near copy costs the square of its condition.
        let allowed = if choice.regressors.contains(&11) { 1e-6 } else { 1e-9 };
        assert!((found.estimate / expected.estimate - 1.0).abs() < allowed, "{choice:?}");
        assert!((found.std_error / expected.std_error.unwrap() - 1.0).abs() < allowed, "{choice:?}");
    }
}
