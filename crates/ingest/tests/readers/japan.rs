//! Bank of Japan, Ministry of Finance, customs, e-Stat.

use fxsens_ingest::{FileRead, read_bytes};

use super::fixtures::{self, of};
use super::{cp932, find, read, refused, rejected, shown};

fn fixture(layout: &str) -> FileRead {
    let (_, name, bytes) = of(layout);
    read(name, bytes).expect("the fixture reads")
}

#[test]
fn boj_api_reads_nulls_quarters_and_codes() {
    let read = fixture("boj-api");
    assert_eq!(shown(&read, "BPBP6JYNSD9062"), "M 2023-11 [341.5, NaN, 1203.0]");
    assert_eq!(shown(&read, "BPBP6QSDUS96"), "Q 2023Q4 [10.0, 11.0]");
    let debit = &find(&read, "BPBP6JYNSD9062").series;
    assert_eq!(debit.unit.to_string(), "JPY 100 million");
    assert_eq!(debit.provenance.vintage, "20260309");
    let adjusted = &find(&read, "BPBP6JYASN9X12").series;
    assert_eq!(
        (adjusted.adjustment.as_str(), adjusted.title.as_str()),
        ("SA", "Direct investmentNet balance")
    );
    assert_eq!(rejected(&read), ["RESULTSET[1].VALUES.VALUES[1]: `n/r`"]);
    assert_eq!(read.next_page, None);
}

#[test]
fn boj_api_fiscal_periods_are_not_those_of_the_calendar() {
    let of = |frequency: &str, date: &str| {
        let text = format!(
            r#"{{"STATUS":200,"RESULTSET":[{{"SERIES_CODE":"X","UNIT":"100 Million Yen","FREQUENCY":"{frequency}","VALUES":{{"SURVEY_DATES":[{date}],"VALUES":[7]}}}}]}}"#
        );
        read("x.json", text)
    };
    let shown = |frequency: &str, date: &str| shown(&of(frequency, date).expect("reads"), "X");
    assert_eq!(shown("ANNUAL(MAR)", "2023"), "FY FY2023 [7.0]");
    assert_eq!(shown("SEMIANNUAL(SEP)", "202501"), "FH FY2025H1 [7.0]");
    assert_eq!(shown("ANNUAL", "2023"), "A 2023 [7.0]");
    assert!(of("ANNUAL(JUN)", "2023").is_err(), "years that end in June are no periods here");
    assert_eq!(find(&of("ANNUAL", "2023").expect("reads"), "X").series.unit.to_string(), "JPY 100 million");
}

#[test]
fn boj_api_names_the_next_page() {
    for next in ["255", "\"255\""] {
        let paged = fixtures::BOJ_API.replace("\"NEXTPOSITION\":null", &format!("\"NEXTPOSITION\":{next}"));
        let read = read("page.json", paged).expect("reads");
        assert_eq!(read.next_page.as_deref(), Some("255"));
        assert!(read.notes[0].contains("startPosition=255"), "{:?}", read.notes);
    }
}

#[test]
fn boj_api_errors_in_the_body_are_errors_whatever_the_http_status() {
    for status in ["400", "\"400\"", "500"] {
        let body = format!(
            "{{\"STATUS\":{status},\"MESSAGEID\":\"M181005E\",\"MESSAGE\":\"The database name is invalid\"}}"
        );
        let (message, hint) = refused("answer.json", body, None);
        assert!(message.contains("an error of the service") && message.contains("M181005E"), "{message}");
        assert!(hint.contains("codes"), "{hint}");
    }
    let (message, _) =
        refused("answer.json", "{\"STATUS\":200,\"MESSAGEID\":\"M181030I\",\"RESULTSET\":[]}", None);
    assert!(message.contains("holds no value"), "{message}");
}

