//! The decomposition: seasonal and trend in turn, weights against outliers around them.

use super::loess::Smoother;

/// How the seasonal component may change from year to year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SeasonalWindow {
    /// It does not: every season has one value.
    Periodic,
    /// Smoothed over this many years, an odd number from 3.
    Years(usize),
}

/// A decomposition to make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stl {
    /// Seasons in a year.
    pub period: usize,
    /// Smoother of each season's values over the years. With `periodic` its window and jump follow from the length of
    /// the series: ten times the length plus one, and a tenth of that.
    pub seasonal: Smoother,
    /// Smoother of the trend.
    pub trend: Smoother,
    /// Smoother that takes what is left of the trend out of the seasonal component.
    pub low_pass: Smoother,
    /// Rounds of seasonal and trend.
    pub inner: usize,
    /// Rounds of weights against outliers; zero for none.
    pub outer: usize,
    /// Whether the seasonal component is averaged to one value per season at the end.
    pub periodic: bool,
}

/// The parts of a series; they add up to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Decomposition {
    /// Seasonal component.
    pub seasonal: Vec<f64>,
    /// Trend.
    pub trend: Vec<f64>,
    /// What is left.
    pub remainder: Vec<f64>,
    /// Weights against outliers, between 0 and 1; all 1 without them.
    pub weights: Vec<f64>,
}

/// A decomposition that cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StlError {
    /// Fewer than two years.
    #[error("needs at least two years, {needed} observations, and has {found}")]
    TooShort {
        /// Two periods.
        needed: usize,
        /// Observations.
        found: usize,
    },
    /// Fewer than two seasons.
    #[error("needs at least two seasons in a year, not {period}")]
    Period {
        /// The period asked for.
        period: usize,
    },
    /// A window that is even or below three.
    #[error("needs an odd {which} window of at least 3, not {found}")]
    Window {
        /// `seasonal`, `trend`, `low-pass`.
        which: &'static str,
        /// The window asked for.
        found: usize,
    },
    /// A degree above one.
    #[error("needs a {which} degree of 0 or 1, not {found}")]
    Degree {
        /// `seasonal`, `trend`, `low-pass`.
        which: &'static str,
        /// The degree asked for.
        found: u8,
    },
    /// A value that is not a number.
    #[error("has no finite value at observation {position}")]
    NotFinite {
        /// Its position, from one.
        position: usize,
    },
}

impl Stl {
    /// The defaults of statsmodels' `STL(period, seasonal, robust)`: local lines, every point computed, five inner rounds,
    /// or two with fifteen rounds of weights. For [`SeasonalWindow::Periodic`] the defaults of R's
    /// `stl(s.window = "periodic", robust)`: seasonal constants, points a tenth of each window apart, two inner rounds,
    /// or one with fifteen rounds of weights.
    pub fn new(period: usize, window: SeasonalWindow, robust: bool) -> Self {
        let outer = if robust { 15 } else { 0 };
        match window {
            SeasonalWindow::Years(years) => {
                // Smallest odd number above 1.5 period / (1 − 1.5/years).
                let width = (1.5 * period as f64 / (1.0 - 1.5 / years.max(2) as f64)).ceil() as usize;
                Self {
                    period,
                    seasonal: Smoother::new(years, 1),
                    trend: Smoother::new(next_odd(width), 1),
                    low_pass: Smoother::new(next_odd(period + 1), 1),
                    inner: if robust { 2 } else { 5 },
                    outer,
                    periodic: false,
                }
            }
            SeasonalWindow::Periodic => Self {
                period,
                seasonal: Smoother::new(0, 0),
                // As above, the years being so many that the quotient only just exceeds 1.5 periods.
                trend: Smoother::new(next_odd(3 * period / 2 + 1), 1).with_tenths(),
                low_pass: Smoother::new(next_odd(period), 1).with_tenths(),
                inner: if robust { 1 } else { 2 },
                outer,
                periodic: true,
            },
        }
    }

    /// The same with the seasonal smoother that a periodic component of `n` observations takes.
    fn for_length(&self, n: usize) -> Self {
        if !self.periodic {
            return *self;
        }
        Self { seasonal: Smoother::new(10 * n + 1, self.seasonal.degree).with_tenths(), ..*self }
    }

    fn check(&self, y: &[f64]) -> Result<(), StlError> {
        if self.period < 2 {
            return Err(StlError::Period { period: self.period });
        }
        if y.len() < 2 * self.period {
            return Err(StlError::TooShort { needed: 2 * self.period, found: y.len() });
        }
        let smoothers = [("seasonal", self.seasonal), ("trend", self.trend), ("low-pass", self.low_pass)];
        for (which, smoother) in smoothers {
            if smoother.window < 3 || smoother.window.is_multiple_of(2) {
                return Err(StlError::Window { which, found: smoother.window });
            }
            if smoother.degree > 1 {
                return Err(StlError::Degree { which, found: smoother.degree });
            }
        }
        match y.iter().position(|value| !value.is_finite()) {
            Some(at) => Err(StlError::NotFinite { position: at + 1 }),
            None => Ok(()),
        }
    }
}

