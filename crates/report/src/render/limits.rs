//! How far the axes of a panel reach.

use fxsens_core::figure::{Axis, Mark, Panel, Scale};

/// The least and the greatest of the finite values; `None` when there are none.
pub(crate) fn extent(values: impl IntoIterator<Item = f64>) -> Option<(f64, f64)> {
    values.into_iter().filter(|value| value.is_finite()).fold(None, |range, value| match range {
        None => Some((value, value)),
        Some((low, high)) => Some((f64::min(low, value), f64::max(high, value))),
    })
}

/// The horizontal extent of a panel's marks.
pub(crate) fn x_extent(panel: &Panel) -> Option<(f64, f64)> {
    let time = matches!(panel.x.scale, Scale::Time);
    extent(panel.marks.iter().flat_map(|mark| x_values(mark, time)))
}

/// The vertical extent of a panel's marks.
pub(crate) fn y_extent(panel: &Panel) -> Option<(f64, f64)> {
    extent(panel.marks.iter().flat_map(y_values))
}

/// Half the width of the widest bar: bars reach beyond their centres.
pub(crate) fn half_bar(panel: &Panel) -> f64 {
    let widths = panel
        .marks
        .iter()
        .filter_map(|mark| if let Mark::Bars { width, .. } = mark { Some(*width) } else { None });
    widths.fold(0.0, f64::max) / 2.0
}

/// On a time axis only data count: a shaded recession or a labelled event must not stretch the sample.
fn x_values(mark: &Mark, time: bool) -> Vec<f64> {
    match mark {
        Mark::Line { x, .. } | Mark::Band { x, .. } | Mark::Points { x, .. } => x.clone(),
        Mark::Bars { x, width, .. } => x.iter().flat_map(|x| [x - width / 2.0, x + width / 2.0]).collect(),
        Mark::Segments { x0, x1, .. } => x0.iter().chain(x1).copied().collect(),
        Mark::VLine { x, .. } | Mark::Text { x, .. } if !time => vec![*x],
        Mark::XSpan { from, to, .. } if !time => vec![*from, *to],
        _ => Vec::new(),
    }
}

fn y_values(mark: &Mark) -> Vec<f64> {
    match mark {
        Mark::Line { y, .. } | Mark::Points { y, .. } => y.clone(),
        Mark::Band { low, high, .. } => low.iter().chain(high).copied().collect(),
        Mark::Bars { y, base, .. } => y.iter().chain(base).copied().collect(),
        Mark::Segments { y0, y1, .. } => y0.iter().chain(y1).copied().collect(),
        Mark::HLine { y, .. } | Mark::Text { y, .. } => vec![*y],
        Mark::YSpan { from, to, .. } => vec![*from, *to],
        Mark::VLine { .. } | Mark::XSpan { .. } => Vec::new(),
    }
}

/// Room above and below bars for their values, as a share of the panel's height.
pub(crate) fn headroom(panel: &Panel, plot_height: f64, label_height: f64) -> (f64, f64) {
    let share = (label_height / plot_height.max(1.0)).min(0.25);
    let mut room = (0.0_f64, 0.0_f64);
    for mark in &panel.marks {
        match mark {
            Mark::Bars { y, base, value_decimals: Some(_), .. } => {
                for (value, base) in y.iter().zip(base) {
                    *(if value < base { &mut room.0 } else { &mut room.1 }) = share;
                }
            }
            Mark::Points { .. } | Mark::Line { .. } | Mark::Segments { .. } => {
                room = (room.0.max(0.02), room.1.max(0.02));
            }
            _ => {}
        }
    }
    room
}

/// Limits of a category axis.
pub(crate) fn category(axis: &Axis, names: usize) -> (f64, f64) {
    axis.limits.unwrap_or((-0.5, names as f64 - 0.5))
}

#[cfg(test)]
mod tests {
    use fxsens_core::figure::{Axis, Mark, Panel, Role, Stroke};

    use super::{x_extent, y_extent};

    #[test]
    fn spans_stretch_a_number_axis_but_not_time() {
        let span = Mark::XSpan { from: 0.0, to: 9.0, role: Role::Muted, label: String::new() };
        let line = Mark::Line {
            x: vec![2.0, 3.0],
            y: vec![1.0, f64::NAN],
            role: Role::Primary,
            stroke: Stroke::Solid,
            width: 2.0,
            label: String::new(),
        };
        let mut panel = Panel::new(Axis::linear("x"), Axis::linear("y"), vec![span, line]);
        assert_eq!(x_extent(&panel), Some((0.0, 9.0)));
        assert_eq!(y_extent(&panel), Some((1.0, 1.0)));
        panel.x = Axis::time();
        assert_eq!(x_extent(&panel), Some((2.0, 3.0)));
    }
}
