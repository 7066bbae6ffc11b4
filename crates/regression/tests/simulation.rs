//! Size and coverage with known truth, at fixed seeds.

use fxsens_core::rng::Stream;
use fxsens_core::sample::Sample;
use fxsens_testing::simulate::{Truth, column, random_walk, regression};

use crate::{design, ols};

/// Share of `draws` samples in which the truth about the shock is rejected at five per cent.
fn size(draws: u64, truth: &Truth, vcov: &str) -> f64 {
    let rejected = (0..draws).filter(|task| {
        let fit = ols(&regression(truth, 31, *task).sample(), vcov).unwrap();
        let inference = fit.term_inference(1, 0.95);
        let (low, high) = (inference.conf_low.unwrap(), inference.conf_high.unwrap());
        truth.effects[0] < low || truth.effects[0] > high
    });
    rejected.count() as f64 / draws as f64
}

#[test]
fn fixed_b_and_ewc_hold_their_size_where_the_normal_does_not() {
    let truth = Truth { nobs: 100, error_persistence: 0.6, regressor_persistence: 0.6, ..Truth::default() };
    let draws = 2000;
    // Monte Carlo standard error at 0.05 is 0.005; small-sample distortion comes on top.
    let normal = size(draws, &truth, "distribution = 'normal'");
    let fixed_b = size(draws, &truth, "");
    let ewc = size(draws, &truth, "kind = 'ewc'");
    let classical = size(draws, &truth, "kind = 'classical'");
    assert!(classical > 0.12, "classical errors ignore autocorrelation: {classical}");
    assert!(normal > fixed_b + 0.02, "normal {normal} against fixed-b {fixed_b}");
    assert!((0.035..0.10).contains(&fixed_b), "fixed-b rejects {fixed_b}");
    assert!((0.035..0.10).contains(&ewc), "ewc rejects {ewc}");
}

#[test]
fn independent_errors_give_exact_size_under_classical_errors() {
    let truth = Truth { nobs: 40, error_persistence: 0.0, ..Truth::default() };
    let share = size(4000, &truth, "kind = 'classical'");
    // Four standard errors of a share of 4,000 draws.
    assert!((share - 0.05).abs() < 4.0 * (0.05 * 0.95 / 4000.0f64).sqrt(), "{share}");
}

#[test]
fn two_random_walks_are_warned_about() {
    let spurious = |task: u64| -> Sample {
        let mut stream = Stream::new(13, task);
        let y = column("y", random_walk(&mut stream, 100));
        design(y, vec![column("x", random_walk(&mut stream, 100))]).sample()
    };
    let draws = 200;
    let warned = (0..draws).filter(|task| {
        let fit = ols(&spurious(*task), "").unwrap();
        fit.notes.iter().any(|note| note.text.contains("spurious"))
    });
    let share = warned.count() as f64 / draws as f64;
    assert!(share > 0.85, "unrelated random walks of 100 months warned about in {share} of samples");
}
