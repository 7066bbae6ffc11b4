//! Every chart, drawn from made-up numbers: `cargo run --release -p fxsens-report --example gallery -- DIR [WORD]`.
//!
//! Charts of the family are drawn in every theme and size, `NAME-THEME-SIZE.png`; with a word only those whose name has it.
//! Every note says "synthetic" or "simulated": nothing here is a result.
#![allow(clippy::print_stdout, clippy::disallowed_methods)] // it measures drawing times and prints them

mod built;
mod family;
mod family_other;
mod figures;

use std::path::Path;
use std::time::Instant;

use fxsens_core::figure::Figure;
use fxsens_report::render::{png_with, svg_with};
use fxsens_report::write::write_atomic;
use fxsens_report::{Metadata, ReportOptions, Size, Theme, to_png, to_svg, write_report};

use built::{built, document};
use figures::{bars_over_years, coefficients, grouped_bars, histogram, residuals, two_lines, vintages};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let dir = std::env::args().nth(1).ok_or("usage: gallery DIR")?;
    std::fs::create_dir_all(&dir)?;
    let word = std::env::args().nth(2);
    draw_family(Path::new(&dir), word.as_deref())?;
    if word.is_some() {
        return Ok(());
    }
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

/// Every chart of the family in every theme and size.
fn draw_family(dir: &Path, word: Option<&str>) -> Result<(), Box<dyn std::error::Error>> {
    let sizes = [("screen", Size::Screen), ("slide", Size::Slide), ("journal", Size::Journal)];
    let mut figures = family::family()?;
    figures.extend(built()?);
    for figure in figures.iter().filter(|figure| word.is_none_or(|word| figure.id.contains(word))) {
        for name in Theme::NAMES {
            let theme = Theme::named(name)?;
            for (label, size) in sizes {
                let page = figure.panels.iter().any(fxsens_core::figure::Panel::is_page);
                if page && size == Size::Journal {
                    continue;
                }
                let metadata = Metadata::of(figure).with("Source", "simulated");
                let file = format!("{}-{name}-{label}", figure.id);
                let png = png_with(figure, &theme, size, &metadata)?;
                write_atomic(&dir.join(format!("{file}.png")), &png)?;
                let svg = svg_with(figure, &theme, size)?;
                write_atomic(&dir.join(format!("{file}.svg")), svg.as_bytes())?;
            }
        }
        println!("{}", figure.id);
    }
    Ok(())
}
