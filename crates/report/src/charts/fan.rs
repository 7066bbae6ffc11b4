//! A path with bands that widen: what is known, and from then on what may come.

use fxsens_core::figure::{Axis, Figure, Mark, Panel, Role, Stroke};
use fxsens_core::period::Period;

use super::Caption;
use super::drawn::line;
use super::series::with_gaps;
use crate::error::ReportError;
use crate::format;

/// One band of a fan.
#[derive(Debug, Clone, PartialEq)]
pub struct FanBand {
    /// Legend entry: `90 %`.
    pub label: String,
    /// Lower edge, one value per period ahead.
    pub low: Vec<f64>,
    /// Upper edge.
    pub high: Vec<f64>,
}

/// The past as a line, then a central path inside bands, the widest first. The fan starts at the last known value. `axis`
/// names the unit.
///
/// # Errors
/// [`ReportError::Chart`] when lengths differ or nothing lies ahead.
pub fn fan(
    caption: &Caption,
    axis: &str,
    past: (&[Period], &[f64]),
    ahead: (&[Period], &[f64]),
    bands: &[FanBand],
) -> Result<Figure, ReportError> {
    let wrong = |what: String| Err(ReportError::Chart { chart: "fan", what });
    let n = ahead.0.len();
    if n == 0 || ahead.1.len() != n || past.0.len() != past.1.len() {
        let counts = [past.0.len(), past.1.len(), n, ahead.1.len()];
        return wrong(format!("periods and values, past and ahead, are {counts:?}"));
    }
    if let Some(band) = bands.iter().find(|band| band.low.len() != n || band.high.len() != n) {
        return wrong(format!("the band `{}` does not have {n} values on each side", band.label));
    }
    let start = past.0.last().zip(past.1.last()).map(|(period, value)| (period.decimal_year(), *value));
    let from_start = |values: &[f64]| start.iter().map(|(_, y)| *y).chain(values.iter().copied()).collect();
    let x: Vec<f64> =
        start.iter().map(|(x, _)| *x).chain(ahead.0.iter().map(|period| period.decimal_year())).collect();
    // Bands lie on each other: one entry names them all.
    let levels: Vec<&str> = bands.iter().rev().map(|band| band.label.as_str()).collect();
    let name = |index: usize| if index == 0 { levels.join(", ") } else { String::new() };
    let mut marks: Vec<Mark> = bands
        .iter()
        .enumerate()
        .map(|(index, band)| Mark::Band {
            x: x.clone(),
            low: from_start(&band.low),
            high: from_start(&band.high),
            role: Role::Primary,
            label: name(index),
        })
        .collect();
    let (known, values) = with_gaps(past.0, past.1);
    marks.push(line(known, values, Role::Ink, "Known"));
    marks.push(Mark::Line {
        x,
        y: from_start(ahead.1),
        role: Role::Primary,
        stroke: Stroke::Dashed,
        width: 2.2,
        label: "Central path".into(),
    });
    let number = |value: f64| format::significant(value, 3);
    let reach = bands.first().map_or_else(String::new, |band| {
        format!(", between {} and {} ({})", number(band.low[n - 1]), number(band.high[n - 1]), band.label)
    });
    let alt = format!(
        "Fan from {} to {}, in {axis}; at the end {}{reach}.",
        ahead.0[0],
        ahead.0[n - 1],
        number(ahead.1[n - 1])
    );
    Ok(caption.figure(alt, (960, 560), vec![Panel::new(Axis::time(), Axis::linear(axis), marks)]))
}

#[cfg(test)]
mod tests {
    use fxsens_core::figure::Mark;
    use fxsens_core::period::{Frequency, Period};

    use super::{FanBand, fan};
    use crate::charts::Caption;

    #[test]
    fn the_fan_starts_at_the_last_known_value() -> Result<(), crate::ReportError> {
        let month = |k| Period::from_ordinal(Frequency::Monthly, 24_000 + k);
        let (known, ahead) = ([month(0), month(1)], [month(2), month(3)]);
        let band = FanBand { label: "90 %".into(), low: vec![1.0, 0.0], high: vec![5.0, 6.0] };
        let caption = Caption::new("fan", "t", "s");
        let figure =
            fan(&caption, "yen", (&known, &[2.0, 3.0]), (&ahead, &[3.0, 3.5]), std::slice::from_ref(&band))?;
        let Mark::Band { x, low, high, .. } = &figure.panels[0].marks[0] else { panic!("a band") };
        assert_eq!(x.len(), 3);
        assert_eq!((low.as_slice(), high.as_slice()), (&[3.0, 1.0, 0.0][..], &[3.0, 5.0, 6.0][..]));
        assert!(figure.alt.contains("between 0 and 6.00 (90 %)"), "{}", figure.alt);
        assert!(fan(&caption, "", (&known, &[2.0, 3.0]), (&ahead[..1], &[3.0]), &[band]).is_err());
        Ok(())
    }
}
