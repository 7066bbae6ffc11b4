//! Axes of a panel: limits and ticks first, strokes and words later.

use fxsens_core::figure::{Axis, Mark, Panel, Scale};

use super::canvas::{Align, Canvas, Paint};
use super::frame::Frame;
use super::text::{self, Font};
use super::ticks::{self, Step, Tick};
use super::{limits, time_ticks};
use crate::error::ReportError;
use crate::theme::Theme;

pub(crate) const TICK_LENGTH: f64 = 5.0;
pub(crate) const TICK_GAP: f64 = 6.0;

/// Limits and ticks of one axis.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct AxisPlan {
    pub(crate) low: f64,
    pub(crate) high: f64,
    pub(crate) ticks: Vec<Tick>,
    pub(crate) font: Font,
}

impl AxisPlan {
    /// Width of the widest label.
    pub(crate) fn label_width(&self) -> f64 {
        self.ticks.iter().map(|tick| text::widest(&tick.label, self.font)).fold(0.0, f64::max)
    }

    /// Lines of the tallest label.
    pub(crate) fn label_lines(&self) -> usize {
        self.ticks.iter().map(|tick| tick.label.len()).max().unwrap_or(0)
    }
}

/// Plans the vertical axis for a plot of about `height` pixels; category names get at most `room` pixels.
pub(crate) fn plan_y(panel: &Panel, theme: &Theme, height: f64, room: f64) -> AxisPlan {
    let font = theme.regular(theme.sizes.label);
    if let Scale::Category(names) = &panel.y.scale {
        let (low, high) = limits::category(&panel.y, names.len());
        return categories(names, (low, high), font, room, height / (high - low));
    }
    let target = (height / 58.0).round().clamp(2.0, 7.0) as usize;
    let (low, high, step) = if let Some((low, high)) = panel.y.limits {
        (low, high, ticks::step_for(low, high, target))
    } else {
        let (low, high) = limits::y_extent(panel).unwrap_or((0.0, 1.0));
        let (below, above) = limits::headroom(panel, height, theme.sizes.value * 1.5);
        // Nothing lies beyond a zero at which the data end.
        let below = if low.abs() < f64::MIN_POSITIVE { 0.0 } else { below };
        let above = if high.abs() < f64::MIN_POSITIVE { 0.0 } else { above };
        let span = high - low;
        let needed = (low - below * span, high + above * span);
        let round = ticks::snap(needed.0, needed.1, target);
        // Values at the ends of bars may move away from them by a line.
        let valued = |mark: &Mark| matches!(mark, Mark::Bars { value_decimals: Some(_), .. });
        if panel.marks.iter().any(valued) { round } else { trimmed(needed, round) }
    };
    AxisPlan { low, high, ticks: ticks::numeric(low, high, step), font }
}

/// Limits no further from the data than a twentieth of their range, as long as three ticks stay: a plot that reaches to the
/// next round number on both sides may be half empty.
fn trimmed((low, high): (f64, f64), (below, above, step): (f64, f64, Step)) -> (f64, f64, Step) {
    let room = 0.05 * (high - low);
    let near = (below.max(low - room), above.min(high + room));
    if near.0 < near.1 && ticks::numeric(near.0, near.1, step).len() >= 3 {
        (near.0, near.1, step)
    } else {
        (below, above, step)
    }
}

