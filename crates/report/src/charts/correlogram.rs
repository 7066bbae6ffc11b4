//! Autocorrelations by lag with the bounds of white noise.

use fxsens_core::distribution::Distribution;
use fxsens_core::figure::{Axis, Figure, Mark, Panel, Role, Stroke};

use super::Caption;
use super::drawn::{dots, zero};
use crate::error::ReportError;
use crate::format;

/// Autocorrelations of a series about its mean at lags 1 to `lags`: sums of products over the sum of squares (Box and
/// Jenkins 1970, the biased estimator). `None` when a value is not finite, the series is constant or not longer than `lags`.
pub fn autocorrelations(values: &[f64], lags: usize) -> Option<Vec<f64>> {
    let n = values.len();
    if n <= lags || values.iter().any(|value| !value.is_finite()) {
        return None;
    }
    let mean = values.iter().sum::<f64>() / n as f64;
    let centred: Vec<f64> = values.iter().map(|value| value - mean).collect();
    let total: f64 = centred.iter().map(|c| c * c).sum();
    let scale = values.iter().fold(0.0_f64, |most, value| most.max(value.abs()));
    if total <= n as f64 * (scale * 1e-14).powi(2) {
        return None;
    }
    let at = |lag: usize| centred[lag..].iter().zip(&centred).map(|(a, b)| a * b).sum::<f64>() / total;
    Some((1..=lags).map(at).collect())
}

/// Autocorrelations at lags 1, 2 … of a series of `nobs` values, with the range in which 95 % of each would lie if the series
/// were white noise. `steps` names the lags: `Lag in months`.
///
/// # Errors
/// [`ReportError::Chart`] without autocorrelations.
pub fn correlogram(
    caption: &Caption,
    steps: &str,
    correlations: &[f64],
    nobs: usize,
) -> Result<Figure, ReportError> {
    let panel = correlogram_panel(steps, correlations, nobs)?;
    let bound = bound(nobs);
    let beyond = correlations.iter().filter(|r| r.abs() > bound).count();
    let alt = format!(
        "Autocorrelations at lags 1 to {}; {beyond} lie outside ±{}. The first is {}.",
        correlations.len(),
        format::number(bound, 2),
        format::number(correlations[0], 2)
    );
    Ok(caption.figure(alt, (960, 460), vec![panel]))
}

/// The panel of [`correlogram`].
pub(super) fn correlogram_panel(
    steps: &str,
    correlations: &[f64],
    nobs: usize,
) -> Result<Panel, ReportError> {
    if correlations.is_empty() || nobs == 0 {
        return Err(ReportError::Chart { chart: "correlogram", what: "there is no lag to show".into() });
    }
    let lags: Vec<f64> = (1..=correlations.len()).map(|lag| lag as f64).collect();
    let bound = bound(nobs);
    let edge =
        |y: f64| Mark::HLine { y, role: Role::Secondary, stroke: Stroke::Dashed, label: String::new() };
    let marks = vec![
        Mark::YSpan { from: -bound, to: bound, role: Role::Muted, label: "95 % of white noise".into() },
        edge(bound),
        edge(-bound),
        Mark::Segments {
            x0: lags.clone(),
            y0: vec![0.0; lags.len()],
            x1: lags.clone(),
            y1: correlations.to_vec(),
            role: Role::Primary,
            width: 2.4,
            label: String::new(),
        },
        zero(),
        // Small enough to have no rim, which would cut the stem.
        dots(lags.clone(), correlations.to_vec(), 5.9, Role::Primary, ""),
    ];
    let last = lags.len() as f64;
    let x = Axis::linear(steps).with_limits(0.3, last + 0.7);
    Ok(Panel::new(x, Axis::linear("Autocorrelation"), marks))
}

fn bound(nobs: usize) -> f64 {
    Distribution::Normal.critical_value(0.05) / (nobs as f64).sqrt()
}

#[cfg(test)]
mod tests {
    use fxsens_core::figure::Mark;

    use super::{autocorrelations, correlogram};
    use crate::charts::Caption;

    #[test]
    fn autocorrelations_are_those_worked_out_by_hand() {
        // 1, 2, 3, 4 about 2.5: squares add up to 5; products at lag 1 to 1.25, at lag 2 to −1.5.
        let found = autocorrelations(&[1.0, 2.0, 3.0, 4.0], 2).unwrap_or_default();
        assert!((found[0] - 0.25).abs() < 1e-14 && (found[1] + 0.3).abs() < 1e-14, "{found:?}");
        assert_eq!(autocorrelations(&[2.0; 9], 2), None);
        assert_eq!(autocorrelations(&[1.0, f64::NAN, 2.0], 1), None);
        assert_eq!(autocorrelations(&[1.0, 2.0], 2), None);
    }

    #[test]
    fn the_bounds_are_those_of_white_noise() -> Result<(), crate::ReportError> {
        let figure = correlogram(&Caption::new("acf", "t", "s"), "Lag", &[0.5, -0.1], 100)?;
        let Mark::YSpan { to, .. } = figure.panels[0].marks[0] else { panic!("the range of white noise") };
        assert!((to - 0.195_996_4).abs() < 1e-6, "1.959964 / 10");
        assert!(figure.alt.contains("1 lie outside ±0.20"), "{}", figure.alt);
        assert!(correlogram(&Caption::new("acf", "t", "s"), "", &[], 10).is_err());
        Ok(())
    }
}
