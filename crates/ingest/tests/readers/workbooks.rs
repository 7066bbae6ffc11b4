//! Workbooks: BIS, JNTO, World Bank, and the limits.

use fxsens_ingest::FileRead;

use super::fixtures::of;
use super::xlsx::X::{N, T};
use super::xlsx::{package, workbook, zip};
use super::{find, read, refused, rejected, shown};

fn fixture(layout: &str) -> FileRead {
    let (_, name, bytes) = of(layout);
    read(name, bytes).expect("the fixture reads")
}

#[test]
fn bis_workbook_has_areas_codes_and_month_ends() {
    let read = fixture("bis-workbook");
    assert_eq!(shown(&read, "NBJP"), "M 1994-01 [80.5, 81.5, 82.5]");
    assert_eq!(find(&read, "RBJP").series.title, "Real effective exchange rate, Japan");
    assert_eq!(find(&read, "RBJP").series.unit.to_string(), "index 2010=100");
    assert_eq!(shown(&read, "NBUS"), "M 1994-01 [90.25]");
    assert_eq!(rejected(&read), ["sheet `Nominal`, cell C8: `broken`", "sheet `Real`, cell C8: `broken`"]);
}

#[test]
fn jnto_joins_the_sheets_of_the_years_and_skips_growth_rates() {
    let read = fixture("jnto");
    let total = &find(&read, "visitor_arrivals").series;
    let known: Vec<String> =
        total.iter().filter(|(_, v)| !v.is_nan()).map(|(p, v)| format!("{p}={v}")).collect();
    assert_eq!(known, ["2003-01=500", "2003-02=550", "2004-01=600"]);
    assert_eq!(total.last().to_string(), "2004-01");
    assert_eq!(find(&read, "韓国").nobs(), 2);
    assert_eq!(find(&read, "その他").series.values().first(), Some(&5.0));
    assert_eq!(find(&read, "その他_2").series.values().first(), Some(&7.0));
    assert_eq!(read.series.len(), 4);
}

#[test]
fn pink_sheet_has_names_units_and_dots_for_missing_values() {
    let read = fixture("pink-sheet");
    assert_eq!(shown(&read, "crude_oil_average"), "M 1960-01 [1.63, 1.63]");
    assert_eq!(shown(&read, "coal_australian"), "M 1960-02 [30.5]");
    assert_eq!(find(&read, "crude_oil_average").series.unit.to_string(), "USD per barrel");
    assert_eq!(find(&read, "coal_australian").series.title, "Coal, Australian");
}

#[test]
fn a_workbook_that_unpacks_to_too_much_is_refused() {
    let bomb = package(&[("2003".into(), " ".repeat(257 * 1024 * 1024))]);
    assert!(bomb.len() < 2_000_000, "the bomb is small: {}", bomb.len());
    let (message, hint) = refused("bomb.xlsx", bomb, None);
    assert!(message.contains("unpacks to more than 256 MB"), "{message}");
    assert!(hint.contains("CSV"), "{hint}");
}

#[test]
fn cells_far_apart_do_not_fill_the_memory() {
    let far = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>";
    let (message, _) = refused("far.xlsx", package(&[("2003".into(), far.into())]), Some("jnto"));
    assert!(message.contains("no sheet of the JNTO workbook"), "{message}");
}

#[test]
fn archives_that_are_no_workbooks_are_named_as_such() {
    let other = zip(&[("a.csv".to_owned(), "date,y\n2023-01,1\n")]);
    let (message, _) = refused("a.xlsx", &other, Some("pink-sheet"));
    assert!(message.contains("is not an .xlsx workbook"), "{message}");
    let hollow = zip(&[("xl/x.xml".to_owned(), "x")]);
    let (message, _) = refused("a.xlsx", &hollow, Some("pink-sheet"));
    assert!(message.contains("is not a readable .xlsx workbook"), "{message}");
    let (message, hint) = refused("a.xlsx", workbook(&[("Sheet1", vec![vec![T("a"), N(1.0)]])]), None);
    assert!(message.contains("spreadsheet workbook"), "{message}");
    assert!(hint.contains("CSV"), "{hint}");
    let (message, hint) = refused("a.csv", "date,y\n2023-01,1\n", Some("jnto"));
    assert!(message.contains("is not an .xlsx workbook") && hint.contains("save"), "{message} {hint}");
}
