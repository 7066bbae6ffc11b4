//! The legend: one row of samples above the plot, wrapped when it is too long.

use fxsens_core::figure::{Mark, Panel};

use super::canvas::{Align, Canvas};
use super::geometry::Rect;
use super::marks;
use super::text::{self, Font};
use crate::error::ReportError;
use crate::theme::Theme;

const KEY_WIDTH: f64 = 24.0;
const KEY_GAP: f64 = 7.0;
const ENTRY_GAP: f64 = 22.0;

/// Marks with the same label share an entry: a line and its band are one thing.
#[derive(Debug, Clone)]
pub(crate) struct Entry<'a> {
    pub(crate) label: &'a str,
    pub(crate) marks: Vec<&'a Mark>,
}

/// The label of a mark that belongs into a legend.
pub(crate) fn label(mark: &Mark) -> Option<&str> {
    match mark {
        Mark::Line { label, .. }
        | Mark::Band { label, .. }
        | Mark::Bars { label, .. }
        | Mark::Points { label, .. }
        | Mark::Segments { label, .. }
        | Mark::XSpan { label, .. }
        | Mark::YSpan { label, .. } => Some(label.as_str()).filter(|label| !label.is_empty()),
        Mark::HLine { .. } | Mark::VLine { .. } | Mark::Text { .. } => None,
    }
}

/// The entries of a panel in the order of their first mark.
pub(crate) fn entries(panel: &Panel) -> Vec<Entry<'_>> {
    let mut entries: Vec<Entry<'_>> = Vec::new();
    for mark in &panel.marks {
        let Some(label) = label(mark) else { continue };
        match entries.iter_mut().find(|entry| entry.label == label) {
            Some(entry) => entry.marks.push(mark),
            None => entries.push(Entry { label, marks: vec![mark] }),
        }
    }
    entries
}

/// Entries in rows, with their words wrapped where one alone is too long.
#[derive(Debug, Clone)]
pub(crate) struct Legend<'a> {
    rows: Vec<Vec<(Entry<'a>, Vec<String>)>>,
    font: Font,
}

impl<'a> Legend<'a> {
    /// Splits entries into rows of at most `limit` pixels.
    pub(crate) fn new(entries: Vec<Entry<'a>>, font: Font, limit: f64) -> Self {
        let mut rows: Vec<Vec<(Entry<'a>, Vec<String>)>> = Vec::new();
        let mut used = 0.0;
        for entry in entries {
            let lines = text::wrap(entry.label, font, limit - KEY_WIDTH - KEY_GAP);
            let width = KEY_WIDTH + KEY_GAP + text::widest(&lines, font);
            if let Some(row) = rows.last_mut().filter(|_| used + ENTRY_GAP + width <= limit) {
                used += ENTRY_GAP + width;
                row.push((entry, lines));
            } else {
                used = width;
                rows.push(vec![(entry, lines)]);
            }
        }
        Self { rows, font }
    }

    /// Height of all rows with the gap below them; zero without entries.
    pub(crate) fn height(&self) -> f64 {
        if self.rows.is_empty() {
            0.0
        } else {
            self.rows.iter().map(|row| self.row_height(row)).sum::<f64>() + 6.0
        }
    }

    fn row_height(&self, row: &[(Entry<'_>, Vec<String>)]) -> f64 {
        row.iter().map(|(_, lines)| lines.len()).max().unwrap_or(0) as f64 * self.font.leading() + 4.0
    }

    /// Draws the rows from the given corner downwards.
    pub(crate) fn draw(
        &self,
        canvas: &Canvas<'_>,
        theme: &Theme,
        (left, mut top): (f64, f64),
    ) -> Result<(), ReportError> {
        for row in &self.rows {
            let baseline = top + self.font.leading() * 0.78;
            let middle = baseline - self.font.cap_height() / 2.0;
            let mut x = left;
            for (entry, lines) in row {
                let key = Rect::new(x, middle - 5.5, x + KEY_WIDTH, middle + 5.5);
                for mark in &entry.marks {
                    marks::draw_key(canvas, theme, &key, mark)?;
                }
                x += KEY_WIDTH + KEY_GAP;
                canvas.lines(lines, (x, baseline), Align::Start, self.font, theme.ink)?;
                x += text::widest(lines, self.font) + ENTRY_GAP;
            }
            top += self.row_height(row);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use fxsens_core::figure::{Axis, Mark, Panel, Role, Stroke};

    use super::{Legend, entries};
    use crate::render::text::Font;

    #[test]
    fn a_line_and_its_band_share_an_entry_and_long_legends_wrap() {
        let line = |label: &str| Mark::Line {
            x: vec![0.0, 1.0],
            y: vec![0.0, 1.0],
            role: Role::Primary,
            stroke: Stroke::Solid,
            width: 2.0,
            label: label.into(),
        };
        let band = Mark::Band {
            x: vec![0.0, 1.0],
            low: vec![0.0, 0.0],
            high: vec![1.0, 1.0],
            role: Role::Primary,
            label: "Estimate and interval".into(),
        };
        let marks = vec![band, line("Estimate and interval"), line("Second"), line("")];
        let panel = Panel::new(Axis::time(), Axis::linear(""), marks);
        let entries = entries(&panel);
        assert_eq!(entries.len(), 2);
        assert_eq!(entries[0].marks.len(), 2);
        assert_eq!(Legend::new(entries.clone(), Font::regular(14.0), 800.0).rows.len(), 1);
        assert_eq!(Legend::new(entries, Font::regular(14.0), 200.0).rows.len(), 2);
    }
}
