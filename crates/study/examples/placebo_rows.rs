//! The study's side of `benches/peers/engine.py`: the random-walk placebo of the replica, its numbers or how long it takes.
//!
//! ```console
//! cargo run --profile dist -p fxsens-study --example placebo_rows -- FOLDER numbers
//! cargo run --profile dist -p fxsens-study --example placebo_rows -- FOLDER times
//! ```
//!
//! `replica.f64` in the folder holds rows and columns, then months from December 1999 on as little-endian numbers: the exchange
//! rate, the gap of yields, the flow.

#![allow(clippy::print_stdout, reason = "the program's output")]
#![allow(clippy::disallowed_methods, reason = "it measures time")]

use std::error::Error;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use fxsens_core::dataset::Dataset;
use fxsens_core::period::Period;
use fxsens_core::registry::Registry;
use fxsens_core::series::Series;
use fxsens_study::file::Permanence;
use fxsens_study::folder::Study;
use fxsens_study::ladder::climb;
use fxsens_study::placebo;
use fxsens_study::shock::Shock;
use serde_json::json;

/// Additional deficit, JPY trillion a year.
const DEFICIT: f64 = 5.536;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, mode, ..] = arguments.as_slice() else {
        return Err("expected a folder, then `numbers` or `times`".into());
    };
    let data = dataset(Path::new(folder))?;
    let mut study = Study::embedded()?;
    let file = study.file.placebo.clone();
    study.file.rungs.retain(|rung| rung.spec == file.spec);
    let shock = Shock {
        base_level: DEFICIT,
        multiple: 2.0,
        change: None,
        first: study.file.shock.first,
        last: study.file.shock.last,
        permanence: Permanence::Permanent,
        realised_level: DEFICIT,
        sources: Vec::new(),
    };
    let mut registry = Registry::new();
    registry.add(Box::new(fxsens_regression::models::ols::ENTRY))?;
    let rungs = climb(&study, &shock, &data, &registry, 0.95)?;
    let replica = rungs.first().ok_or("the study has no replica")?;
    let run = || placebo::run(&file, &study.file.currency, replica, DEFICIT, &data);
    let answer = if mode == "times" {
        let mut all: Vec<Duration> = Vec::new();
        black_box(run()?);
        for _ in 0..15 {
            let start = Instant::now();
            black_box(run()?);
            all.push(start.elapsed());
        }
        all.sort_unstable();
        json!({ "placebo": { "shortest": all[0].as_secs_f64(), "median": all[7].as_secs_f64() } })
    } else {
        let result = run()?;
        json!({
            "slope": -result.replica / DEFICIT,
            "volatility": result.volatility_percent / 100.0,
            "share_at_least": result.share_at_least,
            "classical": result.rejections.classical,
            "hac_normal": result.rejections.hac_normal,
        })
    };
    println!("{answer}");
    Ok(())
}

fn dataset(folder: &Path) -> Result<Dataset, Box<dyn Error>> {
    let bytes = std::fs::read(folder.join("replica.f64"))?;
    let numbers: Vec<f64> = bytes.as_chunks::<8>().0.iter().map(|chunk| f64::from_le_bytes(*chunk)).collect();
    let [rows, _, entries @ ..] = numbers.as_slice() else { return Err("a matrix without a size".into()) };
    let start = Period::month(1999, 12)?;
    let names = ["usdjpy", "gap_10y", "bop_goods_services_12m"];
    let series = names.iter().zip(entries.chunks(*rows as usize));
    Ok(series.map(|(name, values)| Series::from_values(*name, start, values.to_vec())).collect())
}
