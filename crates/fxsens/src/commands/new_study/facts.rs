//! What a new study is written from: the series it was asked for, their units, and the months they share.

use std::collections::BTreeSet;

use fxsens_core::dataset::Dataset;
use fxsens_core::expr::{Evaluator, Expr};
use fxsens_core::period::{Frequency, Period};
use fxsens_core::series::{Aggregation, Series};
use fxsens_core::unit::Unit;
use fxsens_ingest::Library;

use super::currencies::words;
use crate::args::NewStudy;
use crate::failure::Failure;

/// Fewest months before the shock.
const BEFORE: i32 = 120;

/// Fewest months after it, to judge by.
const AFTER: i32 = 18;

/// Currencies that may stand in place of the study's own.
const OTHERS: [&str; 9] =
    ["eurusd", "gbpusd", "audusd", "nzdusd", "usdcad", "usdchf", "usdjpy", "usdsek", "usdkrw"];

/// Everything the files of a study are written from.
pub struct Facts {
    pub name: String,
    /// Series of the exchange rate.
    pub rate: String,
    /// The rate as a regression has it: `usdjpy`, `I(100 * eurusd)`.
    pub level: String,
    /// The same inside another function.
    pub inner: String,
    pub quote: String,
    pub currency: String,
    pub unit: String,
    pub short: String,
    pub up: &'static str,
    pub scale: f64,
    /// Mean rate of the year that ends with the sample, in the unit of effects.
    pub base: f64,
    pub flow: Option<Flow>,
    /// The gap as a term.
    pub gap: Option<String>,
    /// First month with everything.
    pub first: Period,
    /// First month of the short sample.
    pub short_first: Period,
    /// Last month before the shock.
    pub end: Period,
    /// Last month with everything.
    pub last: Period,
    pub source: String,
    pub others: Vec<&'static str>,
}

/// The flow that is shocked.
pub struct Flow {
    pub id: String,
    /// As a level, money a year.
    pub term: String,
    /// Title with a small initial.
    pub title: String,
    /// `JPY trillion`.
    pub unit: String,
    /// `trillion yen a year`.
    pub unit_words: String,
    /// Whether it is a monthly flow, which a projection and a grid can take month by month.
    pub monthly: bool,
    /// Whether it is counted in the currency that the rate counts, so that a constant rate has a meaning.
    pub revaluable: bool,
}

