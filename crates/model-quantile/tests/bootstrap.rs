//! The covariance: deterministic, and right where theory knows the answer.

use fxsens_core::model::{Estimator, Params};
use fxsens_core::rng::Stream;
use fxsens_core::sample::Intercept;
use fxsens_model_quantile::{BlockLength, QuantileParams};
use fxsens_testing::assert_close;
use fxsens_testing::simulate::{Design, Truth, column, regression};

use super::fit;

#[test]
fn results_do_not_depend_on_the_number_of_threads() {
    let sample = regression(&Truth::default(), 11, 0).sample();
    let saved = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| serde_json::to_string(&fit(&QuantileParams::default(), &sample)).unwrap())
    };
    let one = saved(1);
    assert_eq!(one, saved(2));
    assert_eq!(one, saved(5));
}

#[test]
fn another_seed_gives_other_draws_and_the_same_estimates() {
    let sample = regression(&Truth::default(), 11, 0).sample();
    let with = |seed| fit(&QuantileParams { seed, ..QuantileParams::default() }, &sample);
    let (a, b) = (with(1), with(2));
    assert_eq!(a.terms, b.terms);
    assert_ne!(a.vcov, b.vcov);
}

#[test]
fn independent_errors_give_the_errors_of_theory() {
    // √(τ(1−τ)) / f(F⁻¹(τ)) · √((X'X)⁻¹), normal errors of unit variance (Koenker and Bassett 1978, theorem 4.2).
    const SAMPLES: u64 = 60;
    let n = 400;
    // Standard normal density at the quantiles 0.5 and 0.9.
    for (tau, density) in [(0.5f64, 0.398_942_280_401_432_7), (0.9, 0.175_498_331_932_486_85)] {
        let mut ratio = 0.0;
        for task in 0..SAMPLES {
            let mut stream = Stream::new(21, task);
            let x: Vec<f64> = (0..n).map(|_| stream.normal()).collect();
            let y: Vec<f64> = x.iter().map(|x| 1.0 + x + stream.normal()).collect();
            let squares: f64 = x.iter().map(|x| x * x).sum();
            let design = Design {
                outcome: column("y", y),
                regressors: vec![column("x", x)],
                instruments: Vec::new(),
                intercept: Intercept::Included,
            };
            let block_length = BlockLength::Fixed(1);
            let params = QuantileParams { tau, block_length, draws: 200, ..QuantileParams::default() };
            let std_error = fit(&params, &design.sample()).term_inference(1, 0.95).std_error.unwrap();
            ratio += std_error * density * squares.sqrt() / (tau * (1.0 - tau)).sqrt() / SAMPLES as f64;
        }
        assert_close(
            ratio,
            1.0,
            0.1,
            "the mean of 60 samples; each knows its density to about twenty per cent",
        );
    }
}

#[test]
fn dependence_needs_blocks() {
    // Persistent regressor and error: the variance of the slope is far above that of independent rows.
    let truth = Truth { nobs: 400, regressor_persistence: 0.9, error_persistence: 0.9, ..Truth::default() };
    let sample = regression(&truth, 31, 0).sample();
    let error = |length| {
        let block_length = BlockLength::Fixed(length);
        let fit = fit(&QuantileParams { block_length, ..QuantileParams::default() }, &sample);
        fit.term_inference(1, 0.95).std_error.unwrap()
    };
    assert!(error(25) > 1.5 * error(1), "{} against {}", error(25), error(1));
}

#[test]
fn blocks_as_long_as_the_sample_are_refused() {
    let sample = regression(&Truth { nobs: 40, ..Truth::default() }, 1, 0).sample();
    let params = QuantileParams { block_length: BlockLength::Fixed(40), ..QuantileParams::default() };
    let error = params.check().unwrap().fit(&sample).unwrap_err();
    assert!(error.to_string().contains("block length of 40"), "{error}");
}
