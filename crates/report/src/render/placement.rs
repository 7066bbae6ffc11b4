//! Finding room for words: of several candidate places the one with the least overlap wins.

use super::geometry::{Point, Rect};

/// What is already taken in a panel.
pub(crate) struct Placement {
    bounds: Rect,
    words: Vec<Rect>,
    marks: Vec<(usize, Rect, f64)>,
}

/// A chosen place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Place {
    pub(crate) rect: Rect,
    /// Whether the words stand on a mark and need a light backing.
    pub(crate) on_mark: bool,
}

const WORD_COST: f64 = 40.0;
const OUTSIDE_COST: f64 = 100.0;
/// What each step down the list of candidates costs.
const ORDER_COST: f64 = 6.0;

impl Placement {
    pub(crate) fn new(bounds: Rect) -> Self {
        Self { bounds, words: Vec::new(), marks: Vec::new() }
    }

    /// Registers an area of mark number `owner` on which words are a nuisance.
    pub(crate) fn block(&mut self, owner: usize, rect: Rect) {
        self.marks.push((owner, rect, 1.0));
    }

    /// Registers a small shape of mark number `owner` that words would hide.
    pub(crate) fn protect(&mut self, owner: usize, rect: Rect) {
        self.marks.push((owner, rect, 6.0));
    }

    /// Registers a line of mark number `owner` as a chain of small boxes.
    pub(crate) fn block_path(&mut self, owner: usize, points: &[Point]) {
        const STEP: f64 = 5.0;
        for pair in points.windows(2) {
            let (from, to) = (pair[0], pair[1]);
            let length = (to.0 - from.0).hypot(to.1 - from.1);
            if !length.is_finite() {
                continue;
            }
            let steps = (length / STEP).ceil().clamp(1.0, 2000.0) as usize;
            for k in 0..=steps {
                let t = k as f64 / steps as f64;
                let (x, y) = (from.0 + t * (to.0 - from.0), from.1 + t * (to.1 - from.1));
                self.protect(owner, Rect::new(x - 2.0, y - 2.0, x + 2.0, y + 2.0));
            }
        }
    }

    /// Registers words that are already written.
    pub(crate) fn take(&mut self, rect: Rect) {
        self.words.push(rect);
    }

    /// Area shared with words already written.
    pub(crate) fn word_overlap(&self, rect: &Rect) -> f64 {
        self.words.iter().map(|word| word.overlap(rect)).sum()
    }

    /// Whether no mark is below the rectangle.
    pub(crate) fn is_clear(&self, rect: &Rect) -> bool {
        self.marks.iter().all(|(_, mark, _)| mark.overlap(rect) <= 0.0)
    }

    fn mark_overlap(&self, rect: &Rect, owner: usize) -> f64 {
        self.marks
            .iter()
            .filter(|(other, ..)| *other != owner)
            .map(|(_, mark, weight)| weight * mark.overlap(rect))
            .sum()
    }

    fn outside(&self, rect: &Rect) -> f64 {
        let area = rect.width() * rect.height();
        area - rect.overlap(&self.bounds)
    }

    /// Takes the best of the candidates, the earlier the better when they are equally free.
    pub(crate) fn choose(
        &mut self,
        owner: usize,
        candidates: impl IntoIterator<Item = Rect>,
    ) -> Option<Place> {
        let cost = |(order, rect): &(usize, Rect)| {
            WORD_COST * self.word_overlap(rect)
                + OUTSIDE_COST * self.outside(rect)
                + self.mark_overlap(rect, owner)
                + ORDER_COST * *order as f64
        };
        let (_, rect) = candidates.into_iter().enumerate().min_by(|a, b| cost(a).total_cmp(&cost(b)))?;
        let on_mark = self.mark_overlap(&rect, owner) > 1.0;
        self.take(rect);
        Some(Place { rect, on_mark })
    }
}

#[cfg(test)]
mod tests {
    use super::Placement;
    use crate::render::geometry::Rect;

    #[test]
    fn words_avoid_words_marks_and_the_edge() {
        let mut placement = Placement::new(Rect::new(0.0, 0.0, 100.0, 100.0));
        placement.take(Rect::new(10.0, 10.0, 40.0, 20.0));
        placement.block_path(7, &[(50.0, 0.0), (50.0, 100.0)]);
        let taken = Rect::new(20.0, 10.0, 45.0, 20.0);
        let crossed = Rect::new(40.0, 40.0, 60.0, 50.0);
        let outside = Rect::new(90.0, 40.0, 110.0, 50.0);
        let free = Rect::new(60.0, 40.0, 80.0, 50.0);
        let place = placement.choose(0, [taken, crossed, outside, free]);
        assert_eq!(place.map(|p| (p.rect, p.on_mark)), Some((free, false)));
        let own = placement.choose(7, [crossed]);
        assert_eq!(own.map(|p| p.on_mark), Some(false));
    }
}
