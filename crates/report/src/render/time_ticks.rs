//! Ticks of a time axis: whole years, thinned to fit, or months when the axis spans few years.

use super::ticks::Tick;

/// Ticks between two decimal years, at most `most` of them.
///
/// With `centre`, observations are annual and lie that far into their year; every label then stands below an
/// observation and names its year.
pub(crate) fn time(
    (low, high): (f64, f64),
    most: usize,
    centre: Option<f64>,
    names: &[&str; 12],
) -> Vec<Tick> {
    let most = most.max(2);
    if let Some(centre) = centre {
        return years(low - centre, high - centre, most, centre);
    }
    if high - low < 3.5 && most >= 4 {
        return months(low, high, most, names);
    }
    years(low, high, most, 0.0)
}

fn years(low: f64, high: f64, most: usize, centre: f64) -> Vec<Tick> {
    let (first, last) = ((low - 1e-6).ceil() as i64, (high + 1e-6).floor() as i64);
    let count = |step: i64| last.div_euclid(step) - (first - 1).div_euclid(step);
    let steps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
    let step = steps.into_iter().find(|step| count(*step) <= most as i64).unwrap_or(1000);
    (first..=last)
        .filter(|year| year.rem_euclid(step) == 0)
        .map(|year| Tick {
            at: year as f64 + centre,
            label: vec![year.to_string()],
            stroke: centre.abs() < 1e-9,
        })
        .collect()
}

/// Months in steps of 1, 2, 3 or 6; the first tick and every January carry the year below.
fn months(low: f64, high: f64, most: usize, names: &[&str; 12]) -> Vec<Tick> {
    let (first, last) = ((low * 12.0 - 1e-6).ceil() as i64, (high * 12.0 + 1e-6).floor() as i64);
    let count = |step: i64| last.div_euclid(step) - (first - 1).div_euclid(step);
    let step = [1, 2, 3, 6, 12].into_iter().find(|step| count(*step) <= most as i64).unwrap_or(12);
    let mut year_shown = None;
    (first..=last)
        .filter(|month| month.rem_euclid(step) == 0)
        .map(|month| {
            let year = month.div_euclid(12);
            let mut label = vec![names[month.rem_euclid(12) as usize].to_owned()];
            if year_shown != Some(year) {
                label.push(year.to_string());
                year_shown = Some(year);
            }
            Tick { at: month as f64 / 12.0, label, stroke: true }
        })
        .collect()
}

/// How far into the year annual observations lie; `None` when positions differ in that, so are not annual.
pub(crate) fn annual_centre(positions: &[f64]) -> Option<f64> {
    let first = positions.iter().copied().find(|x| x.is_finite())?;
    let centre = first.rem_euclid(1.0);
    let same = |x: &f64| (x - first - (x - first).round()).abs() < 0.02;
    let distinct = positions.iter().any(|x| (x - first).abs() > 0.5);
    (distinct && positions.iter().filter(|x| x.is_finite()).all(same)).then_some(centre)
}

#[cfg(test)]
mod tests {
    use super::{annual_centre, time};
    use crate::theme::ENGLISH_MONTHS;

    fn labels(low: f64, high: f64, most: usize, centre: Option<f64>) -> Vec<String> {
        time((low, high), most, centre, &ENGLISH_MONTHS)
            .into_iter()
            .map(|tick| tick.label.join(" "))
            .collect()
    }

    #[test]
    fn long_spans_show_round_years() {
        assert_eq!(labels(1996.0, 2025.9, 8, None), ["2000", "2005", "2010", "2015", "2020", "2025"]);
    }

    #[test]
    fn annual_observations_are_named_below_themselves() {
        let ticks = time((2018.1, 2023.9), 10, Some(0.5), &ENGLISH_MONTHS);
        assert_eq!(ticks.first().map(|t| (t.at, t.label.concat())), Some((2018.5, "2018".into())));
        assert_eq!(ticks.len(), 6);
    }

    #[test]
    fn short_spans_show_months() {
        assert_eq!(labels(2022.9, 2024.1, 6, None), ["Jan 2023", "Apr", "Jul", "Oct", "Jan 2024"]);
    }

    #[test]
    fn annual_data_are_recognised() {
        assert_eq!(annual_centre(&[2019.5, 2020.5, 2022.5]), Some(0.5));
        assert_eq!(annual_centre(&[2019.04, 2019.12, 2019.21]), None);
        let fiscal = annual_centre(&[2020.747, 2021.745, 2022.748]);
        assert!(fiscal.is_some_and(|centre| (centre - 0.747).abs() < 0.01));
        assert_eq!(annual_centre(&[]), None);
    }
}
