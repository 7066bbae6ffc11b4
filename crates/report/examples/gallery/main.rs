//! One chart of each kind, drawn from made-up numbers: `cargo run --release -p fxsens-report --example gallery -- DIR`.
//!
//! Every note says "synthetic": nothing here is a result.
#![allow(clippy::print_stdout, clippy::disallowed_methods)] // it measures drawing times and prints them

mod built;
mod figures;

use std::path::Path;
use std::time::Instant;

use fxsens_core::figure::Figure;
use fxsens_report::write::write_atomic;
use fxsens_report::{ReportOptions, Theme, to_png, to_svg, write_report};

use built::{built, document};
use figures::{bars_over_years, coefficients, grouped_bars, histogram, residuals, two_lines, vintages};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let dir = std::env::args().nth(1).ok_or("usage: gallery DIR")?;
    std::fs::create_dir_all(&dir)?;
    let theme = Theme::light();
    let mut figures = vec![
        grouped_bars(),
        bars_over_years(),
        vintages(),
        two_lines(),
        coefficients(),
        histogram(),
        residuals(),
    ];
    figures.extend(built()?);
    for figure in &figures {
        let start = Instant::now();
        let svg = to_svg(figure, &theme)?;
        let middle = Instant::now();
        let png = to_png(figure, &theme)?;
        let end = Instant::now();
        println!(
            "{:<16} svg {:>7.1?} ({} kB), svg and png {:>7.1?} ({} kB)",
            figure.id,
            middle - start,
            svg.len() / 1000,
            end - middle,
            png.len() / 1000
        );
        write_atomic(&Path::new(&dir).join(format!("{}.svg", figure.id)), svg.as_bytes())?;
        write_atomic(&Path::new(&dir).join(format!("{}.png", figure.id)), &png)?;
        let phone = Figure { size: (420, 560), id: format!("{}-phone", figure.id), ..figure.clone() };
        write_atomic(&Path::new(&dir).join(format!("{}.png", phone.id)), &to_png(&phone, &theme)?)?;
    }
    let start = Instant::now();
    let written =
        write_report(&document(figures), &Path::new(&dir).join("report"), &ReportOptions::default())?;
    println!("report of {} files in {:.1?}", written.len(), start.elapsed());
    Ok(())
}
