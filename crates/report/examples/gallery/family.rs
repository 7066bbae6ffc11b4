//! Every chart of the family, from simulated numbers; those along time are here, the others in `family_other`.

use fxsens_core::figure::Figure;
use fxsens_core::period::{Frequency, Period};
use fxsens_core::rng::Stream;
use fxsens_report::ReportError;
use fxsens_report::charts::{
    Caption, FanBand, ImpulseResponse, LineSeries, Racer, RollingCoefficient, Stacking, bar_series, fan,
    impulse_responses, race, rolling_coefficient, series_lines, series_panels,
};

use crate::family_other as other;

const NOTE: &str =
    "Simulated numbers, seed 20240607, to show the drawing. They describe no economy and no data vintage.";

pub(crate) fn caption(id: &str, title: &str, subtitle: &str) -> Caption {
    Caption::new(id, title, subtitle).with_note(NOTE)
}

/// Standard normal draws: sums of twelve uniform ones less six.
pub(crate) fn noise(task: u64, n: usize) -> Vec<f64> {
    let mut stream = Stream::new(20_240_607, task);
    (0..n).map(|_| (0..12).map(|_| stream.uniform()).sum::<f64>() - 6.0).collect()
}

/// An autoregression of order one.
pub(crate) fn persistent(task: u64, n: usize, root: f64, scale: f64) -> Vec<f64> {
    let mut level = 0.0;
    let step = |shock: f64| {
        level = root * level + scale * shock;
        level
    };
    noise(task, n).into_iter().map(step).collect()
}

pub(crate) fn months(n: usize) -> Vec<Period> {
    (0..n as i32).map(|k| Period::from_ordinal(Frequency::Monthly, 24_120 + k)).collect()
}

fn years(n: usize) -> Vec<Period> {
    (0..n as i32).map(|k| Period::from_ordinal(Frequency::Annual, 2012 + k)).collect()
}

fn series(label: &str, periods: Vec<Period>, values: Vec<f64>) -> LineSeries {
    LineSeries { label: label.into(), periods, values }
}

/// The charts in the order of their names.
pub(crate) fn family() -> Result<Vec<Figure>, ReportError> {
    Ok(vec![
        panels()?,
        stacked()?,
        grouped()?,
        fan_chart()?,
        impulse()?,
        other::curve()?,
        other::tornado_chart()?,
        rolling()?,
        race_chart()?,
        other::badge_page()?,
        other::triangle()?,
        other::waterfall()?,
        other::scatter_chart()?,
        other::residuals()?,
        other::acf()?,
    ])
}

fn panels() -> Result<Figure, ReportError> {
    let yen: Vec<f64> = persistent(1, 180, 0.99, 2.2).iter().map(|v| 112.0 + v).collect();
    let one = |task, level: f64| persistent(task, 180, 0.95, 0.12).into_iter().map(|v| level + v).collect();
    let parts = vec![
        series_lines(
            &caption("a", "Yen per dollar", ""),
            "JPY per USD",
            &[series("Exchange rate", months(180), yen)],
        )?,
        series_lines(
            &caption("b", "Ten-year yields", ""),
            "% p.a.",
            &[series("United States", months(180), one(2, 3.0)), series("Japan", months(180), one(3, 0.6))],
        )?,
    ];
    series_panels(&caption("series-panels", "One panel per unit", "Monthly averages, simulated"), parts)
}

fn flows(task: u64, level: f64, slope: f64) -> Vec<f64> {
    noise(task, 13).iter().enumerate().map(|(k, e)| level + slope * k as f64 + 0.35 * e).collect()
}

fn stacked() -> Result<Figure, ReportError> {
    let parts = [
        series("Travel", years(13), flows(4, 0.2, 0.35)),
        series("Transport", years(13), flows(5, -0.7, 0.0)),
        series("Computer services", years(13), flows(6, -0.8, -0.12)),
        series("Licences", years(13), flows(7, 1.0, 0.06)),
    ];
    let stacking = Stacking::Stacked { net: "Balance".into() };
    let caption = caption("stacked-bars", "Travel pays for software", "Services by group, simulated");
    bar_series(&caption, "JPY trillion", &parts, &stacking)
}