#[test]
fn boj_api_arrays_of_different_length_are_reported() {
    let body = r#"{"STATUS":200,"RESULTSET":[{"SERIES_CODE":"A","FREQUENCY":"MONTHLY","VALUES":{"SURVEY_DATES":[202311,202312,209913],"VALUES":[1]}},
        {"SERIES_CODE":"B","FREQUENCY":"MONTHLY","VALUES":{"SURVEY_DATES":[202311],"VALUES":[1,2]}}]}"#;
    let found = read("answer.json", body).expect("reads");
    let places = rejected(&found).join("; ");
    assert!(places.contains("RESULTSET[0].VALUES.VALUES[1]"), "{places}");
    assert!(places.contains("RESULTSET[0].VALUES.SURVEY_DATES[2]: `209913`"), "{places}");
    assert!(places.contains("RESULTSET[1].VALUES.VALUES[1]: `2`"), "{places}");
}

#[test]
fn boj_api_a_cut_answer_names_its_line() {
    let (message, hint) = refused("answer.json", &fixtures::BOJ_API[..400], None);
    assert!(message.contains("not valid JSON"), "{message}");
    assert!(hint.contains("fetch it again"), "{hint}");
}

#[test]
fn boj_flat_has_empty_future_columns_and_marks() {
    let read = fixture("boj-flat");
    assert_eq!(shown(&read, "BPBP6JYNCB"), "M 2023-11 [100.25, NaN, 300.5]");
    assert_eq!(shown(&read, "BPBP6JYNTB"), "M 2023-12 [-20.75]");
    assert_eq!(find(&read, "BPBP6JYNCB").series.title, "Current account");
    assert_eq!(find(&read, "BPBP6JYNCB").series.unit.to_string(), "JPY 100 million");
    assert!(read.rejected.is_empty());
}

#[test]
fn boj_flat_with_three_columns_before_the_dates() {
    let text = ",,,202303,202304,202401\nREG,Services paid to the US,100 million Yen,1,2,3\n";
    let read = read("regbp_q_en.csv", text).expect("reads");
    assert_eq!(shown(&read, "REG"), "Q 2023Q3 [1.0, 2.0, 3.0]");
    assert_eq!(find(&read, "REG").series.title, "Services paid to the US");
}

#[test]
fn boj_export_is_cp932_with_blank_months_to_come() {
    let read = fixture("boj-export");
    assert_eq!(shown(&read, "FXERM07"), "M 2023-11 [149.8, 144.0]");
    assert_eq!(shown(&read, "FX180110002"), "M 2023-11 [71.6]");
    let rate = find(&read, "FXERM07");
    assert_eq!(rate.series.unit.to_string(), "JPY per USD");
    assert_eq!(rate.series.provenance.table, "FM08'FXERM07");
    assert!(rate.series.title.contains("スポット"));
    assert_eq!(rate.quote.as_ref().map(|quote| quote.turned), Some(false));
}

#[test]
fn mof_bop_carries_years_forward_and_marks_preliminary_months() {
    let read = fixture("mof-bop");
    assert_eq!(read.layout, "mof-bop");
    let account = find(&read, "current_account");
    assert_eq!(
        (account.series.start().to_string(), account.series.last().to_string()),
        ("2019-01".into(), "2020-02".into())
    );
    let known: Vec<f64> = account.series.values().iter().copied().filter(|v| !v.is_nan()).collect();
    assert_eq!(known, [6004.0, 1000.0, 1.0, 2500.0]);
    let preliminary: Vec<String> = account.preliminary.iter().map(ToString::to_string).collect();
    assert_eq!(preliminary, ["2020-02"]);
    assert_eq!(
        (account.series.unit.to_string().as_str(), account.series.adjustment.as_str()),
        ("JPY 100 million", "NSA")
    );
}

#[test]
fn mof_bop_reads_thousands_commas_and_marks_of_missing_values() {
    let read = fixture("mof-bop");
    let period = "2019-01".parse().expect("a month");
    assert_eq!(find(&read, "goods_services").series.get(period), Some(-14_000.0));
    for missing in ["financial_derivatives", "other_investment", "reserve_assets"] {
        assert_eq!(find(&read, missing).series.get(period), None, "{missing}");
    }
    assert_eq!(find(&read, "errors_omissions").series.get(period), Some(-1234.0));
    assert_eq!(rejected(&read), ["line 8, column 20: `x16`"]);
}

