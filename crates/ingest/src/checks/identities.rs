//! Accounting identities of the balance of payments.

use fxsens_core::convert::to_frequency;
use fxsens_core::dataset::Dataset;
use fxsens_core::period::{Frequency, Period};

use super::{Context, Tally};
use crate::error::IngestError;

type Outcome = Result<Tally, IngestError>;

/// To 2014 the figures are integers of 100 million yen; from 2015 they are rounded to ten of these.
const INTEGER: f64 = 2.0;
const ROUNDED: f64 = 20.0;

pub(super) fn current_account(context: &Context<'_>) -> Outcome {
    let parts = [("bop_goods_services", 1.0), ("bop_primary_income", 1.0), ("bop_secondary_income", 1.0)];
    identity(context, "bop_ca", &parts, balance_tolerance)
}

pub(super) fn goods_services(context: &Context<'_>) -> Outcome {
    identity(context, "bop_goods_services", &[("bop_goods", 1.0), ("bop_services", 1.0)], balance_tolerance)
}

pub(super) fn goods(context: &Context<'_>) -> Outcome {
    let parts = [("bop_goods_exports", 1.0), ("bop_goods_imports", -1.0)];
    identity(context, "bop_goods", &parts, balance_tolerance)
}

pub(super) fn current_account_sa(context: &Context<'_>) -> Outcome {
    let parts =
        [("bop_goods_services_sa", 1.0), ("bop_primary_income_sa", 1.0), ("bop_secondary_income_sa", 1.0)];
    identity(context, "bop_ca_sa", &parts, |_| ROUNDED)
}

pub(super) fn goods_services_sa(context: &Context<'_>) -> Outcome {
    identity(context, "bop_goods_services_sa", &[("bop_goods_sa", 1.0), ("bop_services_sa", 1.0)], |_| {
        ROUNDED
    })
}

pub(super) fn goods_sa(context: &Context<'_>) -> Outcome {
    let parts = [("bop_goods_exports_sa", 1.0), ("bop_goods_imports_sa", -1.0)];
    identity(context, "bop_goods_sa", &parts, |_| ROUNDED)
}

pub(super) fn primary_income_2017(context: &Context<'_>) -> Outcome {
    const P: &str = "bop17_primary_income_";
    let groups: [(&str, &[&str]); 3] = [
        ("investment_income", &["direct_investment", "portfolio", "other_investment"]),
        ("direct_investment", &["di_dividends", "di_reinvested_earnings", "di_interest"]),
        ("portfolio", &["portfolio_dividends", "portfolio_interest"]),
    ];
    let mut tally = Tally::default();
    for (total, parts) in groups {
        let names: Vec<String> = parts.iter().map(|part| format!("{P}{part}")).collect();
        let parts: Vec<(&str, f64)> = names.iter().map(|name| (name.as_str(), 1.0)).collect();
        add(&mut tally, context, &format!("{P}{total}"), &parts, |_| INTEGER)?;
    }
    Ok(tally)
}

pub(super) fn portfolio(context: &Context<'_>) -> Outcome {
    let mut tally = Tally::default();
    add(&mut tally, context, "pf_net_total", &[("pf_out_total", 1.0), ("pf_in_total", -1.0)], |_| INTEGER)?;
    let outward = [("pf_out_equity", 1.0), ("pf_out_lt_debt", 1.0), ("pf_out_st_debt", 1.0)];
    add(&mut tally, context, "pf_out_total", &outward, |_| INTEGER)?;
    let inward = [("pf_in_equity", 1.0), ("pf_in_lt_debt", 1.0), ("pf_in_st_debt", 1.0)];
    add(&mut tally, context, "pf_in_total", &inward, |_| INTEGER)?;
    Ok(tally)
}

/// Items that the quarterly gross table and the monthly balances have in common.
pub(super) fn services_gross(context: &Context<'_>) -> Outcome {
    let library = context.library;
    let items: Vec<String> = library
        .catalog()
        .ids()
        .filter_map(|id| id.strip_prefix("bopq16_")?.strip_suffix("_receipts"))
        .filter(|item| library.contains(&format!("bop17_{item}")))
        .map(str::to_owned)
        .collect();
    let ids = items.iter().flat_map(|item| {
        [format!("bopq16_{item}_receipts"), format!("bopq16_{item}_payments"), format!("bop17_{item}")]
    });
    let data = library.load(ids)?;
    let mut tally = Tally::default();
    for item in items {
        let Some(monthly) = data.get(&format!("bop17_{item}")) else {
            continue;
        };
        let Ok(quarterly) = to_frequency(monthly, Frequency::Quarterly) else {
            continue;
        };
        for (period, sum) in quarterly.series.iter() {
            let receipts = value(&data, &format!("bopq16_{item}_receipts"), period);
            let payments = value(&data, &format!("bopq16_{item}_payments"), period);
            if let (Some(receipts), Some(payments)) = (receipts, payments) {
                tally.number(format!("{item} {period}"), receipts - payments, sum, INTEGER);
            }
        }
    }
    Ok(tally)
}

fn balance_tolerance(period: Period) -> f64 {
    let before_2015 = period.first_day().is_some_and(|day| day.year() < 2015);
    if before_2015 { INTEGER } else { ROUNDED }
}

fn identity(
    context: &Context<'_>,
    total: &str,
    parts: &[(&str, f64)],
    tolerance: fn(Period) -> f64,
) -> Outcome {
    let mut tally = Tally::default();
    add(&mut tally, context, total, parts, tolerance)?;
    Ok(tally)
}

/// Compares a total with the signed sum of its parts wherever all of them have a value.
fn add(
    tally: &mut Tally,
    context: &Context<'_>,
    total: &str,
    parts: &[(&str, f64)],
    tolerance: fn(Period) -> f64,
) -> Result<(), IngestError> {
    let data = context.library.load(parts.iter().map(|(id, _)| *id).chain([total]))?;
    let Some(series) = data.get(total) else {
        return Ok(());
    };
    for (period, found) in series.iter().filter(|(_, found)| !found.is_nan()) {
        let values: Option<Vec<f64>> =
            parts.iter().map(|(id, sign)| value(&data, id, period).map(|v| v * sign)).collect();
        if let Some(values) = values {
            tally.number(format!("{total} {period}"), found, values.iter().sum(), tolerance(period));
        }
    }
    Ok(())
}

fn value(data: &Dataset, id: &str, period: Period) -> Option<f64> {
    data.get(id)?.get(period)
}
