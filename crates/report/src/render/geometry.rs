//! Points and rectangles in CSS pixels, clipping, dashing.

/// A position: right and down are positive.
pub(crate) type Point = (f64, f64);

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Rect {
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) right: f64,
    pub(crate) bottom: f64,
}

impl Rect {
    pub(crate) fn new(left: f64, top: f64, right: f64, bottom: f64) -> Self {
        Self { left, top, right, bottom }
    }

    pub(crate) fn width(&self) -> f64 {
        self.right - self.left
    }

    pub(crate) fn height(&self) -> f64 {
        self.bottom - self.top
    }

    /// Whether the point lies inside or within half a pixel of the edge.
    pub(crate) fn contains(&self, (x, y): Point) -> bool {
        let slack = 0.5;
        x >= self.left - slack && x <= self.right + slack && y >= self.top - slack && y <= self.bottom + slack
    }

    /// Area shared with another rectangle.
    pub(crate) fn overlap(&self, other: &Self) -> f64 {
        let width = self.right.min(other.right) - self.left.max(other.left);
        let height = self.bottom.min(other.bottom) - self.top.max(other.top);
        width.max(0.0) * height.max(0.0)
    }

    /// The part inside another rectangle; `None` when there is none.
    pub(crate) fn clipped(&self, bounds: &Self) -> Option<Self> {
        let cut = Self::new(
            self.left.max(bounds.left),
            self.top.max(bounds.top),
            self.right.min(bounds.right),
            self.bottom.min(bounds.bottom),
        );
        (cut.right >= cut.left && cut.bottom >= cut.top).then_some(cut)
    }

    /// The same rectangle grown by `by` on every side.
    pub(crate) fn grown(&self, by: f64) -> Self {
        Self::new(self.left - by, self.top - by, self.right + by, self.bottom + by)
    }
}

/// The part of a segment inside a rectangle (Liang and Barsky 1984).
pub(crate) fn clip_segment(from: Point, to: Point, bounds: &Rect) -> Option<(Point, Point)> {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
    let edges = [
        (-dx, from.0 - bounds.left),
        (dx, bounds.right - from.0),
        (-dy, from.1 - bounds.top),
        (dy, bounds.bottom - from.1),
    ];
    for (p, q) in edges {
        if p.abs() < 1e-12 {
            if q < 0.0 {
                return None;
            }
        } else if p < 0.0 {
            enter = enter.max(q / p);
        } else {
            leave = leave.min(q / p);
        }
    }
    let at = |t: f64| (from.0 + t * dx, from.1 + t * dy);
    (enter <= leave).then(|| (at(enter), at(leave)))
}

/// The pieces of a line inside a rectangle.
pub(crate) fn clip_path(points: &[Point], bounds: &Rect) -> Vec<Vec<Point>> {
    if let [only] = points {
        return if bounds.contains(*only) { vec![vec![*only]] } else { Vec::new() };
    }
    let mut pieces: Vec<Vec<Point>> = Vec::new();
    let mut connected = false;
    for pair in points.windows(2) {
        let Some((from, to)) = clip_segment(pair[0], pair[1], bounds) else {
            connected = false;
            continue;
        };
        match pieces.last_mut().filter(|_| connected) {
            Some(piece) => piece.push(to),
            None => pieces.push(vec![from, to]),
        }
        connected = distance(to, pair[1]) < 1e-9;
    }
    pieces
}

/// Runs of consecutive finite points: what is not a number is a gap.
pub(crate) fn finite_runs(points: impl IntoIterator<Item = Point>) -> Vec<Vec<Point>> {
    let mut runs = Vec::new();
    let mut run = Vec::new();
    for (x, y) in points {
        if x.is_finite() && y.is_finite() {
            run.push((x, y));
        } else if !run.is_empty() {
            runs.push(std::mem::take(&mut run));
        }
    }
    if !run.is_empty() {
        runs.push(run);
    }
    runs
}

/// A line cut into dashes and gaps whose lengths take turns, in pixels along the line; the pattern starts with a dash and has
/// as many gaps as dashes.
pub(crate) fn dashes(points: &[Point], pattern: &[f64]) -> Vec<Vec<Point>> {
    let mut pieces = Vec::new();
    let (Some(first), Some(on)) = (points.first(), pattern.first()) else {
        return pieces;
    };
    let mut piece = vec![*first];
    let (mut drawing, mut left, mut turn) = (true, *on, 0);
    for pair in points.windows(2) {
        let (mut from, to) = (pair[0], pair[1]);
        loop {
            let length = distance(from, to);
            if length <= left {
                left -= length;
                if drawing {
                    piece.push(to);
                }
                break;
            }
            let share = left / length;
            from = (from.0 + share * (to.0 - from.0), from.1 + share * (to.1 - from.1));
            if drawing {
                piece.push(from);
                pieces.push(std::mem::take(&mut piece));
            } else {
                piece = vec![from];
            }
            drawing = !drawing;
            turn = (turn + 1) % pattern.len();
            left = pattern[turn];
        }
    }
    if drawing && piece.len() > 1 {
        pieces.push(piece);
    }
    pieces
}

fn distance(a: Point, b: Point) -> f64 {
    (a.0 - b.0).hypot(a.1 - b.1)
}

#[cfg(test)]
mod tests {
    use super::{Rect, clip_path, clip_segment, dashes, finite_runs};

    #[test]
    fn what_is_not_a_number_breaks_a_line() {
        let runs = finite_runs([(0.0, 1.0), (1.0, 2.0), (2.0, f64::NAN), (3.0, 4.0), (4.0, 5.0)]);
        assert_eq!(runs, [vec![(0.0, 1.0), (1.0, 2.0)], vec![(3.0, 4.0), (4.0, 5.0)]]);
    }

    #[test]
    fn a_line_leaving_the_panel_is_cut_at_its_edge() {
        let bounds = Rect::new(0.0, 0.0, 10.0, 10.0);
        let cut = clip_segment((5.0, 5.0), (15.0, 5.0), &bounds);
        assert_eq!(cut, Some(((5.0, 5.0), (10.0, 5.0))));
        assert_eq!(clip_segment((11.0, 0.0), (12.0, 9.0), &bounds), None);
        let path = clip_path(&[(1.0, 5.0), (5.0, -5.0), (9.0, 5.0)], &bounds);
        assert_eq!(path, [vec![(1.0, 5.0), (3.0, 0.0)], vec![(7.0, 0.0), (9.0, 5.0)]]);
    }

    #[test]
    fn dashes_are_measured_along_the_line() {
        let pieces = dashes(&[(0.0, 0.0), (5.0, 0.0), (5.0, 5.0)], &[4.0, 2.0]);
        assert_eq!(pieces, [vec![(0.0, 0.0), (4.0, 0.0)], vec![(5.0, 1.0), (5.0, 5.0)]]);
        let pieces = dashes(&[(0.0, 0.0), (10.0, 0.0)], &[4.0, 1.0, 2.0, 1.0]);
        let dash = |from, to| vec![(from, 0.0), (to, 0.0)];
        assert_eq!(pieces, [dash(0.0, 4.0), dash(5.0, 7.0), dash(8.0, 10.0)]);
    }
}
