//! How unusual a path is beside what was published.

use fxsens_core::published::Published;
use serde::{Deserialize, Serialize};

use super::path::DeficitPath;
use crate::error::StudyError;
use crate::file::FigureKey;
use crate::shock::{describe, find};

/// The deficit of one published year.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PublishedYear {
    /// Calendar year.
    pub year: i32,
    /// Deficit, JPY trillion.
    pub deficit: f64,
    /// Vintage.
    pub vintage: String,
}

/// The fastest twelve months of a path beside past yearly changes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Plausibility {
    /// Largest change within twelve months, JPY trillion, with its sign; at an annual rate for a shorter path.
    pub fastest_change: f64,
    /// Distance from the mean past change in standard deviations.
    pub z: f64,
    /// Per cent of past years with a smaller change.
    pub percentile: f64,
    /// Largest growth within twelve months, 100 times log points; `None` when the deficit is not positive throughout.
    pub fastest_growth: Option<f64>,
    /// Its distance in standard deviations.
    pub growth_z: Option<f64>,
    /// Per cent of past years with smaller growth.
    pub growth_percentile: Option<f64>,
    /// Past years.
    pub years: usize,
    /// The sample in words.
    pub sample: String,
}

/// The published years of a study, in order.
///
/// # Errors
/// [`StudyError`] when a figure is missing or the years are out of order or fewer than three.
pub fn published_years(keys: &[FigureKey], published: &Published) -> Result<Vec<PublishedYear>, StudyError> {
    let mut years: Vec<PublishedYear> = Vec::new();
    for key in keys {
        let year = key.period.parse::<i32>().ok();
        let next = year.filter(|year| years.last().is_none_or(|last| last.year < *year));
        let Some(year) = next else {
            return Err(StudyError::Path(format!("history: {} is not a later calendar year", describe(key))));
        };
        years.push(PublishedYear { year, deficit: -find(published, key)?, vintage: key.vintage.clone() });
    }
    if years.len() < 3 {
        return Err(StudyError::Data {
            id: "history".into(),
            what: "with at least three published years".into(),
        });
    }
    Ok(years)
}

/// Compares the fastest year of a path with the published ones.
pub fn plausibility(path: &DeficitPath, history: &[PublishedYear]) -> Plausibility {
    let levels: Vec<f64> = path.levels().collect();
    let fastest_change = fastest(&levels);
    let logs: Option<Vec<f64>> =
        levels.iter().map(|level| (*level > 0.0).then(|| 100.0 * level.ln())).collect();
    let fastest_growth = logs.map(|logs| fastest(&logs));
    let past = yearly(history, |deficit| deficit);
    let past_growth = yearly(history, |deficit| 100.0 * deficit.ln());
    let (z, percentile) = distance(&past, fastest_change);
    let growth = fastest_growth.map(|growth| distance(&past_growth, growth));
    Plausibility {
        fastest_change,
        z,
        percentile,
        fastest_growth,
        growth_z: growth.map(|growth| growth.0),
        growth_percentile: growth.map(|growth| growth.1),
        years: past.len(),
        sample: sample(history, past.len()),
    }
}

/// Largest change over twelve steps by size; a shorter path is put at an annual rate.
fn fastest(values: &[f64]) -> f64 {
    let steps = 12.min(values.len() - 1);
    let changes = values.windows(steps + 1).map(|window| (window[steps] - window[0]) * 12.0 / steps as f64);
    changes.fold(0.0, |best: f64, change| if change.abs() > best.abs() { change } else { best })
}

/// One change per year; the years between two published ones share their change equally.
fn yearly(history: &[PublishedYear], scale: impl Fn(f64) -> f64) -> Vec<f64> {
    let steps = history.windows(2).flat_map(|pair| {
        let years = (pair[1].year - pair[0].year).max(1);
        let change = (scale(pair[1].deficit) - scale(pair[0].deficit)) / f64::from(years);
        (0..years).map(move |_| change)
    });
    steps.collect()
}

fn distance(past: &[f64], value: f64) -> (f64, f64) {
    let n = past.len() as f64;
    let mean = past.iter().sum::<f64>() / n;
    let deviation = (past.iter().map(|change| (change - mean).powi(2)).sum::<f64>() / (n - 1.0)).sqrt();
    let smaller = past.iter().filter(|change| **change < value).count();
    ((value - mean) / deviation, 100.0 * smaller as f64 / n)
}

fn sample(history: &[PublishedYear], years: usize) -> String {
    let list: Vec<String> = history.iter().map(|year| year.year.to_string()).collect();
    let gaps = history.windows(2).map(|pair| pair[1].year - pair[0].year).filter(|gap| *gap > 1);
    let averaged: i32 = gaps.sum();
    let mut words = format!("{years} yearly changes of the deficit published for {}", list.join(", "));
    if averaged > 0 {
        words.push_str(&format!(
            ", {averaged} of them the average over years without a figure, so the spread is understated and the distance overstated; vintages differ between years"
        ));
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn year(year: i32, deficit: f64) -> PublishedYear {
        PublishedYear { year, deficit, vintage: String::new() }
    }

    #[test]
    fn a_gap_counts_once_per_year() {
        let history = [year(2014, 2.0), year(2016, 4.0), year(2017, 7.0)];
        assert_eq!(yearly(&history, |deficit| deficit), vec![1.0, 1.0, 3.0]);
        assert!(sample(&history, 3).contains("2 of them the average"));
    }

    #[test]
    fn the_fastest_year_is_found_and_short_paths_are_put_at_an_annual_rate() {
        let steep: Vec<f64> = (0..25).map(|i| if i < 12 { 0.0 } else { f64::from(i - 12) }).collect();
        assert!((fastest(&steep) - 12.0).abs() < 1e-12);
        assert!((fastest(&[1.0, 0.5]) + 6.0).abs() < 1e-12);
    }

    #[test]
    fn the_distance_is_in_standard_deviations() {
        let (z, percentile) = distance(&[1.0, 2.0, 3.0], 4.0);
        assert!((z - 2.0).abs() < 1e-12 && (percentile - 100.0).abs() < 1e-12);
    }
}