#[test]
fn mof_bop_years_that_disagree_are_left_out() {
    let text = fixtures::MOF_BOP.replace("令和2年,1月,2020", "令和2年,1月,2021");
    let read = read("6s-1-4.csv", cp932(&text)).expect("reads");
    let cell = &read.rejected[0];
    assert_eq!((cell.place.to_string().as_str(), cell.text.as_str()), ("line 7, column 3", "2021"));
    assert!(cell.reason.contains("2020"), "{}", cell.reason);
}

#[test]
fn mof_bop_services_table_has_its_own_columns() {
    let values = (1..=14).map(|n| n.to_string()).collect::<Vec<_>>().join(",");
    let text = format!("サービス収支,（単位：億円）\n平成8年,1月,1996,Jan,{values}\n");
    let read = read("6s-2-4.csv", cp932(&text)).expect("reads");
    assert_eq!(shown(&read, "telecom_computer_info"), "M 1996-01 [11.0]");
    assert_eq!(shown(&read, "ip_charges"), "M 1996-01 [10.0]");
}

#[test]
fn mof_bop_quarters_and_years() {
    let values = (1..=12).map(|n| n.to_string()).collect::<Vec<_>>().join(",");
    let text = format!("x\n平成8年,1～3月,1996,Jan.-Mar.,{values}\n,4～6月,,Apr.-Jun.(P),{values}\n");
    let quarterly = read("6s-3-3.csv", cp932(&text)).expect("reads");
    assert_eq!(shown(&quarterly, "di_reinvested"), "Q 1996Q1 [6.0, 6.0]");
    assert_eq!(find(&quarterly, "di_reinvested").preliminary.len(), 1);
    let text = format!("x\n平成8年度,,1996,,{values}\n平成9年度,,1997,,{values}\n");
    let fiscal = read("6s-3-2.csv", cp932(&text)).expect("reads");
    assert_eq!(shown(&fiscal, "employees"), "FY FY1996 [2.0, 2.0]");
    let text = format!("x\n平成8,,1996,FY,{values}\n平成9,,1997,FY,{values}\n");
    let again = read("6s-3-2 (1).csv", cp932(&text)).expect("reads");
    assert_eq!(shown(&again, "employees"), "FY FY1996 [2.0, 2.0]", "downloaded twice");
    let text = format!("x\n平成8年,,1996,,{values}\n平成9年,,1997,,{values}\n");
    assert_eq!(shown(&read("6s-3-1.csv", cp932(&text)).expect("reads"), "employees"), "A 1996 [2.0, 2.0]");
}

#[test]
fn mof_securities_have_full_width_months_and_the_era_in_the_second_row() {
    let read = fixture("mof-securities");
    let net = find(&read, "assets_net");
    let known: Vec<String> =
        net.series.iter().filter(|(_, v)| !v.is_nan()).map(|(p, v)| format!("{p}={v}")).collect();
    assert_eq!(known, ["2005-01=100", "2005-02=200", "2005-12=-10", "2006-01=-1"]);
    assert_eq!(net.series.unit.to_string(), "JPY 100 million");
    assert!(net.series.title.contains("対外証券投資"), "{}", net.series.title);
    assert_eq!(read.series.len(), 6);
}

#[test]
fn mof_securities_triangles_are_minus_and_notes_are_left_out() {
    let read = fixture("mof-securities");
    let net = &find(&read, "liabilities_net").series;
    assert_eq!(net.values().first(), Some(&-500.0));
    assert!(read.rejected.is_empty(), "{:?}", read.rejected);
    let text = fixtures::MOF_SECURITIES.replace("(平成17年)", "(平成18年)");
    let read = super::read("montha1.csv", cp932(&text)).expect("reads");
    assert_eq!(rejected(&read), ["line 6, column 1: `(平成18年)`"]);
}

