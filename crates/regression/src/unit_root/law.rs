//! Simulated laws: quantiles by sample size, embedded from `laws.csv`.
//!
//! `examples/unit_root_laws.rs` simulates them; its header says draws, seed and accuracy.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use fxsens_core::fit::FitError;

use super::p_value::{PValue, Reach, normal_cdf, normal_score};

const TABLE: &str = include_str!("laws.csv");

/// A law as quantiles at fixed probabilities, for several sample sizes.
#[derive(Debug)]
pub(crate) struct Law {
    /// Probabilities of the quantiles and their normal scores.
    grid: Vec<(f64, f64)>,
    /// One over the sample size and the quantiles, sizes rising.
    rows: Vec<(f64, Vec<f64>)>,
}

static LAWS: LazyLock<BTreeMap<String, Law>> = LazyLock::new(|| parse(TABLE));

/// The law with this id.
///
/// # Errors
/// [`FitError::Unsupported`] when none was simulated.
pub(crate) fn find(id: &str) -> Result<&'static Law, FitError> {
    LAWS.get(id).ok_or_else(|| FitError::Unsupported {
        what: format!("a p-value from the law `{id}`"),
        why: "it has not been simulated".into(),
    })
}

impl Law {
    /// `P(X ≤ x)` for a sample of this size. Beyond the outermost quantiles the probability is theirs, marked as a
    /// bound.
    pub(crate) fn lower_tail(&self, x: f64, nobs: f64) -> PValue {
        let quantiles = self.quantiles(nobs);
        let (first, last) = (0, quantiles.len() - 1);
        if x < quantiles[first] {
            return PValue { value: self.grid[first].0, reach: Reach::AtMost };
        }
        if x > quantiles[last] {
            return PValue { value: self.grid[last].0, reach: Reach::AtLeast };
        }
        let above = quantiles.partition_point(|quantile| *quantile < x).clamp(1, last);
        let share = (x - quantiles[above - 1]) / (quantiles[above] - quantiles[above - 1]);
        let (low, high) = (self.grid[above - 1].1, self.grid[above].1);
        PValue::inside(normal_cdf(low + share * (high - low)))
    }

    /// `P(X ≥ x)`, with the bounds of [`Law::lower_tail`].
    pub(crate) fn upper_tail(&self, x: f64, nobs: f64) -> PValue {
        let below = self.lower_tail(x, nobs);
        let reach = match below.reach {
            Reach::Inside => Reach::Inside,
            Reach::AtMost => Reach::AtLeast,
            Reach::AtLeast => Reach::AtMost,
        };
        PValue { value: 1.0 - below.value, reach }
    }

    /// The value below which `X` falls with probability `p`, for `p` between the outermost probabilities.
    pub(crate) fn quantile(&self, p: f64, nobs: f64) -> f64 {
        let quantiles = self.quantiles(nobs);
        let score = normal_score(p);
        let above = self.grid.partition_point(|(_, s)| *s < score).clamp(1, self.grid.len() - 1);
        let (low, high) = (self.grid[above - 1].1, self.grid[above].1);
        let share = (score - low) / (high - low);
        quantiles[above - 1] + share * (quantiles[above] - quantiles[above - 1])
    }

    /// Quantiles at this sample size: linear in `1/T` between the simulated sizes, those of the smallest size below
    /// it.
    fn quantiles(&self, nobs: f64) -> Vec<f64> {
        let x = 1.0 / nobs;
        let after = self.rows.partition_point(|(inverse, _)| *inverse > x);
        let (Some(later), true) = (self.rows.get(after), after > 0) else {
            let row = if after == 0 { self.rows.first() } else { self.rows.last() };
            return row.map(|(_, quantiles)| quantiles.clone()).unwrap_or_default();
        };
        let earlier = &self.rows[after - 1];
        let share = (earlier.0 - x) / (earlier.0 - later.0);
        earlier.1.iter().zip(&later.1).map(|(a, b)| a + share * (b - a)).collect()
    }
}

/// Reads `law,nobs,quantile,…` lines below a header with the probabilities; `#` starts a comment line.
fn parse(text: &str) -> BTreeMap<String, Law> {
    let mut lines = text.lines().filter(|line| !line.starts_with('#'));
    let numbers =
        |line: &str| line.split(',').skip(2).filter_map(|cell| cell.parse().ok()).collect::<Vec<f64>>();
    let probabilities = numbers(lines.next().unwrap_or_default());
    let grid: Vec<(f64, f64)> = probabilities.into_iter().map(|p| (p, normal_score(p))).collect();
    let mut laws: BTreeMap<String, Law> = BTreeMap::new();
    for line in lines {
        let mut cells = line.split(',');
        let (Some(id), Some(nobs)) = (cells.next(), cells.next().and_then(|cell| cell.parse::<f64>().ok()))
        else {
            continue;
        };
        let quantiles = numbers(line);
        // A torn line would shift probabilities; it is left out, and the law is then reported missing.
        if quantiles.len() == grid.len() {
            let law = laws.entry(id.into()).or_insert_with(|| Law { grid: grid.clone(), rows: Vec::new() });
            law.rows.push((1.0 / nobs, quantiles));
        }
    }
    laws
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_read_and_rises() {
        let lines = TABLE.lines().filter(|line| !line.starts_with('#')).count() - 1;
        assert_eq!(LAWS.values().map(|law| law.rows.len()).sum::<usize>(), lines);
        for (id, law) in LAWS.iter() {
            assert!(law.rows.windows(2).all(|pair| pair[0].0 > pair[1].0), "{id}");
            for (_, quantiles) in &law.rows {
                assert!(quantiles.windows(2).all(|pair| pair[0] < pair[1]), "{id}");
            }
        }
    }

    #[test]
    fn quantiles_invert_probabilities_at_any_size() {
        for law in LAWS.values() {
            for nobs in [10.0, 75.0, 320.0, 1e5, f64::INFINITY] {
                for p in [0.01, 0.07, 0.5, 0.93] {
                    let back = law.lower_tail(law.quantile(p, nobs), nobs).value;
                    assert!((back - p).abs() < 1e-9, "{p} {back}");
                }
            }
        }
    }

    #[test]
    fn beyond_the_table_a_p_value_is_a_bound() {
        let law = find("za-c-0.15").unwrap();
        let far = law.lower_tail(-50.0, 200.0);
        assert!(far.value > 0.0 && far.value < 0.001 && far.reach == Reach::AtMost);
        let (low, high) = (law.upper_tail(-50.0, 200.0), law.upper_tail(50.0, 200.0));
        assert!(low.value < 1.0 && low.value > 0.999 && low.reach == Reach::AtLeast);
        assert!(high.value > 0.0 && high.value < 0.0011 && high.reach == Reach::AtMost);
        assert!(find("no-such-law").is_err());
    }
}
