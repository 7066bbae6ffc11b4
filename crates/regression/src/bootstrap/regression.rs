//! A least-squares regression under every scheme: draws of its coefficients, their covariance and intervals.

use fxsens_core::distribution::Distribution;
use fxsens_core::fit::{FitError, Note};
use fxsens_core::resampled::{IntervalKind, Resampled};
use fxsens_core::vcov::{VcovMatrix, VcovMethod};
use ndarray::{Array1, Array2, ArrayView1, ArrayView2};

use super::block_gram::BlockGram;
use super::block_length::{self, BlockLength};
use super::gather::refit_rows;
use super::params::{Block, BootstrapParams, Scheme};
use super::replicate::{Replicates, replicate, resample};
use super::schemes::Resampling;
use super::sieve::{Order, Sieve};
use crate::covariance::estimate::scores;
use crate::least_squares::Factor;

/// An estimated regression.
#[derive(Debug, Clone, Copy)]
pub struct Estimated<'a> {
    /// Design, shape `(n, k)`.
    pub x: ArrayView2<'a, f64>,
    /// Outcome, shape `(n)`.
    pub y: ArrayView1<'a, f64>,
    /// Names of the columns.
    pub names: &'a [String],
    /// Coefficients, shape `(k)`.
    pub coefficients: ArrayView1<'a, f64>,
    /// Residuals, shape `(n)`.
    pub residuals: ArrayView1<'a, f64>,
    /// The factored design.
    pub factor: &'a Factor,
}

/// Draws of the coefficients, with the block length they used.
#[derive(Debug, Clone)]
pub struct Drawn {
    /// The draws.
    pub replicates: Replicates,
    /// Length of blocks, their mean for the stationary bootstrap.
    pub block: Option<f64>,
}

impl BootstrapParams {
    /// The covariance of the draws, with the draws where intervals are read from them, and remarks.
    ///
    /// # Errors
    /// Those of [`draw`](Self::draw); [`FitError::Unsupported`] when intervals need leverages below one.
    pub fn covariance(&self, regression: &Estimated<'_>) -> Result<(VcovMatrix, Vec<Note>), FitError> {
        let drawn = self.draw(regression)?;
        let size = regression.x.ncols();
        let jackknife = match self.interval {
            IntervalKind::Bca => regression.without_each()?.into_iter().collect(),
            _ => Vec::new(),
        };
        let replicates = &drawn.replicates;
        let resampled = (self.interval != IntervalKind::Normal).then(|| Resampled {
            interval: self.interval,
            draws: replicates.values.iter().copied().collect(),
            jackknife,
            std_errors: Vec::new(),
        });
        let method = VcovMethod {
            kernel: Some(self.scheme.name().into()),
            bandwidth: drawn.block,
            rule: drawn.block.map(|_| self.block.rule().into()),
            terms: Some(self.draws as usize),
            resampled,
            ..VcovMethod::simple("bootstrap")
        };
        let values = replicates.covariance().into_iter().collect();
        let matrix = VcovMatrix { method, distribution: Distribution::Normal, df_denom: None, size, values };
        Ok((matrix, self.notes(replicates.redrawn)))
    }

    /// Draws the coefficients.
    ///
    /// # Errors
    /// [`FitError::Unsupported`] for the scheme `none` and blocks that do not fit the sample, [`FitError::Degenerate`] for
    /// leverages of one where residuals are resampled and when more than a tenth of the draws are collinear; the errors of the
    /// sieve and of the block length.
    pub fn draw(&self, regression: &Estimated<'_>) -> Result<Drawn, FitError> {
        let (draws, seed) = (self.draws as usize, self.seed);
        let best = || block_length::of_scores(scores(regression.x, regression.residuals).view());
        let Some(resampling) = self.resampling(best)? else {
            let replicates = self.fixed_design(regression)?;
            return Ok(Drawn { replicates, block: None });
        };
        let (x, y, names) = (regression.x, regression.y, regression.names);
        let replicates = match resampling {
            Resampling::Stationary { .. } => resample(resampling, x.nrows(), draws, seed, |rows| {
                Ok(refit_rows(x, y, names, rows)?.map(|b| b.to_vec()))
            })?,
            _ => BlockGram::new(x, y, names, resampling)?.refit(draws, seed)?,
        };
        Ok(Drawn { replicates, block: self.scheme.has_blocks().then(|| resampling.length()) })
    }

