//! Figures written by hand, one of each kind.

use fxsens_core::figure::{Anchor, Axis, Figure, Mark, Marker, Panel, Role, Stroke};

pub(crate) const NOTE: &str =
    "Synthetic numbers, made up to test the drawing. They describe no economy and no data vintage.";

pub(crate) fn figure(id: &str, title: &str, subtitle: &str, panels: Vec<Panel>) -> Figure {
    Figure {
        id: id.into(),
        title: title.into(),
        subtitle: subtitle.into(),
        note: NOTE.into(),
        alt: format!("{title}. Synthetic example of the chart `{id}`."),
        size: (960, 600),
        panels,
    }
}

pub(crate) fn bars(x: Vec<f64>, y: Vec<f64>, width: f64, role: Role, label: &str) -> Mark {
    let base = vec![0.0; x.len()];
    Mark::Bars { x, y, base, width, role, light: false, label: label.into(), value_decimals: None }
}

pub(crate) fn with_values(mark: Mark, hatched: bool) -> Mark {
    match mark {
        Mark::Bars { x, y, base, width, role, label, .. } => {
            Mark::Bars { x, y, base, width, role, light: hatched, label, value_decimals: Some(1) }
        }
        other => other,
    }
}

pub(crate) fn line(x: &[f64], y: Vec<f64>, role: Role, stroke: Stroke, label: &str) -> Mark {
    Mark::Line { x: x.to_vec(), y, role, stroke, width: 2.2, label: label.into() }
}

/// A smooth, deterministic stand-in for noise.
pub(crate) fn wobble(k: usize, seed: f64) -> f64 {
    let t = k as f64;
    (t * 0.9 + seed).sin() + 0.6 * (t * 2.3 + 1.7 * seed).sin() + 0.4 * (t * 5.1 + 0.3 * seed).cos()
}

pub(crate) fn grouped_bars() -> Figure {
    let names = [
        "Computer services",
        "Copyright and software licences",
        "Advertising and platforms",
        "Research and development",
        "Other",
    ];
    let at = |shift: f64| (0..names.len()).map(|i| i as f64 + shift).collect::<Vec<_>>();
    let first = with_values(
        bars(at(-0.21), vec![-1.7, -2.2, -1.9, -2.8, 0.4], 0.4, Role::Secondary, "First release"),
        true,
    );
    let latest = with_values(
        bars(at(0.21), vec![-1.9, -2.4, -1.6, -3.1, 0.7], 0.4, Role::Secondary, "Latest vintage"),
        false,
    );
    let panel = Panel::new(
        Axis::category(names),
        Axis::linear("JPY trillion, negative = deficit"),
        vec![first, latest],
    );
    figure(
        "grouped-bars",
        "Research and development is the largest deficit, and revisions make it larger",
        "Balance of services by group, calendar year, first release and latest vintage",
        vec![panel],
    )
}

pub(crate) fn bars_over_years() -> Figure {
    let x: Vec<f64> = (1996..=2025).map(|year| f64::from(year) + 0.5).collect();
    let credit: Vec<f64> = (0..30).map(|k| 1.0 + 0.11 * f64::from(k)).collect();
    let debit: Vec<f64> = (0..30).map(|k| -1.5 - 0.2 * f64::from(k) - 0.004 * f64::from(k * k)).collect();
    let net: Vec<f64> = credit.iter().zip(&debit).map(|(c, d)| c + d).collect();
    let span = |from, to, label: &str| Mark::XSpan { from, to, role: Role::Muted, label: label.into() };
    let marks = vec![
        span(2008.75, 2009.5, "Recession"),
        span(2020.1, 2020.5, "Recession"),
        bars(x.clone(), credit, 0.75, Role::Primary, "Credit"),
        bars(x.clone(), debit, 0.75, Role::Quaternary, "Debit"),
        line(&x, net, Role::Ink, Stroke::Solid, "Net"),
        Mark::Text {
            x: 2024.5, y: -6.2, text: "2024: −6.1".into(), role: Role::Ink, anchor: Anchor::Below
        },
    ];
    figure(
        "bars-over-years",
        "The deficit has widened every year since 1996",
        "Digital services, credit, debit and net",
        vec![Panel::new(Axis::time(), Axis::linear("JPY trillion"), marks)],
    )
}