/// Plans the horizontal axis for a plot of `width` pixels. `shared` overrides the data's extent where panels share
/// their time axis.
pub(crate) fn plan_x(panel: &Panel, theme: &Theme, width: f64, shared: Option<(f64, f64)>) -> AxisPlan {
    let font = theme.regular(theme.sizes.label);
    let data = shared.or_else(|| limits::x_extent(panel)).unwrap_or((0.0, 1.0));
    match &panel.x.scale {
        Scale::Category(names) => {
            let (low, high) = limits::category(&panel.x, names.len());
            let slot = width / (high - low);
            let words = names.iter().flat_map(|name| name.split(' '));
            let longest = |font: Font| words.clone().map(|word| text::width(word, font)).fold(0.0, f64::max);
            let sizes = [font.size, font.size - 1.0, font.size - 2.0, font.size - 3.0];
            let fitting =
                sizes.into_iter().map(|size| theme.regular(size)).find(|font| longest(*font) <= slot - 8.0);
            categories(
                names,
                (low, high),
                fitting.unwrap_or(theme.regular(font.size - 2.0)),
                slot - 8.0,
                f64::MAX,
            )
        }
        Scale::Time => {
            let (low, high) = panel.x.limits.unwrap_or_else(|| padded(panel, data, 0.012));
            let most = (width / (text::width("2000", font) + 22.0)).floor() as usize;
            AxisPlan {
                low,
                high,
                ticks: time_ticks::time((low, high), most, centre(panel), &theme.months),
                font,
            }
        }
        Scale::Linear => {
            let (low, high) = panel.x.limits.unwrap_or_else(|| padded(panel, data, 0.03));
            let mut target = (width / 90.0).round().clamp(2.0, 9.0) as usize;
            let whole = counts(panel);
            loop {
                let step = ticks::step_for(low, high, target);
                let step = if whole { step.whole() } else { step };
                let plan = AxisPlan { low, high, ticks: ticks::numeric(low, high, step), font };
                let needed = plan.ticks.len() as f64 * (plan.label_width() + 14.0);
                if needed <= width || target <= 2 {
                    return plan;
                }
                target -= 1;
            }
        }
    }
}

/// The position of annual observations within their year, judged by bars where there are any.
fn centre(panel: &Panel) -> Option<f64> {
    let bars = panel.marks.iter().filter_map(|m| if let Mark::Bars { x, .. } = m { Some(x) } else { None });
    // Bars that stand beside each other are annual about their common middle.
    let centres: Option<Vec<f64>> = bars.map(|x| time_ticks::annual_centre(x)).collect();
    match centres {
        Some(centres) if centres.is_empty() => time_ticks::annual_centre(&positions(panel)),
        Some(centres) => Some(centres.iter().sum::<f64>() / centres.len() as f64),
        None => None,
    }
}

/// Whether all marks stand on whole numbers: lags, horizons, ranks.
fn counts(panel: &Panel) -> bool {
    let mut found = positions(panel).into_iter().filter(|x| x.is_finite()).peekable();
    found.peek().is_some() && found.all(|x| (x - x.round()).abs() < 1e-9)
}

fn positions(panel: &Panel) -> Vec<f64> {
    let x = |mark: &Mark| match mark {
        Mark::Line { x, .. } | Mark::Band { x, .. } | Mark::Points { x, .. } | Mark::Bars { x, .. } => {
            x.clone()
        }
        _ => Vec::new(),
    };
    panel.marks.iter().flat_map(x).collect()
}

fn padded(panel: &Panel, (low, high): (f64, f64), share: f64) -> (f64, f64) {
    let (low, high) = ticks::widen(low, high);
    let room = (high - low) * share + limits::half_bar(panel) * 0.3;
    (low - room, high + room)
}

fn categories(names: &[String], (low, high): (f64, f64), font: Font, room: f64, height: f64) -> AxisPlan {
    let most = ((height / font.leading()).floor() as usize).max(1);
    let tick = |(i, name): (usize, &String)| {
        let label = text::wrap_to(name, font, room, most);
        Tick { at: i as f64, label, stroke: false }
    };
    let inside = |tick: &Tick| tick.at >= low && tick.at <= high;
    AxisPlan { low, high, ticks: names.iter().enumerate().map(tick).filter(inside).collect(), font }
}

/// Whether gridlines run upright: they cross the axis that carries numbers.
pub(crate) fn upright_grid(panel: &Panel) -> bool {
    matches!(panel.y.scale, Scale::Category(_))
}

