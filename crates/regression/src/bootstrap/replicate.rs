//! Any statistic over many draws, in parallel and in order.

use fxsens_core::fit::FitError;
use fxsens_core::rng::Stream;
use ndarray::{Array2, Axis};
use rayon::prelude::*;

use super::schemes::Resampling;

/// Draws that may be redrawn, as a share of all draws made.
const MOST_REDRAWN: f64 = 0.1;

/// Attempts after which one draw gives up.
const ATTEMPTS: usize = 100;

/// A statistic of every draw.
#[derive(Debug, Clone, PartialEq)]
pub struct Replicates {
    /// One row per draw, in the order of the draws, shape `(draws, parameters)`.
    pub values: Array2<f64>,
    /// Draws that had to be repeated because the statistic did not exist: a collinear design.
    pub redrawn: usize,
}

impl Replicates {
    /// Covariance of the draws about their mean, divided by the number of draws less one; shape
    /// `(parameters, parameters)`.
    pub fn covariance(&self) -> Array2<f64> {
        let (draws, k) = self.values.dim();
        let mean = self.values.mean_axis(Axis(0)).unwrap_or_default();
        let mut deviations = self.values.clone();
        for mut row in deviations.rows_mut() {
            row -= &mean;
        }
        let mut covariance = Array2::zeros((k, k));
        for i in 0..k {
            for j in 0..=i {
                let sum = deviations.column(i).dot(&deviations.column(j));
                covariance[[i, j]] = sum / (draws as f64 - 1.0);
                covariance[[j, i]] = covariance[[i, j]];
            }
        }
        covariance
    }

    /// Standard deviations of the draws, one per parameter.
    pub fn std_errors(&self) -> Vec<f64> {
        self.covariance().diag().iter().map(|variance| variance.sqrt()).collect()
    }

    /// The draws of one parameter.
    pub fn of(&self, parameter: usize) -> Vec<f64> {
        self.values.column(parameter).to_vec()
    }
}

/// Computes `statistic` in `draws` draws; draw `d` uses the stream `(seed, d)`, so the result does not depend on the number of
/// threads. `None` is a draw in which the statistic does not exist; it is drawn again.
///
/// # Errors
/// [`FitError::Unsupported`] for fewer than two draws; [`FitError::Degenerate`] when more than a tenth of the draws had to be
/// repeated, when a statistic is not finite or changes its length; the first error of `statistic` in the order of the draws.
pub fn replicate<F>(draws: usize, seed: u64, statistic: F) -> Result<Replicates, FitError>
where
    F: Fn(&mut Stream) -> Result<Option<Vec<f64>>, FitError> + Sync,
{
    check_draws(draws)?;
    let one = |draw: usize| {
        let mut stream = Stream::new(seed, draw as u64);
        for attempt in 0..ATTEMPTS {
            if let Some(values) = statistic(&mut stream)? {
                return Ok((values, attempt));
            }
        }
        Err(too_many(ATTEMPTS, ATTEMPTS))
    };
    let all: Vec<Result<(Vec<f64>, usize), FitError>> = (0..draws).into_par_iter().map(one).collect();
    let (mut flat, mut length, mut redrawn) = (Vec::new(), None, 0);
    for (draw, result) in all.into_iter().enumerate() {
        let (values, attempts) = result?;
        redrawn += attempts;
        if values.iter().any(|value| !value.is_finite())
            || *length.get_or_insert(values.len()) != values.len()
        {
            let what = format!(
                "the statistic of bootstrap draw {draw} is not finite or has another length than before"
            );
            return Err(FitError::Degenerate { what });
        }
        flat.extend(values);
    }
    check_redrawn(redrawn, draws)?;
    let shape = (draws, length.unwrap_or(0));
    let unshaped = |error| FitError::Degenerate { what: format!("bootstrap draws: {error}") };
    Ok(Replicates { values: Array2::from_shape_vec(shape, flat).map_err(unshaped)?, redrawn })
}

/// [`replicate`] with a statistic of resampled observations, given as positions in `0..nobs`.
///
/// # Errors
/// Those of [`Resampling::check`] and [`replicate`].
pub fn resample<F>(
    resampling: Resampling,
    nobs: usize,
    draws: usize,
    seed: u64,
    statistic: F,
) -> Result<Replicates, FitError>
where
    F: Fn(&[usize]) -> Result<Option<Vec<f64>>, FitError> + Sync,
{
    resampling.check(nobs)?;
    replicate(draws, seed, |stream| {
        let mut indices = vec![0; nobs];
        resampling.fill(nobs, stream, &mut indices);
        statistic(&indices)
    })
}

pub(super) fn check_draws(draws: usize) -> Result<(), FitError> {
    if draws >= 2 {
        return Ok(());
    }
    let why = "a bootstrap needs two draws at least, and hundreds to be of use".into();
    Err(FitError::Unsupported { what: format!("a bootstrap of {draws} draws"), why })
}

pub(super) fn check_redrawn(redrawn: usize, draws: usize) -> Result<(), FitError> {
    let made = draws + redrawn;
    if redrawn as f64 > MOST_REDRAWN * made as f64 { Err(too_many(redrawn, made)) } else { Ok(()) }
}

pub(super) fn too_many(failed: usize, made: usize) -> FitError {
    FitError::Degenerate {
        what: format!(
            "the statistic does not exist in {failed} of {made} bootstrap draws (collinear regressors): a regressor varies in too \
             few observations for its uncertainty to be estimated by resampling"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_do_not_depend_on_the_number_of_threads() {
        let run = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            let mean = |rows: &[usize]| Ok(Some(vec![rows.iter().sum::<usize>() as f64 / rows.len() as f64]));
            pool.install(|| resample(Resampling::Stationary { mean_length: 4.0 }, 50, 300, 7, mean)).unwrap()
        };
        assert_eq!(run(1), run(2));
        assert_eq!(run(1), run(5));
    }

    #[test]
    fn statistics_that_do_not_exist_are_drawn_again_and_too_many_are_an_error() {
        assert!(matches!(replicate(50, 1, |_| Ok(None)), Err(FitError::Degenerate { .. })));
        let rarely = replicate(500, 1, |stream| {
            let value = stream.uniform();
            Ok((value > 0.05).then(|| vec![value]))
        });
        let drawn = rarely.unwrap();
        assert!(drawn.redrawn > 0 && drawn.values.iter().all(|value| *value > 0.05));
        assert!(replicate(50, 1, |_| Ok(Some(vec![f64::NAN]))).is_err());
        assert!(replicate(1, 1, |_| Ok(Some(vec![1.0]))).is_err());
    }
}
