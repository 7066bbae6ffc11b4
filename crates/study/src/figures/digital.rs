//! The digital deficit as published, by definition and vintage, with official projections and crude-oil imports.

use fxsens_core::dataset::Dataset;
use fxsens_core::figure::{Anchor, Axis, Figure, Mark, Marker, Panel, Role, Stroke};
use fxsens_core::period::Frequency;
use fxsens_core::published::Published;

use super::marks::{dots, line, text};
use super::{SIZE, points_from, yearly};
use crate::error::StudyError;
use crate::shock::Shock;

/// Points for what was published, lines only where there are yearly figures.
///
/// # Errors
/// [`StudyError`] when crude-oil imports are missing.
pub fn digital(dataset: &Dataset, published: &Published, shock: &Shock) -> Result<Figure, StudyError> {
    let crude = points_from(&yearly(dataset, "customs_crude_value", Frequency::Annual)?, 2012.0);
    let mut marks = vec![line(crude, Role::Muted, Stroke::Solid, "crude-oil imports (customs)")];
    // Projections start at the last actual year their authors had: 2024 for those of 2025 (6.85 in the same
    // report), the base year for those of 2024.
    let base_year = |scope: &str, target: i32| match (scope, target) {
        (_, 2035) => Some((2024.5, 6.85)),
        ("digital balance", _) => Some((2023.5, shock.base_level)),
        _ => None,
    };
    let mut drawn: Vec<(i32, i64)> = Vec::new();
    for projection in &published.projections {
        let key = (projection.target_year, (projection.value * 100.0) as i64);
        if drawn.contains(&key) || projection.scope.contains("hidden") {
            continue;
        }
        drawn.push(key);
        let end = f64::from(projection.target_year) + 0.5;
        if let Some((x, y)) = base_year(&projection.scope, projection.target_year) {
            marks.push(line((vec![x, end], vec![y, projection.value]), Role::Secondary, Stroke::Dashed, ""));
        }
        marks.push(Mark::Points {
            x: vec![end],
            y: vec![projection.value],
            marker: Marker::Diamond,
            size: 9.0,
            role: Role::Secondary,
            label: if drawn.len() == 1 { "METI projections".into() } else { String::new() },
        });
        let scope = if projection.scope == "computer services" { " (computer services only)" } else { "" };
        let words = format!("{:.0} tn{scope}", projection.value);
        let anchor = if scope.is_empty() { Anchor::Above } else { Anchor::Below };
        marks.push(text(end, projection.value, &words, Role::Secondary, anchor));
    }
    let doubled = shock.base_level * shock.multiple;
    marks.push(line(
        (vec![shock.first.decimal_year(), shock.last.decimal_year()], vec![shock.base_level, doubled]),
        Role::Highlight,
        Stroke::Dotted,
        "the path asked about",
    ));
    // A wide ring, so that a narrow figure shows around a full one of nearly the same size.
    let (x, y) = calendar_years(published, "narrow");
    marks.push(Mark::Points {
        x,
        y,
        marker: Marker::Ring,
        size: 16.0,
        role: Role::Quaternary,
        label: "narrow definition, each vintage".into(),
    });
    let full = calendar_years(published, "full");
    marks.push(dots(full, Marker::Circle, Role::Primary, "full definition, each vintage"));
    Ok(Figure {
        id: "digital-deficit".into(),
        title: title(shock),
        subtitle: "Digital deficit by calendar year as published, official projections and crude-oil imports, JPY trillion".into(),
        note: "Source: figures of the Ministry of Finance and the Bank of Japan as announced or quoted, all vintages; METI 2022, 2024 and 2025; customs statistics. Dashed lines only join a projection with the last year its authors had. No line joins the published figures: years in between were not published in this form. Narrow leaves out telecommunications and information services. Full = copyright, telecommunications, computer and information services, professional and management consulting.".into(),
        alt: "Points of the published digital deficit in 2014, 2022, 2023, 2024 and 2025 by definition and vintage, dashed paths to the projections of 8, 10, 18 and 28 trillion yen, and a line of crude-oil imports.".into(),
        size: SIZE,
        panels: vec![Panel::new(
            Axis::time().with_limits(2012.0, 2037.5),
            Axis::linear("JPY trillion").with_limits(0.0, 30.0),
            marks,
        )],
    })
}

fn title(shock: &Shock) -> String {
    let (growth, asked) = (100.0 * shock.realised_growth(), 100.0 * (shock.multiple - 1.0));
    format!("The digital deficit grew by {growth:.0} %, against the {asked:.0} % asked about")
}

/// Deficits of single calendar years, every vintage.
fn calendar_years(published: &Published, definition: &str) -> (Vec<f64>, Vec<f64>) {
    let figures = published.digital.iter().filter(|figure| {
        figure.series == "digital_balance"
            && figure.item == "net"
            && figure.definition == definition
            && figure.basis == "CY"
    });
    figures.filter_map(|figure| Some((figure.when()?.decimal_year(), -figure.value?))).unzip()
}
