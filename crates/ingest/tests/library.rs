//! Loading on demand, derived series by value, and the errors of a data folder.

#![allow(clippy::disallowed_methods, reason = "fixtures are written straight into a temporary folder")]

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

use fxsens_core::period::{Frequency, Period};
use fxsens_core::series::{Aggregation, Series};
use fxsens_core::unit::Unit;
use fxsens_ingest::{Catalog, Definitions, IngestError, Library, Source};

type Outcome = Result<(), Box<dyn Error>>;

fn value(library: &Library, id: &str, period: &str) -> Result<f64, Box<dyn Error>> {
    let data = library.load([id])?;
    let series = data.get(id).ok_or("not loaded")?;
    Ok(series
        .get(period.parse()?)
        .ok_or_else(|| format!("{id} has no {period}"))?)
}

fn near(found: f64, expected: f64, tolerance: f64) {
    assert!(
        (found - expected).abs() <= tolerance,
        "{found} against {expected}"
    );
}

#[test]
fn every_file_of_the_data_folder_is_embedded() -> Outcome {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path.strip_prefix(&root)?.to_string_lossy().into_owned());
            }
        }
    }
    found.sort();
    assert_eq!(
        found,
        Source::embedded_files().collect::<Vec<_>>(),
        "list new files in embedded.rs"
    );
    Ok(())
}

#[test]
fn a_series_carries_its_catalogue_entry() -> Outcome {
    let data = Library::open(Source::Embedded)?.load(["usdjpy", "us_10y", "cftc_jpy_net", "usdjpy_d"])?;
    assert_eq!(
        data.ids().collect::<Vec<_>>(),
        ["cftc_jpy_net", "us_10y", "usdjpy", "usdjpy_d"]
    );
    let usdjpy = data.get("usdjpy").ok_or("usdjpy")?;
    assert_eq!(usdjpy.unit, Unit::yen_per_dollar());
    assert_eq!(usdjpy.aggregation, Aggregation::Mean);
    assert_eq!(usdjpy.provenance.agency, "Federal Reserve");
    assert_eq!(usdjpy.get("2023-12".parse()?), Some(143.9815));
    assert_eq!(
        (usdjpy.start().to_string(), usdjpy.last().to_string()),
        ("1971-01".into(), "2026-06".into())
    );
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
    near(
        value(&library, "bop_goods_services_12m", "2023-12")?,
        -9.95,
        0.005,
    );
    near(value(&library, "bop_goods_services_12m", "2026-03")?, -2.45, 0.02);
    let (us, jp) = (
        value(&library, "us_10y", "2023-12")?,
        value(&library, "jp_10y", "2023-12")?,
    );
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
    assert_eq!(
        gap.provenance.agency,
        "Federal Reserve; Ministry of Finance Japan"
    );
    assert_eq!(data.get("bop_ca_tn").ok_or("ca")?.unit, Unit::yen_trillion());
    Ok(())
}

#[test]
fn parameters_reach_nested_definitions() -> Outcome {
    let none: BTreeMap<String, f64> = ["phi_reinvested", "phi_dividends", "phi_interest"]
        .map(|name| (name.to_owned(), 0.0))
        .into();
    let library = Library::open(Source::Embedded)?.with_parameters(none)?;
    let expected = value(&library, "bop_ca_12m", "2013-12")?;
    near(
        value(&library, "ca_cashflow_2017_12m", "2013-12")?,
        expected,
        1e-9,
    );
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
    assert!(
        error
            .to_string()
            .contains("`digital_payments`, `digital_receipts`"),
        "{error}"
    );
    assert!(
        error
            .hint()
            .is_some_and(|hint| hint.contains("needs `fxsens data fetch boj digital`"))
    );
    assert_eq!(library.missing_inputs("digital_deficit_12m").len(), 2);
    let flow = |id: &str, value: f64| -> Result<Series, Box<dyn Error>> {
        let mut series = Series::from_values(id, Period::month(2022, 1)?, vec![value; 24]);
        series.unit = Unit::yen_100_million();
        Ok(series)
    };
    let library = library.with_series([
        flow("digital_payments", 9000.0)?,
        flow("digital_receipts", 4000.0)?,
    ]);
    near(value(&library, "digital_deficit_12m", "2023-12")?, 6.0, 1e-12);
    let rate = value(&library, "usdjpy_mean_12m", "2023-12")?;
    near(
        value(&library, "digital_deficit_cfx", "2023-12")?,
        0.5 * 140.5 / rate,
        1e-12,
    );
    let library = library.with_parameters([("theta".to_owned(), 0.5)].into())?;
    near(
        value(&library, "digital_deficit_cfx", "2023-12")?,
        0.5 * (140.5 / rate).sqrt(),
        1e-12,
    );
    Ok(())
}

#[test]
fn an_unknown_id_suggests_known_ones() -> Outcome {
    let error = Library::open(Source::Embedded)?
        .load(["usdjpyy"])
        .err()
        .ok_or("must fail")?;
    assert_eq!(error.to_string(), "there is no series `usdjpyy`");
    assert!(error.hint().is_some_and(|hint| hint.contains("`usdjpy`")));
    Ok(())
}

/// A folder with the two TOML files and one table.
fn folder(catalog: &str, derived: &str, table: &str) -> Result<tempfile::TempDir, Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    std::fs::create_dir(folder.path().join("series"))?;
    std::fs::write(folder.path().join("catalog.toml"), catalog)?;
    std::fs::write(folder.path().join("derived.toml"), derived)?;
    std::fs::write(folder.path().join("series/t.csv"), table)?;
    Ok(folder)
}

