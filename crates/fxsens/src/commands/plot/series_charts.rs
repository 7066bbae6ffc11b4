//! The kinds of charts of series.

use fxsens_core::figure::Figure;
use fxsens_core::run::estimate;
use fxsens_report::charts::{
    Caption, LineSeries, Scatter, Stacking, autocorrelations, bar_series, correlogram, scatter, series_lines,
    series_panels,
};
use fxsens_report::format::{number, significant};

use super::saved_fit::lag_words;
use super::series::{Request, Shown, figure_id, named, note, one_frequency, title, window};
use crate::args::PlotKind;
use crate::config::Context;
use crate::failure::Failure;
use crate::request::formula_spec;

/// Most lags of a correlogram.
const LAGS: usize = 24;

fn caption(request: &Request<'_>) -> Result<Caption, Failure> {
    let subtitle = window(&request.shown, &request.labels)?;
    Ok(Caption::new(figure_id(request), title(request)?, subtitle).with_note(note(request)?))
}

/// Lines, one panel per unit; with `--panels` one per series, with `--index` all in one.
pub fn lines(request: &Request<'_>) -> Result<Figure, Failure> {
    if request.args.index {
        let axis = request.labels.words("Index, first value = 100", &[])?;
        let lines = request.shown.iter().map(index).collect::<Result<Vec<_>, _>>()?;
        return Ok(series_lines(&caption(request)?, &axis, &lines)?);
    }
    let parts = groups(request)
        .into_iter()
        .map(|(unit, members)| {
            let lines: Vec<LineSeries> = members.iter().map(|one| one.line.clone()).collect();
            let heading = if let [only] = lines.as_slice() { only.label.clone() } else { String::new() };
            series_lines(&Caption::new("part", heading, ""), unit, &lines)
        })
        .collect::<Result<Vec<Figure>, _>>()?;
    Ok(named(request, series_panels(&caption(request)?, parts)?))
}

/// Bars side by side or stacked. Series of several units have a panel each.
pub fn bars(request: &Request<'_>) -> Result<Figure, Failure> {
    one_frequency(&request.shown)?;
    let stacking = if request.args.kind == PlotKind::Stacked {
        Stacking::Stacked { net: request.labels.words("Sum", &[])? }
    } else {
        Stacking::Beside
    };
    let groups = groups(request);
    if let (PlotKind::Stacked, [(first, _), (second, _), ..]) = (request.args.kind, groups.as_slice()) {
        return Err(Failure::new(format!(
            "series in {first} and in {second} cannot be stacked: units differ"
        ))
        .hint("stack series of one unit, or draw them with --kind bars"));
    }
    let parts = groups
        .into_iter()
        .map(|(unit, members)| {
            let lines: Vec<LineSeries> = members.iter().map(|one| one.line.clone()).collect();
            let heading = if let [only] = lines.as_slice() { only.label.clone() } else { String::new() };
            bar_series(&Caption::new("part", heading, ""), unit, &lines, &stacking)
        })
        .collect::<Result<Vec<Figure>, _>>()?;
    Ok(named(request, series_panels(&caption(request)?, parts)?))
}

/// Series by unit in the order of their first appearance.
fn groups<'a>(request: &'a Request<'_>) -> Vec<(&'a str, Vec<&'a Shown>)> {
    let mut groups: Vec<(&str, Vec<&Shown>)> = Vec::new();
    for one in &request.shown {
        match groups.iter_mut().find(|(unit, _)| *unit == one.unit && !request.args.panels) {
            Some((_, members)) => members.push(one),
            None => groups.push((&one.unit, vec![one])),
        }
    }
    groups
}

/// A series divided by its first value.
fn index(one: &Shown) -> Result<LineSeries, Failure> {
    let first = one.line.values[0];
    if one.line.values.iter().any(|value| *value <= 0.0) {
        return Err(Failure::new(format!(
            "`{}` has values at or below zero: an index of it says nothing",
            one.series.id
        ))
        .hint("leave --index out; series of several units then have a panel each"));
    }
    let values = one.line.values.iter().map(|value| 100.0 * value / first).collect();
    Ok(LineSeries { values, ..one.line.clone() })
}