impl Facts {
    pub fn new(name: &str, args: &NewStudy, library: &Library) -> Result<Self, Failure> {
        let (flow, gap) = match (&args.flow, &args.gap, args.outcome.as_str()) {
            (None, None, "usdjpy") => (Some("bop_goods_services".to_owned()), Some("gap_10y".to_owned())),
            (None, None, other) => {
                return Err(Failure::new(format!("a study of `{other}` needs a --flow or a --gap"))
                    .hint("for example --gap \"us_10y - ez_10y\"; `fxsens data list` shows what there is"));
            }
            (flow, gap, _) => (flow.clone(), gap.clone()),
        };
        let gap = gap.map(|gap| expression(&gap).map(|parsed| (gap, parsed))).transpose()?;
        let mut ids = BTreeSet::from([args.outcome.clone()]);
        ids.extend(flow.clone());
        ids.extend(gap.iter().flat_map(|(_, parsed)| parsed.names()));
        ids.iter().try_for_each(|id| known(library, id))?;
        let dataset = library.load(&ids)?;
        let rate = monthly(&dataset, &args.outcome)?;
        let Unit::Rate { quote, base: priced } = &rate.unit else {
            return Err(Failure::new(format!("`{}` is in {}, no exchange rate", args.outcome, rate.unit))
                .hint("--outcome takes an exchange rate, e.g. usdkrw or eurusd"));
        };
        let flow = flow.map(|id| Flow::new(monthly(&dataset, &id)?, quote)).transpose()?;
        let gap_term =
            gap.as_ref().map(
                |(text, parsed)| {
                    if parsed.names().contains(text) { text.clone() } else { format!("I({text})") }
                },
            );
        let dollars = quote == "USD";
        let code = if dollars { priced } else { quote };
        let mean = |end: Period| {
            let year = rate.window(end.shift(-11), end);
            year.iter().sum::<f64>() / year.len() as f64
        };
        let terms: Vec<String> = flow.iter().map(|f| f.term.clone()).chain(gap_term.clone()).collect();
        let (first, last) = common(&dataset, rate, &terms)?;
        let end = last_december(last);
        if end.since(first).is_none_or(|months| months < BEFORE) {
            return Err(Failure::new(format!("these series share the months {first} to {last} only"))
                .hint(format!("a study needs {BEFORE} months before its shock and {AFTER} after it")));
        }
        let scale = if mean(end) < 20.0 { 100.0 } else { 1.0 };
        let ((one, _), (counted, many), (one_priced, _)) = (words(code), words(quote), words(priced));
        let (unit, short) = match (scale > 1.0, dollars) {
            (true, true) => (format!("US cents per {one_priced}"), "cents".to_owned()),
            (true, false) => (format!("hundredths of a {counted} per {one_priced}"), "hundredths".to_owned()),
            (false, _) => (format!("{many} per {one_priced}"), many.to_owned()),
        };
        let inner = if scale > 1.0 { format!("{scale} * {}", args.outcome) } else { args.outcome.clone() };
        Ok(Self {
            name: name.to_owned(),
            level: if scale > 1.0 { format!("I({inner})") } else { inner.clone() },
            inner,
            quote: format!("{priced}/{quote}"),
            currency: one.to_owned(),
            unit,
            short,
            up: if dollars { "stronger" } else { "weaker" },
            scale,
            base: significant(scale * mean(end)),
            rate: args.outcome.clone(),
            flow,
            gap: gap_term,
            short_first: end.shift(-96).max(first),
            first,
            end,
            last,
            source: agencies(library, &ids),
            others: OTHERS.into_iter().filter(|id| *id != args.outcome && library.contains(id)).collect(),
        })
    }

    /// What is shocked, as a term of levels.
    pub fn driver(&self) -> &str {
        self.flow.as_ref().map_or_else(|| self.gap.as_deref().unwrap_or_default(), |flow| &flow.term)
    }

    /// The regressors beside what is shocked.
    pub fn beside(&self) -> Option<&str> {
        self.flow.as_ref().and(self.gap.as_deref())
    }

    /// Steps of the projection.
    pub fn horizon(&self) -> i32 {
        self.last.since(self.end).unwrap_or(12).min(24)
    }

    /// The exchange rate that effects refer to, as TOML writes a number.
    pub fn base_text(&self) -> String {
        format!("{:?}", self.base)
    }
}

impl Flow {
    fn new(series: &Series, quote: &str) -> Result<Self, Failure> {
        let Unit::Money { currency, .. } = &series.unit else {
            return Err(Failure::new(format!("`{}` is in {}, no flow of money", series.id, series.unit))
                .hint("give a yield gap as --gap; --flow takes money, e.g. bop_goods_services"));
        };
        let (size, target) = if currency == "JPY" || currency == "KRW" {
            ("trillion", format!("{currency} trillion"))
        } else {
            ("billion", format!("{currency} billion"))
        };
        let monthly = series.aggregation == Aggregation::Sum;
        let converted = format!("convert({}, '{target}')", series.id);
        let same = series.unit.to_string() == target;
        let term = match (monthly, same) {
            (true, _) => format!("I(sum({converted}, 12))"),
            (false, true) => series.id.clone(),
            (false, false) => format!("I({converted})"),
        };
        let mut title = series.title.clone();
        if let Some(initial) = title.get(..1) {
            title.replace_range(..1, &initial.to_lowercase());
        }
        Ok(Self {
            id: series.id.clone(),
            term,
            title: named(&series.id, title.split(',').next().unwrap_or_default())
                // A flow of one country beside the currency of another says whose it is.
                + if currency == "JPY" && quote != "JPY" { " of Japan" } else { "" },
            unit_words: format!("{size} {} a year", words(currency).1),
            unit: target,
            monthly,
            revaluable: currency == quote,
        })
    }
}