    /// How rows are resampled, with the optimal block length where it is asked for; `None` for schemes that keep the design.
    ///
    /// # Errors
    /// Those of the block length.
    pub(crate) fn resampling(
        &self,
        best: impl Fn() -> Result<BlockLength, FitError>,
    ) -> Result<Option<Resampling>, FitError> {
        let length = || match self.block {
            Block::Fixed(length) => Ok(length),
            Block::Auto => {
                let best = best()?;
                Ok(if self.scheme == Scheme::Stationary {
                    best.stationary.max(1.0)
                } else {
                    best.circular.ceil().max(1.0)
                })
            }
        };
        Ok(match self.scheme {
            Scheme::Iid => Some(Resampling::Iid),
            Scheme::MovingBlock => Some(Resampling::MovingBlock { length: length()? as usize }),
            Scheme::CircularBlock => Some(Resampling::CircularBlock { length: length()? as usize }),
            Scheme::Stationary => Some(Resampling::Stationary { mean_length: length()? }),
            Scheme::None | Scheme::Residual | Scheme::Wild | Scheme::ArSieve => None,
        })
    }

    /// Draws `b + (X'X)⁻¹X'u*` with new residuals `u*`.
    fn fixed_design(&self, regression: &Estimated<'_>) -> Result<Replicates, FitError> {
        let inverse = regression.factor.pseudo_inverse();
        let refit =
            |u: &[f64]| Ok(Some((inverse.dot(&ArrayView1::from(u)) + regression.coefficients).to_vec()));
        let (draws, n) = (self.draws as usize, regression.x.nrows());
        match self.scheme {
            Scheme::Residual => {
                let residuals = regression.scaled_residuals(true)?;
                replicate(draws, self.seed, |stream| {
                    let drawn: Vec<f64> =
                        (0..n).map(|_| residuals[stream.below(n as u64) as usize]).collect();
                    refit(&drawn)
                })
            }
            Scheme::Wild => {
                let residuals = regression.scaled_residuals(false)?;
                replicate(draws, self.seed, |stream| {
                    let mut drawn = vec![0.0; n];
                    self.weights.fill(stream, &mut drawn);
                    drawn.iter_mut().zip(&residuals).for_each(|(weight, residual)| *weight *= residual);
                    refit(&drawn)
                })
            }
            Scheme::ArSieve => {
                let sieve = Sieve::fit(&regression.residuals.to_vec(), Order::Aic)?;
                replicate(draws, self.seed, |stream| {
                    let mut drawn = vec![0.0; n];
                    sieve.fill(stream, &mut drawn);
                    refit(&drawn)
                })
            }
            other => Err(FitError::Unsupported {
                what: format!("a bootstrap with scheme {}", other.name()),
                why: "it resamples nothing".into(),
            }),
        }
    }

    fn notes(&self, redrawn: usize) -> Vec<Note> {
        let survives = match self.scheme {
            Scheme::Iid | Scheme::Wild => "heteroskedasticity, but no autocorrelation",
            Scheme::Residual => "neither heteroskedasticity nor autocorrelation",
            Scheme::ArSieve => "autocorrelation of the errors, but no heteroskedasticity",
            _ => "",
        };
        let mut notes = Vec::new();
        if !survives.is_empty() {
            notes.push(Note::info(format!("the {} bootstrap survives {survives}", self.scheme.name())));
        }
        if redrawn > 0 {
            notes.push(Note::info(format!(
                "{redrawn} bootstrap draws had collinear regressors and were drawn again"
            )));
        }
        notes
    }
}

impl Estimated<'_> {
    /// Residuals over `√(1 − h)`, which have the variance of the errors when that is constant (Davison and Hinkley 1997,
    /// section 6.2.3); centred on request.
    fn scaled_residuals(&self, centred: bool) -> Result<Vec<f64>, FitError> {
        let leverages = self.factor.leverages();
        check_leverages(&leverages)?;
        let mut scaled: Array1<f64> =
            self.residuals.iter().zip(&leverages).map(|(u, h)| u / (1.0 - h).sqrt()).collect();
        if centred {
            scaled -= scaled.mean().unwrap_or_default();
        }
        Ok(scaled.to_vec())
    }

    /// Coefficients without each observation, shape `(n, k)`: `b − (X'X)⁻¹xₜûₜ/(1 − hₜ)`.
    fn without_each(&self) -> Result<Array2<f64>, FitError> {
        let leverages = self.factor.leverages();
        check_leverages(&leverages)?;
        let inverse = self.factor.pseudo_inverse();
        let entry = |(t, j): (usize, usize)| {
            self.coefficients[j] - inverse[[j, t]] * self.residuals[t] / (1.0 - leverages[t])
        };
        Ok(Array2::from_shape_fn(self.x.dim(), entry))
    }
}

fn check_leverages(leverages: &Array1<f64>) -> Result<(), FitError> {
    match leverages.iter().position(|leverage| *leverage > 1.0 - 1e-10) {
        None => Ok(()),
        Some(t) => Err(FitError::Degenerate {
            what: format!(
                "observation {} has leverage one: the regressors fit it whatever its value, and its residual says nothing; use \
                 a scheme that resamples observations",
                t + 1
            ),
        }),
    }
}
