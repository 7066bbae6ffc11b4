//! BIS, OECD, World Bank and SDMX at large, as text files.

use fxsens_ingest::FileRead;

use super::fixtures::{self, of};
use super::{find, read, rejected, shown};

fn fixture(layout: &str) -> FileRead {
    let (_, name, bytes) = of(layout);
    read(name, bytes).expect("the fixture reads")
}

#[test]
fn bis_export_has_a_preamble_and_month_end_dates() {
    let read = fixture("bis-export");
    let japan = &find(&read, "M.JP").series;
    assert_eq!((japan.start().to_string(), japan.last().to_string()), ("2013-03".into(), "2016-02".into()));
    assert_eq!(japan.get("2013-04".parse().expect("a month")), None);
    assert!(japan.title.contains("JP: Japan"), "{}", japan.title);
    assert_eq!(shown(&read, "M.US"), "M 2016-02 [0.375]");
}

#[test]
fn bis_export_marks_provisional_values() {
    let read = fixture("bis-export");
    let marks: Vec<String> = find(&read, "M.JP").preliminary.iter().map(ToString::to_string).collect();
    assert_eq!(marks, ["2016-02"]);
}

#[test]
fn bis_sdmx_has_codes_and_words_in_one_cell() {
    let read = fixture("bis-sdmx");
    assert_eq!(shown(&read, "M.JP"), "M 2023-11 [71.6, 74.0]");
    assert_eq!(find(&read, "M.JP").series.title, "Monthly, Japan");
    assert_eq!(find(&read, "M.JP").preliminary.len(), 1);
}

#[test]
fn oecd_sdmx_with_labels_reads_dimensions_units_and_adjustment() {
    let read = fixture("oecd-sdmx");
    assert_eq!(shown(&read, "JPN.Q.N"), "Q 2023Q3 [-1234.5, -1300.25]");
    let plain = find(&read, "JPN.Q.N");
    assert_eq!(plain.series.unit.to_string(), "USD million");
    assert_eq!(plain.series.adjustment, "NSA");
    assert_eq!(plain.series.title, "Japan, Quarterly, Neither adjusted");
    assert_eq!(plain.preliminary.len(), 1);
    assert_eq!(find(&read, "JPN.Q.Y").series.adjustment, "SA");
    assert_eq!(rejected(&read), ["line 4, column 13: `oops`"]);
}

#[test]
fn oecd_sdmx_without_labels_has_the_same_keys() {
    let text = "DATAFLOW,REF_AREA,FREQ,ADJUSTMENT,TIME_PERIOD,OBS_VALUE,OBS_STATUS,UNIT_MEASURE,UNIT_MULT\n\
                OECD.SDD.TPS:DSD_BOP@DF_BOP(1.0),JPN,Q,N,2023-Q3,-1234.5,A,USD,6\n";
    let found = read("oecd.csv", text).expect("reads");
    assert_eq!((found.layout, shown(&found, "JPN.Q.N").as_str()), ("oecd-sdmx", "Q 2023Q3 [-1234.5]"));
}

#[test]
fn sdmx_of_other_agencies_reads_with_a_key_column() {
    let read = fixture("sdmx");
    assert_eq!(shown(&read, "M.JPY.EUR.SP00.A"), "M 2023-11 [161.84, 157.21]");
}

#[test]
fn sdmx_exchange_rates_have_their_direction() {
    let ecb = "KEY,FREQ,CURRENCY,CURRENCY_DENOM,EXR_TYPE,EXR_SUFFIX,TIME_PERIOD,OBS_VALUE,UNIT,UNIT_MULT\n\
               EXR.M.USD.EUR.SP00.A,M,USD,EUR,SP00,A,2026-05,1.13,USD,0\n";
    let found = read("exr.csv", ecb).expect("reads");
    assert_eq!(find(&found, "M.USD.EUR.SP00.A").series.unit.to_string(), "USD per EUR");
    let bis = "DATAFLOW,FREQ,REF_AREA,CURRENCY,COLLECTION,TIME_PERIOD,OBS_VALUE\n\
               BIS:WS_XRU(1.0),M,GB,GBP,A,2026-05,0.8\n";
    let found = read("xru.csv", bis).expect("reads");
    let pound = find(&found, "M.GB.GBP.A");
    assert_eq!(pound.series.unit.to_string(), "USD per GBP");
    assert_eq!(shown(&found, "M.GB.GBP.A"), "M 2026-05 [1.25]");
    assert!(pound.quote.as_ref().is_some_and(|quote| quote.turned && quote.as_given == "GBP per USD"));
}

