//! Properties of finished drawings.

use fxsens_core::figure::{Axis, Figure, Mark, Marker, Role};

use super::{to_png, to_svg};
use crate::error::ReportError;
use crate::theme::Theme;
use crate::write::sample::figure;

fn svg(figure: &Figure) -> Result<String, ReportError> {
    to_svg(figure, &Theme::light())
}

fn broken(change: impl FnOnce(&mut Figure)) -> String {
    let mut figure = figure();
    change(&mut figure);
    svg(&figure).err().map(|error| error.to_string()).unwrap_or_default()
}

#[test]
fn a_gap_splits_a_line_in_two() -> Result<(), ReportError> {
    let blue = "stroke=\"#0072B2\"";
    let lines =
        svg(&figure())?.lines().filter(|line| line.starts_with("<polyline") && line.contains(blue)).count();
    assert_eq!(lines, 2);
    Ok(())
}

#[test]
fn equal_figures_give_equal_bytes() -> Result<(), ReportError> {
    assert_eq!(svg(&figure())?, svg(&figure())?);
    assert_eq!(to_png(&figure(), &Theme::light())?, to_png(&figure(), &Theme::light())?);
    Ok(())
}

#[test]
fn the_drawing_is_named_described_and_escaped() -> Result<(), ReportError> {
    let svg = svg(&figure())?;
    assert!(svg.starts_with(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"640\" height=\"400\" viewBox=\"0 0 6400 4000\""
    ));
    assert!(svg.contains("role=\"img\" aria-labelledby=\"line-title line-desc\""));
    assert!(svg.contains("<title id=\"line-title\">One &amp; only</title>"));
    assert!(svg.contains("<desc id=\"line-desc\">A line [1]</desc>"));
    assert!(svg.contains("font-family=\"DejaVu Sans, Verdana, sans-serif\""));
    assert!(svg.contains("font-size=\"210\""), "font sizes keep no noise");
    assert!(resvg::usvg::Tree::from_str(&svg, &resvg::usvg::Options::default()).is_ok());
    Ok(())
}

#[test]
fn the_raster_is_twice_the_size() -> Result<(), ReportError> {
    let png = to_png(&figure(), &Theme::light())?;
    assert_eq!(png[16..24], [0, 0, 5, 0, 0, 0, 3, 32], "1280 × 800 in the header");
    Ok(())
}

#[test]
fn invalid_figures_are_errors_that_say_where() {
    assert!(broken(|f| f.panels.clear()).contains("no panels"));
    assert!(broken(|f| f.size = (0, 0)).contains("0 × 0 px"));
    assert!(broken(|f| f.panels[0].weight = f64::NAN).contains("panel 1: the weight is NaN"));
    assert!(broken(|f| f.panels[0].y.limits = Some((1.0, 1.0))).contains("must be below the upper"));
    assert!(broken(|f| f.panels[0].x.limits = Some((f64::NAN, 1.0))).contains("limits must be finite"));
    assert!(broken(|f| f.panels[0].x = Axis::category(Vec::<String>::new())).contains("at least one name"));
    assert!(broken(|f| f.size.1 = 200).contains("make it taller"));
    let short = broken(|f| {
        if let Mark::Line { y, .. } = &mut f.panels[0].marks[0] {
            y.pop();
        }
    });
    assert_eq!(short, "figure `line`, panel 1, mark 1: `y` has 4 values, expected 5");
}

#[test]
fn empty_and_extreme_data_do_not_panic() -> Result<(), ReportError> {
    for values in [
        vec![],
        vec![f64::NAN; 5],
        vec![1e300, -1e300],
        vec![5.0],
        vec![0.0, 1e-300],
        vec![f64::INFINITY, 1.0],
    ] {
        let mut figure = figure();
        figure.panels[0].x = Axis::linear("x");
        let x: Vec<f64> = (0..values.len()).map(|i| i as f64).collect();
        figure.panels[0].marks = vec![Mark::Points {
            x,
            y: values,
            marker: Marker::Circle,
            size: 8.0,
            role: Role::Primary,
            label: "Points".into(),
        }];
        to_png(&figure, &Theme::light())?;
    }
    Ok(())
}
