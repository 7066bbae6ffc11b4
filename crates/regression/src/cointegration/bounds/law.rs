//! The simulated laws of the bounds statistics.
//!
//! `law.csv` holds quantiles from 60,000 draws per sample size, written by `examples/pss_bounds.rs`.

use std::sync::LazyLock;

use crate::models::ardl::Case;

/// Which statistic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Statistic {
    /// That no level enters.
    F,
    /// That the outcome's lagged level does not.
    T,
}

/// What the regressors are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// All stationary: the lower bound.
    Stationary,
    /// All with a unit root: the upper bound.
    Integrated,
}

impl Bound {
    /// As printed.
    pub fn label(self) -> &'static str {
        match self {
            Self::Stationary => "I(0)",
            Self::Integrated => "I(1)",
        }
    }
}

/// Most regressors with a simulated law.
pub const MOST: usize = 8;

/// Quantiles of one law.
struct Law {
    statistic: Statistic,
    bound: Bound,
    case: usize,
    regressors: usize,
    nobs: f64,
    /// Of the statistic, or of minus the t statistic, in the order of [`Table::levels`].
    quantiles: Vec<f64>,
}

struct Table {
    /// Tail probabilities, falling.
    levels: Vec<f64>,
    laws: Vec<Law>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| read(include_str!("law.csv")));

fn read(text: &str) -> Table {
    let mut lines = text.lines().filter(|line| !line.starts_with('#'));
    let number = |cell: &str| cell.parse::<f64>().unwrap_or(f64::NAN);
    let levels = lines.next().unwrap_or_default().split(',').skip(5).map(number).collect();
    let law = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        Some(Law {
            statistic: if *cells.first()? == "F" { Statistic::F } else { Statistic::T },
            bound: if *cells.get(1)? == "0" { Bound::Stationary } else { Bound::Integrated },
            case: cells.get(2)?.parse().ok()?,
            regressors: cells.get(3)?.parse().ok()?,
            nobs: number(cells.get(4)?),
            quantiles: cells.iter().skip(5).map(|cell| number(cell)).collect(),
        })
    };
    Table { levels, laws: lines.filter_map(law).collect() }
}

/// Quantiles at a sample size: linear in `1/T` between simulated sizes, the nearest beyond them.
fn quantiles(
    statistic: Statistic,
    bound: Bound,
    case: Case,
    regressors: usize,
    nobs: usize,
) -> Option<Vec<f64>> {
    let mut laws: Vec<&Law> = TABLE
        .laws
        .iter()
        .filter(|law| {
            law.statistic == statistic
                && law.bound == bound
                && law.case == case.number()
                && law.regressors == regressors
        })
        .collect();
    laws.sort_by(|a, b| a.nobs.total_cmp(&b.nobs));
    let n = nobs as f64;
    let (first, last) = (laws.first()?, laws.last()?);
    if n <= first.nobs {
        return Some(first.quantiles.clone());
    }
    let Some(above) = laws.iter().position(|law| law.nobs > n) else { return Some(last.quantiles.clone()) };
    let (low, high) = (laws[above - 1], laws[above]);
    let share = (1.0 / low.nobs - 1.0 / n) / (1.0 / low.nobs - 1.0 / high.nobs);
    let between = low.quantiles.iter().zip(&high.quantiles).map(|(a, b)| a + share * (b - a));
    Some(between.collect())
}

/// The scale on which tail probabilities are nearly straight lines in `ln p`: the statistic itself for F, its square for t.
fn straight(statistic: Statistic, size: f64) -> f64 {
    match statistic {
        Statistic::F => size,
        Statistic::T => size * size.abs(),
    }
}

/// p-value of a statistic: upper tail for F, lower tail for t. Interpolated in the logarithm of the probability between
/// simulated quantiles, extrapolated along the last line beyond them; the largest simulated probability, 0.95, below the
/// first. `None` for more than [`MOST`] regressors and for t statistics with a restricted deterministic term.
pub fn p_value(
    statistic: Statistic,
    bound: Bound,
    case: Case,
    regressors: usize,
    nobs: usize,
    value: f64,
) -> Option<f64> {
    let quantiles = quantiles(statistic, bound, case, regressors, nobs)?;
    if value.is_nan() {
        return Some(f64::NAN);
    }
    let size = if statistic == Statistic::T { -value } else { value };
    let levels = &TABLE.levels;
    if size <= quantiles[0] {
        return Some(levels[0]);
    }
    let i = quantiles.iter().rposition(|q| *q <= size).unwrap_or(0).min(quantiles.len() - 2);
    let of = |size: f64| straight(statistic, size);
    let share = (of(size) - of(quantiles[i])) / (of(quantiles[i + 1]) - of(quantiles[i]));
    Some((levels[i].ln() + share * (levels[i + 1].ln() - levels[i].ln())).exp())
}

/// Critical value of a size among the simulated ones, 0.5 to 0.001; negative for t.
pub fn critical_value(
    statistic: Statistic,
    bound: Bound,
    case: Case,
    regressors: usize,
    nobs: usize,
    size: f64,
) -> Option<f64> {
    let place = TABLE.levels.iter().position(|level| (level - size).abs() < 1e-12)?;
    let value = *quantiles(statistic, bound, case, regressors, nobs)?.get(place)?;
    Some(if statistic == Statistic::T { -value } else { value })
}
