//! Words of a chart in the language asked for, from a table of labels.

use std::collections::BTreeMap;

use fxsens_core::figure::{Figure, Mark};
use fxsens_core::series::Series;
use serde::Deserialize;

use crate::args::Language;
use crate::failure::Failure;

const JAPANESE: &str = include_str!("../../../labels/ja.toml");

/// Labels of one language; English needs none.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Labels {
    series: BTreeMap<String, String>,
    units: BTreeMap<String, String>,
    words: BTreeMap<String, String>,
    #[serde(skip)]
    english: bool,
}

impl Labels {
    /// The labels of a language.
    pub fn of(language: Language) -> Result<Self, Failure> {
        match language {
            Language::En => Ok(Self { english: true, ..Self::default() }),
            Language::Ja => toml::from_str(JAPANESE)
                .map_err(|error| Failure::new("the Japanese labels cannot be read").because(error)),
        }
    }

    /// Title of a series. Columns of a user's file keep their names.
    pub fn title(&self, series: &Series, own: bool) -> Result<String, Failure> {
        if own {
            return Ok(series.id.clone());
        }
        if self.english {
            return Ok(short(&series.title).to_owned());
        }
        self.series.get(&series.id).cloned().ok_or_else(|| {
            let known: Vec<&str> = self.series.keys().map(String::as_str).collect();
            let near = fxsens_core::suggest::closest(&series.id, known.iter().copied());
            Failure::new(format!("the series `{}` has no Japanese title", series.id)).hint(
                if near.is_empty() {
                    "leave --lang ja out".to_owned()
                } else {
                    format!(
                        "leave --lang ja out; series with a Japanese title are, among others, {}",
                        near.join(", ")
                    )
                },
            )
        })
    }

    /// Name of a unit.
    pub fn unit(&self, unit: &str) -> Result<String, Failure> {
        self.look_up(&self.units, unit, "the unit")
    }

    /// A fixed word or sentence with `{0}`, `{1}` … replaced.
    pub fn words(&self, english: &str, parts: &[&str]) -> Result<String, Failure> {
        let mut text = self.look_up(&self.words, english, "the words")?;
        for (i, part) in parts.iter().enumerate() {
            text = text.replace(&format!("{{{i}}}"), part);
        }
        Ok(text)
    }

    fn look_up(&self, table: &BTreeMap<String, String>, key: &str, what: &str) -> Result<String, Failure> {
        if self.english || key.is_empty() {
            return Ok(key.to_owned());
        }
        table.get(key).cloned().ok_or_else(|| {
            Failure::new(format!("{what} `{key}` cannot be said in Japanese")).hint("leave --lang ja out")
        })
    }

    /// Replaces the fixed words that a builder has put on axes and marks.
    pub fn translate(&self, figure: &mut Figure) {
        let translated = |text: &mut String| {
            if let Some(other) = self.words.get(text.as_str()) {
                text.clone_from(other);
            }
        };
        for panel in &mut figure.panels {
            translated(&mut panel.x.label);
            translated(&mut panel.y.label);
            for mark in &mut panel.marks {
                if let Mark::YSpan { label, .. } | Mark::Line { label, .. } = mark {
                    translated(label);
                }
            }
        }
    }
}

/// The title of a series; of a long one what stands before its first comma, without how it was averaged and quoted.
fn short(title: &str) -> &str {
    const LONG: usize = 50;
    if title.chars().count() <= LONG { title } else { title.split(", ").next().unwrap_or(title) }
}

#[cfg(test)]
mod tests {
    use fxsens_ingest::{Library, Source};

    use super::Labels;
    use crate::args::Language;

    #[test]
    fn every_japanese_title_belongs_to_a_series_and_its_unit_has_a_name() {
        let labels = Labels::of(Language::Ja).expect("the labels can be read");
        let library = Library::open(Source::Embedded).expect("the data are there");
        for id in labels.series.keys().filter(|id| library.missing_inputs(id).is_empty()) {
            let dataset = library.load([id]).expect("a series of the catalogue");
            let unit = dataset.get(id).expect("it was loaded").unit.to_string();
            assert!(labels.units.contains_key(&unit), "{id}: no Japanese name for the unit {unit}");
        }
    }

    #[test]
    fn what_has_no_label_is_an_error() {
        let labels = Labels::of(Language::Ja).expect("the labels can be read");
        assert!(labels.unit("furlongs").is_err());
        assert_eq!(labels.words("{0} to {1}", &["A", "B"]).ok().as_deref(), Some("A～B"));
        let english = Labels::of(Language::En).expect("nothing to read");
        assert_eq!(english.unit("furlongs").ok().as_deref(), Some("furlongs"));
    }
}
