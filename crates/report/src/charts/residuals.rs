//! What the residuals of a fit look like: over time, by lag, and against the normal law.

use fxsens_core::distribution::Distribution;
use fxsens_core::figure::{Axis, Figure, Mark, Panel, Role, Stroke};
use fxsens_core::period::Period;

use super::Caption;
use super::correlogram::{autocorrelations, correlogram_panel};
use super::drawn::{dots, line, zero};
use super::series::{position_axis, with_gaps};
use crate::error::ReportError;
use crate::format;

/// Most lags shown.
const LAGS: usize = 24;

/// Residuals over time, their correlogram, and their quantiles against those of the normal law. `axis` names their unit,
/// `steps` the lags.
///
/// # Errors
/// [`ReportError::Chart`] with fewer than eight residuals, with some that are not finite or all equal, or with another number
/// of periods.
pub fn residual_diagnostics(
    caption: &Caption,
    (axis, steps): (&str, &str),
    periods: &[Period],
    residuals: &[f64],
) -> Result<Figure, ReportError> {
    let wrong = |what: String| ReportError::Chart { chart: "residual_diagnostics", what };
    let n = residuals.len();
    if n < 8 || periods.len() != n {
        return Err(wrong(format!(
            "{n} residuals and {} periods; at least 8 of each are needed",
            periods.len()
        )));
    }
    let lags = LAGS.min(n / 4).max(1);
    let correlations = autocorrelations(residuals, lags)
        .ok_or_else(|| wrong("residuals that are all equal or not finite".into()))?;
    let (x, y) = with_gaps(periods, residuals);
    let mut over_time = Panel::new(
        position_axis(periods, "residual_diagnostics")?,
        Axis::linear(axis),
        vec![zero(), line(x, y, Role::Primary, "")],
    );
    over_time.title = "Residuals".into();
    let mut by_lag = correlogram_panel(steps, &correlations, n)?;
    by_lag.title = "Correlogram".into();
    let mut quantiles = normal_quantiles(residuals);
    quantiles.title = "Quantiles against the normal law".into();
    for (panel, weight) in [(&mut over_time, 0.9), (&mut by_lag, 0.8), (&mut quantiles, 1.1)] {
        panel.weight = weight;
    }
    let alt = format!(
        "{n} residuals from {} to {} over time, by lag and against the normal law; first autocorrelation {}.",
        periods[0],
        periods[n - 1],
        format::number(correlations[0], 2)
    );
    Ok(caption.figure(alt, (820, 1020), vec![over_time, by_lag, quantiles]))
}

/// Standardised residuals in rising order against the quantiles of the standard normal law at `(i − ½)/n` (Hazen 1914), with
/// the line on which they would lie.
fn normal_quantiles(residuals: &[f64]) -> Panel {
    let n = residuals.len() as f64;
    let mean = residuals.iter().sum::<f64>() / n;
    let deviation = (residuals.iter().map(|r| (r - mean).powi(2)).sum::<f64>() / n).sqrt();
    let mut sorted: Vec<f64> = residuals.iter().map(|r| (r - mean) / deviation).collect();
    sorted.sort_by(f64::total_cmp);
    let law: Vec<f64> = (0..sorted.len()).map(|i| normal_quantile((i as f64 + 0.5) / n)).collect();
    let ends = vec![law[0], law[law.len() - 1]];
    let diagonal = Mark::Line {
        x: ends.clone(),
        y: ends,
        role: Role::Secondary,
        stroke: Stroke::Solid,
        width: 1.8,
        label: String::new(),
    };
    let x = Axis::linear("Quantile of the normal law");
    Panel::new(
        x,
        Axis::linear("Standardised residual"),
        vec![diagonal, dots(law, sorted, 5.0, Role::Primary, "")],
    )
}

/// The quantile of the standard normal law.
fn normal_quantile(p: f64) -> f64 {
    if (p - 0.5).abs() < f64::EPSILON {
        // The middle is known exactly; the search for it is not.
        return 0.0;
    }
    let tail = Distribution::Normal.critical_value(2.0 * p.min(1.0 - p));
    if p < 0.5 { -tail } else { tail }
}

#[cfg(test)]
mod tests {
    use fxsens_core::figure::Mark;
    use fxsens_core::period::{Frequency, Period};

    use super::{normal_quantile, residual_diagnostics};
    use crate::charts::Caption;

    #[test]
    fn quantiles_are_those_of_tables() {
        assert!((normal_quantile(0.975) - 1.959_963_985).abs() < 1e-8);
        assert!((normal_quantile(0.025) + 1.959_963_985).abs() < 1e-8);
        assert!(normal_quantile(0.5).abs() < 1e-12);
    }

    #[test]
    fn three_panels_show_every_residual() -> Result<(), crate::ReportError> {
        let periods: Vec<Period> =
            (0..40).map(|k| Period::from_ordinal(Frequency::Monthly, 24_000 + k)).collect();
        let residuals: Vec<f64> = (0..40).map(|k| f64::from(k * 7 % 11) - 5.0).collect();
        let caption = Caption::new("residuals", "t", "s");
        let figure = residual_diagnostics(&caption, ("yen", "Lag"), &periods, &residuals)?;
        assert_eq!(figure.panels.len(), 3);
        let Some(Mark::Points { x, y, .. }) = figure.panels[2].marks.last() else { panic!("quantiles") };
        assert_eq!(x.len(), 40);
        assert!(y.windows(2).all(|pair| pair[0] <= pair[1]), "in rising order");
        let mean = y.iter().sum::<f64>() / 40.0;
        assert!(mean.abs() < 1e-12 && (y.iter().map(|v| v * v).sum::<f64>() / 40.0 - 1.0).abs() < 1e-12);
        assert!(residual_diagnostics(&caption, ("", ""), &periods[..7], &residuals[..7]).is_err());
        assert!(residual_diagnostics(&caption, ("", ""), &periods, &[1.0; 40]).is_err());
        Ok(())
    }
}
