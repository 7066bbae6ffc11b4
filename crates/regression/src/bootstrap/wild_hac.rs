//! Wild bootstrap of a HAC t statistic: residuals change their signs, the design stays.

use fxsens_core::fit::FitError;
use fxsens_core::rng::Stream;
use ndarray::{Array1, ArrayView1, ArrayView2, Axis};
use rayon::prelude::*;

use super::gather::check_data;
use super::replicate::check_draws;
use super::schemes::WildWeights;
use super::studentised::Kit;
use crate::covariance::hac::Hac;
use crate::least_squares::Factor;

/// Draws handled by one task; results do not depend on it.
const CHUNK: usize = 32;

/// Whose residuals the draws use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Residuals {
    /// Those of the regression with the null hypothesis imposed: the better test (Davidson and Flachaire 2008).
    #[default]
    Restricted,
    /// Those of the regression itself, draws being centred at its estimate: for intervals.
    Unrestricted,
}

/// A request: test that coefficient `column` equals `null`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WildHac {
    /// Column of the coefficient.
    pub column: usize,
    /// Its value under the null hypothesis.
    pub null: f64,
    /// Kernel and bandwidth of the standard error, without small-sample factor.
    pub hac: Hac,
    /// Law of the weights.
    pub weights: WildWeights,
    /// Residuals.
    pub residuals: Residuals,
    /// Draws.
    pub draws: usize,
    /// Seed; draw `d` uses the stream `(seed, d)`.
    pub seed: u64,
}

/// The test.
#[derive(Debug, Clone, PartialEq)]
pub struct WildTest {
    /// Estimate of the coefficient.
    pub estimate: f64,
    /// Its HAC standard error.
    pub std_error: f64,
    /// `(estimate − null)/std_error`.
    pub statistic: f64,
    /// `(1 + #{|t*| ≥ |t|})/(draws + 1)`.
    pub p_value: f64,
    /// Twice the smaller of both tails, each counted the same way, at most one.
    pub equal_tail_p_value: f64,
    /// The statistic of every draw, in their order.
    pub draws: Vec<f64>,
}

impl WildHac {
    /// Runs the test on `y`, shape `(n)`, and `x`, shape `(n, k)`.
    ///
    /// Least squares moves with its fitted values, so the outcome of a draw needs no fitted part: with `v*` the weights and `M`
    /// the residual maker, `b* − b = (X'X)⁻¹X'(uv*)` and the residuals of the draw are `M(uv*)`.
    ///
    /// # Errors
    /// Those of [`Factor::new`]; [`FitError::Unsupported`] for a column that does not exist, a bandwidth that reaches the number
    /// of observations or fewer than two draws; [`FitError::Degenerate`] for an exact fit and values that are not finite.
    pub fn test(
        &self,
        x: ArrayView2<'_, f64>,
        y: ArrayView1<'_, f64>,
        names: &[String],
    ) -> Result<WildTest, FitError> {
        let (n, k) = x.dim();
        self.check(n, k)?;
        check_data(x, y)?;
        let factor = Factor::new(x, names)?;
        let kit = Kit::new(&factor, self.column, self.hac);
        let b = factor.coefficients(y);
        let unrestricted = &y - &x.dot(&b);
        let exact = unrestricted.dot(&unrestricted).sqrt() <= 1e-13 * y.dot(&y).sqrt();
        let estimate = b[self.column];
        let mut scratch = kit.scratch();
        let std_error = kit.std_error(&unrestricted.to_vec(), &mut scratch);
        let statistic = (estimate - self.null) / std_error;
        let base = match self.residuals {
            Residuals::Unrestricted => unrestricted,
            Residuals::Restricted => self.restricted(x, y, names)?,
        }
        .to_vec();
        if exact || !statistic.is_finite() {
            let what = "the residuals of the wild bootstrap are rounding errors: the regressors fit the outcome exactly";
            return Err(FitError::Degenerate { what: what.into() });
        }
        let mut draws = vec![0.0; self.draws];
        draws.par_chunks_mut(CHUNK).enumerate().for_each(|(part, draws)| {
            let mut scratch = kit.scratch();
            let mut outcome = vec![0.0; n];
            for (i, draw) in draws.iter_mut().enumerate() {
                let task = (part * CHUNK + i) as u64;
                self.weights.fill(&mut Stream::new(self.seed, task), &mut outcome);
                outcome.iter_mut().zip(&base).for_each(|(value, residual)| *value *= residual);
                *draw = kit.statistic(&mut outcome, &mut scratch);
            }
        });
        if draws.iter().any(|draw| !draw.is_finite()) {
            return Err(FitError::Degenerate {
                what: "the standard error of a wild bootstrap draw is zero".into(),
            });
        }
        let share = |count: usize| (1 + count) as f64 / (self.draws + 1) as f64;
        let tail = |test: &dyn Fn(&f64) -> bool| share(draws.iter().filter(|draw| test(draw)).count());
        let p_value = tail(&|draw| draw.abs() >= statistic.abs());
        let smaller = tail(&|draw| *draw >= statistic).min(tail(&|draw| *draw <= statistic));
        Ok(WildTest {
            estimate,
            std_error,
            statistic,
            p_value,
            equal_tail_p_value: (2.0 * smaller).min(1.0),
            draws,
        })
    }

