//! One small file per layout. The layouts are the publishers'; the figures are made up unless they are plain facts
//! (dates, codes, units), and stand for nothing.

use super::cp932;
use super::xlsx::X::{D, E, N, T};
use super::xlsx::workbook;

/// Layout, file name and content.
pub type Fixture = (&'static str, &'static str, Vec<u8>);

pub const BOJ_API: &str = r#"{"STATUS":200,"MESSAGEID":"M181000I","MESSAGE":"Successfully completed","DATE":"2026-03-10T08:55:00.000+09:00",
"PARAMETER":{"FORMAT":"JSON","LANG":"EN","DB":"BP01"},"NEXTPOSITION":null,
"RESULTSET":[
{"SERIES_CODE":"BPBP6JYNSD9062","NAME_OF_TIME_SERIES":"Services/Charges for the use of copyrights n.i.e./Debit","UNIT":"100 million yen",
"FREQUENCY":"MONTHLY","CATEGORY":"Balance of Payments","LAST_UPDATE":20260309,
"VALUES":{"SURVEY_DATES":[202311,202312,202401],"VALUES":[341.5,null,"1,203"]}},
{"SERIES_CODE":"BPBP6JYASN9X12","NAME_OF_TIME_SERIES":"Direct investmentNet balance","UNIT":"100 million yen","FREQUENCY":"MONTHLY",
"VALUES":{"SURVEY_DATES":[202311,202312],"VALUES":[-12,"n/r"]}},
{"SERIES_CODE":"BPBP6QSDUS96","NAME_OF_TIME_SERIES":"Services, United States","UNIT":"100 million yen","FREQUENCY":"QUARTERLY",
"VALUES":{"SURVEY_DATES":[202304,202401],"VALUES":[10,11]}}]}"#;

pub const BOJ_FLAT: &str = ",,,,202311,202312,202401,202402\n\
BP01'BPBP6JYNCB,BP01,Current account,100 million Yen,100.25,-,300.5,\n\
BP01'BPBP6JYNTB,BP01,Goods,100 million Yen,NA,-20.75,ND,\n";

pub const MOF_BOP: &str = "国際収支総括表,,,,,,,,,,,,,,,,,,,\n\
（単位：億円）,,,,,,,,,,,,,,,,,,,\n\
,,,,\"経常収支\n(a+b+c)\",\"貿易・サービス収支\",貿易収支,輸出,輸入,サービス収支,第一次所得収支,第二次所得収支,資本移転等収支,金融収支,直接投資,証券投資,金融派生商品,その他投資,外貨準備,誤差脱漏\n\
平成31年,1月,2019,Jan,\"6,004\",\"-14,000\",\"-9,648\",\"56,000\",\"65,648\",\"-4,352\",\"17,000\",\"3,004\",-50,10,20,30,--,.,,\"-1,234\"\n\
,2月,,Feb,\"1,000\",2,3,4,5,6,7,8,9,10,11,12,13,14,15,16\n\
令和2年,1月,2020,Jan,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16\n\
,2月,,Feb(P),\"2,500\",2,3,4,5,6,7,8,9,10,11,12,13,14,15,x16\n\
（注）Pは速報値,,,,,,,,,,,,,,,,,,,\n";

pub const MOF_SECURITIES: &str = "対外及び対内証券売買契約等の状況,,,,,,,最終更新日,2026/3/9\r\n\
,,,,,,,,（単位：億円）\r\n\
,,対外証券投資 Assets,,,対内証券投資 Liabilities,,,\r\n\
,,取得 Acquisition,処分 Disposition,ネット Net,取得 Acquisition,処分 Disposition,ネット Net,\r\n\
2005年,１月,\"1,000\",900,100,\"2,000\",\"2,500\",△500,\r\n\
(平成17年),２月,\"1,100\",900,200,\"2,000\",\"2,100\",-100,\r\n\
,１２月,10,20,-10,30,40,-,\r\n\
2006年,１月,1,2,-1,3,4,-1,\r\n\
（注１）ネットは取得から処分を引いたもの,,,,,,,,\r\n";

