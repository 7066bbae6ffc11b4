//! The shipped data pass every check, and one wrong number fails the check that is about it and no other.

#![allow(clippy::disallowed_methods, reason = "fixtures are written straight into a temporary folder")]

use std::error::Error;
use std::path::Path;

use fxsens_ingest::{Library, Source, check};

type Outcome = Result<(), Box<dyn Error>>;

fn failed(library: &Library) -> Result<Vec<&'static str>, Box<dyn Error>> {
    Ok(check(library)?.iter().filter(|result| !result.passed).map(|result| result.name).collect())
}

/// The checks that fail in a copy of the data folder in which one text of one file is replaced, without those that
/// fail anyway.
fn corrupted(file: &str, from: &str, to: &str) -> Result<Vec<&'static str>, Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    copy_data(folder.path())?;
    let path = folder.path().join(file);
    let text = std::fs::read_to_string(&path)?;
    assert_eq!(text.matches(from).count(), 1, "{from:?} must occur once in {file}");
    std::fs::write(&path, text.replace(from, to))?;
    let library = Library::open(Source::Directory(folder.path().into()))?;
    let before = failed(&Library::open(Source::Embedded)?)?;
    Ok(failed(&library)?.into_iter().filter(|name| !before.contains(name)).collect())
}

fn copy_data(target: &Path) -> Outcome {
    for name in Source::embedded_files() {
        let path = target.join(name);
        std::fs::create_dir_all(path.parent().unwrap_or(target))?;
        std::fs::write(path, Source::Embedded.read(name)?)?;
    }
    Ok(())
}

#[test]
fn the_embedded_data_pass_every_check() -> Outcome {
    let results = check(&Library::open(Source::Embedded)?)?;
    let report: Vec<String> = results
        .iter()
        .map(|result| {
            let verdict = if result.passed { "pass" } else { "FAIL" };
            let worst = result.worst.as_ref().map(|worst| format!("; worst {worst}")).unwrap_or_default();
            format!("{verdict} {}: {}{worst}", result.name, result.detail)
        })
        .collect();
    assert!(results.iter().all(|result| result.passed), "{}", report.join("\n"));
    Ok(())
}

#[test]
fn an_untouched_copy_passes_too() -> Outcome {
    assert_eq!(corrupted("README.md", "# Data\n", "# Figures\n")?, Vec::<&str>::new());
    Ok(())
}

#[test]
fn one_wrong_number_fails_its_own_check_only() -> Outcome {
    let line = |file: &str, start: &str| -> Result<String, Box<dyn Error>> {
        let text = Source::Embedded.read_text(file)?;
        let found = text.lines().find(|line| line.starts_with(start)).ok_or("no such line")?;
        Ok(format!("\n{found}\n"))
    };
    for (file, start, replacement, expected) in [
        ("series/exchange_rates.csv", "usdjpy,2005-03,", "usdjpy,2005-03,105.2", "usdjpy-month-mean"),
        ("series/exchange_rates.csv", "usdjpy_eom,2005-03,", "usdjpy_eom,2005-03,105.3", "usdjpy-month-end"),
        ("series/interest_rates.csv", "us_10y_eom,1999-03,", "us_10y_eom,1999-03,9.25", "yield-month-ends"),
        ("series/interest_rates.csv", "us_2y,1999-03,", "us_2y,1999-03,9.25", "yield-month-means"),
        (
            "series/fx_intervention.csv",
            "jp_fx_intervention,1991-05,",
            "jp_fx_intervention,1991-05,1390",
            "intervention-months",
        ),
        (
            "series/balance_of_payments.csv",
            "bop_secondary_income,2005-06,",
            "bop_secondary_income,2005-06,999999",
            "identity-current-account",
        ),
        (
            "series/balance_of_payments.csv",
            "bop_goods_exports,2005-06,",
            "bop_goods_exports,2005-06,999999",
            "identity-goods",
        ),
        (
            "series/balance_of_payments.csv",
            "bop_services,2005-06,",
            "bop_services,2005-06,999999",
            "identity-goods-services",
        ),
        (
            "series/securities_flows.csv",
            "pf_in_equity,2010-06,",
            "pf_in_equity,2010-06,999999",
            "identity-portfolio",
        ),
        (
            "series/services_gross_2016.csv",
            "bopq16_services_travel_receipts,2015Q1,",
            "bopq16_services_travel_receipts,2015Q1,1",
            "services-gross-2016",
        ),
        ("series/visitors.csv", "jp_visitors,2010-06,", "jp_visitors,2010-06,inf", "rows-readable"),
    ] {
        let names = corrupted(file, &line(file, start)?, &format!("\n{replacement}\n"))?;
        // A value that cannot be read also stops the derived series built on it.
        let names: Vec<&str> = names
            .into_iter()
            .filter(|name| !(expected == "rows-readable" && *name == "derived-series"))
            .collect();
        assert_eq!(names, [expected], "{replacement}");
    }
    Ok(())
}

