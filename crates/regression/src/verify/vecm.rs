//! The vector error correction model on three series, one and two relations, in five cases.

use fxsens_core::fit::Fit;
use fxsens_core::model::{Estimator, Params};
use fxsens_core::period::Period;
use fxsens_core::sample::{Column, Intercept, Sample};
use fxsens_core::unit::Unit;

use super::check::{Check, Quantity};
use super::table::{References, columns};
use crate::models::vecm::VecmParams;

const DATA: &str = include_str!("../../../../tests/reference/unit_roots/data.csv");
const PYTHON: &str = include_str!("../../../../tests/reference/vecm/values_python.csv");
const R: &str = include_str!("../../../../tests/reference/vecm/values_r.csv");

const SERIES: [&str; 3] = ["tied", "walk", "other"];

/// By what a program divides the squares of residuals.
#[derive(Clone, Copy)]
enum Divisor {
    /// Observations, as here.
    Observations,
    /// Observations less the regressors of an equation.
    Regressors,
    /// Observations less those and the restricted terms.
    RegressorsAndRestricted,
}

/// A program, its name in the tables and in print, its divisor and why that matters.
struct Source {
    key: &'static str,
    reference: &'static str,
    divisor: Divisor,
    why: &'static str,
}

const SOURCES: [Source; 3] = [
    Source { key: "statsmodels", reference: "statsmodels 0.15.0", divisor: Divisor::Observations, why: "" },
    Source {
        key: "urca",
        reference: "R 4.2.2: urca 1.3.3",
        divisor: Divisor::Regressors,
        why: "urca divides squares by T less regressors; ours are multiplied accordingly",
    },
    Source {
        key: "gretl",
        reference: "gretl 2022c",
        divisor: Divisor::RegressorsAndRestricted,
        why: "gretl divides squares by T less regressors and restricted terms; ours are multiplied accordingly",
    },
];

/// All checks of this family.
pub(super) fn checks() -> Vec<Check> {
    let values = [References::parse(PYTHON), References::parse(R)];
    let mut checks = Vec::new();
    for case in 1..=5 {
        for rank in 1..=2 {
            let Some(fit) = fit(case, rank) else { continue };
            for source in &SOURCES {
                let key = format!("{} case {case} rank {rank}", source.key);
                let get =
                    |quantity: &str, term: &str| values.iter().find_map(|v| v.get(&key, quantity, term));
                checks.extend(compared(&fit, (case, rank), source, &key, &get));
            }
        }
    }
    checks
}

/// Estimates, standard errors and log-likelihood against one program; nothing for cases it does not have.
fn compared(
    fit: &Fit,
    (case, rank): (u8, u8),
    source: &Source,
    key: &str,
    get: &dyn Fn(&str, &str) -> Option<f64>,
) -> Vec<Check> {
    let restricted = usize::from(case == 2 || case == 4);
    let lost = match source.divisor {
        Divisor::Observations => 0,
        Divisor::Regressors => fit.glance.nobs - fit.glance.df_resid,
        Divisor::RegressorsAndRestricted => fit.glance.nobs - fit.glance.df_resid + restricted,
    };
    let factor = (fit.glance.nobs as f64 / (fit.glance.nobs - lost) as f64).sqrt();
    let (mut estimates, mut errors) = (Vec::new(), Vec::new());
    for (i, term) in fit.terms.iter().enumerate() {
        let name = reference_name(&term.name, rank);
        let expected = get("estimate", &name);
        // gretl's accessors leave out deterministic terms of the short run, urca all errors of relations.
        if expected.is_some() || source.key == "statsmodels" {
            estimates.push((term.estimate, expected));
        }
        let expected = get("std_error", &name);
        if expected.is_some() || source.key == "statsmodels" {
            let error = fit.term_inference(i, 0.95).std_error.unwrap_or(f64::NAN);
            errors.push((error * factor, expected));
        }
    }
    if estimates.is_empty() {
        return Vec::new();
    }
    let check =
        |quantity, allowed, pairs| Check::new("vecm", key, quantity, source.reference, allowed, pairs);
    let mut checks = vec![
        check(Quantity::Estimates, 1e-8, estimates),
        check(Quantity::StandardErrors, 1e-8, errors).because(source.why),
    ];
    if let Some(expected) = get("log_likelihood", "") {
        let ours = fit.glance.log_likelihood.unwrap_or(f64::NAN);
        checks.push(check(Quantity::Statistics, 1e-8, vec![(ours, Some(expected))]));
    }
    checks
}

/// The name of a term in the tables: `relation 1 walk`, `adjustment 1 walk`, `short walk`.
fn reference_name(name: &str, rank: u8) -> String {
    let (relation, own) = match name.strip_prefix("relation ").and_then(|rest| rest.split_once(": ")) {
        Some((relation, own)) if rank > 1 => (relation, own),
        _ => ("1", name),
    };
    if let Some(level) = own.strip_prefix("long-run ") {
        return format!("relation {relation} {level}");
    }
    if let Some(series) = own.strip_prefix("adjustment ") {
        return format!("adjustment {relation} {series}");
    }
    if SERIES.contains(&own) {
        return format!("relation 1 {own}");
    }
    let lagged = own.strip_prefix("L(D(").and_then(|rest| rest.split_once(')')).map(|(series, _)| series);
    format!("short {}", lagged.unwrap_or(own))
}

fn fit(case: u8, rank: u8) -> Option<Fit> {
    let table = columns(DATA);
    let column = |name: &str| {
        let values = table.get(name)?.clone();
        Some(Column { name: name.into(), unit: Unit::Unknown, values: values.into() })
    };
    let outcome = column(SERIES[0])?;
    let periods = (0..outcome.values.len() as i32).map(Period::observation).collect();
    let intercept = if case == 1 { Intercept::Excluded } else { Intercept::Included };
    let others = [column(SERIES[1])?, column(SERIES[2])?];
    let sample = Sample::new(outcome, &others, intercept, periods).ok()?;
    VecmParams { lags: 2, rank, case }.check().ok()?.fit(&sample).ok()
}