pub const JGB: &str = "国債金利情報,,,,(単位 : %)\r\n\
基準日,1年,2年,10年,40年\r\n\
S49.9.24,10.327,9.362,8.5,-\r\n\
H1.1.9,4.2,4.1,4.9,-\r\n\
H31.4.26,-0.166,-0.161,-0.044,0.6\r\n\
R1.5.7,-0.165,-0.16,-0.053,0.59\r\n\
R8.6.30,1.0,1.1,x,3.0\r\n";

pub const JGB_ENGLISH: &str = "Interest Rate,,,,(Unit : %)\n\
Date,1Y,2Y,10Y,40Y\n\
1974/9/24,10.327,9.362,8.5,-\n\
1974/9/25,10.333,9.364,8.5,-\n";

pub const CUSTOMS: &str = "品目別輸入（年別）,,,,,\n\
Imports by commodity (calendar year),,,,,\n\
報道発表品目名,,原油及び粗油  ,,LNG  ,\n\
概況品名,,原油  ,,液化天然ガス  ,\n\
概況品コード,,30301,,30703,\n\
金額/数量,金額,数量,金額,数量,金額\n\
年,(千円),(単位：KL),(千円),(単位：MT),(千円)\n\
1988,24006320,193852030,2368391  ,-,1\n\
1989,28978573,207000000,2987512,30000000,2\n";

pub const DDP: &str = "\"Series Description\",\"Market yield on U.S. Treasury securities at 10-year constant maturity\",\"Spot exchange rate, Japan\"\n\
\"Unit:\",\"Percent:_Per_Year\",\"Currency:_Per_USD\"\n\
\"Multiplier:\",\"1\",\"1\"\n\
\"Currency:\",\"NA\",\"JPY\"\n\
\"Unique Identifier: \",\"H15/H15/RIFLGFCY10_N.M\",\"G5/G5/RXI_N.M.JA\"\n\
\"Time Period\",\"RIFLGFCY10_N.M\",\"RXI_N.M.JA\"\n\
2023-10,4.80,149.5\n\
2023-11,4.50,ND\n\
2023-12,4.02,144.1\n";

pub const FRED_MD: &str = "sasdate,RPI,EXJPUSx\n\
Transform:,5,5\n\
1/1/1959,2442.158,\n\
2/1/1959,2451.778,360\n\
3/1/1959,,360\n";

pub const FRED: &str = "observation_date,EXJPUS,DEXUSEU\n\n2023-10-01,149.5,1.05\n2023-11-01,,1.08\n2023-12-01,2.81609090909091009,\n";
pub const FRED_OLD: &str =
    "DATE,DEXJPUS\n2023-12-28,141.2\n2023-12-29,141.0\n2024-01-01,.\n2024-01-02,142.1\n";
pub const ALFRED: &str = "observation_date,GDPC1_20231026,GDPC1_20231129\n2023-01-01,22112.3,22112.4\n2023-04-01,22225.3,22225.4\n2023-07-01,22491.5,22506.4\n";
pub const ECB: &str = "Date,USD,JPY,CYP,\n2023-12-29,1.1050,156.33,N/A,\n2023-12-28,1.1114,157.01,N/A,\n2007-12-31,1.4721,164.93,0.585274,\n";

pub const BIS_EXPORT: &str = "\u{FEFF}\"BIS Data Portal\",\"Central bank policy rates\"\n\
\"Export date\",\"2026-03-10\"\n\n\
Dataflow ID,Timeseries Key,Frequency,Reference area,Unit,Period,Confidentiality,Pre-break value,Status,Value\n\
BIS:WS_CBPOL(1.0),M.JP,M: Monthly,JP: Japan,Percent per year,2013-03-31,F: Free,,A: Normal value,0.05\n\
BIS:WS_CBPOL(1.0),M.JP,M: Monthly,JP: Japan,Percent per year,2013-04-30,F: Free,,M: Missing value,\n\
BIS:WS_CBPOL(1.0),M.JP,M: Monthly,JP: Japan,Percent per year,2016-02-29,F: Free,,P: Provisional value,-0.1\n\
BIS:WS_CBPOL(1.0),M.US,M: Monthly,US: United States,Percent per year,2016-02-29,F: Free,,A: Normal value,0.375\n";