    fn check(&self, n: usize, k: usize) -> Result<(), FitError> {
        check_draws(self.draws)?;
        let refuse = |what: String, why: String| Err(FitError::Unsupported { what, why });
        if self.column >= k {
            return refuse(
                format!("a test of column {}", self.column),
                format!("the design has {k} columns"),
            );
        }
        if !self.null.is_finite() {
            return refuse(format!("a null hypothesis of {}", self.null), "it is a finite number".into());
        }
        if !(self.hac.bandwidth >= 0.0 && self.hac.bandwidth < n as f64) {
            let why = format!("the sample has {n} observations; the bandwidth is zero or more and smaller");
            return refuse(format!("a HAC bandwidth of {}", self.hac.bandwidth), why);
        }
        Ok(())
    }

    /// Residuals of `y − null · x_column` on the other columns.
    fn restricted(
        &self,
        x: ArrayView2<'_, f64>,
        y: ArrayView1<'_, f64>,
        names: &[String],
    ) -> Result<Array1<f64>, FitError> {
        let rest = &y - &(&x.column(self.column) * self.null);
        let others: Vec<usize> = (0..x.ncols()).filter(|j| *j != self.column).collect();
        if others.is_empty() {
            return Ok(rest);
        }
        let (x, names) =
            (x.select(Axis(1), &others), others.iter().map(|j| names[*j].clone()).collect::<Vec<_>>());
        let b = Factor::new(x.view(), &names)?.coefficients(rest.view());
        Ok(rest - x.dot(&b))
    }
}

#[cfg(test)]
mod tests {
    use ndarray::Array2;

    use super::*;
    use crate::covariance::CovarianceEstimator;
    use crate::covariance::estimate::scores;
    use crate::covariance::kernel::Kernel;

    fn data(n: usize, k: usize) -> (Array2<f64>, Array1<f64>, Vec<String>) {
        let mut stream = Stream::new(31, n as u64);
        let x = Array2::from_shape_fn((n, k), |(_, j)| if j == 0 { 1.0 } else { 2.0 + stream.normal() });
        let mut error = 0.0;
        let y = (0..n)
            .map(|t| {
                error = 0.5 * error + stream.normal() * (0.5 + x[[t, 1]].abs());
                x.row(t).sum() + error
            })
            .collect();
        (x, y, (0..k).map(|j| format!("x{j}")).collect())
    }

    /// The same by estimating every draw from its outcome: least squares, scores, meat, sandwich.
    fn brute(request: &WildHac, x: &Array2<f64>, y: &Array1<f64>, names: &[String]) -> Vec<f64> {
        let (n, j) = (x.nrows(), request.column);
        let factor = Factor::new(x.view(), names).unwrap();
        let b = factor.coefficients(y.view());
        let (fitted, centre) = match request.residuals {
            Residuals::Unrestricted => (x.dot(&b), b[j]),
            Residuals::Restricted => {
                let u = request.restricted(x.view(), y.view(), names).unwrap();
                (y - &u, request.null)
            }
        };
        let u = y - &fitted;
        let one = |task: u64| {
            let weights = Array1::from(request.weights.draw(n, request.seed, task));
            let outcome = &fitted + &(&u * &weights);
            let b = factor.coefficients(outcome.view());
            let residuals = &outcome - &x.dot(&b);
            let bread = factor.bread(x.view());
            let meat = request.hac.meat(scores(x.view(), residuals.view()).view());
            (b[j] - centre) / bread.dot(&meat).dot(&bread)[[j, j]].sqrt()
        };
        (0..request.draws as u64).map(one).collect()
    }

    #[test]
    fn draws_equal_brute_force_estimation_on_the_same_weights() {
        let (x, y, names) = data(120, 6);
        for kernel in [Kernel::Bartlett, Kernel::Parzen] {
            for residuals in [Residuals::Restricted, Residuals::Unrestricted] {
                for (weights, bandwidth) in [(WildWeights::Rademacher, 5.0), (WildWeights::Webb, 15.0)] {
                    let hac = Hac { kernel, bandwidth };
                    let request =
                        WildHac { column: 1, null: 0.7, hac, weights, residuals, draws: 99, seed: 4 };
                    let test = request.test(x.view(), y.view(), &names).unwrap();
                    for (fast, slow) in test.draws.iter().zip(brute(&request, &x, &y, &names)) {
                        assert!((fast - slow).abs() < 1e-10 * (1.0 + slow.abs()), "{fast} against {slow}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_wild_bootstrap_does_not_depend_on_the_number_of_threads() {
        let (x, y, names) = data(80, 3);
        let hac = Hac { kernel: Kernel::Bartlett, bandwidth: 4.0 };
        let request = WildHac {
            column: 1,
            null: 0.0,
            hac,
            weights: WildWeights::Webb,
            residuals: Residuals::Restricted,
            draws: 500,
            seed: 9,
        };
        let run = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| request.test(x.view(), y.view(), &names)).unwrap()
        };
        assert_eq!(run(1), run(3));
        let outside = WildHac { column: 3, ..request };
        assert!(matches!(outside.test(x.view(), y.view(), &names), Err(FitError::Unsupported { .. })));
        let wide = WildHac { hac: Hac { kernel: Kernel::Bartlett, bandwidth: 80.0 }, ..request };
        assert!(wide.test(x.view(), y.view(), &names).is_err());
        let exact = x.column(1).to_owned();
        assert!(request.test(x.view(), exact.view(), &names).is_err());
    }
}
