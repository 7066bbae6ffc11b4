//! Where everything stands: words are measured first, the plots get the rest.

use fxsens_core::figure::{Figure, Scale};

use super::axis::{self, AxisPlan, TICK_GAP, TICK_LENGTH};
use super::end_labels::{self, EndLabel};
use super::geometry::Rect;
use super::legend::{self, Entry, Legend};
use super::limits;
use super::text::{self, Font};
use crate::error::ReportError;
use crate::theme::Theme;

/// Space between the edge of the figure and its words.
pub(crate) const PAD: f64 = 20.0;
const PANEL_GAP: f64 = 18.0;
/// Below this a plot is not readable.
const LEAST_PLOT: f64 = 40.0;

/// Positions of all parts of a figure.
pub(crate) struct Layout<'a> {
    pub(crate) title: Block,
    pub(crate) subtitle: Block,
    pub(crate) note: Block,
    pub(crate) panels: Vec<PanelLayout<'a>>,
    /// Width between the paddings.
    pub(crate) width: f64,
}

/// Lines of text with their first baseline.
pub(crate) struct Block {
    pub(crate) lines: Vec<String>,
    pub(crate) baseline: f64,
    pub(crate) font: Font,
}

/// Positions of the parts of a panel.
pub(crate) struct PanelLayout<'a> {
    pub(crate) heading: Block,
    pub(crate) legend: Legend<'a>,
    pub(crate) legend_top: f64,
    pub(crate) y_label: Block,
    pub(crate) x_label: Block,
    pub(crate) plot: Rect,
    pub(crate) x: AxisPlan,
    pub(crate) y: AxisPlan,
    pub(crate) show_x: bool,
    pub(crate) ends: Vec<EndLabel>,
}

impl Block {
    fn new(words: &str, font: Font, width: f64) -> Self {
        Self { lines: text::wrap(words, font, width), baseline: 0.0, font }
    }

    fn height(&self) -> f64 {
        self.lines.len() as f64 * self.font.leading()
    }

    /// Puts the block's top edge at `top` and returns its lower edge.
    fn place(&mut self, top: f64) -> f64 {
        self.baseline = top + self.font.size * 0.95;
        top + self.height()
    }
}

/// Lays out a checked figure.
pub(crate) fn plan<'a>(figure: &'a Figure, theme: &Theme) -> Result<Layout<'a>, ReportError> {
    let (full_width, full_height) = (f64::from(figure.size.0), f64::from(figure.size.1));
    let width = full_width - 2.0 * PAD;
    let sizes = &theme.sizes;
    let title_font = theme.bold(sizes.title);
    let mut title = Block::new("", title_font, width);
    // A little slack for browsers that lack DejaVu Sans and take Verdana, which is wider in bold.
    title.lines = text::wrap_evenly(&figure.title, title_font, width * 0.96);
    let mut subtitle = Block::new(&figure.subtitle, theme.regular(sizes.subtitle), width);
    let mut note = Block::new(&figure.note, theme.regular(sizes.note), width);
    let mut top = title.place(PAD - 4.0);
    if !subtitle.lines.is_empty() {
        top = subtitle.place(top + 4.0);
    }
    top += 12.0;
    let note_top = full_height - 14.0 - note.height();
    note.place(note_top);
    let bottom = if note.lines.is_empty() { full_height - PAD + 4.0 } else { note_top - 12.0 };
    let panels = plan_panels(figure, theme, width, (top, bottom))?;
    Ok(Layout { title, subtitle, note, panels, width })
}

/// Heights decide how many ticks fit, ticks decide widths, and widths decide heights through wrapped labels: a first
/// pass with guessed heights gives the heights for the second.
fn plan_panels<'a>(
    figure: &'a Figure,
    theme: &Theme,
    width: f64,
    (top, bottom): (f64, f64),
) -> Result<Vec<PanelLayout<'a>>, ReportError> {
    let weights: f64 = figure.panels.iter().map(|panel| panel.weight).sum();
    let shares: Vec<f64> = figure.panels.iter().map(|panel| panel.weight / weights).collect();
    let gaps = (figure.panels.len() as f64 - 1.0) * PANEL_GAP;
    let heights = |panels: &[PanelLayout<'_>]| -> Vec<f64> {
        let fixed: f64 = panels.iter().map(|panel| panel.above() + panel.below()).sum();
        shares.iter().map(|share| (bottom - top - gaps - fixed) * share).collect()
    };
    let guess: Vec<f64> = shares.iter().map(|share| ((bottom - top) * 0.8 * share).max(LEAST_PLOT)).collect();
    let first = heights(&measure(figure, theme, width, &guess));
    let possible: Vec<f64> = first.iter().map(|height| height.max(LEAST_PLOT)).collect();
    let mut panels = measure(figure, theme, width, &possible);
    let final_heights = heights(&panels);
    let mut edge = top;
    for (i, (panel, height)) in panels.iter_mut().zip(final_heights).enumerate() {
        if height < LEAST_PLOT {
            let figure = figure.id.clone();
            return Err(ReportError::NoRoom { figure, panel: i + 1, height: height.max(0.0) });
        }
        edge = panel.place(edge, height) + PANEL_GAP;
    }
    Ok(panels)
}