pub const BIS_SDMX: &str = "STRUCTURE,STRUCTURE_ID,ACTION,FREQ:Frequency,REF_AREA:Reference area,TIME_PERIOD:Time period or range,OBS_VALUE:Observation Value,OBS_STATUS:Observation status\n\
dataflow,BIS:WS_EER(1.0),I,M: Monthly,JP: Japan,2023-11,71.6,A: Normal value\n\
dataflow,BIS:WS_EER(1.0),I,M: Monthly,JP: Japan,2023-12,74.0,P: Provisional value\n\
dataflow,BIS:WS_EER(1.0),I,M: Monthly,US: United States,2023-12,109.5,A: Normal value\n";

pub const OECD: &str = "STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,REF_AREA,Reference area,FREQ,Frequency of observation,ADJUSTMENT,Adjustment,TIME_PERIOD,Time period,OBS_VALUE,Observation value,OBS_STATUS,Observation status,UNIT_MEASURE,Unit of measure,UNIT_MULT,Unit multiplier\n\
DATAFLOW,OECD.SDD.TPS:DSD_BOP@DF_BOP(1.0),Balance of payments,I,JPN,Japan,Q,Quarterly,N,Neither adjusted,2023-Q3,,-1234.5,,A,Normal value,USD,US dollar,6,Millions\n\
DATAFLOW,OECD.SDD.TPS:DSD_BOP@DF_BOP(1.0),Balance of payments,I,JPN,Japan,Q,Quarterly,N,Neither adjusted,2023-Q4,,-1300.25,,E,Estimated value,USD,US dollar,6,Millions\n\
DATAFLOW,OECD.SDD.TPS:DSD_BOP@DF_BOP(1.0),Balance of payments,I,JPN,Japan,Q,Quarterly,Y,Seasonally adjusted,2023-Q4,,oops,,A,Normal value,USD,US dollar,6,Millions\n\
DATAFLOW,OECD.SDD.TPS:DSD_BOP@DF_BOP(1.0),Balance of payments,I,JPN,Japan,Q,Quarterly,Y,Seasonally adjusted,2023-Q3,,-1,,A,Normal value,USD,US dollar,6,Millions\n";

pub const SDMX: &str = "KEY,FREQ,CURRENCY,CURRENCY_DENOM,EXR_TYPE,EXR_SUFFIX,TIME_PERIOD,OBS_VALUE,OBS_STATUS\n\
EXR.M.JPY.EUR.SP00.A,M,JPY,EUR,SP00,A,2023-11,161.84,A\n\
EXR.M.JPY.EUR.SP00.A,M,JPY,EUR,SP00,A,2023-12,157.21,A\n";

pub const ESTAT: &str = r#"{"GET_STATS_DATA":{"RESULT":{"STATUS":0,"ERROR_MSG":"正常に終了しました。"},
"STATISTICAL_DATA":{"RESULT_INF":{"TOTAL_NUMBER":6,"FROM_NUMBER":1,"TO_NUMBER":4,"NEXT_KEY":5},
"TABLE_INF":{"@id":"0003425295","STAT_NAME":{"@code":"00350300","$":"貿易統計"}},
"CLASS_INF":{"CLASS_OBJ":[
{"@id":"cat01","@name":"品目","CLASS":{"@code":"30301000","@name":"原油"}},
{"@id":"cat02","@name":"数量・金額","CLASS":[{"@code":"110","@name":"数量-累計","@unit":"KL"},{"@code":"130","@name":"数量-1月","@unit":"KL"},{"@code":"140","@name":"数量-2月","@unit":"KL"},{"@code":"150","@name":"金額-１月","@unit":"千円"}]},
{"@id":"time","@name":"時間軸","CLASS":[{"@code":"2026000000","@name":"2026年"}]}]},
"DATA_INF":{"NOTE":[{"@char":"***","$":"不詳"},{"@char":"秘","$":"秘匿"}],"VALUE":[
{"@cat01":"30301000","@cat02":"110","@time":"2026000000","$":"300"},
{"@cat01":"30301000","@cat02":"130","@time":"2026000000","$":"120"},
{"@cat01":"30301000","@cat02":"140","@time":"2026000000","$":"180"},
{"@cat01":"30301000","@cat02":"150","@time":"2026000000","$":"9000"}]}}}}"#;

pub const DASHBOARD: &str = "\u{FEFF}\"時点\",\"完全失業率\",\"就業者数\"\n\
\"Apr.1970\",\"1.1\",\"5094\"\n\"May 1970\",\"1.0\",\"\"\n\"Jun.1970\",\"1.2\",\"5,100\"\n";

