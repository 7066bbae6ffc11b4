//! The numbers behind a chart as CSV: what a reader downloads beside the picture.

use fxsens_core::figure::{Figure, Label, Mark, Panel, Scale};

use crate::tables::csv;

/// Columns in the order written; those that no mark of the figure fills are left out.
const COLUMNS: [&str; 13] = [
    "panel", "mark", "series", "x", "x_name", "x_end", "y", "y_name", "y_end", "base", "low", "high", "text",
];
const ALWAYS: [&str; 2] = ["panel", "mark"];

/// One line for each point, bar, segment, span or word of the figure, all digits. `x` and `y` are the axis positions
/// that the figure holds (decimal years on a time axis); on an axis of names the name stands beside.
pub(super) fn chart_csv(figure: &Figure) -> String {
    let mut rows = Vec::new();
    for (i, panel) in figure.panels.iter().enumerate() {
        let name = if panel.title.is_empty() { (i + 1).to_string() } else { panel.title.clone() };
        for mark in &panel.marks {
            rows.extend(mark_rows(mark, panel).into_iter().map(|mut row| {
                row.set("panel", name.clone());
                row
            }));
        }
    }
    let used: Vec<usize> = (0..COLUMNS.len())
        .filter(|&i| ALWAYS.contains(&COLUMNS[i]) || rows.iter().any(|row| !row.0[i].is_empty()))
        .collect();
    let mut text = csv::record(used.iter().map(|&i| COLUMNS[i].to_owned()));
    for row in &rows {
        text.push_str(&csv::record(used.iter().map(|&i| row.0[i].clone())));
    }
    text
}

#[derive(Clone, Default)]
struct Row([String; COLUMNS.len()]);

impl Row {
    fn set(&mut self, column: &str, value: String) {
        if let Some(i) = COLUMNS.iter().position(|name| *name == column) {
            self.0[i] = value;
        }
    }
}

fn mark_rows(mark: &Mark, panel: &Panel) -> Vec<Row> {
    let (kind, series): (&str, &Label) = match mark {
        Mark::Line { label, .. } => ("line", label),
        Mark::Band { label, .. } => ("band", label),
        Mark::Bars { label, .. } => ("bars", label),
        Mark::Points { label, .. } => ("points", label),
        Mark::Segments { label, .. } => ("segments", label),
        Mark::HLine { label, .. } => ("h-line", label),
        Mark::VLine { label, .. } => ("v-line", label),
        Mark::XSpan { label, .. } => ("x-span", label),
        Mark::YSpan { label, .. } => ("y-span", label),
        Mark::Text { text, .. } => ("text", text),
    };
    let columns = columns(mark);
    let length = columns.iter().map(|(_, values)| values.len()).max().unwrap_or(0);
    (0..length)
        .map(|i| {
            let mut row = Row::default();
            row.set("mark", kind.to_owned());
            row.set(if kind == "text" { "text" } else { "series" }, series.clone());
            for (column, values) in &columns {
                let value = values.get(i).copied().unwrap_or(f64::NAN);
                if value.is_finite() {
                    row.set(column, csv::exact(value));
                    let axis = if *column == "x" { &panel.x.scale } else { &panel.y.scale };
                    match (*column, name_at(axis, value)) {
                        ("x", Some(name)) => row.set("x_name", name),
                        ("y", Some(name)) => row.set("y_name", name),
                        _ => {}
                    }
                }
            }
            row
        })
        .collect()
}

/// The vectors of a mark under the names they have in the file.
fn columns(mark: &Mark) -> Vec<(&'static str, &[f64])> {
    use std::slice::from_ref;
    match mark {
        Mark::Line { x, y, .. } | Mark::Points { x, y, .. } => vec![("x", x), ("y", y)],
        Mark::Band { x, low, high, .. } => vec![("x", x), ("low", low), ("high", high)],
        Mark::Bars { x, y, base, .. } => vec![("x", x), ("y", y), ("base", base)],
        Mark::Segments { x0, y0, x1, y1, .. } => vec![("x", x0), ("y", y0), ("x_end", x1), ("y_end", y1)],
        Mark::HLine { y, .. } => vec![("y", from_ref(y))],
        Mark::VLine { x, .. } => vec![("x", from_ref(x))],
        Mark::XSpan { from, to, .. } => vec![("x", from_ref(from)), ("x_end", from_ref(to))],
        Mark::YSpan { from, to, .. } => vec![("y", from_ref(from)), ("y_end", from_ref(to))],
        Mark::Text { x, y, .. } => vec![("x", from_ref(x)), ("y", from_ref(y))],
    }
}

/// The name nearest to a position on an axis of names.
fn name_at(scale: &Scale, position: f64) -> Option<String> {
    match scale {
        Scale::Category(names) if (-0.5..names.len() as f64 - 0.5).contains(&position) => {
            names.get(position.round().max(0.0) as usize).cloned()
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use fxsens_core::figure::{Axis, Mark, Panel, Role};

    use super::chart_csv;
    use crate::write::sample;

    #[test]
    fn lines_keep_all_digits_and_gaps_stay_empty() {
        let expected = "panel,mark,x,y\r\n1,line,2000.5,1\r\n1,line,2001.5,2\r\n1,line,2002.5,\r\n\
                        1,line,2003.5,4\r\n1,line,2004.5,3\r\n";
        assert_eq!(chart_csv(&sample::figure()), expected);
    }

    #[test]
    fn names_stand_beside_their_positions() {
        let segments = Mark::Segments {
            x0: vec![0.1 + 0.2],
            y0: vec![1.15],
            x1: vec![-2.0],
            y1: vec![1.15],
            role: Role::Primary,
            width: 1.0,
            label: "95 %, \"wide\"".into(),
        };
        let mut figure = sample::figure();
        let mut panel = Panel::new(Axis::linear("yen"), Axis::category(["a", "b"]), vec![segments]);
        panel.title = "Top".into();
        figure.panels = vec![panel];
        let expected = "panel,mark,series,x,x_end,y,y_name,y_end\r\n\
                        Top,segments,\"95 %, \"\"wide\"\"\",0.30000000000000004,-2,1.15,b,1.15\r\n";
        assert_eq!(chart_csv(&figure), expected);
    }
}