/// The first series against the second, with the least-squares line and its interval.
pub fn scatter_of(request: &Request<'_>, context: &Context) -> Result<Figure, Failure> {
    one_frequency(&request.shown)?;
    let [upright, across] = request.shown.as_slice() else {
        return Err(Failure::new("a scatter plot takes two series"));
    };
    let formula = format!("{} ~ {}", upright.series.id, across.series.id);
    let mut spec = formula_spec(&formula)?;
    spec.sample.first = request.args.since;
    spec.sample.last = request.args.until;
    let estimation = estimate(&spec, &request.dataset, &context.registry)
        .map_err(|error| Failure::from_estimate(error, &formula))?;
    let summary = estimation.summary(0.95);
    let [intercept, slope] = summary.terms.as_slice() else {
        return Err(Failure::new(format!("{formula} has {} terms, expected two", summary.terms.len())));
    };
    let bound = |value: Option<f64>| value.map_or_else(|| "—".into(), |value| significant(value, 3));
    let words = request.labels.words(
        "Slope {0}, 95 % interval {1} to {2}; R² {3}",
        &[
            &significant(slope.inference.estimate, 3),
            &bound(slope.inference.conf_low),
            &bound(slope.inference.conf_high),
            &summary.glance.r_squared.map_or_else(|| "—".into(), |r| number(r, 2)),
        ],
    )?;
    let augment = &estimation.fit.augment;
    let x = augment.periods.iter().map(|period| across.series.get(*period).unwrap_or(f64::NAN)).collect();
    let y =
        augment.fitted.iter().zip(&augment.residuals).map(|(fitted, residual)| fitted + residual).collect();
    let end =
        |period: Option<&fxsens_core::period::Period>| period.map(ToString::to_string).unwrap_or_default();
    let chart = Scatter {
        axes: (axis(across, request)?, axis(upright, request)?),
        x,
        y,
        fit: Some((intercept.inference.estimate, slope.inference.estimate, words)),
        ends: (end(augment.periods.first()), end(augment.periods.last())),
    };
    let mut caption = caption(request)?;
    caption.title = request.labels.words("{0} against {1}", &[&upright.line.label, &across.line.label])?;
    caption.subtitle =
        request.labels.words("{0} to {1}", &[&end(augment.periods.first()), &end(augment.periods.last())])?;
    let remark = request.labels.words("A correlation, not an effect.", &[])?;
    caption.note = format!("{remark} {}", caption.note);
    Ok(scatter(&caption, &chart)?)
}

/// Title and unit of a series; a title that is the unit is enough.
fn axis(one: &Shown, request: &Request<'_>) -> Result<String, Failure> {
    if one.line.label == one.unit {
        return Ok(one.unit.clone());
    }
    request.labels.words("{0}, {1}", &[&one.line.label, &one.unit])
}

/// The correlogram of one series.
pub fn correlogram_of(request: &Request<'_>) -> Result<Figure, Failure> {
    let frequency = one_frequency(&request.shown)?;
    let one = &request.shown[0];
    let (periods, values) = (&one.line.periods, &one.line.values);
    if let Some(pair) = periods.windows(2).find(|pair| pair[0].shift(1) != pair[1]) {
        return Err(Failure::new(format!("`{}` has no value for {}", one.series.id, pair[0].shift(1)))
            .hint("a correlogram needs a series without gaps: choose a window with --since and --until"));
    }
    let lags = LAGS.min(values.len() / 4);
    let correlations = autocorrelations(values, lags).filter(|found| !found.is_empty()).ok_or_else(|| {
        Failure::new(format!(
            "`{}` has no correlogram: {} values, which must be at least four and not all equal",
            one.series.id,
            values.len()
        ))
    })?;
    let mut caption = caption(request)?;
    caption.title = request.labels.words("Autocorrelations of {0}", &[&one.line.label])?;
    Ok(correlogram(&caption, lag_words(frequency), &correlations, values.len())?)
}
