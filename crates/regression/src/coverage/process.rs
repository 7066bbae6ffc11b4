//! A vector autoregression as a source of new histories.

use fxsens_core::fit::FitError;
use fxsens_core::rng::Stream;
use ndarray::{Array1, Array2, ArrayView2, Axis, Slice};

use crate::least_squares::Factor;

/// Periods simulated and thrown away before a history starts.
const BURN_IN: usize = 200;

/// Squarings of the companion matrix in the spectral radius: powers up to 2³⁰.
const SQUARINGS: i32 = 30;

/// How the order of the autoregression is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// The Bayesian information criterion among one to this many lags, on one common sample.
    Bic(usize),
    /// This many lags.
    Fixed(usize),
}

/// `w_t − μ = Σ_j A_j (w_{t−j} − μ) + e_t`, by least squares equation by equation (Lütkepohl 2005, section 3.2).
#[derive(Debug, Clone)]
pub struct VectorAutoregression {
    mean: Array1<f64>,
    lags: Vec<Array2<f64>>,
    residuals: Array2<f64>,
}

impl VectorAutoregression {
    /// Estimates the process on series `w`, shape `(n, m)`, rows in time.
    ///
    /// # Errors
    /// [`FitError`] of the regressions: too few rows, collinear series.
    pub fn fit(w: ArrayView2<'_, f64>, order: Order) -> Result<Self, FitError> {
        match order {
            Order::Fixed(lags) => Self::of_order(w, lags, lags),
            Order::Bic(most) => {
                let (n, m) = w.dim();
                // At least three rows per parameter of an equation.
                let most = most.min(n.saturating_sub(1) / (3 * m + 1)).max(1);
                let mut best: Option<(f64, usize)> = None;
                for lags in 1..=most {
                    let criterion = Self::of_order(w, lags, most)?.bic()?;
                    if best.is_none_or(|(known, _)| criterion < known) {
                        best = Some((criterion, lags));
                    }
                }
                let lags = best.map_or(1, |(_, lags)| lags);
                Self::of_order(w, lags, lags)
            }
        }
    }

    /// Number of lags.
    pub fn order(&self) -> usize {
        self.lags.len()
    }

    /// Largest modulus of the roots of the companion matrix: below one, the process is stationary.
    pub fn root(&self) -> f64 {
        spectral_radius(&self.companion())
    }

    /// The same process with every root multiplied so that the largest has modulus `root`.
    #[must_use]
    pub fn with_root(mut self, root: f64) -> Self {
        let now = self.root();
        if now > 0.0 {
            let ratio = root / now;
            for (j, lag) in self.lags.iter_mut().enumerate() {
                *lag *= ratio.powi(j as i32 + 1);
            }
        }
        self
    }

    /// A history of `nobs` periods, shape `(nobs, m)`, with innovations drawn from the residuals with replacement.
    pub fn history(&self, stream: &mut Stream, nobs: usize) -> Array2<f64> {
        let (rows, m) = self.residuals.dim();
        let p = self.order();
        let total = BURN_IN + nobs;
        let mut path = Array2::<f64>::zeros((total + p, m));
        for t in p..total + p {
            let shock = self.residuals.row(stream.below(rows as u64) as usize);
            let mut next = shock.to_owned();
            for (j, lag) in self.lags.iter().enumerate() {
                next += &lag.dot(&path.row(t - j - 1));
            }
            path.row_mut(t).assign(&next);
        }
        path.slice_axis(Axis(0), Slice::from(total + p - nobs..)).to_owned() + &self.mean
    }

