//! Series as bars: side by side, or stacked with their sum as a line.

use fxsens_core::figure::{Axis, Figure, Mark, Panel, Role};
use fxsens_core::period::Period;

use super::drawn::{bars, line};
use super::series::{LineSeries, position_axis, with_gaps};
use super::{Caption, SERIES_ROLES};
use crate::error::ReportError;

/// Share of a period that its bars fill.
const FILLED: f64 = 0.82;
/// Bars carry their values where there are at most so many.
const MOST_VALUES: usize = 14;

/// How bars of one period stand to each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stacking {
    /// Side by side.
    Beside,
    /// Positive values upwards and negative ones downwards from zero, with their sum as a line of this name; a period
    /// without one of the values has no sum.
    Stacked {
        /// Name of the sum.
        net: String,
    },
}

/// One bar per series and period, up to five series of one unit. `axis` names the unit.
///
/// # Errors
/// [`ReportError::Chart`] without series, with more than five, or with lengths that differ.
pub fn bar_series(
    caption: &Caption,
    axis: &str,
    series: &[LineSeries],
    stacking: &Stacking,
) -> Result<Figure, ReportError> {
    let wrong = |what: String| Err(ReportError::Chart { chart: "bar_series", what });
    if series.is_empty() || series.len() > 5 {
        return wrong(format!("{} series; one to 5 can be told apart", series.len()));
    }
    if let Some(one) = series.iter().find(|one| one.periods.len() != one.values.len()) {
        let (periods, values) = (one.periods.len(), one.values.len());
        return wrong(format!("`{}` has {periods} periods and {values} values", one.label));
    }
    let mut periods: Vec<Period> = series.iter().flat_map(|one| one.periods.clone()).collect();
    periods.sort();
    periods.dedup();
    let x = position_axis(&periods, "bar_series")?;
    let positions: Vec<f64> = periods.iter().map(|period| period.decimal_year()).collect();
    let step = positions.windows(2).map(|pair| pair[1] - pair[0]).fold(1.0, f64::min);
    let value = |one: &LineSeries, period: &Period| {
        one.periods.iter().position(|p| p == period).map_or(f64::NAN, |at| one.values[at])
    };
    let mut marks = Vec::new();
    match stacking {
        Stacking::Beside => {
            let width = FILLED * step / series.len() as f64;
            for (k, one) in series.iter().enumerate() {
                let shift = (k as f64 - (series.len() as f64 - 1.0) / 2.0) * width;
                let y: Vec<f64> = periods.iter().map(|period| value(one, period)).collect();
                let at = positions.iter().map(|x| x + shift).collect();
                let mut mark = bars(at, y, 0.94 * width, SERIES_ROLES[k], &name(one, series));
                if let Mark::Bars { value_decimals, .. } = &mut mark
                    && periods.len() * series.len() <= MOST_VALUES
                {
                    *value_decimals = Some(1);
                }
                marks.push(mark);
            }
        }
        Stacking::Stacked { net } => {
            let (mut above, mut below) = (vec![0.0; periods.len()], vec![0.0; periods.len()]);
            let mut sum = vec![0.0; periods.len()];
            for (k, one) in series.iter().enumerate() {
                let (mut y, mut base) = (Vec::new(), Vec::new());
                for (i, period) in periods.iter().enumerate() {
                    let value = value(one, period);
                    let edge = if value < 0.0 { &mut below[i] } else { &mut above[i] };
                    base.push(*edge);
                    y.push(*edge + value);
                    if value.is_finite() {
                        *edge += value;
                    }
                    sum[i] += value;
                }
                marks.push(Mark::Bars {
                    x: positions.clone(),
                    y,
                    base,
                    width: FILLED * step,
                    role: SERIES_ROLES[k],
                    light: false,
                    label: name(one, series),
                    value_decimals: None,
                });
            }
            let (at, sum) = with_gaps(&periods, &sum);
            marks.push(line(at, sum, Role::Ink, net));
        }
    }
    let names: Vec<&str> = series.iter().map(|one| one.label.as_str()).collect();
    let how = if matches!(stacking, Stacking::Beside) { "Bars" } else { "Stacked bars with their sum" };
    let range = match (periods.first(), periods.last()) {
        (Some(first), Some(last)) => format!(" from {first} to {last}"),
        _ => String::new(),
    };
    let alt = format!("{how} of {}{range}, in {axis}.", names.join(", "));
    Ok(caption.figure(alt, (960, 560), vec![Panel::new(x, Axis::linear(axis), marks)]))
}

/// One series alone needs no legend.
fn name(one: &LineSeries, series: &[LineSeries]) -> String {
    if series.len() > 1 { one.label.clone() } else { String::new() }
}

#[cfg(test)]
mod tests {
    use fxsens_core::figure::Mark;
    use fxsens_core::period::{Frequency, Period};

    use super::{Stacking, bar_series};
    use crate::charts::{Caption, LineSeries};

    fn years(label: &str, values: &[f64]) -> LineSeries {
        let periods = (0..values.len()).map(|k| Period::from_ordinal(Frequency::Annual, 2020 + k as i32));
        LineSeries { label: label.into(), periods: periods.collect(), values: values.to_vec() }
    }

    #[test]
    fn stacks_grow_away_from_zero_and_the_line_is_their_sum() -> Result<(), crate::ReportError> {
        let series = [years("a", &[1.0, 2.0]), years("b", &[-3.0, 4.0]), years("c", &[5.0, f64::NAN])];
        let stacking = Stacking::Stacked { net: "Net".into() };
        let figure = bar_series(&Caption::new("x", "t", "s"), "yen", &series, &stacking)?;
        let marks = &figure.panels[0].marks;
        let stacks: Vec<(Vec<f64>, Vec<f64>)> = marks
            .iter()
            .filter_map(|m| {
                if let Mark::Bars { y, base, .. } = m { Some((base.clone(), y.clone())) } else { None }
            })
            .collect();
        assert_eq!(stacks[0], (vec![0.0, 0.0], vec![1.0, 2.0]));
        assert_eq!(stacks[1], (vec![0.0, 2.0], vec![-3.0, 6.0]));
        assert_eq!((stacks[2].0[0], stacks[2].1[0]), (1.0, 6.0));
        let Some(Mark::Line { y, .. }) = marks.last() else { panic!("the net line comes last") };
        assert!((y[0] - 3.0).abs() < 1e-12 && y[1].is_nan(), "1 - 3 + 5, and a gap: {y:?}");
        Ok(())
    }

    #[test]
    fn bars_side_by_side_do_not_touch() -> Result<(), crate::ReportError> {
        let series = [years("a", &[1.0, 2.0]), years("b", &[-3.0, 4.0])];
        let figure = bar_series(&Caption::new("x", "t", "s"), "yen", &series, &Stacking::Beside)?;
        let Mark::Bars { x: a, width, .. } = &figure.panels[0].marks[0] else { panic!("bars") };
        let Mark::Bars { x: b, .. } = &figure.panels[0].marks[1] else { panic!("bars") };
        assert!(b[0] - a[0] > *width && a[1] - b[0] > *width);
        assert!(bar_series(&Caption::new("x", "t", "s"), "", &[], &Stacking::Beside).is_err());
        Ok(())
    }
}