pub(crate) fn vintages() -> Figure {
    let x: Vec<f64> = (2014..=2030).map(|year| f64::from(year) + 0.5).collect();
    let known: Vec<f64> =
        (0..17).map(|k| if k > 10 { f64::NAN } else { 2.0 + 0.38 * f64::from(k) }).collect();
    let gap: Vec<f64> = (0..17)
        .map(|k| if k > 8 || k == 4 || k == 5 { f64::NAN } else { 1.9 + 0.33 * f64::from(k) })
        .collect();
    let projected: Vec<f64> =
        (0..17).map(|k| if k < 10 { f64::NAN } else { 2.0 + 0.42 * f64::from(k) }).collect();
    let low: Vec<f64> = projected.iter().enumerate().map(|(k, y)| y - 0.15 * (k as f64 - 10.0)).collect();
    let high: Vec<f64> = projected.iter().enumerate().map(|(k, y)| y + 0.18 * (k as f64 - 10.0)).collect();
    let points = |y: &[f64], marker, role, label: &str| Mark::Points {
        x: x.clone(),
        y: y.to_vec(),
        marker,
        size: 8.0,
        role,
        label: label.into(),
    };
    let marks = vec![
        Mark::Band { x: x.clone(), low, high, role: Role::Primary, label: "Range of projections".into() },
        line(&x, gap.clone(), Role::Secondary, Stroke::Solid, "Vintage of 2023 (no data for 2018 and 2019)"),
        points(&gap, Marker::Square, Role::Secondary, "Vintage of 2023 (no data for 2018 and 2019)"),
        line(&x, known.clone(), Role::Primary, Stroke::Solid, "Vintage of 2025"),
        points(&known, Marker::Circle, Role::Primary, "Vintage of 2025"),
        line(&x, projected.clone(), Role::Primary, Stroke::Dashed, "Projection"),
        points(&projected, Marker::Ring, Role::Primary, "Projection"),
        Mark::HLine {
            y: 8.0,
            role: Role::Muted,
            stroke: Stroke::Dotted,
            label: "Ministry's estimate for 2030: 8".into(),
        },
        Mark::Text { x: 2030.5, y: 8.72, text: "8.7".into(), role: Role::Primary, anchor: Anchor::Above },
    ];
    figure(
        "vintages",
        "Each vintage revised the deficit upwards; the projection passes eight trillion yen before 2030",
        "Digital deficit by vintage",
        vec![Panel::new(Axis::time(), Axis::linear("JPY trillion"), marks)],
    )
}

pub(crate) fn two_lines() -> Figure {
    let x: Vec<f64> = (0..360).map(|m| 1996.0 + (f64::from(m) + 0.5) / 12.0).collect();
    let mut level = 110.0;
    let yen: Vec<f64> = (0..360)
        .map(|k| {
            level += 0.9 * wobble(k, 0.4) + if k > 300 { 0.6 } else { 0.0 };
            level
        })
        .collect();
    let implied: Vec<f64> = yen.iter().enumerate().map(|(k, y)| y - 4.0 * wobble(k / 3, 2.0) - 3.0).collect();
    let low: Vec<f64> = implied.iter().map(|y| y - 7.0).collect();
    let high: Vec<f64> = implied.iter().map(|y| y + 7.0).collect();
    let marks = vec![
        Mark::Band { x: x.clone(), low, high, role: Role::Secondary, label: String::new() },
        line(&x, implied, Role::Secondary, Stroke::Solid, "Implied by the rate gap"),
        line(&x, yen, Role::Primary, Stroke::Solid, "Actual"),
        Mark::VLine {
            x: 2013.25,
            role: Role::Ink,
            stroke: Stroke::Dashed,
            label: "April 2013: quantitative and qualitative easing".into(),
        },
        Mark::VLine { x: 2022.2, role: Role::Muted, stroke: Stroke::Dotted, label: "March 2022".into() },
        Mark::HLine { y: 150.0, role: Role::Highlight, stroke: Stroke::Dashed, label: "150".into() },
    ];
    figure(
        "two-lines",
        "The yen left the path that interest rates imply in 2022",
        "Dollar in yen, monthly averages, with the 90% band of the fitted values",
        vec![Panel::new(Axis::time(), Axis::linear("JPY per USD, up = yen weaker"), marks)],
    )
}

