//! Loading on demand, and derived series by value.

use std::collections::BTreeMap;
use std::error::Error;

use fxsens_core::period::{Frequency, Period};
use fxsens_core::series::{Aggregation, Series};
use fxsens_core::unit::Unit;
use fxsens_ingest::{IngestError, Library, Source};

type Outcome = Result<(), Box<dyn Error>>;

fn value(library: &Library, id: &str, period: &str) -> Result<f64, Box<dyn Error>> {
    let data = library.load([id])?;
    let series = data.get(id).ok_or("not loaded")?;
    Ok(series.get(period.parse()?).ok_or_else(|| format!("{id} has no {period}"))?)
}

fn near(found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() <= tolerance, "{found} against {expected}");
}

#[test]
fn a_series_carries_its_catalogue_entry() -> Outcome {
    let data = Library::open(Source::Embedded)?.load(["usdjpy", "us_10y", "cftc_jpy_net", "usdjpy_d"])?;
    assert_eq!(data.ids().collect::<Vec<_>>(), ["cftc_jpy_net", "us_10y", "usdjpy", "usdjpy_d"]);
    let usdjpy = data.get("usdjpy").ok_or("usdjpy")?;
    assert_eq!(usdjpy.unit, Unit::yen_per_dollar());
    assert_eq!(usdjpy.aggregation, Aggregation::Mean);
    assert_eq!(usdjpy.provenance.agency, "Federal Reserve");
    assert_eq!(usdjpy.get("2023-12".parse()?), Some(143.9815));
    assert_eq!((usdjpy.start().to_string(), usdjpy.last().to_string()), ("1971-01".into(), "2026-06".into()));
    let daily = data.get("usdjpy_d").ok_or("usdjpy_d")?;
    assert_eq!(daily.frequency(), Frequency::Daily);
    assert_eq!(daily.get("2023-12-24".parse()?), None);
    let weekly = data.get("cftc_jpy_net").ok_or("cftc")?;
    assert_eq!(weekly.frequency(), Frequency::Daily);
    assert_eq!(weekly.values().iter().filter(|v| !v.is_nan()).count(), 1931);
    Ok(())
}

#[test]
fn derived_series_by_value() -> Outcome {
    let library = Library::open(Source::Embedded)?;
    near(value(&library, "bop_goods_services_12m", "2023-12")?, -9.95, 0.005);
    near(value(&library, "bop_goods_services_12m", "2026-03")?, -2.45, 0.02);
    let (us, jp) = (value(&library, "us_10y", "2023-12")?, value(&library, "jp_10y", "2023-12")?);
    near(value(&library, "gap_10y", "2023-12")?, us - jp, 1e-12);
    near(value(&library, "log_usdjpy", "2023-12")?, 143.9815f64.ln(), 1e-12);
    near(value(&library, "ca_cashflow_2017_12m", "2010-12")?, 8.8, 0.1);
    near(value(&library, "ca_cashflow_2017_12m", "2014-12")?, -10.6, 0.1);
    let inflation = |id: &str| -> Result<f64, Box<dyn Error>> {
        Ok(100.0 * (value(&library, id, "2023-12")? / value(&library, id, "2022-12")? - 1.0))
    };
    let real = us - jp - (inflation("us_cpi")? - inflation("jp_cpi")?);
    near(value(&library, "real_gap_10y", "2023-12")?, real, 1e-9);
    let data = library.load(["gap_10y", "bop_ca_tn"])?;
    let gap = data.get("gap_10y").ok_or("gap")?;
    assert_eq!(gap.unit, Unit::PercentagePoints);
    assert_eq!(gap.provenance.agency, "Federal Reserve; Ministry of Finance Japan");
    assert_eq!(data.get("bop_ca_tn").ok_or("ca")?.unit, Unit::yen_trillion());
    Ok(())
}

