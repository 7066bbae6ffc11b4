//! Which values of which series a column needs for its value at one period.

use super::inputs::Inputs;

/// For a value at period `t`: series by position, and lags `lo..=hi` such that `t - hi` to `t - lo` are needed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Reach {
    /// Sorted, overlapping and adjacent intervals joined.
    needs: Vec<(usize, i32, i32)>,
}

impl Reach {
    /// The value of one series at the same period.
    pub(super) fn of(source: usize) -> Self {
        Self { needs: vec![(source, 0, 0)] }
    }

    /// What is needed for a lag of `k`.
    pub(super) fn lagged(mut self, k: i32) -> Self {
        for (_, lo, hi) in &mut self.needs {
            *lo += k;
            *hi += k;
        }
        self
    }

    /// What is needed for a window of `n` periods up to the present one.
    pub(super) fn windowed(mut self, n: i32) -> Self {
        for (_, _, hi) in &mut self.needs {
            *hi += n - 1;
        }
        self.joined()
    }

    /// What is needed for both.
    pub(super) fn and(mut self, other: Self) -> Self {
        self.needs.extend(other.needs);
        self.joined()
    }

    fn joined(mut self) -> Self {
        self.needs.sort_unstable();
        self.needs.dedup_by(|next, kept| {
            let touches = next.0 == kept.0 && next.1 <= kept.2 + 1;
            if touches {
                kept.2 = kept.2.max(next.2);
            }
            touches
        });
        self
    }

    /// Whether all needed values at `t` are known.
    pub(super) fn available(&self, inputs: &Inputs<'_>, t: i32) -> bool {
        self.needs.iter().all(|&(source, lo, hi)| inputs.sources[source].covers(t - hi, t - lo))
    }

    /// First and last period at which the index of every needed series reaches, values missing or not.
    pub(super) fn index_span(&self, inputs: &Inputs<'_>) -> Option<(i32, i32)> {
        self.span(|source| {
            let series = inputs.sources[source].series;
            (series.start().ordinal(), series.start().ordinal() + series.len() as i32 - 1)
        })
    }

    /// First and last period at which all needed values are known; empty spans end before they start.
    pub(super) fn value_span(&self, inputs: &Inputs<'_>) -> Option<(i32, i32)> {
        let (mut first, mut last) =
            self.span(|source| (inputs.sources[source].first, inputs.sources[source].last))?;
        while first <= last && !self.available(inputs, first) {
            first += 1;
        }
        while first <= last && !self.available(inputs, last) {
            last -= 1;
        }
        Some((first, last))
    }

    fn span(&self, of: impl Fn(usize) -> (i32, i32)) -> Option<(i32, i32)> {
        let spans = self.needs.iter().map(|&(source, lo, hi)| (of(source).0 + hi, of(source).1 + lo));
        spans.reduce(|a, b| (a.0.max(b.0), a.1.min(b.1)))
    }

    /// The first series that lacks values needed from `first` to `last`.
    pub(super) fn lacking(&self, inputs: &Inputs<'_>, first: i32, last: i32) -> Option<usize> {
        let lacks = |&&(source, lo, hi): &&(usize, i32, i32)| {
            !inputs.sources[source].holes(first - hi, last - lo).is_empty()
        };
        self.needs.iter().find(lacks).map(|need| need.0)
    }

    /// The missing periods of one series that are needed from `first` to `last`.
    pub(super) fn holes<'i>(
        &'i self,
        inputs: &'i Inputs<'_>,
        source: usize,
        first: i32,
        last: i32,
    ) -> impl Iterator<Item = i32> + 'i {
        let mine = self.needs.iter().filter(move |need| need.0 == source);
        mine.flat_map(move |&(source, lo, hi)| inputs.sources[source].holes(first - hi, last - lo)).copied()
    }
}