/// A balance is called one.
fn named(id: &str, title: &str) -> String {
    let balance = id.starts_with("bop") && !title.contains("balance");
    if balance { format!("{title} balance") } else { title.to_owned() }
}

fn expression(text: &str) -> Result<Expr, Failure> {
    Expr::parse(text).map_err(|error| Failure::new(format!("--gap {text} cannot be read")).because(error))
}

/// Refuses a series that does not exist or cannot be computed.
fn known(library: &Library, id: &str) -> Result<(), Failure> {
    if !library.contains(id) {
        let near = fxsens_core::suggest::closest(id, library.ids().into_iter());
        let hint = if near.is_empty() {
            "`fxsens data list` shows all series".to_owned()
        } else {
            format!(
                "did you mean {}?",
                near.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(" or ")
            )
        };
        return Err(Failure::new(format!("there is no series `{id}`")).hint(hint));
    }
    let missing = library.missing_inputs(id);
    if missing.is_empty() {
        return Ok(());
    }
    let fetch = library.definitions().get(id).map(|definition| definition.fetch.clone()).unwrap_or_default();
    Err(Failure::new(format!("`{id}` needs {}, which is not among the data", missing.join(", ")))
        .hint(format!("`fxsens data fetch {fetch}` brings it")))
}

fn monthly<'a>(dataset: &'a Dataset, id: &str) -> Result<&'a Series, Failure> {
    let series = dataset.get(id).ok_or_else(|| Failure::new(format!("there is no series `{id}`")))?;
    if series.frequency() == Frequency::Monthly {
        return Ok(series);
    }
    Err(Failure::new(format!("`{id}` is {}", series.frequency().noun())).hint("a study reads monthly series"))
}

/// First and last month.
type Span = (Period, Period);

/// The longest run of months in which the rate and all terms have a value.
fn common(dataset: &Dataset, rate: &Series, terms: &[String]) -> Result<Span, Failure> {
    let evaluator = Evaluator::new(dataset);
    let columns = terms
        .iter()
        .map(|term| {
            evaluator
                .series(&expression(term)?, "term")
                .map_err(|error| Failure::new(format!("`{term}` cannot be computed")).because(error))
        })
        .collect::<Result<Vec<_>, _>>()?;
    let (mut best, mut run): (Option<Span>, Option<Span>) = (None, None);
    for (period, value) in rate.iter() {
        let whole = !value.is_nan() && columns.iter().all(|column| column.get(period).is_some());
        run = whole.then(|| (run.map_or(period, |(first, _)| first), period));
        let length = |run: Option<Span>| run.and_then(|(first, last)| last.since(first)).unwrap_or(-1);
        if length(run) > length(best) {
            best = run;
        }
    }
    best.ok_or_else(|| Failure::new("these series share no month").hint("`fxsens data list` has their spans"))
}

/// The last December with enough months behind it.
fn last_december(last: Period) -> Period {
    let mut end = last.shift(-AFTER);
    while !end.to_string().ends_with("-12") {
        end = end.shift(-1);
    }
    end
}

/// Five significant digits: a base rate is a round reference, not a measurement.
fn significant(value: f64) -> f64 {
    let step = 10f64.powf(4.0 - value.abs().log10().floor());
    (value * step).round() / step
}

/// Who publishes the series, those behind derived ones included.
fn agencies(library: &Library, ids: &BTreeSet<String>) -> String {
    let leaves = crate::commands::package::sources::leaves(library, ids.iter().cloned());
    let all: BTreeSet<&str> =
        leaves.iter().filter_map(|id| library.catalog().get(id)).map(|entry| entry.agency.as_str()).collect();
    all.into_iter().collect::<Vec<_>>().join(", ")
}
