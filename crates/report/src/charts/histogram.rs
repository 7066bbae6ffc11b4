//! The distribution of draws with one value marked.

use fxsens_core::figure::{Axis, Figure, Mark, Panel, Role, Stroke};

use super::Caption;
use crate::error::ReportError;
use crate::format;

const FEWEST_BINS: usize = 5;
const MOST_BINS: usize = 60;

/// Equal bins over a set of draws.
#[derive(Debug, Clone, PartialEq)]
pub struct Bins {
    /// Centres.
    pub centres: Vec<f64>,
    /// Draws in each bin; they add up to the number of finite draws.
    pub counts: Vec<usize>,
    /// Width of a bin.
    pub width: f64,
}

/// Bins by the rule of Freedman and Diaconis (1981), width `2 IQR n^(−1/3)`, between 5 and 60 of them. Draws that
/// are not finite are not counted. `None` when none is.
pub fn bins(draws: &[f64]) -> Option<Bins> {
    let mut sorted: Vec<f64> = draws.iter().copied().filter(|draw| draw.is_finite()).collect();
    sorted.sort_by(f64::total_cmp);
    let (low, high) = (*sorted.first()?, *sorted.last()?);
    let quartile = |q: f64| {
        let position = (sorted.len() - 1) as f64 * q;
        let (below, above) = (sorted[position.floor() as usize], sorted[position.ceil() as usize]);
        below + position.fract() * (above - below)
    };
    let rule = 2.0 * (quartile(0.75) - quartile(0.25)) / (sorted.len() as f64).cbrt();
    let range = high - low;
    let wanted =
        if rule > 0.0 { (range / rule - 1e-9).ceil() } else { (sorted.len() as f64).log2().ceil() + 1.0 };
    let count = (wanted as usize).clamp(FEWEST_BINS, MOST_BINS);
    let width = if range > 0.0 { range / count as f64 } else { low.abs().max(1.0) * 0.1 };
    let start = if range > 0.0 { low } else { low - width * count as f64 / 2.0 };
    let mut counts = vec![0; count];
    for draw in &sorted {
        counts[(((draw - start) / width).floor().max(0.0) as usize).min(count - 1)] += 1;
    }
    let centres = (0..count).map(|i| start + (i as f64 + 0.5) * width).collect();
    Some(Bins { centres, counts, width })
}

/// A histogram of `draws` with an upright line at `marked`. `axis` names the unit of the draws.
///
/// # Errors
/// [`ReportError::Chart`] when no draw is finite or the marked value is not.
pub fn placebo_histogram(
    caption: &Caption,
    axis: &str,
    draws: &[f64],
    marked: f64,
    label: &str,
) -> Result<Figure, ReportError> {
    let wrong = |what: &str| ReportError::Chart { chart: "placebo_histogram", what: what.into() };
    let bins = bins(draws).ok_or_else(|| wrong("there is no finite draw"))?;
    if !marked.is_finite() {
        return Err(wrong("the marked value is not finite"));
    }
    let total: usize = bins.counts.iter().sum();
    let beyond = draws.iter().filter(|draw| draw.abs() >= marked.abs()).count();
    let marks = vec![
        Mark::Bars {
            base: vec![0.0; bins.counts.len()],
            y: bins.counts.iter().map(|count| *count as f64).collect(),
            x: bins.centres,
            width: bins.width * 0.94,
            role: Role::Muted,
            light: false,
            label: String::new(),
            value_decimals: None,
        },
        Mark::VLine { x: marked, role: Role::Highlight, stroke: Stroke::Solid, label: label.into() },
    ];
    let alt = format!(
        "Histogram of {} draws, in {axis}. The marked value is {} ({label}); {} draws are at least as far from zero.",
        format::number(total as f64, 0),
        format::significant(marked, 3),
        format::number(beyond as f64, 0),
    );
    Ok(caption.figure(
        alt,
        (960, 540),
        vec![Panel::new(Axis::linear(axis), Axis::linear("Number of draws"), marks)],
    ))
}

#[cfg(test)]
mod tests {
    use super::{bins, placebo_histogram};
    use crate::charts::Caption;

    #[test]
    fn every_finite_draw_is_in_one_bin() {
        let mut draws: Vec<f64> = (0..1000).map(|k| (f64::from(k) * 0.37).sin() * 3.0).collect();
        draws.push(f64::NAN);
        let counted = bins(&draws).map(|bins| (bins.counts.iter().sum::<usize>(), bins.counts.len()));
        assert!(matches!(counted, Some((1000, 5..=60))), "{counted:?}");
    }

    #[test]
    fn the_rule_of_freedman_and_diaconis_sets_the_width() {
        // 0, 1, …, 999: quartiles 249.75 and 749.25, n^(1/3) = 10, width 99.9, so 10 bins.
        let draws: Vec<f64> = (0..1000).map(f64::from).collect();
        assert_eq!(bins(&draws).map(|bins| bins.counts), Some(vec![100; 10]));
    }

    #[test]
    fn outliers_and_constants_keep_the_number_of_bins_bounded() {
        let mut draws: Vec<f64> = (0..500).map(|k| f64::from(k % 10)).collect();
        draws.push(1e9);
        assert_eq!(bins(&draws).map(|bins| bins.counts.len()), Some(60));
        assert_eq!(bins(&[2.0; 40]).map(|bins| bins.counts.iter().sum::<usize>()), Some(40));
        assert_eq!(bins(&[f64::NAN]), None);
    }

    #[test]
    fn nothing_to_show_is_an_error() {
        let caption = Caption::new("placebo", "t", "s");
        assert!(placebo_histogram(&caption, "", &[], 1.0, "").is_err());
        assert!(placebo_histogram(&caption, "", &[1.0], f64::NAN, "").is_err());
    }
}
