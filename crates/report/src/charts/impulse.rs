//! Responses by horizon with pointwise and simultaneous bands.

use fxsens_core::figure::{Axis, Figure, Mark, Panel, Role, Stroke};

use super::Caption;
use super::drawn::{dots, line, zero};
use crate::error::ReportError;
use crate::format;

/// The response to one impulse; vectors have one value per horizon.
#[derive(Debug, Clone, PartialEq)]
pub struct ImpulseResponse {
    /// The impulse; heading of its panel when there are several.
    pub label: String,
    /// Horizons in rising order.
    pub horizons: Vec<f64>,
    /// Responses.
    pub estimates: Vec<f64>,
    /// Pointwise interval: each horizon alone.
    pub pointwise: (Vec<f64>, Vec<f64>),
    /// Simultaneous band: the whole path at once; `None` when it is not known.
    pub simultaneous: Option<(Vec<f64>, Vec<f64>)>,
}

/// One panel per impulse, up to four. `axis` names the unit, `level` the intervals: `95 %`; `steps` the horizontal axis:
/// `Months after the impulse`.
///
/// # Errors
/// [`ReportError::Chart`] without responses, with more than four, or when lengths differ.
pub fn impulse_responses(
    caption: &Caption,
    axis: &str,
    (level, steps): (&str, &str),
    responses: &[ImpulseResponse],
) -> Result<Figure, ReportError> {
    if responses.is_empty() || responses.len() > 4 {
        let what = format!("{} responses; one to 4 have room", responses.len());
        return Err(ReportError::Chart { chart: "impulse_responses", what });
    }
    let mut panels = Vec::new();
    for (i, response) in responses.iter().enumerate() {
        let last = i + 1 == responses.len();
        let mut panel = panel(axis, level, response)?;
        if responses.len() > 1 {
            panel.title.clone_from(&response.label);
        }
        if last {
            panel.x.label = steps.into();
        }
        panels.push(panel);
    }
    let words: Vec<String> = responses.iter().map(in_words).collect();
    let alt = format!("Responses by horizon with {level} intervals, in {axis}. {}", words.join(" "));
    let height = 300 + 260 * responses.len() as u32;
    Ok(caption.figure(alt, (960, height), panels))
}

fn panel(axis: &str, level: &str, response: &ImpulseResponse) -> Result<Panel, ReportError> {
    let n = response.horizons.len();
    let mut lengths = vec![response.estimates.len(), response.pointwise.0.len(), response.pointwise.1.len()];
    lengths.extend(response.simultaneous.iter().flat_map(|(low, high)| [low.len(), high.len()]));
    if n == 0 || lengths.iter().any(|length| *length != n) {
        let what = format!("`{}` has {n} horizons and vectors of lengths {lengths:?}", response.label);
        return Err(ReportError::Chart { chart: "impulse_responses", what });
    }
    let x = &response.horizons;
    let mut marks = Vec::new();
    if let Some((low, high)) = &response.simultaneous {
        let edge = |y: &[f64], label: &str| Mark::Line {
            x: x.clone(),
            y: y.to_vec(),
            role: Role::Primary,
            stroke: Stroke::Dashed,
            width: 1.3,
            label: label.into(),
        };
        let band = Mark::Band {
            x: x.clone(),
            low: low.clone(),
            high: high.clone(),
            role: Role::Muted,
            label: String::new(),
        };
        marks.extend([band, edge(low, &format!("{level} for the whole path")), edge(high, "")]);
    }
    let (low, high) = response.pointwise.clone();
    let label = format!("{level}, each horizon alone");
    marks.push(Mark::Band { x: x.clone(), low, high, role: Role::Primary, label });
    marks.push(zero());
    marks.push(line(x.clone(), response.estimates.clone(), Role::Primary, "Response"));
    if n <= 40 {
        marks.push(dots(x.clone(), response.estimates.clone(), 6.5, Role::Primary, "Response"));
    }
    let (first, last) = (x[0], x[n - 1]);
    let room = 0.02 * (last - first).max(1.0);
    Ok(Panel::new(Axis::linear("").with_limits(first - room, last + room), Axis::linear(axis), marks))
}

fn in_words(response: &ImpulseResponse) -> String {
    let largest = (0..response.estimates.len())
        .max_by(|a, b| response.estimates[*a].abs().total_cmp(&response.estimates[*b].abs()))
        .unwrap_or_default();
    format!(
        "{}: largest at horizon {}, {}.",
        response.label,
        response.horizons[largest],
        format::significant(response.estimates[largest], 3)
    )
}

#[cfg(test)]
mod tests {
    use fxsens_core::figure::Mark;

    use super::{ImpulseResponse, impulse_responses};
    use crate::charts::Caption;

    fn response() -> ImpulseResponse {
        ImpulseResponse {
            label: "oil".into(),
            horizons: vec![0.0, 1.0, 2.0],
            estimates: vec![0.5, -2.0, 1.0],
            pointwise: (vec![0.0, -3.0, 0.0], vec![1.0, -1.0, 2.0]),
            simultaneous: Some((vec![-0.5, -4.0, -1.0], vec![1.5, 0.0, 3.0])),
        }
    }

    #[test]
    fn the_wider_band_lies_below_the_narrower_one() -> Result<(), crate::ReportError> {
        let figure =
            impulse_responses(&Caption::new("irf", "t", "s"), "yen", ("95 %", "Months"), &[response()])?;
        let bands: Vec<f64> = figure.panels[0]
            .marks
            .iter()
            .filter_map(|mark| if let Mark::Band { low, .. } = mark { Some(low[1]) } else { None })
            .collect();
        assert_eq!(bands, [-4.0, -3.0]);
        assert!(figure.alt.contains("oil: largest at horizon 1, −2.00."), "{}", figure.alt);
        Ok(())
    }

    #[test]
    fn vectors_of_other_lengths_are_refused() {
        let mut short = response();
        short.estimates.pop();
        let caption = Caption::new("irf", "t", "s");
        assert!(impulse_responses(&caption, "", ("95 %", ""), &[short]).is_err());
        assert!(impulse_responses(&caption, "", ("95 %", ""), &[]).is_err());
    }
}