#[test]
fn mof_jgb_dates_run_through_three_eras() {
    let read = fixture("mof-jgb");
    let ten = &find(&read, "jgb_10y").series;
    let known: Vec<String> =
        ten.iter().filter(|(_, v)| !v.is_nan()).map(|(p, v)| format!("{p}={v}")).collect();
    assert_eq!(known, ["1974-09-24=8.5", "1989-01-09=4.9", "2019-04-26=-0.044", "2019-05-07=-0.053"]);
    assert_eq!(find(&read, "jgb_40y").series.start().to_string(), "2019-04-26");
    assert_eq!(ten.unit.to_string(), "% p.a.");
    assert_eq!(rejected(&read), ["line 7, column 4: `x`"]);
}

#[test]
fn mof_jgb_in_english_has_dates_without_leading_zeros() {
    let read = fixture("mof-jgb-en");
    assert_eq!(shown(&read, "jgb_2y"), "D 1974-09-24 [9.362, 9.364]");
    assert!(read.notes.iter().any(|note| note.contains("jgb_40y")), "{:?}", read.notes);
}

#[test]
fn customs_pairs_share_the_code_above_the_quantity() {
    let read = fixture("customs");
    assert_eq!(shown(&read, "c30301_quantity"), "A 1988 [193852030.0, 207000000.0]");
    assert_eq!(shown(&read, "c30301_value"), "A 1988 [2368391.0, 2987512.0]");
    assert_eq!(shown(&read, "c30703_quantity"), "A 1989 [30000000.0]");
    assert_eq!(shown(&read, "total_value"), "A 1988 [24006320.0, 28978573.0]");
    assert_eq!(find(&read, "c30301_quantity").series.unit.to_string(), "KL");
    assert_eq!(find(&read, "c30301_value").series.unit.to_string(), "JPY thousand");
}

#[test]
fn customs_monthly_files_write_the_month_after_a_slash() {
    let text = fixtures::CUSTOMS.replace("1988,", "1988/01,").replace("1989,", "1988/02,");
    let read = read("d61ma.csv", cp932(&text)).expect("reads");
    assert_eq!(shown(&read, "c30301_value"), "M 1988-01 [2368391.0, 2987512.0]");
}

#[test]
fn customs_groups_have_codes_in_quotes() {
    let text = "《世界》 【月別】 （輸出）,,,,,\nWORLD Monthly Data (Export),,,,,\n報道発表品目名,総額,１．食料品,,半導体等製造装置,\n\
                概況品名,,,,半導体等製造装置,\n概況品コード,'0'～'9','0'+'1',,'70131',\n,金額,数量,金額,数量,金額\n\
                Years/Months,(千円),(単位),(千円),(単位：KG),(千円)\n2026/07,900 ,-,10 ,20 ,30 \n2026/08,-,-,-,-,-\n";
    let read = read("d51ma.csv", cp932(text)).expect("reads");
    assert_eq!(shown(&read, "total_value"), "M 2026-07 [900.0]");
    assert_eq!(shown(&read, "c0_plus_1_value"), "M 2026-07 [10.0]");
    assert_eq!(shown(&read, "c70131_quantity"), "M 2026-07 [20.0]");
    assert!(read.notes[0].contains("c0_plus_1_quantity"), "{:?}", read.notes);
}

#[test]
fn mof_securities_by_week_have_full_width_points_and_trailing_blanks() {
    let text = "対外及び対内証券売買契約等の状況,,,,\n（単位：億円）,,,,\n\"期間\nPeriod\",株式,,中長期債,\n,Equity,,Long-term debt,\n,取得 Acquisition,ネット Net,取得 Acquisition,ネット Net\n\
                2005．1．2～ 1．8,\"1,689 \",270 ,\"23,929 \",\"8,878 \"\n2005．1．9～1．15,\"1,700 \",-200 ,10,-\n（注）速報値,,,,\n";
    let read = read("week.csv", cp932(text)).expect("reads");
    assert_eq!(shown(&read, "equity_net"), "W 2005-W01 [270.0, -200.0]");
    assert_eq!(shown(&read, "equity_acquisition"), "W 2005-W01 [1689.0, 1700.0]");
    assert_eq!(shown(&read, "long_term_debt_net"), "W 2005-W01 [8878.0]");
}