/// Decomposes a series by STL (Cleveland, Cleveland, McRae and Terpenning 1990).
///
/// # Errors
/// [`StlError`] as its variants say.
pub fn stl(y: &[f64], options: &Stl) -> Result<Decomposition, StlError> {
    let n = y.len();
    let options = &options.for_length(n);
    options.check(y)?;
    let (mut trend, mut seasonal) = (vec![0.0; n], vec![0.0; n]);
    let mut weights: Option<Vec<f64>> = None;
    for round in 0..=options.outer {
        for _ in 0..options.inner {
            seasonal = season(y, &trend, weights.as_deref(), options);
            let adjusted: Vec<f64> = y.iter().zip(&seasonal).map(|(y, s)| y - s).collect();
            trend = options.trend.smooth(&adjusted, weights.as_deref());
        }
        if round < options.outer {
            weights = Some(bisquare(y, &seasonal, &trend));
        }
    }
    if options.periodic {
        average_seasons(&mut seasonal, options.period);
    }
    let remainder = (0..n).map(|t| y[t] - seasonal[t] - trend[t]).collect();
    Ok(Decomposition { seasonal, trend, remainder, weights: weights.unwrap_or_else(|| vec![1.0; n]) })
}

/// Steps 1 to 4 of the inner loop: the seasonal component of the detrended series.
fn season(y: &[f64], trend: &[f64], weights: Option<&[f64]>, options: &Stl) -> Vec<f64> {
    let (n, period) = (y.len(), options.period);
    let detrended: Vec<f64> = y.iter().zip(trend).map(|(y, t)| y - t).collect();
    // Every season's values smoothed over the years, one year longer at either end.
    let mut cycle = vec![0.0; n + 2 * period];
    for first in 0..period {
        let of_season =
            |values: &[f64]| -> Vec<f64> { values.iter().skip(first).step_by(period).copied().collect() };
        let values = of_season(&detrended);
        let own = weights.map(of_season);
        for (year, value) in extended(&values, own.as_deref(), options.seasonal).into_iter().enumerate() {
            cycle[first + year * period] = value;
        }
    }
    let rest = moving_average(&moving_average(&moving_average(&cycle, period), period), 3);
    let low = options.low_pass.smooth(&rest, None);
    cycle[period..period + n].iter().zip(&low).map(|(c, l)| c - l).collect()
}

/// Smoothed values of one season with one more before and after.
fn extended(values: &[f64], weights: Option<&[f64]>, smoother: Smoother) -> Vec<f64> {
    let k = values.len();
    let window = smoother.window.min(k);
    let inside = smoother.smooth(values, weights);
    let before = smoother.fit(values, weights, -1.0, 0, window).unwrap_or(inside[0]);
    let after = smoother.fit(values, weights, k as f64, k - window, k).unwrap_or(inside[k - 1]);
    std::iter::once(before).chain(inside).chain([after]).collect()
}

/// Means of `width` consecutive values, each added up afresh.
fn moving_average(values: &[f64], width: usize) -> Vec<f64> {
    values.windows(width).map(|window| window.iter().sum::<f64>() / width as f64).collect()
}

/// Bisquare weights with six median absolute residuals.
fn bisquare(y: &[f64], seasonal: &[f64], trend: &[f64]) -> Vec<f64> {
    let sizes: Vec<f64> = (0..y.len()).map(|t| (y[t] - seasonal[t] - trend[t]).abs()).collect();
    let mut sorted = sizes.clone();
    sorted.sort_by(f64::total_cmp);
    let n = sorted.len();
    let far = 3.0 * (sorted[n / 2] + sorted[n - n / 2 - 1]);
    let weight = |size: &f64| {
        if *size <= 0.001 * far {
            1.0
        } else if *size <= 0.999 * far {
            (1.0 - (size / far).powi(2)).powi(2)
        } else {
            0.0
        }
    };
    sizes.iter().map(weight).collect()
}

/// Replaces every value by the mean of its season.
fn average_seasons(seasonal: &mut [f64], period: usize) {
    for first in 0..period {
        let own = || (first..seasonal.len()).step_by(period);
        let mean = own().map(|t| seasonal[t]).sum::<f64>() / own().count() as f64;
        for t in (first..seasonal.len()).step_by(period) {
            seasonal[t] = mean;
        }
    }
}

fn next_odd(n: usize) -> usize {
    n + usize::from(n.is_multiple_of(2))
}
