//! Where ticks fall on a numeric axis and how many decimals they need.

use crate::format;

/// A labelled position on an axis.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Tick {
    /// Where the label stands, in axis units.
    pub(crate) at: f64,
    /// The label, line by line.
    pub(crate) label: Vec<String>,
    /// Whether a short stroke marks the position.
    pub(crate) stroke: bool,
}

/// Ticks at multiples of a step `mantissa × 10^exponent`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Step {
    mantissa: f64,
    exponent: i32,
}

impl Step {
    pub(crate) fn size(self) -> f64 {
        self.multiple(1)
    }

    /// `k` steps. Dividing by a power of ten is exact where multiplying by a tenth is not.
    fn multiple(self, k: i64) -> f64 {
        let scaled = k as f64 * self.mantissa;
        if self.exponent >= 0 {
            scaled * 10f64.powi(self.exponent)
        } else {
            scaled / 10f64.powi(-self.exponent)
        }
    }

    /// The same step, or the nearest that falls on whole numbers only.
    pub(crate) fn whole(self) -> Self {
        if self.exponent < 0 {
            Self { mantissa: 1.0, exponent: 0 }
        } else if self.decimals() > 0 {
            Self { mantissa: 2.0, ..self }
        } else {
            self
        }
    }

    /// Decimals that tell neighbouring ticks apart.
    pub(crate) fn decimals(self) -> usize {
        let inner = i32::from((self.mantissa - 2.5).abs() < 1e-9);
        (inner - self.exponent).max(0) as usize
    }

    fn below(self, value: f64) -> i64 {
        (value / self.size() + 1e-9).floor() as i64
    }

    fn above(self, value: f64) -> i64 {
        (value / self.size() - 1e-9).ceil() as i64
    }
}

/// The round steps that give between `least` and `most` intervals over a range, finest first.
fn candidates(low: f64, high: f64, least: usize, most: usize) -> Vec<Step> {
    let span = (high - low).max(f64::MIN_POSITIVE);
    let start = (span / most as f64).log10().floor() as i32 - 1;
    let mut steps = Vec::new();
    for exponent in start..start + 5 {
        for mantissa in [1.0, 2.0, 2.5, 5.0] {
            let step = Step { mantissa, exponent };
            let intervals = span / step.size();
            if intervals <= most as f64 && intervals >= least as f64 * 0.6 {
                steps.push(step);
            }
        }
    }
    steps
}

/// Limits on round numbers around the data, with about `target` intervals: as little empty space as possible, as
/// close to the target as possible.
pub(crate) fn snap(low: f64, high: f64, target: usize) -> (f64, f64, Step) {
    let (low, high) = widen(low, high);
    let most = target.max(2) + 2;
    let score = |step: &Step| {
        let (first, last) = (step.below(low), step.above(high));
        let waste = ((last - first) as f64 * step.size() - (high - low)) / (high - low);
        let distance = ((last - first) as f64 - target as f64).abs() / target as f64;
        let awkward = if (step.mantissa - 2.5).abs() < 1e-9 { 0.1 } else { 0.0 };
        let crowded = if (last - first) as usize > most { 10.0 } else { 0.0 };
        waste + 0.4 * distance + awkward + crowded
    };
    let best = candidates(low, high, 2, most).into_iter().min_by(|a, b| score(a).total_cmp(&score(b)));
    let step = best.unwrap_or_else(|| step_for(low, high, target));
    (step.multiple(step.below(low)), step.multiple(step.above(high)), step)
}