pub(crate) fn coefficients() -> Figure {
    let names = [
        "Replica: levels, 1996–2023, Newey–West with 13 lags",
        "First differences",
        "Local projection at 12 months",
        "ARDL long run",
        "Instrumental variables (software prices abroad)",
        "Bayesian VAR, sign restrictions",
    ];
    let estimates = [5.5, 1.1, 2.4, 3.8, -0.9, 0.6];
    let half = [0.8, 1.6, 2.9, 3.1, 5.2, 1.9];
    let y: Vec<f64> = (0..names.len()).map(|i| i as f64).collect();
    let segments = Mark::Segments {
        x0: estimates.iter().zip(half).map(|(e, h)| e - h).collect(),
        y0: y.clone(),
        x1: estimates.iter().zip(half).map(|(e, h)| e + h).collect(),
        y1: y.clone(),
        role: Role::Primary,
        width: 2.4,
        label: "95% interval".into(),
    };
    let point = |rows: std::ops::Range<usize>, role, label: &str| Mark::Points {
        x: estimates[rows.clone()].to_vec(),
        y: y[rows].to_vec(),
        marker: Marker::Circle,
        size: 10.0,
        role,
        label: label.into(),
    };
    let marks = vec![
        Mark::XSpan { from: 5.0, to: 6.0, role: Role::Highlight, label: "The claim: 5 to 6 yen".into() },
        segments,
        point(0..1, Role::Highlight, "Replica"),
        point(1..6, Role::Primary, "Estimate"),
    ];
    let panel =
        Panel::new(Axis::linear("JPY per USD, per JPY trillion of deficit"), Axis::category(names), marks);
    figure(
        "coefficients",
        "Only the replica in levels lands between five and six yen",
        "Effect of one trillion yen more digital deficit on the dollar in yen",
        vec![panel],
    )
}

pub(crate) fn histogram() -> Figure {
    let draws: Vec<f64> = (0..4000).map(|k| 3.1 * wobble(k, 0.1) + 0.3 * wobble(k * 7, 3.0)).collect();
    let (low, width) = (-7.5, 0.5);
    let mut counts = vec![0.0; 30];
    for draw in &draws {
        let bin = ((draw - low) / width).floor();
        if (0.0..30.0).contains(&bin) {
            counts[bin as usize] += 1.0;
        }
    }
    let x = (0..30).map(|k| low + width * (f64::from(k) + 0.5)).collect();
    let marks = vec![
        bars(x, counts, 0.46, Role::Muted, ""),
        Mark::VLine {
            x: 5.5,
            role: Role::Highlight,
            stroke: Stroke::Solid,
            label: "Replica 5.5, exceeded by 7% of the placebos".into(),
        },
    ];
    figure(
        "histogram",
        "A random walk in place of the deficit often gives as large an effect",
        "Coefficients of 4,000 placebo regressions",
        vec![Panel::new(Axis::linear("JPY per USD, per unit of the placebo"), Axis::linear("Draws"), marks)],
    )
}

pub(crate) fn residuals() -> Figure {
    let x: Vec<f64> = (0..112).map(|q| 1996.0 + (f64::from(q) + 0.5) / 4.0).collect();
    let mut level = 108.0;
    let actual: Vec<f64> = (0..112)
        .map(|k| {
            level += 1.6 * wobble(k, 1.1) + if k > 100 { 2.5 } else { 0.0 };
            level
        })
        .collect();
    let residual: Vec<f64> = (0..112).map(|k| 4.0 * wobble(k / 4, 0.7)).collect();
    let fitted = actual.iter().zip(&residual).map(|(a, r)| a - r).collect();
    let top = Panel::new(
        Axis::time(),
        Axis::linear("JPY per USD"),
        vec![
            line(&x, actual, Role::Primary, Stroke::Solid, "Actual"),
            line(&x, fitted, Role::Secondary, Stroke::Dashed, "Fitted"),
        ],
    );
    let mut bottom =
        Panel::new(Axis::time(), Axis::linear(""), vec![bars(x, residual, 0.2, Role::Muted, "")]);
    bottom.title = "Residuals".into();
    bottom.weight = 0.5;
    let mut figure = figure(
        "residuals",
        "The fitted path misses the yen for years at a time",
        "Dollar in yen, quarterly, actual and fitted",
        vec![Panel { weight: 1.0, ..top }, bottom],
    );
    figure.size = (960, 680);
    figure
}
