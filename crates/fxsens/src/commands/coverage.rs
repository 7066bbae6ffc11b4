//! `fxsens coverage`.

use fxsens_core::expr::Formula;
use fxsens_core::spec::Spec;
use fxsens_core::table::{Cell, Column, Table};
use fxsens_regression::coverage::{BenchmarkRow, CoverageOptions, CoverageReport, benchmark, coverage};
use serde_json::json;

use crate::args::Coverage;
use crate::config::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output;
use crate::request::{Loaded, check_level, formula_spec, read_spec};

/// Schema id of the JSON of a simulation.
const COVERAGE_SCHEMA: &str = "fxsens.coverage/1";

/// Simulates a spec, or the table of all dynamic estimators, and prints what was found.
pub fn run(args: &Coverage, context: &Context) -> Result<Exit, Failure> {
    if args.table {
        return published(args);
    }
    check_level(args.level)?;
    if let Some(root) = args.persistence.filter(|root| !(0.0..1.0).contains(root)) {
        return Err(Failure::new(format!("--persistence is {root}; expected a number from 0 to below 1")));
    }
    let spec = match (&args.spec, &args.formula) {
        (Some(path), _) => read_spec(path)?,
        (None, formula) => formula_spec(formula.as_deref().unwrap_or_default())?,
    };
    context.registry.get(&spec.model)?.build(&spec.params)?;
    let loaded = Loaded::new(&Formula::parse(&spec.formula)?, args.data.as_deref(), context)?;
    let options = CoverageOptions {
        draws: args.draws as usize,
        level: args.level,
        seed: args.seed,
        persistence: args.persistence,
        nobs: args.nobs,
        ..CoverageOptions::default()
    };
    let report = coverage(&spec, &loaded.dataset, &context.registry, &options)
        .map_err(|error| loaded.failure(error, &spec.formula))?;
    let json = json!({
        "schema": COVERAGE_SCHEMA, "model": spec.model, "formula": spec.formula, "seed": args.seed,
        "report": report,
    });
    output::print_table(&table(&spec, &report, args.seed), &json, args.format)?;
    Ok(Exit::Done)
}

fn table(spec: &Spec, report: &CoverageReport, seed: u64) -> Table {
    let rows = report.rows.iter().map(|row| {
        let name = match row.horizon {
            Some(horizon) => format!("{} (h = {horizon})", row.term),
            None => row.term.clone(),
        };
        vec![
            Cell::text(name),
            Cell::number(row.truth, 4),
            Cell::number(row.bias, 4),
            Cell::number(row.spread, 4),
            Cell::number(row.mean_std_error, 4),
            Cell::number(100.0 * row.coverage, 1),
            row.size.map_or(Cell::Empty, |size| Cell::number(100.0 * size, 1)),
        ]
    });
    let mut notes = vec![
        format!(
            "{} histories of {} observations from a vector autoregression of order {} with residuals drawn anew; largest \
             root {:.3} (estimated {:.3}); seed {seed}. Monte-Carlo error of a share at the nominal level: {:.1} points.",
            report.draws, report.nobs, report.order, report.root, report.estimated_root,
            100.0 * report.monte_carlo_error
        ),
        "Coverage: share of intervals that hold what the same spec finds on a very long history. Size: share of \
         histories in which an effect is found although the outcome shares nothing with the other series."
            .to_owned(),
    ];
    if report.failed > 0 {
        let reason = report.first_failure.as_deref().unwrap_or("no interval");
        notes.push(format!("{} histories could not be estimated: {reason}", report.failed));
    }
    notes.extend(report.notes.iter().cloned());
    Table {
        id: "coverage".into(),
        title: format!("{}: {}", spec.model, spec.formula),
        columns: vec![
            Column::text("Term"),
            Column::number("Truth", ""),
            Column::number("Bias", ""),
            Column::number("Spread", ""),
            Column::number("Mean std. error", ""),
            Column::number(format!("Coverage of {:.0}%", 100.0 * report.level), "%"),
            Column::number("Size", "%"),
        ],
        rows: rows.collect(),
        notes,
    }
}

/// The table of `docs/coverage.md`.
fn published(args: &Coverage) -> Result<Exit, Failure> {
    let rows = benchmark(&fxsens_regression::models(), args.draws as usize, args.seed)?;
    let json =
        json!({ "schema": "fxsens.coverage-table/1", "draws": args.draws, "seed": args.seed, "rows": rows });
    output::print_table(&published_table(&rows, args), &json, args.format)?;
    Ok(Exit::Done)
}

/// Estimator, parameters, process, term, horizon, sample size: one line of the table.
type Key<'a> = (&'a str, &'a str, &'a str, &'a str, Option<u16>, usize);

fn key_of(row: &BenchmarkRow) -> Key<'_> {
    (&row.model, &row.params, &row.process, &row.term, row.horizon, row.nobs)
}

/// One line per estimator, process, term and sample size, one column per persistence.
fn published_table(rows: &[BenchmarkRow], args: &Coverage) -> Table {
    use fxsens_regression::coverage::PERSISTENCE;
    let mut lines: Vec<Vec<Cell>> = Vec::new();
    let mut keys: Vec<Key<'_>> = Vec::new();
    for row in rows {
        if !keys.contains(&key_of(row)) {
            keys.push(key_of(row));
        }
    }
    for key in keys {
        let (model, params, process, term, horizon, nobs) = key;
        let named = |name: &str| horizon.map_or_else(|| name.to_owned(), |h| format!("{name} (h = {h})"));
        let mut line = vec![
            Cell::text(if params.is_empty() { model.to_owned() } else { format!("{model}, {params}") }),
            Cell::text(process),
            Cell::text(named(term)),
            Cell::number(nobs as f64, 0),
        ];
        for persistence in PERSISTENCE {
            let found = rows
                .iter()
                .find(|row| key_of(row) == key && (row.persistence - persistence).abs() < f64::EPSILON);
            line.push(found.map_or(Cell::Empty, |row| Cell::number(100.0 * row.coverage, 1)));
        }
        lines.push(line);
    }
    let mut columns = vec![
        Column::text("Estimator"),
        Column::text("Process"),
        Column::text("Term"),
        Column::number("T", ""),
    ];
    columns.extend(PERSISTENCE.iter().map(|rho| Column::number(format!("ρ = {rho}"), "%")));
    let error = 100.0 * (0.95 * 0.05 / f64::from(args.draws)).sqrt();
    Table {
        id: "coverage-table".into(),
        title: "Coverage of nominal 95 % intervals".into(),
        columns,
        rows: lines,
        notes: vec![format!(
            "{} histories per cell, seed {}; Monte-Carlo error {error:.1} points at the nominal level.",
            args.draws, args.seed
        )],
    }
}
