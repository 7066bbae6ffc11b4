//! The estimate is the optimum, and moves as an optimum must.

use fxsens_core::fit::{Fit, FitError};
use fxsens_core::model::{Estimator, Params};
use fxsens_core::rng::Stream;
use fxsens_core::sample::{Intercept, Sample};
use fxsens_testing::assert_close;
use fxsens_testing::simulate::{Design, Truth, column, regression};

use super::{at, estimates, fit};

fn design(nobs: usize, seed: u64) -> Design {
    regression(&Truth { nobs, ..Truth::default() }, seed, 0)
}

/// Least `Σ ρ(y − xb)` over all `k`-subsets of observations: brute force.
fn least_loss(sample: &Sample, tau: f64) -> f64 {
    let (x, y) = (sample.x(), sample.y());
    let mut least = f64::INFINITY;
    for i in 0..y.len() {
        for j in 0..i {
            let (a, b) = (x[[i, 1]], x[[j, 1]]);
            if (a - b).abs() > 0.0 {
                let slope = (y[i] - y[j]) / (a - b);
                let constant = y[i] - slope * a;
                let residuals = y.iter().zip(x.column(1)).map(|(y, x)| y - constant - slope * x);
                least = least.min(loss(residuals, tau));
            }
        }
    }
    least
}

fn loss(residuals: impl Iterator<Item = f64>, tau: f64) -> f64 {
    residuals.map(|u| if u < 0.0 { (tau - 1.0) * u } else { tau * u }).sum()
}

/// Directional derivatives of the loss along every coordinate and many random directions are not negative.
fn no_direction_leads_down(fit: &Fit, sample: &Sample, tau: f64) {
    let k = sample.x().ncols();
    let mut stream = Stream::new(5, 5);
    for direction in 0..2000 {
        let d: Vec<f64> = (0..k)
            .map(|j| match direction {
                _ if direction < k => f64::from(u8::from(j == direction)),
                _ if direction < 2 * k => -f64::from(u8::from(j + k == direction)),
                _ => stream.normal(),
            })
            .collect();
        let (mut slope, mut size) = (0.0, 0.0);
        for (row, u) in sample.x().rows().into_iter().zip(&fit.augment.residuals) {
            let v: f64 = row.iter().zip(&d).map(|(a, b)| a * b).sum();
            let pull = match u {
                u if *u > 0.0 => -tau * v,
                u if *u < 0.0 => (1.0 - tau) * v,
                _ => (tau * -v).max((1.0 - tau) * v),
            };
            slope += pull;
            size += v.abs();
        }
        assert!(slope >= -1e-12 * size, "the loss falls along {d:?} at {tau}: {slope}");
    }
}

#[test]
fn no_direction_leads_down_and_k_residuals_are_zero() {
    for seed in 0..20 {
        for tau in [0.03, 0.1, 0.25, 0.5, 0.8, 0.99] {
            let sample = design(60, seed).sample();
            let fit = fit(&at(tau), &sample);
            assert_eq!(fit.augment.residuals.iter().filter(|u| u.abs() <= 0.0).count(), 4);
            no_direction_leads_down(&fit, &sample, tau);
        }
    }
}

#[test]
fn the_loss_is_the_least_of_all_lines_through_two_observations() {
    for seed in 0..20 {
        let mut small = design(25, seed);
        small.regressors.truncate(1);
        // Rounded data: ties in both variables, many lines through three observations and more.
        if seed % 2 == 1 {
            small.outcome.values.mapv_inplace(f64::round);
            small.regressors[0].values.mapv_inplace(f64::round);
        }
        let sample = small.sample();
        for tau in [0.1, 0.5, 0.7] {
            let found = loss(fit(&at(tau), &sample).augment.residuals.into_iter(), tau);
            assert_close(found, least_loss(&sample, tau), 1e-12, "brute force over all pairs");
        }
    }
}