fn entry(id: &str, file: &str) -> String {
    format!(
        "[[series]]\nid = \"{id}\"\ntitle = \"T\"\nunit = \"% p.a.\"\nfrequency = \"M\"\naggregation = \"mean\"\n\
         adjustment = \"none\"\nagency = \"A\"\ntable = \"T\"\nlicence = \"L\"\nvintage = \"2026\"\nfile = \"{file}\"\n\
         first = \"2020-01\"\nlast = \"2020-02\"\nnobs = 2\nnote = \"\"\n"
    )
}

fn derived(id: &str, unit: &str, expression: &str) -> String {
    format!("[[series]]\nid = \"{id}\"\ntitle = \"T\"\nunit = \"{unit}\"\nexpression = \"{expression}\"\n")
}

const TABLE: &str = "series,period,value\nx,2020-01,1\nx,2020-02,2\n";

#[test]
fn only_the_files_that_are_needed_are_read() -> Outcome {
    let both = entry("x", "t.csv") + &entry("y", "not_there.csv");
    let folder = folder(&both, &derived("z", "% p.a.", "x"), TABLE)?;
    let library = Library::open(Source::Directory(folder.path().into()))?;
    assert_eq!(library.load(["x", "z"])?.len(), 2);
    let error = library.load(["y"]).err().ok_or("must fail")?;
    assert!(
        error.to_string().contains("has no `series/not_there.csv`"),
        "{error}"
    );
    assert!(error.hint().is_some_and(|hint| hint.contains("catalog.toml")));
    Ok(())
}

#[test]
fn cycles_and_wrong_units_are_named() -> Outcome {
    let text = derived("a", "", "b + x")
        + &derived("b", "", "c")
        + &derived("c", "", "a")
        + &derived("u", "JPY trillion", "x + x");
    let folder = folder(&entry("x", "t.csv"), &text, TABLE)?;
    let library = Library::open(Source::Directory(folder.path().into()))?;
    let error = library.load(["a"]).err().ok_or("must fail")?;
    assert_eq!(
        error.to_string(),
        "derived series need each other: a -> b -> c -> a"
    );
    let error = library.load(["u"]).err().ok_or("must fail")?;
    assert_eq!(
        error.to_string(),
        "`u` is stated in `JPY trillion` but its expression gives `percentage points`"
    );
    Ok(())
}

#[test]
fn definitions_are_unique_and_have_no_unknown_keys() -> Outcome {
    let twice = entry("x", "t.csv") + &entry("x", "t.csv");
    assert!(matches!(Catalog::parse(&twice), Err(IngestError::DuplicateId { id, .. }) if id == "x"));
    let unknown = entry("x", "t.csv") + "colour = \"red\"\n";
    let error = Catalog::parse(&unknown).err().ok_or("must fail")?;
    assert!(error.to_string().contains("colour"), "{error}");
    assert!(Definitions::parse("[[series]]\nid = \"x\"\n").is_err());
    let clash = folder(&entry("x", "t.csv"), &derived("x", "", "1"), TABLE)?;
    let error = Library::open(Source::Directory(clash.path().into()))
        .err()
        .ok_or("must fail")?;
    assert_eq!(
        error.to_string(),
        "`x` is defined twice, in `catalog.toml` and in `derived.toml`"
    );
    Ok(())
}

#[test]
fn a_broken_table_is_reported_with_its_line() -> Outcome {
    for (table, expected) in [
        (
            "series,period,value\nx,2020-01,1\nx,2020-13,2\n",
            "`series/t.csv`, line 3: `2020-13` names a period",
        ),
        (
            "series,period,value\nx,2020-01,1\nx,2020-02,inf\n",
            "line 3: `inf` of `x` is not a finite number",
        ),
        (
            "series,period,value\nx,2020-01,1\nx,2020-02\n",
            "line 3: expected",
        ),
        (
            "series,period,value\nx,2020Q1,1\n",
            "line 2: `x` is by month, found `2020Q1`",
        ),
        (
            "series,period,value\nx,2020-01,1\nx,2020-01,2\n",
            "two values for 2020-01",
        ),
        ("a,b\n1,2\n", "line 1: expected"),
        (
            "series,period,value\ny,2020-01,1\n",
            "says `x` is in `series/t.csv`",
        ),
    ] {
        let folder = folder(&entry("x", "t.csv"), "", table)?;
        let library = Library::open(Source::Directory(folder.path().into()))?;
        let error = library.load(["x"]).err().ok_or("must fail")?.to_string();
        assert!(error.contains(expected), "{error}");
    }
    Ok(())
}

#[test]
fn a_wrong_folder_is_named() {
    let open = |path: &str| {
        Library::open(Source::Directory(path.into()))
            .map_err(|e| e.to_string())
            .err()
    };
    assert_eq!(
        open("/no/such/folder").as_deref(),
        Some("the data folder /no/such/folder does not exist")
    );
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
    assert_eq!(open(file), Some(format!("the data folder {file} is a file")));
    let empty = open(concat!(env!("CARGO_MANIFEST_DIR"), "/src")).unwrap_or_default();
    assert!(empty.ends_with("has no `catalog.toml`"), "{empty}");
}

#[test]
fn all_available_series_load() -> Outcome {
    let library = Library::open(Source::Embedded)?;
    let all = library.load_all()?;
    assert_eq!(all.len(), library.ids().len() - 3);
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
    assert!(
        published
            .cashflow
            .iter()
            .any(|figure| figure.note.contains("receipts and payments netted"))
    );
    Ok(())
}
