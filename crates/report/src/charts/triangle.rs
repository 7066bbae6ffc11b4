//! A revision triangle: what each vintage said about each period.

use fxsens_core::figure::{Anchor, Axis, Figure, Mark, Panel, Role};

use super::Caption;
use crate::error::ReportError;
use crate::format;

/// Most periods and most vintages that have room.
const MOST: usize = 24;

/// Values by vintage and period; `NaN` where a vintage says nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct Triangle {
    /// Periods, one per column.
    pub periods: Vec<String>,
    /// Vintages, the earliest first, with one value per period.
    pub vintages: Vec<(String, Vec<f64>)>,
    /// Decimals of the values.
    pub decimals: u8,
}

/// One row per vintage, one column per period; a value that differs from the vintage before is coloured by its direction, a
/// value that stands unchanged is grey.
///
/// # Errors
/// [`ReportError::Chart`] without periods or vintages, with more than 24 of either, or with rows of another length.
pub fn revision_triangle(caption: &Caption, chart: &Triangle) -> Result<Figure, ReportError> {
    let wrong = |what: String| Err(ReportError::Chart { chart: "revision_triangle", what });
    let (columns, rows) = (chart.periods.len(), chart.vintages.len());
    if columns == 0 || rows == 0 || columns > MOST || rows > MOST {
        return wrong(format!("{columns} periods and {rows} vintages; one to {MOST} of each have room"));
    }
    if let Some((name, values)) = chart.vintages.iter().find(|(_, values)| values.len() != columns) {
        return wrong(format!("the vintage {name} has {} values for {columns} periods", values.len()));
    }
    let text = |x: f64, y: f64, text: String, role| Mark::Text { x, y, text, role, anchor: Anchor::Right };
    let mut marks: Vec<Mark> = chart
        .periods
        .iter()
        .enumerate()
        .map(|(column, period)| text(column as f64, 0.0, period.clone(), Role::Muted))
        .collect();
    let decimals = usize::from(chart.decimals);
    let mut known: Vec<Option<f64>> = vec![None; columns];
    let (mut up, mut down) = (0, 0);
    for (row, (_, values)) in chart.vintages.iter().enumerate() {
        for (column, value) in values.iter().enumerate().filter(|(_, value)| value.is_finite()) {
            let written = format::number(*value, decimals);
            let before = known[column].filter(|before| format::number(*before, decimals) != written);
            let role = match (known[column], before) {
                (None, _) => Role::Ink,
                (Some(_), None) => Role::Muted,
                (Some(_), Some(before)) if *value > before => {
                    up += 1;
                    Role::Primary
                }
                (Some(_), Some(_)) => {
                    down += 1;
                    Role::Secondary
                }
            };
            known[column] = Some(*value);
            let arrow = match role {
                Role::Primary => " ▲",
                Role::Secondary => " ▼",
                _ => "",
            };
            marks.push(text(column as f64, row as f64 + 1.0, format!("{written}{arrow}"), role));
        }
    }
    let names = std::iter::once("Vintage").chain(chart.vintages.iter().map(|(name, _)| name.as_str()));
    let x = Axis::category(chart.periods.clone()).with_limits(0.0, columns as f64);
    let mut panel = Panel::new(Axis { label: String::new(), ..x }, Axis::category(names), marks);
    panel.x.scale = fxsens_core::figure::Scale::Category(vec![String::new(); columns]);
    let alt = format!(
        "A table of {rows} vintages by {columns} periods from {} to {}: {up} values were revised upwards, {down} downwards.",
        chart.periods[0],
        chart.periods[columns - 1]
    );
    let width = (220 + 92 * columns as u32).max(720);
    Ok(caption.figure(alt, (width, 190 + 34 * (rows as u32 + 1)), vec![panel]))
}

#[cfg(test)]
mod tests {
    use fxsens_core::figure::{Mark, Role};

    use super::{Triangle, revision_triangle};
    use crate::charts::Caption;

    #[test]
    fn revisions_are_coloured_by_direction() -> Result<(), crate::ReportError> {
        let chart = Triangle {
            periods: vec!["2023Q1".into(), "2023Q2".into()],
            vintages: vec![
                ("2023-06".into(), vec![1.0, f64::NAN]),
                ("2023-09".into(), vec![1.21, 2.0]),
                ("2023-12".into(), vec![1.2, 1.5]),
            ],
            decimals: 1,
        };
        let figure = revision_triangle(&Caption::new("triangle", "t", "s"), &chart)?;
        let cells: Vec<(f64, f64, &str, Role)> = figure.panels[0]
            .marks
            .iter()
            .filter_map(|m| {
                if let Mark::Text { x, y, text, role, .. } = m {
                    Some((*x, *y, text.as_str(), *role))
                } else {
                    None
                }
            })
            .collect();
        assert!(cells.contains(&(0.0, 1.0, "1.0", Role::Ink)), "a first value: {cells:?}");
        assert!(cells.contains(&(0.0, 2.0, "1.2 ▲", Role::Primary)));
        assert!(cells.contains(&(0.0, 3.0, "1.2", Role::Muted)), "equal as printed is no revision");
        assert!(cells.contains(&(1.0, 3.0, "1.5 ▼", Role::Secondary)));
        assert!(figure.alt.ends_with("1 values were revised upwards, 1 downwards."), "{}", figure.alt);
        Ok(())
    }
}