#[test]
fn parameters_reach_nested_definitions() -> Outcome {
    let none: BTreeMap<String, f64> =
        ["phi_reinvested", "phi_dividends", "phi_interest"].map(|name| (name.to_owned(), 0.0)).into();
    let library = Library::open(Source::Embedded)?.with_parameters(none)?;
    let expected = value(&library, "bop_ca_12m", "2013-12")?;
    near(value(&library, "ca_cashflow_2017_12m", "2013-12")?, expected, 1e-9);
    let wrong = Library::open(Source::Embedded)?.with_parameters([("phi".to_owned(), 0.5)].into());
    assert!(
        matches!(wrong, Err(IngestError::UnknownParameter { name, known }) if name == "phi" && known.contains(&"theta".into()))
    );
    Ok(())
}

#[test]
fn digital_series_need_a_fetch_and_use_what_it_brings() -> Outcome {
    let library = Library::open(Source::Embedded)?;
    let error = library.load(["digital_deficit_cfx"]).err().ok_or("must fail")?;
    assert!(error.to_string().contains("needs `BPBP6JYNSD9062`, `BPBP6JYNSD907`"), "{error}");
    assert!(
        error.hint().is_some_and(|hint| hint.contains("data fetch boj digital") && hint.contains("--data"))
    );
    assert_eq!(library.missing_inputs("digital_deficit_12m").len(), 6);
    let flow = |id: &str, value: f64| -> Result<Series, Box<dyn Error>> {
        let mut series = Series::from_values(id, Period::month(2022, 1)?, vec![value; 24]);
        series.unit = Unit::yen_100_million();
        Ok(series)
    };
    let library = library.with_series([flow("digital_payments", 9000.0)?, flow("digital_receipts", 4000.0)?]);
    near(value(&library, "digital_deficit_12m", "2023-12")?, 6.0, 1e-12);
    let rate = value(&library, "usdjpy_mean_12m", "2023-12")?;
    near(value(&library, "digital_deficit_cfx", "2023-12")?, 0.5 * 140.5 / rate, 1e-12);
    let library = library.with_parameters([("theta".to_owned(), 0.5)].into())?;
    near(value(&library, "digital_deficit_cfx", "2023-12")?, 0.5 * (140.5 / rate).sqrt(), 1e-12);
    Ok(())
}

#[test]
fn an_unknown_id_suggests_known_ones() -> Outcome {
    let error = Library::open(Source::Embedded)?.load(["usdjpyy"]).err().ok_or("must fail")?;
    assert_eq!(error.to_string(), "there is no series `usdjpyy`");
    assert!(error.hint().is_some_and(|hint| hint.contains("`usdjpy`")));
    Ok(())
}

#[test]
fn all_available_series_load() -> Outcome {
    let library = Library::open(Source::Embedded)?;
    let all = library.load_all()?;
    // Those of the monthly digital balance wait for a fetch, and only they.
    let waiting: Vec<&str> =
        library.definitions().iter().filter(|d| d.fetch == "boj digital").map(|d| d.id.as_str()).collect();
    assert!(waiting.len() > 8 && waiting.iter().all(|id| id.starts_with("digital_")));
    assert_eq!(all.len(), library.ids().len() - waiting.len());
    Ok(())
}

#[test]
fn published_figures_are_typed() -> Outcome {
    let published = Library::open(Source::Embedded)?.published()?;
    let counts = (
        published.digital.len(),
        published.first_releases.len(),
        published.cashflow.len(),
        published.projections.len(),
    );
    assert_eq!(counts, (69, 172, 12, 6));
    let wanted = published.digital.iter().find(|figure| {
        (
            figure.series.as_str(),
            figure.item.as_str(),
            figure.definition.as_str(),
            figure.period.as_str(),
            figure.vintage.as_str(),
        ) == ("digital_balance", "net", "full", "2023", "2024-02")
    });
    let figure = wanted.ok_or("no digital balance of 2023")?;
    assert_eq!(figure.value, Some(-5.536));
    assert_eq!(figure.when(), Some(Period::year(2023)?));
    assert!(published.cashflow.iter().any(|figure| figure.note.contains("receipts and payments netted")));
    Ok(())
}
