//! One scheme, one choice of regressors, one horizon: the forecasts.

use fxsens_core::fit::FitError;
use fxsens_core::sample::Sample;
use ndarray::{Array1, ArrayView1, ArrayView2, Axis, Slice};
use rayon::prelude::*;

use super::leaks::is_calendar;
use super::report::Forecast;
use super::{BacktestOptions, Benchmark, Estimate, Regressors, Scheme};

pub(super) struct Race<'a> {
    pub(super) sample: &'a Sample,
    pub(super) options: &'a BacktestOptions,
    pub(super) scheme: Scheme,
    pub(super) regressors: Regressors,
    pub(super) horizon: usize,
}

impl Race<'_> {
    /// Forecasts in the order of their origins, or the error of the earliest origin that has one.
    pub(super) fn forecasts(&self, estimate: &Estimate<'_>) -> Result<Vec<Forecast>, FitError> {
        let n = self.sample.nobs();
        let (first, k) = (self.first_origin(), self.sample.x().ncols());
        let window = usize::from(self.options.window);
        if window <= k {
            return Err(FitError::TooFewObservations { nobs: window, parameters: k, needed: k + 1 });
        }
        if first + self.horizon >= n {
            return Err(FitError::Unsupported {
                what: format!("a backtest at horizon {} with a window of {window}", self.horizon),
                why: format!(
                    "the sample has {n} observations; the first forecast needs {}",
                    first + self.horizon + 1
                ),
            });
        }
        let known = self.known();
        // Collected before the first error is looked for: a parallel search would return whichever came first in time.
        let origins = (first..n - self.horizon).into_par_iter();
        let all: Vec<_> = origins.map(|t| self.forecast(t, &known, estimate)).collect();
        all.into_iter().collect()
    }

    /// Value both the forecast and the outcome are measured from.
    pub(super) fn base(&self, origin: usize) -> f64 {
        match self.options.benchmark {
            Benchmark::LastValue => self.sample.y()[origin],
            Benchmark::Zero => 0.0,
        }
    }

    /// Delay with which regressors are known.
    fn lag(&self) -> usize {
        if self.regressors == Regressors::Realised { 0 } else { usize::from(self.options.publication_lag) }
    }

    /// First origin with a whole window before it.
    fn first_origin(&self) -> usize {
        let ahead = if self.regressors == Regressors::Direct { self.horizon } else { 0 };
        usize::from(self.options.window) - 1 + self.lag() + ahead
    }

    fn known(&self) -> Vec<bool> {
        let names = self.sample.x_names();
        names.iter().map(|name| is_calendar(name) || self.options.known.contains(name)).collect()
    }

    fn forecast(&self, origin: usize, known: &[bool], estimate: &Estimate<'_>) -> Result<Forecast, FitError> {
        let (sample, lag, target) = (self.sample, self.lag(), origin + self.horizon);
        let coefficients = self.coefficients(origin, estimate).map_err(|error| FitError::Degenerate {
            what: format!("estimation at the origin {}: {error}", sample.periods()[origin]),
        })?;
        let x = sample.x();
        let last = x.row(origin - lag);
        let forecast = match self.regressors {
            Regressors::Realised => x.row(target).dot(&coefficients),
            Regressors::LastKnown => {
                let row: Array1<f64> =
                    (0..known.len()).map(|j| if known[j] { x[[target, j]] } else { last[j] }).collect();
                row.dot(&coefficients)
            }
            Regressors::Direct => self.base(origin) + last.dot(&coefficients),
        };
        Ok(Forecast {
            origin: sample.periods()[origin],
            target: sample.periods()[target],
            actual: sample.y()[target],
            forecast,
            benchmark: self.base(origin),
            last: sample.y()[origin],
        })
    }

    /// Estimates on what is known at the origin.
    fn coefficients(&self, origin: usize, estimate: &Estimate<'_>) -> Result<Array1<f64>, FitError> {
        let (sample, lag, window) = (self.sample, self.lag(), usize::from(self.options.window));
        // Rows of the design whose outcome is known too: those before `end`.
        let end = match self.regressors {
            Regressors::Direct => origin + 1 - lag - self.horizon,
            Regressors::Realised | Regressors::LastKnown => origin + 1 - lag,
        };
        let start = if self.scheme == Scheme::Rolling { end - window } else { 0 };
        let x: ArrayView2<'_, f64> = sample.x().slice_axis(Axis(0), Slice::from(start..end));
        let (names, y) = (sample.x_names(), sample.y());
        if self.regressors == Regressors::Direct {
            // Row r of the design was published at r + lag, from where the outcome h steps on is explained.
            let change = (start..end).map(|r| y[r + lag + self.horizon] - self.base(r + lag));
            let change: Array1<f64> = change.collect();
            return estimate(x, change.view(), &names, sample.intercept());
        }
        let y: ArrayView1<'_, f64> = y.slice_axis(Axis(0), Slice::from(start..end));
        estimate(x, y, &names, sample.intercept())
    }
}