/// Draws the gridlines, before any mark.
pub(crate) fn draw_grid(
    canvas: &Canvas<'_>,
    theme: &Theme,
    frame: &Frame,
    panel: &Panel,
    (x, y): (&AxisPlan, &AxisPlan),
) -> Result<(), ReportError> {
    let plot = &frame.plot;
    if panel.is_page() {
        // Rules between the rows.
        for tick in &y.ticks {
            let at = frame.y.at(tick.at + 0.5).min(plot.bottom);
            canvas.line(&[(plot.left, at), (plot.right, at)], theme.grid, 1.0)?;
        }
        return Ok(());
    }
    let upright = upright_grid(panel);
    for tick in if upright { &x.ticks } else { &y.ticks } {
        let ends = if upright {
            let at = frame.x.at(tick.at);
            [(at, plot.top), (at, plot.bottom)]
        } else {
            let at = frame.y.at(tick.at);
            [(plot.left, at), (plot.right, at)]
        };
        canvas.line(&ends, theme.grid, 1.0)?;
    }
    Ok(())
}

/// Draws the zero line, where zero lies inside the panel, or else the line at the foot of the plot.
pub(crate) fn draw_base(
    canvas: &Canvas<'_>,
    theme: &Theme,
    frame: &Frame,
    panel: &Panel,
) -> Result<(), ReportError> {
    let plot = &frame.plot;
    if upright_grid(panel) {
        if frame.x.crosses_zero() {
            let at = frame.x.at(0.0);
            canvas.line(&[(at, plot.top), (at, plot.bottom)], theme.axis, 1.2)?;
        }
        return Ok(());
    }
    let at = if frame.y.crosses_zero() { frame.y.at(0.0) } else { plot.bottom };
    canvas.line(&[(plot.left, at), (plot.right, at)], theme.axis, 1.2)
}

/// Draws tick strokes and tick labels.
pub(crate) fn draw_labels(
    canvas: &Canvas<'_>,
    theme: &Theme,
    frame: &Frame,
    (x, y): (&AxisPlan, &AxisPlan),
    (upright, show_x): (bool, bool),
) -> Result<(), ReportError> {
    let plot = &frame.plot;
    for tick in &y.ticks {
        let block = (tick.label.len() as f64 - 1.0) * y.font.leading();
        let baseline = frame.y.at(tick.at) - block / 2.0 + y.font.cap_height() / 2.0;
        let color = if upright { theme.ink } else { theme.faint_ink };
        canvas.lines(&tick.label, (plot.left - 8.0, baseline), Align::End, y.font, color)?;
    }
    for tick in &x.ticks {
        let at = frame.x.at(tick.at);
        if tick.stroke && !upright {
            let paint = Paint { color: theme.axis, opacity: 0.8 };
            canvas.line(&[(at, plot.bottom), (at, plot.bottom + TICK_LENGTH)], paint, 1.0)?;
        }
        if show_x {
            let baseline = plot.bottom + TICK_LENGTH + TICK_GAP + x.font.cap_height();
            let color = if tick.stroke { theme.faint_ink } else { theme.ink };
            canvas.lines(&tick.label, (at, baseline), Align::Middle, x.font, color)?;
        }
    }
    Ok(())
}

/// Whether two panels can share one set of time labels.
pub(crate) fn shares_time(a: &Axis, b: &Axis) -> bool {
    matches!((&a.scale, &b.scale), (Scale::Time, Scale::Time)) && a.limits == b.limits && a.label == b.label
}

#[cfg(test)]
mod tests {
    use super::trimmed;
    use crate::render::ticks;

    #[test]
    fn limits_stay_near_the_data() {
        // The round limits −60 and 20 around −39 to 14 would leave a third empty.
        let (low, high, step) = trimmed((-39.0, 14.0), (-60.0, 20.0, ticks::step_for(-60.0, 20.0, 4)));
        assert!((low + 41.65).abs() < 1e-9 && (high - 16.65).abs() < 1e-9, "{low} to {high}");
        assert_eq!(ticks::numeric(low, high, step).len(), 3, "−40, −20 and 0");
        // Two ticks are too few: the round numbers stay.
        let kept = trimmed((1.0, 9.0), (0.0, 10.0, ticks::step_for(0.0, 10.0, 2)));
        assert!(kept.0.abs() < 1e-12 && (kept.1 - 10.0).abs() < 1e-12);
    }
}
