//! FRED, ALFRED, Federal Reserve, ECB, DataHub.

use fxsens_ingest::FileRead;

use super::fixtures::{self, of};
use super::{find, read, rejected, shown};

fn fixture(layout: &str) -> FileRead {
    let (_, name, bytes) = of(layout);
    read(name, bytes).expect("the fixture reads")
}

#[test]
fn fred_has_empty_fields_a_blank_second_line_and_long_decimals() {
    let read = fixture("fred");
    assert_eq!(shown(&read, "EXJPUS"), "M 2023-10 [149.5, NaN, 2.81609090909091]");
    assert_eq!(shown(&read, "DEXUSEU"), "M 2023-10 [1.05, 1.08]");
    assert!(read.rejected.is_empty());
}

#[test]
fn fred_takes_the_id_and_the_pair_from_the_header_not_from_the_file_name() {
    let read = fixture("fred");
    assert_eq!(find(&read, "EXJPUS").series.unit.to_string(), "JPY per USD");
    assert_eq!(find(&read, "DEXUSEU").series.unit.to_string(), "USD per EUR");
}

#[test]
fn fred_until_2024_marks_missing_values_with_a_point() {
    let read = fixture("fred-old");
    let rate = &find(&read, "DEXJPUS").series;
    assert_eq!(rate.frequency().code(), "D");
    assert_eq!(rate.get("2024-01-01".parse().expect("a day")), None);
    assert_eq!(rate.get("2024-01-02".parse().expect("a day")), Some(142.1));
}

#[test]
fn fred_quarters_and_years_are_recognised() {
    let quarters = "observation_date,GDP\n2023-01-01,1\n2023-04-01,2\n2023-07-01,3\n";
    assert_eq!(shown(&read("a.csv", quarters).expect("reads"), "GDP"), "Q 2023Q1 [1.0, 2.0, 3.0]");
    let years = "observation_date,GDPA\n2021-01-01,1\n2022-01-01,2\n2023-01-01,3\n";
    assert_eq!(shown(&read("a.csv", years).expect("reads"), "GDPA"), "A 2021 [1.0, 2.0, 3.0]");
}

#[test]
fn alfred_columns_are_vintages() {
    let read = fixture("alfred");
    let first = find(&read, "GDPC1_20231026");
    assert_eq!(shown(&read, "GDPC1_20231129"), "Q 2023Q1 [22112.4, 22225.4, 22506.4]");
    assert_eq!(first.series.provenance.vintage, "2023-10-26");
    assert_eq!(first.series.provenance.table, "GDPC1");
}

#[test]
fn fed_ddp_describes_its_columns_in_the_rows_above() {
    let read = fixture("fed-ddp");
    assert_eq!(shown(&read, "RIFLGFCY10_N.M"), "M 2023-10 [4.8, 4.5, 4.02]");
    assert_eq!(shown(&read, "RXI_N.M.JA"), "M 2023-10 [149.5, NaN, 144.1]");
    let yield_ = &find(&read, "RIFLGFCY10_N.M").series;
    assert_eq!(yield_.unit.to_string(), "% p.a.");
    assert!(yield_.title.starts_with("Market yield"));
    assert_eq!(yield_.provenance.table, "H15/H15/RIFLGFCY10_N.M");
    assert_eq!(find(&read, "RXI_N.M.JA").series.unit.to_string(), "JPY per USD");
}

#[test]
fn fred_md_keeps_its_transformation_codes() {
    let read = fixture("fred-md");
    assert_eq!(shown(&read, "RPI"), "M 1959-01 [2442.158, 2451.778]");
    assert_eq!(shown(&read, "EXJPUSx"), "M 1959-02 [360.0, 360.0]");
    assert_eq!(find(&read, "RPI").remark, "transformation 5: log difference");
}

#[test]
fn fred_md_copies_without_the_transformation_row_read_too() {
    let text = fixtures::FRED_MD.replace("Transform:,5,5\n", "");
    let found = read("current.csv", text).expect("reads");
    assert_eq!(shown(&found, "RPI"), "M 1959-01 [2442.158, 2451.778]");
    assert!(found.notes[0].contains("missing in this copy"), "{:?}", found.notes);
    let text = fixtures::FRED_MD.replace("Transform:,5,5\n", "Transform:,5,9\n");
    assert_eq!(rejected(&read("current.csv", text).expect("reads")), ["line 2, column 3: `9`"]);
}