#[test]
fn the_median_of_a_constant_is_the_sample_median() {
    let mut stream = Stream::new(9, 0);
    let values: Vec<f64> = (0..41).map(|_| stream.normal()).collect();
    let mut sorted = values.clone();
    sorted.sort_by(f64::total_cmp);
    let constant = |values: Vec<f64>| Design {
        outcome: column("y", values),
        regressors: Vec::new(),
        instruments: Vec::new(),
        intercept: Intercept::Included,
    };
    let median = fit(&at(0.5), &constant(values.clone()).sample());
    assert_close(median.terms[0].estimate, sorted[20], 1e-15, "the middle of 41 observations");
    let even = fit(&at(0.5), &constant(values[..40].to_vec()).sample());
    let mut sorted = values[..40].to_vec();
    sorted.sort_by(f64::total_cmp);
    let estimate = even.terms[0].estimate;
    assert!((sorted[19] - 1e-15..=sorted[20] + 1e-15).contains(&estimate), "{estimate}");
    assert!(even.notes.iter().any(|note| note.text.contains("same loss")), "{:?}", even.notes);
}

#[test]
fn estimates_are_equivariant() {
    // Koenker and Bassett (1978), theorem 3.2.
    let base = design(80, 3);
    let plain = estimates(&fit(&at(0.3), &base.sample()));
    let with = |change: &dyn Fn(&mut Design)| {
        let mut changed = base.clone();
        change(&mut changed);
        changed.sample()
    };
    let scaled = estimates(&fit(&at(0.3), &with(&|d| d.outcome.values *= 7.3)));
    let turned = estimates(&fit(&at(0.7), &with(&|d| d.outcome.values *= -1.0)));
    let shifted = estimates(&fit(
        &at(0.3),
        &with(&|d| {
            let added = &d.regressors[1].values * 5.0 + 100.0;
            d.outcome.values += &added;
        }),
    ));
    let moved = [100.0, 0.0, 5.0, 0.0];
    for j in 0..4 {
        assert_close(scaled[j], 7.3 * plain[j], 1e-12, "outcome in another unit");
        assert_close(turned[j], -plain[j], 1e-12, "outcome with the other sign at 1 − τ");
        assert_close(shifted[j], plain[j] + moved[j], 1e-11, "a combination of the regressors added");
    }
}

#[test]
fn the_estimate_does_not_move_when_an_outcome_moves_on_its_side() {
    let base = design(60, 8);
    let before = fit(&at(0.5), &base.sample());
    let mut far = base.clone();
    for (value, u) in far.outcome.values.iter_mut().zip(&before.augment.residuals) {
        *value += 1000.0 * u.clamp(0.0, 1.0);
    }
    for (a, b) in estimates(&fit(&at(0.5), &far.sample())).iter().zip(estimates(&before)) {
        assert_close(*a, b, 1e-11, "the same vertex, larger numbers around it");
    }
}

#[test]
fn collinear_regressors_and_rare_ones_are_named() {
    let mut twice = design(60, 1);
    let shock = twice.regressors[0].values.clone();
    twice.regressors.push(column("shock_in_yen", shock.iter().map(|value| 150.3 * value)));
    let error = at(0.5).check().unwrap().fit(&twice.sample()).unwrap_err();
    assert!(matches!(&error, FitError::Collinear { columns, .. } if columns == &["shock_in_yen"]), "{error}");
    let mut rare = design(60, 1);
    rare.regressors.push(column("one_month", (0..60).map(|t| f64::from(u8::from(t == 30)))));
    let error = at(0.5).check().unwrap().fit(&rare.sample()).unwrap_err();
    assert!(error.to_string().contains("bootstrap draws"), "{error}");
}

#[test]
fn rough_designs_still_end_at_the_optimum() {
    // Nearly collinear, wildly scaled, with ties and an outcome that is fitted exactly.
    let mut rough = design(90, 4);
    let mut stream = Stream::new(6, 6);
    let nearly = rough.regressors[0].values.mapv(|value| value + 1e-7 * stream.normal());
    rough.regressors.push(column("nearly_shock", nearly));
    rough.regressors[2].values *= 1e9;
    let fitted = fit(&at(0.4), &rough.sample());
    assert_eq!(fitted.augment.residuals.iter().filter(|u| u.abs() <= 0.0).count(), 5);
    let mut line = design(30, 4);
    line.outcome.values = &line.regressors[0].values * 2.0 + 1.0;
    let exact = fit(&at(0.5), &line.sample());
    assert_close(exact.terms[1].estimate, 2.0, 1e-12, "an exact line");
    assert!(exact.notes.iter().any(|note| note.text.contains("exactly")));
}
