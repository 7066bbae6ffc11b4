//! The distribution of a coefficient times an uncertain change.
//!
//! The coefficient enters by its confidence distribution: its quantile at `p` is the end of the two-sided interval of
//! level `|2p − 1|`, whatever the reference distribution. The change is normal and independent of it. Given a value `b`
//! of the coefficient the product is normal, so `P(product ≤ x)` is the mean over `b` of normal probabilities; the
//! mean is taken by the trapezoid rule in the normal score of `p`. No random numbers are drawn.

use fxsens_core::distribution::Distribution;
use fxsens_core::inference::Inference;

/// Largest normal score and number of scores above zero.
const REACH: f64 = 4.5;
const SCORES: u32 = 60;

/// A coefficient as values of equally spaced scores.
#[derive(Debug, Clone, PartialEq)]
pub struct Coefficient(Vec<Node>);

#[derive(Debug, Clone, Copy, PartialEq)]
struct Node {
    value: f64,
    /// Half the distance to the neighbours: the standard deviation that smooths the steps between nodes. It adds
    /// less than 0.1 % to the spread of the coefficient.
    spread: f64,
    /// Probability; all sum to one.
    weight: f64,
}

impl Coefficient {
    /// Reads the distribution off intervals of growing level; `None` without intervals.
    ///
    /// # Errors
    /// What `interval` says.
    pub fn from_intervals<E>(interval: impl Fn(f64) -> Result<Inference, E>) -> Result<Option<Self>, E> {
        let (mut below, mut above) = (Vec::new(), Vec::new());
        for i in 1..=SCORES {
            let score = REACH * f64::from(i) / f64::from(SCORES);
            let found = interval(1.0 - Distribution::Normal.p_value(score))?;
            let Some((low, high)) = found.conf_low.zip(found.conf_high) else { return Ok(None) };
            let weight = (-0.5 * score * score).exp();
            below.push((low, weight));
            above.push((high, weight));
        }
        below.reverse();
        below.push((interval(0.5)?.estimate, 1.0));
        below.extend(above);
        let total: f64 = below.iter().map(|(_, weight)| weight).sum();
        let node = |i: usize| {
            let (before, after) = (i.saturating_sub(1), (i + 1).min(below.len() - 1));
            let spread = 0.5 * (below[after].0 - below[before].0).abs() / (after - before) as f64;
            Node { value: below[i].0, spread, weight: below[i].1 / total }
        };
        Ok(Some(Self((0..below.len()).map(node).collect())))
    }

    /// The quantile at `p` of the coefficient times a normal change. `deviation` must be above zero.
    pub fn times(&self, change: f64, deviation: f64, p: f64) -> f64 {
        let spread = 8.0 * deviation;
        let ends = self.0.iter().flat_map(|node| {
            let reach = 8.0 * node.spread * change.abs();
            [node.value * (change - spread), node.value * (change + spread)]
                .map(|end| (end - reach, end + reach))
        });
        let (mut low, mut high) = ends
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), end| (low.min(end.0), high.max(end.1)));
        for _ in 0..40 {
            let middle = f64::midpoint(low, high);
            if self.below(middle, change, deviation) < p { low = middle } else { high = middle }
        }
        f64::midpoint(low, high)
    }

    fn below(&self, x: f64, change: f64, deviation: f64) -> f64 {
        let share = |node: &Node| {
            let gap = x - node.value * change;
            let spread = (node.value * deviation).hypot(node.spread * change);
            if spread > 0.0 { normal(gap / spread) } else { f64::from(gap >= 0.0) }
        };
        self.0.iter().map(|node| node.weight * share(node)).sum()
    }
}

/// The standard normal distribution function.
fn normal(x: f64) -> f64 {
    let tail = 0.5 * Distribution::Normal.p_value(x);
    if x > 0.0 { 1.0 - tail } else { tail }
}

#[cfg(test)]
mod tests {
    use fxsens_core::rng::Stream;

    use super::*;

    fn coefficient(estimate: f64, error: f64) -> Coefficient {
        let interval = |level: f64| {
            let reach =
                if error > 0.0 { error * Distribution::Normal.critical_value(1.0 - level) } else { 0.0 };
            Ok::<_, ()>(Inference {
                estimate,
                std_error: None,
                statistic: None,
                p_value: None,
                conf_low: Some(estimate - reach),
                conf_high: Some(estimate + reach),
            })
        };
        Coefficient::from_intervals(interval).ok().flatten().unwrap_or_else(|| panic!("it has intervals"))
    }

    #[test]
    fn a_certain_coefficient_scales_the_normal_change() {
        let low = coefficient(-2.0, 0.0).times(3.0, 0.5, 0.025);
        assert!((low - (-6.0 - 1.959_964)).abs() < 1e-5, "{low}");
    }

    #[test]
    fn a_nearly_certain_change_scales_the_coefficient() {
        let high = coefficient(-1.0, 0.2).times(5.0, 1e-6, 0.975);
        assert!((high - (-5.0 + 1.959_964)).abs() < 2e-3, "{high}");
    }

    #[test]
    fn quantiles_match_draws_of_the_product() {
        let mut rng = Stream::new(7, 0);
        let mut products: Vec<f64> =
            (0..400_000).map(|_| (-1.0 + 0.6 * rng.normal()) * (3.0 + 1.5 * rng.normal())).collect();
        products.sort_by(f64::total_cmp);
        for p in [0.025, 0.1, 0.25, 0.75, 0.9, 0.975] {
            let drawn = products[(p * products.len() as f64) as usize];
            let exact = coefficient(-1.0, 0.6).times(3.0, 1.5, p);
            assert!((drawn - exact).abs() < 0.04, "{p}: {drawn} {exact}");
        }
    }

    #[test]
    fn without_intervals_there_is_no_distribution() {
        let point = Inference {
            estimate: 1.0,
            std_error: None,
            statistic: None,
            p_value: None,
            conf_low: None,
            conf_high: None,
        };
        assert_eq!(Coefficient::from_intervals(|_| Ok::<_, ()>(point.clone())), Ok(None));
    }
}
