//! The replica from a program of your own, without the command line.
//!
//! `cargo run --release -p fxsens --example library_use`

use std::error::Error;

use fxsens::core::run::estimate;
use fxsens::core::spec::Spec;
use fxsens::ingest::{Library, Source};

fn main() -> Result<(), Box<dyn Error>> {
    // The embedded data; `Source::Directory` reads a folder of the same layout.
    let library = Library::open(Source::Embedded)?;
    let dataset = library.load(["usdjpy", "gap_10y", "bop_goods_services_12m"])?;

    // A spec is plain data: read it from TOML or build it field by field.
    let spec: Spec = toml::from_str(
        r#"
        formula = "usdjpy ~ gap_10y + bop_goods_services_12m"
        sample = { first = "2015-12", last = "2023-12" }
        params.vcov = { kind = "hac", bandwidth = 13, small_sample = "none", distribution = "fixed-b" }
        "#,
    )?;
    let estimation = estimate(&spec, &dataset, &fxsens::models())?;
    let summary = estimation.summary(0.95);

    let mut lines = vec![format!("nobs {}, spec {}", summary.nobs, summary.spec_id)];
    for term in &summary.terms {
        let i = &term.inference;
        lines.push(format!(
            "{:24} {:>20.12} ({:.6})",
            term.name,
            i.estimate,
            i.std_error.unwrap_or(f64::NAN)
        ));
    }
    let glance = &summary.glance;
    lines.push(format!(
        "R² {:.12}, Durbin–Watson {:.12}",
        glance.r_squared.unwrap_or(f64::NAN),
        glance.durbin_watson.unwrap_or(f64::NAN)
    ));
    let balance = estimation.fit.position("bop_goods_services_12m").ok_or("the balance is not in the fit")?;
    lines.push(format!(
        "effect of +5.536 trillion: {:+.12} yen",
        -5.536 * estimation.fit.terms[balance].estimate
    ));
    print(&lines.join("\n"));
    Ok(())
}

#[allow(clippy::print_stdout)] // an example prints
fn print(text: &str) {
    println!("{text}");
}
