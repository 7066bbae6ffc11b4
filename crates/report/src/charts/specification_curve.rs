//! A specification curve: every estimate in rising order with its interval, and below it the choices behind it.

use fxsens_core::figure::{Axis, Figure, Mark, Panel};

use super::drawn::{dots, zero};
use super::{Caption, SERIES_ROLES};
use crate::error::ReportError;
use crate::format;

/// One specification.
#[derive(Debug, Clone, PartialEq)]
pub struct Specification {
    /// The estimate.
    pub estimate: f64,
    /// Its interval; `NaN` ends draw none.
    pub interval: (f64, f64),
    /// Index into the groups: legend entry and colour.
    pub group: usize,
    /// The value chosen on every axis, in the order of the axes.
    pub choices: Vec<usize>,
}

/// Axes along which specifications differ: name, and the names of its values.
pub type Choices = Vec<(String, Vec<String>)>;

/// Estimates above, a dashboard of choices below. `axis` names the unit; `groups` has up to five entries.
///
/// # Errors
/// [`ReportError::Chart`] without specifications, or when groups or choices point beyond their lists.
pub fn specification_curve(
    caption: &Caption,
    axis: &str,
    groups: &[&str],
    choices: &Choices,
    specifications: &[Specification],
) -> Result<Figure, ReportError> {
    let wrong = |what: String| Err(ReportError::Chart { chart: "specification_curve", what });
    if specifications.is_empty() || groups.len() > 5 {
        return wrong(format!("{} specifications in {} groups", specifications.len(), groups.len()));
    }
    for (i, one) in specifications.iter().enumerate() {
        let inside = one.choices.len() == choices.len()
            && one.choices.iter().zip(choices).all(|(choice, (_, values))| *choice < values.len());
        if !inside || one.group >= groups.len() || !one.estimate.is_finite() {
            return wrong(format!(
                "specification {} has an estimate, a group or a choice that does not exist",
                i + 1
            ));
        }
    }
    let mut sorted: Vec<&Specification> = specifications.iter().collect();
    sorted.sort_by(|a, b| a.estimate.total_cmp(&b.estimate));
    let crowd = sorted.len() as f64;
    let (thin, size) = if sorted.len() > 120 { (0.6, 4.0) } else { (1.4, 6.5) };
    let (mut effects, mut made) = (Vec::new(), Vec::new());
    for (index, (group, role)) in groups.iter().zip(SERIES_ROLES).enumerate() {
        let these: Vec<(f64, &Specification)> = sorted
            .iter()
            .enumerate()
            .filter(|(_, s)| s.group == index)
            .map(|(rank, s)| (rank as f64, *s))
            .collect();
        let x: Vec<f64> = these.iter().map(|(rank, _)| *rank).collect();
        effects.push(Mark::Segments {
            x0: x.clone(),
            y0: these.iter().map(|(_, s)| s.interval.0).collect(),
            x1: x.clone(),
            y1: these.iter().map(|(_, s)| s.interval.1).collect(),
            role,
            width: thin,
            label: String::new(),
        });
        effects.push(dots(x, these.iter().map(|(_, s)| s.estimate).collect(), size, role, group));
        let (mut at, mut row) = (Vec::new(), Vec::new());
        for (rank, one) in &these {
            let mut first = 0;
            for (choice, (_, values)) in one.choices.iter().zip(choices) {
                at.push(*rank);
                row.push((first + choice) as f64);
                first += values.len();
            }
        }
        made.push(Mark::Points {
            x: at,
            y: row,
            marker: fxsens_core::figure::Marker::Square,
            size: size.min(5.5),
            role,
            label: String::new(),
        });
    }
    effects.insert(0, zero());
    let names: Vec<String> = choices
        .iter()
        .flat_map(|(axis, values)| {
            values
                .iter()
                .enumerate()
                .map(move |(i, value)| if i == 0 { format!("{axis}: {value}") } else { value.clone() })
        })
        .collect();
    let x = || Axis::linear("").with_limits(-0.012 * crowd - 0.5, 1.012 * crowd - 0.5);
    let mut panels = vec![Panel::new(x(), Axis::linear(axis), effects)];
    let height = 520 + 24 * names.len() as u32;
    if !names.is_empty() {
        let weight = 0.075 * names.len() as f64;
        let x = x().with_label("Specifications in the order of their estimates");
        panels.push(Panel { weight, ..Panel::new(x, Axis::category(names), made) });
    }
    let number = |value: f64| format::significant(value, 3);
    let median = median(&sorted);
    let alt = format!(
        "Estimates of {} specifications in rising order, from {} to {} in {axis}, median {}; below, the choices behind each.",
        sorted.len(),
        number(sorted[0].estimate),
        number(sorted[sorted.len() - 1].estimate),
        number(median)
    );
    Ok(caption.figure(alt, (1000, height), panels))
}

fn median(sorted: &[&Specification]) -> f64 {
    let middle = sorted.len() / 2;
    let upper = sorted[middle].estimate;
    if sorted.len() % 2 == 1 { upper } else { f64::midpoint(sorted[middle - 1].estimate, upper) }
}

#[cfg(test)]
mod tests {
    use fxsens_core::figure::Mark;

    use super::{Specification, specification_curve};
    use crate::charts::Caption;

    fn spec(estimate: f64, group: usize, choices: &[usize]) -> Specification {
        Specification {
            estimate,
            interval: (estimate - 1.0, estimate + 1.0),
            group,
            choices: choices.to_vec(),
        }
    }

    #[test]
    fn estimates_rise_and_their_choices_stand_below_them() -> Result<(), crate::ReportError> {
        let choices = vec![
            ("Window".to_owned(), vec!["6".to_owned(), "12".to_owned()]),
            ("Oil".to_owned(), vec!["without".to_owned(), "with".to_owned()]),
        ];
        let specs = [spec(3.0, 0, &[0, 1]), spec(-1.0, 1, &[1, 0]), spec(2.0, 0, &[1, 1])];
        let caption = Caption::new("curve", "t", "s");
        let figure = specification_curve(&caption, "yen", &["levels", "changes"], &choices, &specs)?;
        let points = |panel: usize, nth: usize| {
            let marks = figure.panels[panel].marks.iter();
            let mut all = marks.filter_map(|m| {
                if let Mark::Points { x, y, .. } = m { Some((&x[..], &y[..])) } else { None }
            });
            all.nth(nth)
        };
        assert_eq!(points(0, 0), Some((&[1.0, 2.0][..], &[2.0, 3.0][..])), "levels");
        assert_eq!(points(0, 1), Some((&[0.0][..], &[-1.0][..])), "changes");
        assert_eq!(points(1, 0), Some((&[1.0, 1.0, 2.0, 2.0][..], &[1.0, 3.0, 0.0, 3.0][..])));
        assert!(figure.alt.contains("median 2.00"), "{}", figure.alt);
        assert!(specification_curve(&caption, "", &["one"], &choices, &specs).is_err());
        assert!(specification_curve(&caption, "", &["one"], &choices, &[spec(1.0, 0, &[0, 7])]).is_err());
        Ok(())
    }
}
