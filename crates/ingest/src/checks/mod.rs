//! The rules the data must pass. Each names what it compares, how many rows, and the worst deviation.

mod announced;
mod catalogue;
mod gaps;
mod identities;
mod intervention;
mod rates;
mod tables;
mod tally;

use crate::error::IngestError;
use crate::library::Library;
use tables::Tables;
use tally::Tally;

pub use tally::Worst;

/// Outcome of one rule.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckResult {
    /// Stable name of the rule.
    pub name: &'static str,
    /// Whether every row obeys it; a rule without rows fails.
    pub passed: bool,
    /// What is compared, the number of rows, and the first violations.
    pub detail: String,
    /// Number of rows compared.
    pub rows: usize,
    /// The largest deviation relative to its tolerance, where the rule is about numbers.
    pub worst: Option<Worst>,
}

/// What the rules look at: the library, and every row of every table as written.
struct Context<'a> {
    library: &'a Library,
    tables: Tables,
}

/// A rule: its name, what it says, and the comparison.
type Rule = (&'static str, &'static str, fn(&Context<'_>) -> Result<Tally, IngestError>);

const RULES: &[Rule] = &[
    ("catalogue-spans", "first, last and nobs of the catalogue equal the file", |context| {
        Ok(catalogue::spans(context))
    }),
    (
        "catalogue-complete",
        "every series of a file is catalogued in that file, and no file is stray",
        |context| Ok(catalogue::complete(context)),
    ),
    ("rows-readable", "every period and value reads; no NaN, no infinity", |context| {
        Ok(catalogue::readable(context))
    }),
    ("periods-unique", "no series has a period twice", |context| Ok(catalogue::unique(context))),
    ("units-controlled", "every unit belongs to the controlled list", |context| {
        Ok(catalogue::units(context))
    }),
    ("derived-series", "every available derived series evaluates in its stated unit", |context| {
        Ok(catalogue::derived(context))
    }),
    ("gaps", "gaps inside series are exactly the documented ones", |context| Ok(gaps::documented(context))),
    (
        "identity-current-account",
        "current account = goods and services + primary income + secondary income",
        identities::current_account,
    ),
    ("identity-goods-services", "goods and services = goods + services", identities::goods_services),
    ("identity-goods", "goods = exports - imports", identities::goods),
    ("identity-current-account-sa", "the same, seasonally adjusted", identities::current_account_sa),
    ("identity-goods-services-sa", "the same, seasonally adjusted", identities::goods_services_sa),
    ("identity-goods-sa", "the same, seasonally adjusted", identities::goods_sa),
    (
        "identity-primary-income-2017",
        "investment income of October 2017 = sum of its parts",
        identities::primary_income_2017,
    ),
    (
        "identity-portfolio",
        "portfolio flows: net = outward - inward, totals = sum of instruments",
        identities::portfolio,
    ),
    (
        "services-gross-2016",
        "quarterly receipts - payments = sum of the monthly balances of 2017",
        identities::services_gross,
    ),
    ("usdjpy-month-mean", "monthly USD/JPY = mean of the daily rates", rates::usdjpy_mean),
    ("usdjpy-month-end", "month-end USD/JPY = last daily rate", rates::usdjpy_end),
    ("yield-month-means", "monthly yields = means of the daily yields", rates::yield_means),
    ("yield-month-ends", "month-end yields = last daily yields", rates::yield_ends),
    ("anchors", "rates of known months", rates::anchors),
    (
        "quote-units",
        "EUR, GBP, AUD, NZD are catalogued in dollars per unit, the others in units per dollar",
        |context| Ok(rates::quote_units(context)),
    ),
    ("quote-levels", "exchange rates of January 2020 stand the way the catalogue says", rates::quote_levels),
    (
        "rates-continuous",
        "no monthly exchange rate changes by more than 0.5 in logarithms",
        rates::continuous,
    ),
    ("intervention-months", "monthly intervention = sum of the days with a yen leg", intervention::months),
    ("intervention-windows", "announced totals = sum of the days of the window", intervention::windows),
    ("first-release-fy2023", "the first preliminary figures of FY2023 are present", announced::first_release),
    ("fiscal-2023-revised", "FY2023 sums of the monthly table give the revised figures", announced::revised),
    (
        "digital-annual",
        "the digital balance by year is the latest announced figure of each year",
        announced::digital,
    ),
    ("cashflow-anchors", "cash-flow current account 2010, 2012, 2013, 2014", announced::cashflow),
];

/// Runs every rule. A rule that cannot run (a file is missing, a row cannot be read) counts as failed.
///
/// # Errors
/// [`IngestError`] when the folder of the tables cannot be listed at all.
pub fn check(library: &Library) -> Result<Vec<CheckResult>, IngestError> {
    let context = Context { library, tables: Tables::read(library.source())? };
    let run = |(name, what, rule): &Rule| match rule(&context) {
        Ok(tally) => tally.finish(name, what),
        Err(error) => {
            CheckResult { name, passed: false, detail: format!("{what}: {error}"), rows: 0, worst: None }
        }
    };
    Ok(RULES.iter().map(run).collect())
}