    /// Estimates `lags` lags on the rows that `held` lags leave.
    fn of_order(w: ArrayView2<'_, f64>, lags: usize, held: usize) -> Result<Self, FitError> {
        let (n, m) = w.dim();
        let parameters = 1 + m * lags;
        if n < held + parameters + 1 {
            let needed = held + parameters + 1;
            return Err(FitError::TooFewObservations { nobs: n, parameters, needed });
        }
        let rows = n - held;
        let entry = |(t, j): (usize, usize)| match j {
            0 => 1.0,
            _ => w[[t + held - 1 - (j - 1) / m, (j - 1) % m]],
        };
        let x = Array2::from_shape_fn((rows, parameters), entry);
        let names: Vec<String> = (0..parameters).map(|j| format!("lagged series {j}")).collect();
        let factor = Factor::new(x.view(), &names)?;
        let mut coefficients = Array2::zeros((m, parameters));
        let mut residuals = Array2::zeros((rows, m));
        for i in 0..m {
            let column = w.column(i);
            let y = column.slice_axis(Axis(0), Slice::from(held..));
            let b = factor.coefficients(y);
            residuals.column_mut(i).assign(&(&y - &x.dot(&b)));
            coefficients.row_mut(i).assign(&b);
        }
        let of_lag = |j: usize| Slice::from(1 + j * m..1 + (j + 1) * m);
        let lags = (0..lags).map(|j| coefficients.slice_axis(Axis(1), of_lag(j)).to_owned()).collect();
        let mean = w.mean_axis(Axis(0)).unwrap_or_else(|| Array1::zeros(m));
        Ok(Self { mean, lags, residuals })
    }

    /// Bayesian information criterion, `ln det Σ̂ + p m² ln T / T`.
    fn bic(&self) -> Result<f64, FitError> {
        let (rows, m) = self.residuals.dim();
        let t = rows as f64;
        let sigma = self.residuals.t().dot(&self.residuals) / t;
        let root = crate::linalg::dense::cholesky(sigma.view()).ok_or_else(|| FitError::Degenerate {
            what: "the series named by the formula determine each other exactly".into(),
        })?;
        let log_det: f64 = root.diag().iter().map(|pivot| 2.0 * pivot.ln()).sum();
        Ok(log_det + (self.order() * m * m) as f64 * t.ln() / t)
    }

    fn companion(&self) -> Array2<f64> {
        let (p, m) = (self.order(), self.mean.len());
        let mut companion = Array2::zeros((p * m, p * m));
        for (j, lag) in self.lags.iter().enumerate() {
            for ((row, column), value) in lag.indexed_iter() {
                companion[[row, j * m + column]] = *value;
            }
        }
        for i in m..p * m {
            companion[[i, i - m]] = 1.0;
        }
        companion
    }
}

/// `lim ‖Aᵏ‖^{1/k}` (Gelfand's formula) by repeated squaring, rescaled at every step.
fn spectral_radius(a: &Array2<f64>) -> f64 {
    let norm = |m: &Array2<f64>| m.iter().map(|value| value * value).sum::<f64>().sqrt();
    let (mut power, mut log_radius) = (a.clone(), 0.0);
    for step in 0..=SQUARINGS {
        let size = norm(&power);
        if size <= 0.0 {
            return 0.0;
        }
        log_radius += size.ln() / 2f64.powi(step);
        power /= size;
        power = power.dot(&power);
    }
    log_radius.exp()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_radius_is_that_of_the_largest_root() {
        // A rotation by 60 degrees scaled by 0.9 has two complex roots of modulus 0.9.
        let (c, s) = (0.9 * 0.5, 0.9 * 0.75f64.sqrt());
        assert!((spectral_radius(&ndarray::array![[c, -s], [s, c]]) - 0.9).abs() < 1e-8);
        assert!((spectral_radius(&ndarray::array![[0.5, 100.0], [0.0, 0.8]]) - 0.8).abs() < 1e-6);
    }

    #[test]
    fn a_process_is_found_again_in_its_own_history() {
        let mut stream = Stream::new(5, 0);
        let n = 20_000;
        let mut w = Array2::<f64>::zeros((n, 2));
        for t in 1..n {
            w[[t, 0]] = 0.7 * w[[t - 1, 0]] + 0.2 * w[[t - 1, 1]] + stream.normal();
            w[[t, 1]] = 0.4 * w[[t - 1, 1]] + stream.normal();
        }
        let process = VectorAutoregression::fit(w.view(), Order::Bic(4)).unwrap_or_else(|e| panic!("{e}"));
        assert_eq!(process.order(), 1);
        assert!((process.root() - 0.7).abs() < 0.03, "{}", process.root());
        let moved = process.with_root(0.9);
        assert!((moved.root() - 0.9).abs() < 1e-6);
        let history = moved.history(&mut Stream::new(5, 1), n);
        let again =
            VectorAutoregression::fit(history.view(), Order::Fixed(1)).unwrap_or_else(|e| panic!("{e}"));
        assert!((again.root() - 0.9).abs() < 0.02, "{}", again.root());
    }
}
