//! A set of series of any frequency, addressed by id.

use std::collections::BTreeMap;

use crate::series::Series;

/// Series by id. Order is the order of the ids, so everything that walks a dataset is deterministic.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Dataset {
    series: BTreeMap<String, Series>,
}

impl Dataset {
    /// An empty dataset.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a series and returns the one it replaces, if any.
    pub fn insert(&mut self, series: Series) -> Option<Series> {
        self.series.insert(series.id.clone(), series)
    }

    /// The series of that id.
    pub fn get(&self, id: &str) -> Option<&Series> {
        self.series.get(id)
    }

    /// All ids in order.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.series.keys().map(String::as_str)
    }

    /// All series in the order of their ids.
    pub fn iter(&self) -> impl Iterator<Item = &Series> {
        self.series.values()
    }

    /// Number of series.
    pub fn len(&self) -> usize {
        self.series.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.series.is_empty()
    }

    /// The known ids closest to `wanted` in spelling, best first, at most three: for hints in messages.
    pub fn suggestions(&self, wanted: &str) -> Vec<String> {
        crate::suggest::closest(wanted, self.ids())
    }
}

impl IntoIterator for Dataset {
    type Item = Series;
    type IntoIter = std::collections::btree_map::IntoValues<String, Series>;

    fn into_iter(self) -> Self::IntoIter {
        self.series.into_values()
    }
}

impl FromIterator<Series> for Dataset {
    fn from_iter<I: IntoIterator<Item = Series>>(iter: I) -> Self {
        let mut dataset = Self::new();
        for series in iter {
            dataset.insert(series);
        }
        dataset
    }
}