/// Plans axes, legends and labels of all panels for plots of the given heights; nothing has its place yet.
fn measure<'a>(figure: &'a Figure, theme: &Theme, width: f64, heights: &[f64]) -> Vec<PanelLayout<'a>> {
    let label = theme.regular(theme.sizes.label);
    let ends = |panel| end_labels::plan(panel, label, width).unwrap_or_default();
    let ends: Vec<Vec<EndLabel>> = figure.panels.iter().map(ends).collect();
    let room = (width * 0.4).max(80.0);
    let y =
        figure.panels.iter().zip(heights).map(|(panel, height)| axis::plan_y(panel, theme, *height, room));
    let y: Vec<AxisPlan> = y.collect();
    let left = PAD + 8.0 + y.iter().map(AxisPlan::label_width).fold(0.0, f64::max);
    let end_room = ends.iter().filter(|ends| !ends.is_empty()).map(|ends| end_labels::gutter(ends, label));
    let right = PAD + width - end_room.fold(8.0, f64::max);
    let mut panels: Vec<PanelLayout<'a>> = Vec::new();
    for (i, ((panel, y), ends)) in figure.panels.iter().zip(y).zip(ends).enumerate() {
        let x = axis::plan_x(panel, theme, right - left, shared_extent(figure, i));
        let mut entries = if ends.is_empty() { legend::entries(panel) } else { Vec::new() };
        // What an upper panel has named needs no second entry.
        let named = |entry: &Entry<'_>| {
            let upper = figure.panels[..i].iter().flat_map(legend::entries);
            upper.into_iter().any(|other| other.label == entry.label && other.marks[0] == entry.marks[0])
        };
        entries.retain(|entry| !named(entry));
        let next = figure.panels.get(i + 1);
        let show_x = next.is_none_or(|next| !axis::shares_time(&panel.x, &next.x));
        panels.push(PanelLayout {
            heading: Block::new(&panel.title, theme.bold(theme.sizes.heading), width),
            legend: Legend::new(entries, label, width),
            legend_top: 0.0,
            y_label: Block::new(&panel.y.label, label, width),
            x_label: Block::new(if show_x { &panel.x.label } else { "" }, label, right - left),
            plot: Rect::new(left, 0.0, right, 0.0),
            x,
            y,
            show_x,
            ends,
        });
    }
    panels
}

/// The extent of all panels that share their time axis with panel `i`; `None` when it stands alone.
fn shared_extent(figure: &Figure, i: usize) -> Option<(f64, f64)> {
    let axis = &figure.panels[i].x;
    if !matches!(axis.scale, Scale::Time) {
        return None;
    }
    let sharing = figure.panels.iter().filter(|panel| axis::shares_time(axis, &panel.x));
    limits::extent(sharing.filter_map(limits::x_extent).flat_map(|(low, high)| [low, high]))
}

impl PanelLayout<'_> {
    /// Pixels needed above the plot.
    fn above(&self) -> f64 {
        let heading = if self.heading.lines.is_empty() { 0.0 } else { self.heading.height() + 4.0 };
        let legend = self.legend.height();
        // The topmost tick label stands half above the plot.
        let y_label = if self.y_label.lines.is_empty() { 0.0 } else { self.y_label.height() + 4.0 };
        heading + legend + y_label + 10.0
    }

    /// Pixels needed below the plot.
    fn below(&self) -> f64 {
        let lines = if self.show_x { self.x.label_lines() } else { 0 };
        let ticks = if lines == 0 {
            TICK_LENGTH
        } else {
            TICK_LENGTH + TICK_GAP + lines as f64 * self.x.font.leading()
        };
        let label = if self.x_label.lines.is_empty() { 0.0 } else { self.x_label.height() + 4.0 };
        ticks + label
    }

    /// Puts the panel's top edge at `top` and returns its lower edge.
    fn place(&mut self, top: f64, height: f64) -> f64 {
        let mut edge = top;
        if !self.heading.lines.is_empty() {
            edge = self.heading.place(edge) + 4.0;
        }
        self.legend_top = edge;
        edge += self.legend.height();
        if !self.y_label.lines.is_empty() {
            edge = self.y_label.place(edge) + 4.0;
        }
        self.plot.top = edge + 10.0;
        self.plot.bottom = self.plot.top + height;
        let below = self.below();
        if !self.x_label.lines.is_empty() {
            let label_top = self.plot.bottom + below - self.x_label.height();
            self.x_label.place(label_top);
        }
        self.plot.bottom + below
    }
}
