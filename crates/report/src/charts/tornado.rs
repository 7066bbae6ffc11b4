//! How far a result moves when one assumption at a time goes to either end of its range.

use fxsens_core::figure::{Axis, Figure, Mark, Panel, Role, Stroke};

use super::Caption;
use crate::error::ReportError;
use crate::format;

/// One assumption.
#[derive(Debug, Clone, PartialEq)]
pub struct Swing {
    /// Name of the assumption with its range.
    pub label: String,
    /// Result at the lower end of the range.
    pub low: f64,
    /// Result at the upper end.
    pub high: f64,
}

/// Horizontal bars about the result `base`, the widest on top. `axis` names the unit; `ends` what the two colours mean.
///
/// # Errors
/// [`ReportError::Chart`] without assumptions or with numbers that are not finite.
pub fn tornado(
    caption: &Caption,
    axis: &str,
    (base, base_label): (f64, &str),
    (low_label, high_label): (&str, &str),
    swings: &[Swing],
) -> Result<Figure, ReportError> {
    let wrong = |what: String| Err(ReportError::Chart { chart: "tornado", what });
    if swings.is_empty() || !base.is_finite() {
        return wrong(format!("{} assumptions about {base}", swings.len()));
    }
    if let Some(swing) = swings.iter().find(|swing| !(swing.low.is_finite() && swing.high.is_finite())) {
        return wrong(format!("`{}` goes from {} to {}", swing.label, swing.low, swing.high));
    }
    let mut sorted: Vec<&Swing> = swings.iter().collect();
    sorted.sort_by(|a, b| (b.high - b.low).abs().total_cmp(&(a.high - a.low).abs()));
    let rows: Vec<f64> = (0..sorted.len()).map(|row| row as f64).collect();
    let bars = |of: fn(&Swing) -> f64, role, label: &str| Mark::Segments {
        x0: vec![base; sorted.len()],
        y0: rows.clone(),
        x1: sorted.iter().map(|swing| of(swing)).collect(),
        y1: rows.clone(),
        role,
        width: 18.0,
        label: label.into(),
    };
    let marks = vec![
        bars(|swing| swing.low, Role::Quaternary, low_label),
        bars(|swing| swing.high, Role::Primary, high_label),
        Mark::VLine { x: base, role: Role::Ink, stroke: Stroke::Solid, label: base_label.into() },
    ];
    // The name of the base stands above the first bar.
    let names = sorted.iter().map(|swing| swing.label.as_str());
    let rows_axis = Axis::category(names).with_limits(-0.95, sorted.len() as f64 - 0.5);
    let number = |value: f64| format::significant(value, 3);
    let listed: Vec<String> = sorted
        .iter()
        .map(|swing| format!("{}: {} to {}", swing.label, number(swing.low), number(swing.high)))
        .collect();
    let alt = format!(
        "The result {} ({base_label}) and its range, in {axis}. {}.",
        number(base),
        listed.join("; ")
    );
    let height = 230 + 44 * sorted.len().min(40) as u32;
    let panel = Panel::new(Axis::linear(axis), rows_axis, marks);
    Ok(caption.figure(alt, (960, height.max(380)), vec![panel]))
}

#[cfg(test)]
mod tests {
    use fxsens_core::figure::{Mark, Scale};

    use super::{Swing, tornado};
    use crate::charts::Caption;

    #[test]
    fn the_widest_swing_is_on_top() -> Result<(), crate::ReportError> {
        let swing = |label: &str, low, high| Swing { label: label.into(), low, high };
        let swings = [swing("narrow", 4.0, 6.0), swing("wide", 9.0, -1.0)];
        let caption = Caption::new("tornado", "t", "s");
        let figure = tornado(&caption, "yen", (5.0, "base"), ("low", "high"), &swings)?;
        let panel = &figure.panels[0];
        assert!(matches!(&panel.y.scale, Scale::Category(names) if names == &["wide", "narrow"]));
        let Mark::Segments { x0, x1, .. } = &panel.marks[0] else { panic!("the lower ends") };
        assert_eq!((x0.as_slice(), x1.as_slice()), (&[5.0, 5.0][..], &[9.0, 4.0][..]));
        assert!(tornado(&caption, "", (5.0, ""), ("", ""), &[]).is_err());
        assert!(tornado(&caption, "", (5.0, ""), ("", ""), &[swing("x", f64::NAN, 1.0)]).is_err());
        Ok(())
    }
}
