//! `fxsens data show`.

use fxsens_core::convert::to_frequency;
use fxsens_core::period::{Frequency, Period};
use fxsens_core::series::{Aggregation, Series};
use fxsens_core::table::{Cell, Column, Table};
use serde_json::json;

use crate::args::{DataShow, Format, Rule};
use crate::config::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output;

/// Incomplete periods named in a message.
const NAMED: usize = 8;

/// Prints one series with its source.
pub fn run(args: &DataShow, context: &Context) -> Result<Exit, Failure> {
    let dataset = context.library()?.load([args.id.as_str()])?;
    let mut series = dataset
        .get(&args.id)
        .cloned()
        .ok_or_else(|| Failure::new(format!("there is no series `{}`", args.id)))?;
    let by = args.rule.map(|rule| apply(rule, &mut series)).transpose()?;
    let converted = to_frequency(&series, args.freq.unwrap_or(series.frequency())).map_err(|error| {
        Failure::new(error.to_string()).hint("ask for a lower frequency: M, Q, H, A, FH or FY")
    })?;
    let shown = &converted.series;
    let rows: Vec<(Period, f64)> =
        shown.iter().filter(|(period, value)| !value.is_nan() && inside(*period, args)).collect();
    if !converted.incomplete.is_empty() {
        let named: Vec<String> = converted.incomplete.iter().take(NAMED).map(incomplete).collect();
        let more = converted.incomplete.len().saturating_sub(NAMED);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        output::message(context.quiet, &format!("left out because incomplete: {}{more}", named.join(", ")));
    }
    let p = &shown.provenance;
    let digits = if matches!(args.format, Format::Csv | Format::Json) { 17 } else { 6 };
    let table = Table {
        id: args.id.clone(),
        title: format!("{}: {}", shown.id, shown.title),
        columns: vec![Column::text("Period"), Column::number("Value", shown.unit.to_string())],
        rows: rows
            .iter()
            .map(|(period, value)| vec![Cell::text(period.to_string()), value_cell(*value, digits)])
            .collect(),
        notes: vec![
            format!(
                "Unit: {}. Frequency: {}. Adjustment: {}.{}",
                shown.unit,
                shown.frequency().code(),
                shown.adjustment,
                by.as_deref().unwrap_or_default()
            ),
            format!("Source: {} {}. Licence: {}. Vintage: {}.", p.agency, p.table, p.licence, p.vintage),
        ],
    };
    let json = json!({
        "id": shown.id, "title": shown.title, "unit": shown.unit, "frequency": shown.frequency(),
        "adjustment": shown.adjustment, "provenance": p,
        "observations": rows.iter().map(|(period, value)| json!({"period": period, "value": value})).collect::<Vec<_>>(),
    });
    output::print_table(&table, &json, args.format)?;
    Ok(Exit::Done)
}

/// A period with what it lacks: the first and the number of missing ones.
fn incomplete((period, missing): &(Period, Vec<Period>)) -> String {
    match missing.as_slice() {
        [] => period.to_string(),
        [only] => format!("{period} (lacks {only})"),
        [first, .., last] => format!("{period} (lacks {}, {first} to {last})", missing.len()),
    }
}

/// Puts another rule in place of the series' own, and says so.
fn apply(rule: Rule, series: &mut Series) -> Result<String, Failure> {
    let (wanted, words) = match rule {
        Rule::Sum => (Aggregation::Sum, "adding"),
        Rule::Mean => (Aggregation::Mean, "averaging"),
        Rule::Last => (Aggregation::End, "taking the last value"),
    };
    let adds = matches!(series.aggregation, Aggregation::Sum | Aggregation::Unknown);
    if rule == Rule::Sum && !adds {
        return Err(Failure::new(format!("the values of `{}` are no flows: they do not add up", series.id))
            .hint("use --rule mean or --rule last"));
    }
    series.aggregation = wanted;
    Ok(format!(" Converted by {words}."))
}

/// Whether a period begins inside the window asked for, whatever the frequency of its ends.
fn inside(period: Period, args: &DataShow) -> bool {
    let starts = |bound: Option<Period>| bound.is_none_or(|b| period.first_day() >= b.first_day());
    let ends = |bound: Option<Period>| bound.is_none_or(|b| period.first_day() <= b.last_day());
    period.frequency() == Frequency::Undated || (starts(args.first) && ends(args.last))
}

/// As many decimals as the number has, up to `most`.
fn value_cell(value: f64, most: usize) -> Cell {
    let decimals = (0..=most).find(|d| {
        let scale = 10f64.powi(*d as i32);
        ((value * scale).round() / scale - value).abs() <= value.abs() * 1e-13
    });
    Cell::number(value, decimals.unwrap_or(most) as u8)
}