#[test]
fn estat_api_takes_the_month_from_the_class() {
    let read = fixture("estat-api");
    let monthly: Vec<&str> = read.series.iter().map(|s| s.series.id.as_str()).collect();
    assert_eq!(monthly, ["estat_110", "estat_130", "estat_150"]);
    assert_eq!(shown(&read, "estat_130"), "M 2026-01 [120.0, 180.0]");
    assert_eq!(shown(&read, "estat_110"), "A 2026 [300.0]");
    assert_eq!(shown(&read, "estat_150"), "M 2026-01 [9000.0]");
    assert_eq!(find(&read, "estat_150").series.unit.to_string(), "JPY thousand");
    assert_eq!(find(&read, "estat_130").series.title, "原油, 数量");
}

#[test]
fn estat_api_errors_pages_and_single_objects() {
    let read = fixture("estat-api");
    assert_eq!(read.next_page.as_deref(), Some("5"));
    let body = r#"{"GET_STATS_DATA":{"RESULT":{"STATUS":100,"ERROR_MSG":"認証に失敗しました。"}}}"#;
    let (message, _) = refused("answer.json", body, None);
    assert!(message.contains("100 認証に失敗しました"), "{message}");
    let one = r#"{"GET_STATS_DATA":{"RESULT":{"STATUS":0},"STATISTICAL_DATA":{"TABLE_INF":{"@id":"1"},"CLASS_INF":{"CLASS_OBJ":{"@id":"time","CLASS":{"@code":"2024000303","@name":"2024年3月"}}},
        "DATA_INF":{"VALUE":{"@time":"2024000303","@unit":"億円","$":"7"}}}}}"#;
    let found = super::read("answer.json", one).expect("reads");
    assert_eq!(shown(&found, "estat_1"), "M 2024-03 [7.0]");
}

#[test]
fn estat_api_periods_of_every_length_and_marks() {
    let body = |code: &str, value: &str| {
        format!(
            r#"{{"GET_STATS_DATA":{{"STATISTICAL_DATA":{{"TABLE_INF":{{"@id":"1"}},"DATA_INF":{{"NOTE":{{"@char":"秘","$":""}},"VALUE":[{{"@time":"{code}","$":"{value}"}},{{"@time":"2001000000x","$":"3"}}]}}}}}}}}"#
        )
    };
    for (code, expected) in [
        ("2024000000", "A 2024 [1.0]"),
        ("2024100000", "FY FY2024 [1.0]"),
        ("2024000406", "Q 2024Q2 [1.0]"),
        ("2024001212", "M 2024-12 [1.0]"),
    ] {
        let found = read("a.json", body(code, "1")).expect("reads");
        assert_eq!(shown(&found, "estat_1"), expected);
        assert_eq!(rejected(&found), ["DATA_INF.VALUE[1]: `2001000000x`"]);
    }
    let (message, _) = refused("a.json", body("2024000000", "秘"), None);
    assert!(message.contains("no value"), "{message}");
}

#[test]
fn estat_dashboard_spells_may_without_a_point() {
    let read = fixture("estat-dashboard");
    assert_eq!(shown(&read, "完全失業率"), "M 1970-04 [1.1, 1.0, 1.2]");
    assert_eq!(shown(&read, "就業者数"), "M 1970-04 [5094.0, NaN, 5100.0]");
}

#[test]
fn utf8_copies_of_japanese_files_read_the_same() {
    for layout in ["boj-export", "mof-bop", "mof-securities", "mof-jgb", "customs"] {
        let (_, name, bytes) = of(layout);
        let (text, _, _) = encoding_rs::SHIFT_JIS.decode(&bytes);
        let again = read_bytes(std::path::Path::new(name), text.as_bytes().to_vec(), None).expect("reads");
        assert_eq!(format!("{again:?}"), format!("{:?}", fixture(layout)), "{layout}");
    }
}
