//! Answers in the documented layouts, with made-up figures.

use std::fmt::Write;

/// Codes after `code=` in a request to the Bank of Japan.
pub(crate) fn codes_of(path: &str) -> Vec<&str> {
    let codes = path.split('&').find_map(|part| part.strip_prefix("code="));
    codes.map(|codes| codes.split(',').collect()).unwrap_or_default()
}

/// An answer of `getDataCode`: three months of every code.
pub(crate) fn boj(codes: &[&str], next: Option<u32>) -> String {
    let mut series = Vec::new();
    for (i, code) in codes.iter().enumerate() {
        series.push(format!(
            r#"{{"SERIES_CODE":"{code}","NAME_OF_TIME_SERIES":"Services/{i}","UNIT":"100 million yen","FREQUENCY":"MONTHLY","CATEGORY":"BOP","LAST_UPDATE":20261109,"VALUES":{{"SURVEY_DATES":[202401,202402,202403],"VALUES":[{i}.5,null,{i}.75]}}}}"#
        ));
    }
    let next = next.map_or("null".into(), |next| next.to_string());
    format!(
        r#"{{"STATUS":200,"MESSAGEID":"M181000I","MESSAGE":"Successfully completed","DATE":"2026-11-28","PARAMETER":{{}},"NEXTPOSITION":{next},"RESULTSET":[{}]}}"#,
        series.join(",")
    )
}

/// An error of the Bank of Japan.
pub(crate) const BOJ_ERROR: &str = r#"{"STATUS":400,"MESSAGEID":"M181005E","MESSAGE":"Invalid input: code"}"#;

/// An answer of FRED's `series/observations`.
pub(crate) fn fred(member: &[&str], offset: usize, count: usize) -> String {
    let mut rows = String::new();
    for month in 1..=3 {
        let comma = if month == 1 { "" } else { "," };
        let values: Vec<String> =
            member.iter().enumerate().map(|(i, member)| format!(r#""{member}":"{i}.{month}""#)).collect();
        let _ = write!(
            rows,
            r#"{comma}{{"realtime_start":"2026-11-28","realtime_end":"2026-11-28","date":"2024-{:02}-01",{}}}"#,
            month + offset,
            values.join(",")
        );
    }
    format!(
        r#"{{"realtime_start":"2026-11-28","realtime_end":"2026-11-28","units":"lin","output_type":1,"file_type":"json","count":{count},"offset":{offset},"limit":100000,"observations":[{rows}]}}"#
    )
}

/// An answer of the World Bank.
pub(crate) fn world_bank(page: u32, pages: u32) -> String {
    let year = 2024 - page;
    format!(
        r#"[{{"page":{page},"pages":{pages},"per_page":1,"total":{pages},"sourceid":"2","lastupdated":"2026-10-13"}},[{{"indicator":{{"id":"BM.GSR.ROYL.CD","value":"Charges for the use of intellectual property, payments (BoP, current US$)"}},"country":{{"id":"JP","value":"Japan"}},"countryiso3code":"JPN","date":"{year}","value":{page}.25,"unit":"","obs_status":"","decimal":0}}]]"#
    )
}
