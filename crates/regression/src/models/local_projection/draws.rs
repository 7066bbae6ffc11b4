//! Bootstrap draws of whole paths: every horizon sees the same weights or the same dates.

use fxsens_core::fit::FitError;
use ndarray::{Array2, Axis};

use super::paths::Paths;
use super::responses::Responses;
use super::tuples::tuples;
use super::wild::Wild;
use crate::bootstrap::params::{BootstrapParams, Scheme};
use crate::bootstrap::{BlockLength, Replicates, Resampling, block_length, replicate, resample};

/// Draws of all responses.
#[derive(Debug, Clone)]
pub(super) struct PathDraws {
    /// Estimates, shape `(draws, size)`.
    pub(super) estimates: Array2<f64>,
    /// Their standard errors in each draw, same shape.
    pub(super) std_errors: Array2<f64>,
    /// Length of blocks, their mean for the stationary bootstrap.
    pub(super) block: Option<f64>,
    /// Draws that were drawn again because their regressors were collinear.
    pub(super) redrawn: usize,
}

impl PathDraws {
    /// Draws around the responses `paths` of the sample.
    ///
    /// # Errors
    /// [`FitError::Unsupported`] with instruments, for schemes that draw residuals of one regression, and for blocks that do not
    /// fit the sample; [`FitError::Degenerate`] when a draw has no standard error or more than a tenth are collinear.
    pub(super) fn new(
        responses: &Responses<'_>,
        paths: &Paths,
        params: &BootstrapParams,
    ) -> Result<Self, FitError> {
        if responses.design.z.ncols() > 0 {
            return Err(FitError::Unsupported {
                what: "a bootstrap of instrumented local projections".into(),
                why: "it would have to draw the first stage too, which is not made here; leave out bootstrap.scheme"
                    .into(),
            });
        }
        let (draws, seed, n) = (params.draws as usize, params.seed, responses.design.x.nrows());
        let resampling = params.resampling(|| length(responses, paths))?;
        let replicates = match (params.scheme, resampling) {
            (Scheme::Wild, _) => {
                let wild = Wild::new(responses);
                replicate(draws, seed, |stream| {
                    wild.draw(params.weights, stream).map(|path| Some(flat(&path)))
                })?
            }
            (_, Some(resampling)) => resample(resampling, n, draws, seed, |dates| {
                Ok(tuples(responses, dates)?.map(|path| flat(&path)))
            })?,
            (scheme, None) => {
                return Err(FitError::Unsupported {
                    what: format!("local projections with bootstrap.scheme {}", scheme.name()),
                    why: "it draws the residuals of one regression, not of all horizons together".into(),
                });
            }
        };
        let block = resampling.filter(|_| params.scheme.has_blocks()).map(Resampling::length);
        Self::split(&replicates, block)
    }

    fn split(replicates: &Replicates, block: Option<f64>) -> Result<Self, FitError> {
        let (estimates, std_errors) =
            replicates.values.view().split_at(Axis(1), replicates.values.ncols() / 2);
        if !std_errors.iter().all(|error| *error > 0.0) {
            return Err(FitError::Degenerate {
                what:
                    "the standard error of a bootstrap draw is zero: the regressors fit the outcome exactly"
                        .into(),
            });
        }
        let redrawn = replicates.redrawn;
        Ok(Self { estimates: estimates.to_owned(), std_errors: std_errors.to_owned(), block, redrawn })
    }
}

/// Estimates, then standard errors.
fn flat(paths: &Paths) -> Vec<f64> {
    paths.estimates.iter().copied().chain(paths.std_errors()).collect()
}

/// The largest optimal block length over the influences of the responses.
fn length(responses: &Responses<'_>, paths: &Paths) -> Result<BlockLength, FitError> {
    let (n, m) = (responses.design.x.nrows(), responses.projectors.len());
    let rows = paths.influence.rows().into_iter().enumerate();
    let lengths = rows.map(|(place, row)| {
        let own: Vec<f64> = row.iter().take(n - place % m).copied().collect();
        block_length::optimal(&own)
    });
    let mut best: Result<BlockLength, FitError> =
        Err(FitError::Degenerate { what: "no response varies enough for a block length".into() });
    for length in lengths.flatten() {
        best = Ok(match best {
            Ok(old) => BlockLength {
                stationary: old.stationary.max(length.stationary),
                circular: old.circular.max(length.circular),
            },
            Err(_) => length,
        });
    }
    best
}
