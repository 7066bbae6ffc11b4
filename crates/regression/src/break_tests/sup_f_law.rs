//! The laws of the sup-, exp- and ave-F statistics, simulated.
//!
//! `sup_f_law.csv` holds upper quantiles of the asymptotic laws from 100,000 paths of a Brownian bridge in up to twelve
//! dimensions on 2,000 points, written by `examples/break_laws.rs`.

use std::sync::LazyLock;

use fxsens_core::distribution::Distribution;

/// Which of the three statistics.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Functional {
    /// The largest.
    Sup,
    /// `ln mean exp(F/2)`.
    Exp,
    /// The mean.
    Ave,
}

/// Shares of the sample that can be left on each side.
pub const TRIMS: [f64; 5] = [0.05, 0.10, 0.15, 0.20, 0.25];

/// Largest number of coefficients.
pub const MOST: usize = 12;

struct Law {
    name: String,
    trim: f64,
    k: usize,
    /// Upper probabilities, falling, with the quantiles that belong to them, rising.
    points: Vec<(f64, f64)>,
}

static LAWS: LazyLock<Vec<Law>> = LazyLock::new(|| read(include_str!("sup_f_law.csv")));

fn read(text: &str) -> Vec<Law> {
    let mut lines = text.lines().filter(|line| !line.starts_with('#'));
    let number = |cell: &str| cell.parse::<f64>().unwrap_or(f64::NAN);
    let levels: Vec<f64> = lines.next().unwrap_or_default().split(',').skip(3).map(number).collect();
    let law = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        Some(Law {
            name: (*cells.first()?).to_owned(),
            trim: number(cells.get(1)?),
            k: cells.get(2)?.parse().ok()?,
            points: levels.iter().copied().zip(cells.iter().skip(3).map(|cell| number(cell))).collect(),
        })
    };
    lines.filter_map(law).collect()
}

/// Asymptotic p-value of a statistic for `k` coefficients and a trimming among [`TRIMS`]; `None` outside the table.
///
/// Between tabulated quantiles the probability is interpolated on the scale of a chi-squared(k) variable, on which the
/// laws are nearly straight, as in Hansen (1997); beyond them that line goes on.
pub fn p_value(functional: Functional, statistic: f64, k: usize, trim: f64) -> Option<f64> {
    let name = match functional {
        Functional::Sup => "sup",
        Functional::Exp => "exp",
        Functional::Ave => "ave",
    };
    let law = LAWS.iter().find(|law| law.name == name && law.k == k && (law.trim - trim).abs() < 1e-9)?;
    if statistic.is_nan() {
        return Some(f64::NAN);
    }
    let chi2 = Distribution::ChiSquared { df: k as f64 };
    let points: Vec<(f64, f64)> = law.points.iter().map(|(p, x)| (*x, chi2.critical_value(*p))).collect();
    let last = points.len().checked_sub(1).filter(|last| *last > 0)?;
    if statistic <= points[0].0 {
        // Below the first quantile nothing is known but that the probability lies between it and one.
        return Some(law.points[0].0);
    }
    let i = points.iter().rposition(|(x, _)| *x <= statistic).unwrap_or(0).min(last - 1);
    let ((x0, c0), (x1, c1)) = (points[i], points[i + 1]);
    let scaled = c0 + (statistic - x0) / (x1 - x0) * (c1 - c0);
    Some(chi2.p_value(scaled))
}

#[cfg(test)]
mod tests {
    use super::{Functional, MOST, TRIMS, p_value};

    #[test]
    fn every_law_is_there_and_falls() {
        for functional in [Functional::Sup, Functional::Exp, Functional::Ave] {
            for trim in TRIMS {
                for k in 1..=MOST {
                    let p = |x: f64| p_value(functional, x, k, trim).unwrap_or(f64::NAN);
                    let values: Vec<f64> = (0..200).map(|i| p(f64::from(i) * 0.5)).collect();
                    assert!(values.windows(2).all(|pair| pair[1] <= pair[0]), "{functional:?} {trim} {k}");
                    assert!(values.iter().all(|value| (0.0..=1.0).contains(value)));
                    assert!(p(60.0) > 0.0, "a small probability is not zero");
                }
            }
        }
        assert!(p_value(Functional::Sup, 10.0, 13, 0.15).is_none());
        assert!(p_value(Functional::Sup, 10.0, 1, 0.12).is_none());
    }

    #[test]
    fn published_critical_values_are_found() {
        // Andrews (2003), table 1, sup-F at 15 %: 8.68 for one coefficient, 11.72 for two, 14.13 for three, at 5 %.
        for (k, x) in [(1, 8.68), (2, 11.72), (3, 14.13), (5, 18.35)] {
            let p = p_value(Functional::Sup, x, k, 0.15).unwrap_or(f64::NAN);
            assert!((p - 0.05).abs() < 0.004, "{k}: {p}");
        }
    }
}