#[test]
fn fred_qd_dates_a_quarter_by_its_last_month() {
    let text =
        "sasdate,GDPC1\nfactors,0\ntransform,5\n3/1/1959,3352.129\n6/1/1959,3427.667\n9/1/1959,3430.057\n";
    let found = read("fredqd.csv", text).expect("reads");
    assert_eq!(shown(&found, "GDPC1"), "Q 1959Q1 [3352.129, 3427.667, 3430.057]");
}

#[test]
fn ecb_is_newest_first_and_ends_every_line_in_a_comma() {
    let read = fixture("ecb");
    let yen = &find(&read, "JPY").series;
    assert_eq!((yen.start().to_string(), yen.last().to_string()), ("2007-12-31".into(), "2023-12-29".into()));
    assert_eq!(yen.unit.to_string(), "JPY per EUR");
    let pound = find(&read, "CYP");
    assert_eq!((pound.nobs(), pound.series.last().to_string()), (1, "2007-12-31".into()));
    assert!(read.rejected.is_empty(), "{:?}", read.rejected);
    assert_eq!(read.series.len(), 3);
}

#[test]
fn ecb_file_of_the_day_spells_the_month() {
    let found =
        read("eurofxref.csv", "Date, USD, JPY, \n24 September 2024, 1.1133, 160.07, \n").expect("reads");
    assert_eq!(shown(&found, "JPY"), "D 2024-09-24 [160.07]");
}

#[test]
fn datahub_rates_are_turned_to_the_project_s_direction_and_say_so() {
    let read = fixture("datahub-rates");
    assert_eq!(shown(&read, "japan"), "M 1971-01 [358.02, 357.55]");
    assert_eq!(shown(&read, "australia"), "M 1971-01 [1.25, 2.0]");
    let australia = find(&read, "australia");
    assert_eq!(australia.series.unit.to_string(), "USD per AUD");
    let quote = australia.quote.as_ref().expect("a quote");
    assert_eq!((quote.as_given.as_str(), quote.turned), ("AUD per USD", true));
    assert_eq!(find(&read, "japan").quote.as_ref().map(|quote| quote.turned), Some(false));
}

#[test]
fn datahub_oil_is_monthly_on_the_fifteenth() {
    let read = fixture("datahub-price");
    assert_eq!(shown(&read, "brent_monthly"), "M 1987-05 [18.58, 18.86, 19.86]");
    let own =
        super::read("mine.csv", "Date,Price\n2023-12-01,1\n2023-12-04,2\n2023-12-05,2\n").expect("reads");
    assert_eq!(own.layout, "wide");
}

#[test]
fn datahub_vix_has_dates_month_first() {
    let read = fixture("datahub-vix");
    assert_eq!(shown(&read, "vix_close"), "D 1990-01-02 [17.24, 18.19]");
    let iso = fixtures::VIX.replace("01/02/1990", "1990-01-02").replace("01/03/1990", "1990-01-03");
    assert_eq!(shown(&super::read("vix.csv", iso).expect("reads"), "vix_low"), "D 1990-01-02 [17.24, 18.19]");
}

#[test]
fn fred_api_takes_the_id_from_the_name_and_the_next_page_from_the_count() {
    let found = fixture("fred-api");
    assert_eq!(shown(&found, "EXJPUS"), "M 2023-10 [149.5, NaN, 144.1]");
    assert_eq!(rejected(&found), ["observations[3].value: `n/r`"]);
    assert_eq!(found.next_page.as_deref(), Some("4"));
}

#[test]
fn fred_api_vintages_are_columns() {
    let body = r#"{"realtime_start":"2024-01-25","count":2,"offset":0,"observations":[
        {"date":"2023-07-01","GDPC1_20240125":"1.5","GDPC1_20240228":"1.75"},
        {"date":"2023-10-01","GDPC1_20240125":".","GDPC1_20240228":"2.5"},
        {"date":"2024-01-01","GDPC1_20240125":".","GDPC1_20240228":"3"}]}"#;
    let found = read("GDPC1-page2.json", body).expect("reads");
    assert_eq!(shown(&found, "GDPC1_20240228"), "Q 2023Q3 [1.75, 2.5, 3.0]");
    assert_eq!(find(&found, "GDPC1_20240125").series.provenance.vintage, "2024-01-25");
    assert_eq!(found.next_page, None);
}

#[test]
fn fred_api_errors_in_the_body_are_errors() {
    let body = r#"{"error_code":400,"error_message":"Bad Request. The series does not exist."}"#;
    let (message, _) = super::refused("X.json", body, None);
    assert!(message.contains("400 Bad Request"), "{message}");
}