pub const WDI: &str = "\u{FEFF}\"Data Source\",\"World Development Indicators\",\n\n\"Last Updated Date\",\"2026-02-24\",\n\n\
\"Country Name\",\"Country Code\",\"Indicator Name\",\"Indicator Code\",\"1960\",\"1961\",\"1962\",\n\
\"Japan\",\"JPN\",\"GDP (current US$)\",\"NY.GDP.MKTP.CD\",\"44307342950.4\",\"\",\"60723018683.73\",\n\
\"Japan\",\"JPN\",\"Population, total\",\"SP.POP.TOTL\",\"93216000\",\"94055000\",\"94933000\",\n";

pub const VIX: &str =
    "DATE,OPEN,HIGH,LOW,CLOSE\n01/02/1990,17.24,17.24,17.24,17.24\n01/03/1990,18.19,18.19,18.19,18.19\n";
pub const RATES: &str = "Country,Date,Exchange rate\nAustralia,1971-01-01,0.8\nAustralia,1971-02-01,0.5\nJapan,1971-01-01,358.02\nJapan,1971-02-01,357.55\nJapan,1971-03-01,\n";
pub const OIL: &str = "Date,Price\n1987-05-15,18.58\n1987-06-15,18.86\n1987-07-15,19.86\n";

fn boj_export() -> Vec<u8> {
    cp932(
        "データコード,FM08'FXERM07,FM09'FX180110002\r\n\
         系列名称,\"東京市場　ドル・円　スポット　17時時点/月中平均\",\"実質実効為替レート指数\"\r\n\
         2023/11,149.8,71.6\r\n2023/12,144.0,\r\n2024/01,,\r\n",
    )
}

fn jgb() -> Vec<u8> {
    cp932(JGB)
}

fn bis_workbook() -> Vec<u8> {
    let sheet = |prefix: &'static str| {
        let (japan, us) = if prefix == "N" { ("NBJP", "NBUS") } else { ("RBJP", "RBUS") };
        vec![
            vec![T("Effective exchange rate indices")],
            vec![T("Broad indices")],
            vec![],
            vec![E, T("Japan"), T("United States")],
            vec![E, T(japan), T(us)],
            vec![D(34365.0), N(80.5), N(90.25)],
            vec![D(34393.0), N(81.5), T("..")],
            vec![D(34424.0), N(82.5), T("broken")],
        ]
    };
    workbook(&[("Nominal", sheet("N")), ("Real", sheet("R"))])
}

fn jnto() -> Vec<u8> {
    let year = |total: f64, last: X| {
        vec![
            vec![T("訪日外客数（総数）")],
            vec![T("国・地域"), T("1月"), T("伸率"), T("2月"), T("伸率")],
            vec![T("総数"), N(total), N(3.5), last.clone(), E],
            vec![T("韓国"), N(100.0), N(1.0), E, E],
            vec![T("その他"), N(5.0)],
            vec![T("その他"), N(7.0)],
            vec![T("注"), T("推計値")],
        ]
    };
    workbook(&[("2003", year(500.0, N(550.0))), ("2004", year(600.0, E)), ("表紙", vec![vec![T("目次")]])])
}

use super::xlsx::X;

fn pink_sheet() -> Vec<u8> {
    workbook(&[
        ("AFOSHEET", vec![vec![T("contents")]]),
        (
            "Monthly Prices",
            vec![
                vec![T("World Bank Commodity Price Data (The Pink Sheet)")],
                vec![T("monthly prices in nominal US dollars, 1960 to present")],
                vec![T("(monthly series are available only in nominal US dollar terms)")],
                vec![T("Updated on March 03, 2026")],
                vec![E, T("Crude oil, average"), T("Coal, Australian **")],
                vec![E, T("($/bbl)"), T("($/mt)")],
                vec![T("1960M01"), N(1.63), T("…")],
                vec![T("1960M02"), N(1.63), N(30.5)],
            ],
        ),
    ])
}

