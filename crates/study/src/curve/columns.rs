//! Columns of a grid: expressions evaluated once, then lagged, differenced and cut to a sample by position.

use std::collections::{BTreeMap, BTreeSet};

use fxsens_core::dataset::Dataset;
use fxsens_core::expr::{Evaluator, Expr};
use fxsens_core::period::Period;
use fxsens_core::series::Series;
use rayon::prelude::*;

/// One column: a base at a lag, less the same base at another lag if there is one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Col {
    /// Ones.
    Constant,
    /// 1, 2, 3 … over the sample.
    Trend,
    /// An expression at a lag; a negative lag leads.
    At(String, i32),
    /// An expression at the first lag less the same at the second.
    Less(String, i32, i32),
}

impl Col {
    /// The expression, if there is one.
    pub fn base(&self) -> Option<&str> {
        match self {
            Self::Constant | Self::Trend => None,
            Self::At(base, _) | Self::Less(base, ..) => Some(base),
        }
    }

    /// The column in the formula language.
    pub fn text(&self) -> String {
        let lagged = |base: &str, lag: i32| {
            if lag == 0 { base.to_owned() } else { format!("L({base}, {lag})") }
        };
        let call = |text: String| {
            let plain = text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
            if plain || text.starts_with("L(") || text.starts_with("D(") {
                text
            } else {
                format!("I({text})")
            }
        };
        match self {
            Self::Constant => "1".into(),
            Self::Trend => "trend()".into(),
            Self::At(base, lag) => call(lagged(base, *lag)),
            Self::Less(base, a, b) => format!("I({} - {})", lagged(base, *a), lagged(base, *b)),
        }
    }
}

/// Evaluated expressions.
#[derive(Debug, Default)]
pub struct Columns {
    bases: BTreeMap<String, Result<Series, String>>,
}

impl Columns {
    /// Evaluates expressions on a dataset. What cannot be evaluated fails the specs that need it, not the grid.
    pub fn new(dataset: &Dataset, bases: &BTreeSet<&str>) -> Self {
        let evaluator = Evaluator::new(dataset);
        let one = |base: &&str| {
            let series = Expr::parse(base)
                .map_err(|error| error.to_string())
                .and_then(|expr| evaluator.series(&expr, base).map_err(|error| error.to_string()));
            ((*base).to_owned(), series)
        };
        let list: Vec<&str> = bases.iter().copied().collect();
        Self { bases: list.par_iter().map(one).collect::<Vec<_>>().into_iter().collect() }
    }

    /// The values of a column in `nobs` periods from `first` on.
    ///
    /// # Errors
    /// A message that names the column and the first period without a value.
    pub fn values(&self, column: &Col, first: Period, nobs: usize) -> Result<Vec<f64>, String> {
        match column {
            Col::Constant => Ok(vec![1.0; nobs]),
            Col::Trend => Ok((1..=nobs).map(|t| t as f64).collect()),
            Col::At(base, lag) => self.lagged(base, *lag, first, nobs),
            Col::Less(base, a, b) => {
                let (a, b) = (self.lagged(base, *a, first, nobs)?, self.lagged(base, *b, first, nobs)?);
                Ok(a.iter().zip(&b).map(|(a, b)| a - b).collect())
            }
        }
    }

    fn lagged(&self, base: &str, lag: i32, first: Period, nobs: usize) -> Result<Vec<f64>, String> {
        let series = match self.bases.get(base) {
            Some(Ok(series)) => series,
            Some(Err(error)) => return Err(error.clone()),
            None => return Err(format!("`{base}` was not evaluated")),
        };
        let from = first.shift(-lag);
        let offset = from
            .since(series.start())
            .ok_or_else(|| format!("`{base}` is {}, the sample is not", series.frequency().noun()))?;
        let missing = |t: usize| format!("`{base}` has no value at {}", from.shift(t as i32));
        let start = usize::try_from(offset).map_err(|_| missing(0))?;
        let reach = series.values().get(start.min(series.len())..).unwrap_or_default();
        let taken = &reach[..nobs.min(reach.len())];
        match taken.iter().position(|value| value.is_nan()) {
            Some(t) => Err(missing(t)),
            None if taken.len() < nobs => Err(missing(taken.len())),
            None => Ok(taken.to_vec()),
        }
    }
}