#[test]
fn sdmx_of_eurostat_has_dimensions_in_lower_case() {
    let text = "DATAFLOW,LAST UPDATE,freq,currency,statinfo,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG\n\
                ESTAT:ERT_BIL_EUR_M(1.0),10/03/26 11:00:00,M,JPY,AVG,EA,2023-11,161.84,\n\
                ESTAT:ERT_BIL_EUR_M(1.0),10/03/26 11:00:00,M,JPY,AVG,EA,2023-12,157.21,p\n";
    let found = read("estat.csv", text).expect("reads");
    assert_eq!(
        (found.layout, shown(&found, "M.JPY.AVG.EA").as_str()),
        ("sdmx", "M 2023-11 [161.84, 157.21]")
    );
    assert_eq!(find(&found, "M.JPY.AVG.EA").preliminary.len(), 1);
}

#[test]
fn wdi_has_a_preamble_and_one_column_per_year() {
    let read = fixture("wdi");
    assert_eq!(shown(&read, "NY.GDP.MKTP.CD.JPN"), "A 1960 [44307342950.4, NaN, 60723018683.73]");
    let gdp = &find(&read, "NY.GDP.MKTP.CD.JPN").series;
    assert_eq!((gdp.unit.to_string().as_str(), gdp.provenance.vintage.as_str()), ("USD", "2026-02-24"));
    assert!(read.rejected.is_empty(), "{:?}", read.rejected);
}

#[test]
fn wdi_from_databank_names_years_twice_and_marks_missing_values_with_two_points() {
    let text = "Series Name,Series Code,Country Name,Country Code,1960 [YR1960],1961 [YR1961]\n\
                \"Population, total\",SP.POP.TOTL,Japan,JPN,93216000,..\n\n\
                Data from database: World Development Indicators,,,,,\nLast Updated: 02/24/2026,,,,,\n";
    let found = read("data.csv", text).expect("reads");
    assert_eq!(shown(&found, "SP.POP.TOTL.JPN"), "A 1960 [93216000.0]");
    assert!(found.rejected.is_empty(), "{:?}", found.rejected);
}

#[test]
fn two_values_for_one_period_are_an_error_with_both_lines() {
    let text = format!("{}{}", fixtures::SDMX, "EXR.M.JPY.EUR.SP00.A,M,JPY,EUR,SP00,A,2023-12,157.22,A\n");
    let (message, _) = super::refused("exr.csv", text, None);
    assert!(message.contains("lines 3 and 4") && message.contains("two values for 2023-12"), "{message}");
}

#[test]
fn world_bank_api_runs_backwards_with_null_for_missing() {
    let found = fixture("world-bank-api");
    assert_eq!(shown(&found, "BX.GSR.CCIS.CD.JPN"), "A 2021 [5.5, NaN, 7.0]");
    assert_eq!(found.next_page.as_deref(), Some("2"));
    assert_eq!(find(&found, "BX.GSR.CCIS.CD.JPN").series.unit.to_string(), "BoP, current US$");
    assert_eq!(find(&found, "BX.GSR.CCIS.CD.JPN").series.provenance.vintage, "2026-02-13");
}

#[test]
fn world_bank_api_errors_come_with_a_status_of_200() {
    let body = r#"[{"message":[{"id":"120","key":"Invalid value","value":"The provided parameter value is not valid"}]}]"#;
    let (message, _) = super::refused("answer.json", body, None);
    assert!(message.contains("120 The provided parameter value"), "{message}");
}
