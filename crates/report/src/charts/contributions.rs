//! From one level to another: which parts the change is made of.

use fxsens_core::figure::{Axis, Figure, Mark, Panel, Role, Stroke};

use super::Caption;
use crate::error::ReportError;
use crate::format;

/// A named amount.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Name below the bar.
    pub label: String,
    /// The amount.
    pub value: f64,
}

/// A first level, one floating bar per contribution, and the level they lead to. `axis` names the unit, `decimals` those of
/// the values on the bars; `words` are the legend entries of levels, of rises and of falls.
///
/// # Errors
/// [`ReportError::Chart`] without contributions or with numbers that are not finite.
pub fn contributions(
    caption: &Caption,
    axis: &str,
    decimals: u8,
    (first, last_label): (&Part, &str),
    parts: &[Part],
) -> Result<Figure, ReportError> {
    let wrong = |what: String| Err(ReportError::Chart { chart: "contributions", what });
    if parts.is_empty() {
        return wrong("there is no contribution to show".into());
    }
    if let Some(part) = parts.iter().chain([first]).find(|part| !part.value.is_finite()) {
        return wrong(format!("`{}` is {}", part.label, part.value));
    }
    let mut level = first.value;
    let mut rows = Vec::new();
    for part in parts {
        rows.push((level, level + part.value));
        level += part.value;
    }
    let last = rows.len() as f64 + 1.0;
    let bars = |x: Vec<f64>, base: Vec<f64>, y: Vec<f64>, role, label: &str| Mark::Bars {
        x,
        y,
        base,
        width: 0.62,
        role,
        light: false,
        label: label.into(),
        value_decimals: None,
    };
    let mut marks =
        vec![bars(vec![0.0, last], vec![0.0, 0.0], vec![first.value, level], Role::Primary, "Level")];
    for (rises, role, label) in [(true, Role::Tertiary, "Raises it"), (false, Role::Secondary, "Lowers it")] {
        let these: Vec<(f64, f64, f64)> = rows
            .iter()
            .enumerate()
            .filter(|(_, (from, to))| (to >= from) == rises)
            .map(|(i, (from, to))| (i as f64 + 1.0, *from, *to))
            .collect();
        if !these.is_empty() {
            let column = |of: fn(&(f64, f64, f64)) -> f64| these.iter().map(of).collect::<Vec<f64>>();
            marks.push(bars(column(|r| r.0), column(|r| r.1), column(|r| r.2), role, label));
        }
    }
    // Thin lines carry the level from bar to bar.
    let levels: Vec<f64> = std::iter::once(first.value).chain(rows.iter().map(|row| row.1)).collect();
    for (i, level) in levels.iter().enumerate() {
        let from = i as f64 + 0.31;
        marks.push(Mark::Line {
            x: vec![from, from + 0.38],
            y: vec![*level, *level],
            role: Role::Muted,
            stroke: Stroke::Solid,
            width: 1.2,
            label: String::new(),
        });
    }
    let number = |value: f64| format::number(value, usize::from(decimals));
    let signed = |value: f64| if value > 0.0 { format!("+{}", number(value)) } else { number(value) };
    let words = |x: f64, top: f64, text: String| Mark::Text {
        x,
        y: top,
        text,
        role: Role::Ink,
        anchor: fxsens_core::figure::Anchor::Above,
    };
    marks.push(words(0.0, first.value.max(0.0), number(first.value)));
    marks.extend(
        rows.iter()
            .zip(parts)
            .enumerate()
            .map(|(i, (row, part))| words(i as f64 + 1.0, row.0.max(row.1), signed(part.value))),
    );
    marks.push(words(last, level.max(0.0), number(level)));
    let names: Vec<&str> = std::iter::once(first.label.as_str())
        .chain(parts.iter().map(|part| part.label.as_str()))
        .chain([last_label])
        .collect();
    let listed: Vec<String> =
        parts.iter().map(|part| format!("{} {}", part.label, signed(part.value))).collect();
    let alt = format!(
        "From {} ({}) to {} ({last_label}), in {axis}: {}.",
        number(first.value),
        first.label,
        number(level),
        listed.join(", ")
    );
    let panel = Panel::new(Axis::category(names), Axis::linear(axis), marks);
    Ok(caption.figure(alt, (960, 560), vec![panel]))
}

#[cfg(test)]
mod tests {
    use fxsens_core::figure::Mark;

    use super::{Part, contributions};
    use crate::charts::Caption;

    #[test]
    fn every_bar_starts_where_the_one_before_ended() -> Result<(), crate::ReportError> {
        let part = |label: &str, value| Part { label: label.into(), value };
        let first = part("2014", 2.0);
        let parts = [part("volume", 3.0), part("rate", -1.5), part("rest", 0.5)];
        let caption = Caption::new("parts", "t", "s");
        let figure = contributions(&caption, "JPY trillion", 1, (&first, "2024"), &parts)?;
        let marks = &figure.panels[0].marks;
        let bars: Vec<(&[f64], &[f64])> = marks
            .iter()
            .filter_map(|m| if let Mark::Bars { base, y, .. } = m { Some((&base[..], &y[..])) } else { None })
            .collect();
        assert_eq!(bars[0], (&[0.0, 0.0][..], &[2.0, 4.0][..]), "2 + 3 − 1.5 + 0.5 = 4");
        assert_eq!(bars[1], (&[2.0, 3.5][..], &[5.0, 4.0][..]), "rises");
        assert_eq!(bars[2], (&[5.0][..], &[3.5][..]), "the fall");
        assert!(figure.alt.contains("volume +3.0, rate −1.5, rest +0.5"), "{}", figure.alt);
        assert!(contributions(&caption, "", 1, (&first, ""), &[]).is_err());
        Ok(())
    }
}