fn grouped() -> Result<Figure, ReportError> {
    let cut = |task, level| flows(task, level, -0.2)[..6].to_vec();
    let parts =
        [series("First release", years(6), cut(8, -1.2)), series("Latest vintage", years(6), cut(9, -1.5))];
    let caption = caption("bars", "Revisions made the deficit larger", "Balance by year, simulated");
    bar_series(&caption, "JPY trillion", &parts, &Stacking::Beside)
}

fn fan_chart() -> Result<Figure, ReportError> {
    let past: Vec<f64> = persistent(10, 60, 0.98, 1.8).iter().map(|v| 140.0 + v).collect();
    let last = past[59];
    let ahead: Vec<Period> = months(84)[60..].to_vec();
    let centre: Vec<f64> = (1..=24).map(|h| last + 0.18 * f64::from(h)).collect();
    let band = |label: &str, width: f64| {
        let edge = |sign: f64| {
            centre.iter().enumerate().map(|(h, c)| c + sign * width * (h as f64 + 1.0).sqrt()).collect()
        };
        FanBand { label: label.into(), low: edge(-1.0), high: edge(1.0) }
    };
    fan(
        &caption("fan", "The fan widens with the root of time", "Yen per dollar along a path, simulated"),
        "JPY per USD",
        (&months(60), &past),
        (&ahead, &centre),
        &[band("95 %", 3.6), band("80 %", 2.3), band("50 %", 1.2)],
    )
}

fn impulse() -> Result<Figure, ReportError> {
    let n = 25;
    let estimates: Vec<f64> = (0..n)
        .zip(noise(11, n))
        .map(|(h, e)| 6.0 * (1.0 - (-(h as f64) / 6.0).exp()) * (-(h as f64) / 40.0).exp() + 0.25 * e)
        .collect();
    let band = |width: f64| {
        let edge = |sign: f64| {
            estimates.iter().enumerate().map(|(h, c)| c + sign * width * (0.5 + (h as f64).sqrt())).collect()
        };
        (edge(-1.0), edge(1.0))
    };
    let response = ImpulseResponse {
        label: "deficit".into(),
        horizons: (0..n).map(|h| h as f64).collect(),
        pointwise: band(0.9),
        simultaneous: Some(band(1.35)),
        estimates,
    };
    impulse_responses(
        &caption(
            "impulse-responses",
            "The response is told from zero at single horizons, not as a path",
            "Yen per dollar after a surprise of one trillion, simulated",
        ),
        "JPY per USD, per JPY trillion",
        ("95 %", "Months after the surprise"),
        &[response],
    )
}

fn rolling() -> Result<Figure, ReportError> {
    let periods = months(150);
    let estimates: Vec<f64> = persistent(13, 150, 0.97, 0.55).iter().map(|v| 2.4 + v).collect();
    let edge = |sign: f64| -> Vec<f64> {
        estimates.iter().zip(persistent(14, 150, 0.9, 0.12)).map(|(e, w)| e + sign * (2.1 + w)).collect()
    };
    rolling_coefficient(
        &caption("rolling-coefficient", "No window agrees with the next", "Windows of 60 months, simulated"),
        "JPY per USD, per JPY trillion",
        &RollingCoefficient {
            periods: &periods,
            estimates: &estimates,
            low: &edge(-1.0),
            high: &edge(1.0),
            level: "95 %, window by window",
            whole: Some((2.9, "whole sample: 2.9")),
        },
    )
}

fn race_chart() -> Result<Figure, ReportError> {
    let racer = |label: &str, task, bias: f64| {
        let benchmark = noise(task, 120);
        let own = noise(task + 50, 120);
        let errors = benchmark.iter().zip(own).map(|(b, e)| bias * b + 0.35 * e).collect();
        Racer { label: label.into(), periods: months(120), errors, benchmark }
    };
    race(
        &caption("race", "Only one model ends ahead", "One month ahead, simulated"),
        "JPY per USD",
        "random walk",
        &[racer("Yield gap", 20, 0.9), racer("Balances", 22, 1.02), racer("Both", 24, 0.97)],
    )
}
