//! `fxsens placebo`.

use fxsens_core::expr::{Expr, Formula};
use fxsens_core::series::Series;
use fxsens_core::table::{Cell, Column, Table};
use fxsens_study::stand_ins::{Finding, StandIn, StandInError, find, in_place_of, moved};
use serde_json::json;

use crate::args::Placebo;
use crate::config::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output;
use crate::request::{Loaded, formula_spec, read_spec};

/// Schema id of the JSON.
const PLACEBO_SCHEMA: &str = "fxsens.placebo/1";

/// Currencies that take the yen's place unless others are named.
const OTHERS: &[&str] =
    &["eurusd", "gbpusd", "audusd", "nzdusd", "usdcad", "usdchf", "usdnok", "usdsek", "usdkrw"];

/// Periods by which the shock is moved unless others are given.
const SHIFTS: &[i32] = &[-36, -24, -12, -6, 6, 12, 24, 36];

/// Estimates a spec again where its relation should not be and prints how often it is found all the same.
pub fn run(args: &Placebo, context: &Context) -> Result<Exit, Failure> {
    let spec = match (&args.spec, &args.formula) {
        (Some(path), _) => read_spec(path)?,
        (None, formula) => formula_spec(formula.as_deref().unwrap_or_default())?,
    };
    let formula = Formula::parse(&spec.formula)?;
    let loaded = Loaded::new(&formula, args.data.as_deref(), context)?;
    let outcome = match &args.outcome {
        Some(name) => name.clone(),
        None => only(&formula.outcome, "--outcome", "the outcome")?,
    };
    let shock = match &args.shock {
        Some(name) => name.clone(),
        None => only(&Expr::parse(&args.term)?, "--shock", "the term")?,
    };
    for name in [&outcome, &shock] {
        if loaded.dataset.get(name).is_none() {
            return Err(Failure::new(format!("`{name}` is not among the series of the formula"))
                .hint(format!("it names {}", Vec::from_iter(formula.names()).join(", "))));
        }
    }
    let own = find(&spec, &args.term, &loaded.dataset, &context.registry).map_err(|error| match error {
        StandInError::Estimate(error) => loaded.failure(error, &spec.formula),
        other @ StandInError::Term { .. } => {
            Failure::new(other.to_string()).hint("name one of them with --term")
        }
    })?;
    let named: Vec<String> = if args.others.is_empty() {
        OTHERS.iter().filter(|id| **id != outcome).map(|id| (*id).to_owned()).collect()
    } else {
        args.others.clone()
    };
    let loaded_others = context.library()?.load(&named)?;
    let others: Vec<Series> = named.iter().filter_map(|id| loaded_others.get(id).cloned()).collect();
    let shifts = if args.shifts.is_empty() { SHIFTS } else { &args.shifts };
    let currencies = in_place_of(&outcome, &others, &spec, &args.term, &loaded.dataset, &context.registry);
    let times = moved(&shock, shifts, &spec, &args.term, &loaded.dataset, &context.registry);
    let json = json!({
        "schema": PLACEBO_SCHEMA, "model": spec.model, "formula": spec.formula, "term": args.term,
        "outcome": outcome, "shock": shock, "own": own, "other_outcomes": currencies, "moved_shock": times,
    });
    output::print_table(
        &table(&spec.formula, &args.term, &outcome, &shock, &own, &currencies, &times),
        &json,
        args.format,
    )?;
    Ok(Exit::Done)
}

/// The only series an expression names.
fn only(expression: &Expr, option: &str, what: &str) -> Result<String, Failure> {
    let names: Vec<String> = expression.names().into_iter().collect();
    match names.as_slice() {
        [name] => Ok(name.clone()),
        _ => Err(Failure::new(format!("{what} names {} series", names.len()))
            .hint(format!("say which one with {option}: {}", names.join(", ")))),
    }
}

fn table(
    formula: &str,
    term: &str,
    outcome: &str,
    shock: &str,
    own: &Finding,
    currencies: &[StandIn],
    times: &[StandIn],
) -> Table {
    let own_row = StandIn { label: String::new(), finding: Some(own.clone()), error: None };
    let mut rows = vec![row("as estimated", &own_row, "")];
    rows.extend(currencies.iter().map(|one| row(&format!("{} for {outcome}", one.label), one, "")));
    rows.extend(times.iter().map(|one| row(&format!("{shock} moved by {}", one.label), one, " periods")));
    let mut notes = vec![format!(
        "Term: {term}. Standardised: standard deviations of the outcome per standard deviation of the regressor."
    )];
    notes.extend(share(currencies, own, &format!("of the other series in place of {outcome}")));
    notes.extend(share(times, own, &format!("of the moves of {shock}")));
    notes.extend(
        currencies
            .iter()
            .chain(times)
            .filter_map(|one| one.error.as_ref().map(|error| format!("{}: {error}", one.label))),
    );
    Table {
        id: "placebo".into(),
        title: format!("Stand-ins: {formula}"),
        columns: vec![
            Column::text("Regression"),
            Column::number("Standardised", ""),
            Column::number("t", ""),
            Column::number("p", ""),
            Column::number("R²", ""),
            Column::number("Observations", ""),
        ],
        rows,
        notes,
    }
}

fn row(label: &str, one: &StandIn, unit: &str) -> Vec<Cell> {
    let number = |value: Option<f64>, digits| value.map_or(Cell::Empty, |value| Cell::number(value, digits));
    let finding = one.finding.as_ref();
    vec![
        Cell::text(format!("{label}{unit}")),
        number(finding.and_then(|f| f.standardised), 2),
        number(finding.and_then(|f| f.statistic), 2),
        number(finding.and_then(|f| f.p_value), 3),
        number(finding.and_then(|f| f.r_squared), 2),
        number(finding.map(|f| f.nobs as f64), 0),
    ]
}

/// How many stand-ins reject at 5 %, and how many have a t statistic at least as large.
fn share(stand_ins: &[StandIn], own: &Finding, what: &str) -> Option<String> {
    let found: Vec<&Finding> = stand_ins.iter().filter_map(|one| one.finding.as_ref()).collect();
    let reference = own.statistic?.abs();
    let count = |holds: &dyn Fn(&Finding) -> bool| found.iter().filter(|one| holds(one)).count();
    let rejected = count(&|one| one.p_value.is_some_and(|p| p < 0.05));
    let larger = count(&|one| one.statistic.is_some_and(|t| t.abs() >= reference));
    (!found.is_empty()).then(|| {
        format!(
            "{rejected} {what} out of {} are significant at 5 %; {larger} have a t statistic as large as the regression's own. \
             Where there is no relation, one in twenty should be.",
            found.len()
        )
    })
}