pub const FRED_API: &str = r#"{"realtime_start":"2026-03-10","realtime_end":"2026-03-10","observation_start":"2023-10-01",
"observation_end":"9999-12-31","units":"lin","output_type":1,"file_type":"json","count":5,"offset":0,"limit":4,"observations":[
{"realtime_start":"2026-03-10","realtime_end":"2026-03-10","date":"2023-10-01","value":"149.5"},
{"realtime_start":"2026-03-10","realtime_end":"2026-03-10","date":"2023-11-01","value":"."},
{"realtime_start":"2026-03-10","realtime_end":"2026-03-10","date":"2023-12-01","value":"144.1"},
{"realtime_start":"2026-03-10","realtime_end":"2026-03-10","date":"2024-01-01","value":"n/r"}]}"#;

pub const WORLD_BANK_API: &str = r#"[{"page":1,"pages":2,"per_page":3,"total":4,"sourceid":"2","lastupdated":"2026-02-13"},[
{"indicator":{"id":"BX.GSR.CCIS.CD","value":"ICT service exports (BoP, current US$)"},"country":{"id":"JP","value":"Japan"},
"countryiso3code":"JPN","date":"2023","value":7,"unit":"","obs_status":"","decimal":0},
{"indicator":{"id":"BX.GSR.CCIS.CD","value":"ICT service exports (BoP, current US$)"},"country":{"id":"JP","value":"Japan"},
"countryiso3code":"JPN","date":"2022","value":null,"unit":"","obs_status":"","decimal":0},
{"indicator":{"id":"BX.GSR.CCIS.CD","value":"ICT service exports (BoP, current US$)"},"country":{"id":"JP","value":"Japan"},
"countryiso3code":"JPN","date":"2021","value":5.5,"unit":"","obs_status":"","decimal":0}]]"#;

/// One file per layout with a publisher.
pub fn all() -> Vec<Fixture> {
    let utf8 = |text: &str| text.as_bytes().to_vec();
    vec![
        ("boj-api", "answer.json", utf8(BOJ_API)),
        ("estat-api", "answer.json", utf8(ESTAT)),
        ("fred-api", "EXJPUS.json", utf8(FRED_API)),
        ("world-bank-api", "answer.json", utf8(WORLD_BANK_API)),
        ("boj-flat", "bp_m_en.csv", utf8(BOJ_FLAT)),
        ("boj-export", "nme_R031.1.20260310.csv", boj_export()),
        ("mof-bop", "6s-1-4.csv", cp932(MOF_BOP)),
        ("mof-securities", "montha1.csv", cp932(MOF_SECURITIES)),
        ("mof-jgb", "jgbcm_all.csv", jgb()),
        ("mof-jgb-en", "jgbcme_all.csv", utf8(JGB_ENGLISH)),
        ("customs", "d61ca.csv", cp932(CUSTOMS)),
        ("fed-ddp", "FRB_H15.csv", utf8(DDP)),
        ("fred-md", "current.csv", utf8(FRED_MD)),
        ("datahub-vix", "vix-daily.csv", utf8(VIX)),
        ("datahub-rates", "monthly.csv", utf8(RATES)),
        ("datahub-price", "brent-monthly.csv", utf8(OIL)),
        ("alfred", "GDPC1.csv", utf8(ALFRED)),
        ("fred", "yen.csv", utf8(FRED)),
        ("fred-old", "DEXJPUS.csv", utf8(FRED_OLD)),
        ("bis-export", "bis_dp_search_export.csv", utf8(BIS_EXPORT)),
        ("bis-sdmx", "eer.csv", utf8(BIS_SDMX)),
        ("oecd-sdmx", "oecd.csv", utf8(OECD)),
        ("sdmx", "exr.csv", utf8(SDMX)),
        ("ecb", "eurofxref-hist.csv", utf8(ECB)),
        ("estat-dashboard", "dashboard.csv", utf8(DASHBOARD)),
        ("wdi", "API_JPN.csv", utf8(WDI)),
        ("bis-workbook", "broad.xlsx", bis_workbook()),
        ("jnto", "since2003_visitor_arrivals.xlsx", jnto()),
        ("pink-sheet", "CMO-Historical-Data-Monthly.xlsx", pink_sheet()),
    ]
}

/// The file of one layout.
pub fn of(layout: &str) -> Fixture {
    all().into_iter().find(|(name, ..)| *name == layout).unwrap_or_else(|| panic!("no fixture for {layout}"))
}