/// A round step for fixed limits with about `target` intervals.
pub(crate) fn step_for(low: f64, high: f64, target: usize) -> Step {
    let ideal = ((high - low) / target.max(1) as f64).max(f64::MIN_POSITIVE);
    let exponent = ideal.log10().floor() as i32;
    let share = ideal / 10f64.powi(exponent);
    // Nearest in ratio; steps of 2.5 only where they are clearly nearer.
    let steps = [(1.0, 0, 0.0), (2.0, 0, 0.0), (2.5, 0, 0.15), (5.0, 0, 0.0), (1.0, 1, 0.0)];
    let distance = |(mantissa, up, awkward): &(f64, i32, f64)| {
        (share / (mantissa * 10f64.powi(*up))).ln().abs() + awkward
    };
    let nearest = steps.into_iter().min_by(|a, b| distance(a).total_cmp(&distance(b)));
    let (mantissa, up, _) = nearest.unwrap_or((1.0, 0, 0.0));
    Step { mantissa, exponent: exponent + up }
}

/// Ticks at every multiple of the step within the limits.
pub(crate) fn numeric(low: f64, high: f64, step: Step) -> Vec<Tick> {
    (step.above(low)..=step.below(high))
        .map(|k| {
            let at = step.multiple(k);
            Tick { at, label: vec![format::number(at, step.decimals())], stroke: true }
        })
        .collect()
}

/// A range that is not empty: a single value gets room on both sides.
pub(crate) fn widen(low: f64, high: f64) -> (f64, f64) {
    let scale = low.abs().max(high.abs()).max(1e-12);
    if high - low > scale * 1e-9 {
        return (low, high);
    }
    let room = if scale > 1e-9 { scale * 0.1 } else { 1.0 };
    (low - room, high + room)
}

#[cfg(test)]
mod tests {
    use super::{numeric, snap, step_for};

    fn labels(low: f64, high: f64, target: usize) -> Vec<String> {
        let (low, high, step) = snap(low, high, target);
        numeric(low, high, step).into_iter().map(|tick| tick.label.concat()).collect()
    }

    #[test]
    fn steps_are_round_and_labels_have_no_noise() {
        assert_eq!(labels(0.0, 0.6, 6), ["0.0", "0.1", "0.2", "0.3", "0.4", "0.5", "0.6"]);
        assert_eq!(labels(-3.2, 9.7, 6), ["−4", "−2", "0", "2", "4", "6", "8", "10"]);
        assert_eq!(labels(0.0, 5536.0, 6), ["0", "1,000", "2,000", "3,000", "4,000", "5,000", "6,000"]);
    }

    #[test]
    fn counts_have_no_fractions() {
        for (low, high, expected) in [(0.0, 24.0, 2.0), (0.0, 3.0, 1.0), (0.0, 250.0, 25.0)] {
            let size = step_for(low, high, 10).whole().size();
            assert!((size - expected).abs() < 1e-12, "{low} to {high}: {size}");
        }
    }

    #[test]
    fn quarter_steps_show_their_second_decimal() {
        let step = step_for(0.0, 1.0, 4);
        let labels: Vec<String> = numeric(0.0, 1.0, step).into_iter().map(|t| t.label.concat()).collect();
        assert_eq!(labels, ["0.00", "0.25", "0.50", "0.75", "1.00"]);
    }

    #[test]
    fn fixed_limits_keep_ticks_inside() {
        let step = step_for(0.3, 9.9, 5);
        let ticks: Vec<f64> = numeric(0.3, 9.9, step).into_iter().map(|t| t.at).collect();
        assert_eq!(ticks, [2.0, 4.0, 6.0, 8.0]);
    }

    #[test]
    fn a_single_value_still_has_an_axis() {
        let (low, high, _) = snap(5.0, 5.0, 5);
        assert!(low < 5.0 && high > 5.0);
        let (low, high, _) = snap(0.0, 0.0, 5);
        assert!(low < 0.0 && high > 0.0);
    }

    #[test]
    fn tiny_and_huge_ranges_have_a_handful_of_ticks() {
        for (low, high) in [(1e-9, 7e-9), (1e12, 9.3e12), (-1e-3, 1e-3), (99.99, 100.01)] {
            let (a, b, step) = snap(low, high, 5);
            let count = numeric(a, b, step).len();
            assert!((3..=9).contains(&count), "{low} {high}: {count}");
        }
    }
}