#[test]
fn a_rate_the_wrong_way_round_is_found() -> Outcome {
    let folder = tempfile::tempdir()?;
    copy_data(folder.path())?;
    let path = folder.path().join("series/exchange_rates.csv");
    let upside_down = |line: &str| match line.strip_prefix("usdthb,").and_then(|rest| rest.split_once(',')) {
        Some((period, value)) => {
            format!("usdthb,{period},{}\n", 1.0 / value.parse::<f64>().unwrap_or(f64::NAN))
        }
        None => format!("{line}\n"),
    };
    let text: String = std::fs::read_to_string(&path)?.lines().map(upside_down).collect();
    std::fs::write(&path, text)?;
    let detail = |source: Source| -> Result<(bool, String), Box<dyn Error>> {
        let results = check(&Library::open(source)?)?;
        let levels =
            results.into_iter().find(|result| result.name == "quote-levels").ok_or("no such check")?;
        Ok((levels.passed, levels.detail))
    };
    let (passed, found) = detail(Source::Directory(folder.path().into()))?;
    assert!(!passed);
    assert_ne!(found, detail(Source::Embedded)?.1, "the inverted series must count");
    Ok(())
}

#[test]
fn catalogue_and_files_must_agree() -> Outcome {
    assert_eq!(corrupted("catalog.toml", "nobs = 1931", "nobs = 1930")?, ["catalogue-spans"]);
    assert_eq!(corrupted("catalog.toml", "unit = \"contracts\"", "unit = \"lots\"")?, ["units-controlled"]);
    assert_eq!(
        corrupted("catalog.toml", "unit = \"BRL per USD\"", "unit = \"USD per BRL\"")?,
        ["quote-units"]
    );
    let gap = corrupted("series/visitors.csv", "\njp_visitors,2010-06,", "\njp_visitors,2010-05,")?;
    assert!(gap.contains(&"gaps") && gap.contains(&"periods-unique"), "{gap:?}");
    let renamed = corrupted("series/positions.csv", "\ncftc_jpy_net,2020-01-07", "\ncftc_net,2020-01-07")?;
    assert!(renamed.contains(&"catalogue-complete") && renamed.contains(&"catalogue-spans"), "{renamed:?}");
    Ok(())
}

#[test]
fn a_missing_file_fails_checks_instead_of_stopping_them() -> Outcome {
    let folder = tempfile::tempdir()?;
    copy_data(folder.path())?;
    std::fs::remove_file(folder.path().join("series/fx_intervention.csv"))?;
    let failed = failed(&Library::open(Source::Directory(folder.path().into()))?)?;
    assert!(failed.contains(&"intervention-months") && failed.contains(&"catalogue-complete"), "{failed:?}");
    assert!(!failed.contains(&"usdjpy-month-mean"));
    Ok(())
}
