//! Where a chart is going to stand: on a screen, on a slide, in a column of a journal.

use fxsens_core::figure::{Figure, Mark, Panel, Scale};

use crate::error::ReportError;
use crate::theme::{TextSizes, Theme};

/// CSS pixels per inch.
const CSS_DPI: f64 = 96.0;
/// Width of a journal's column in inches.
const COLUMN: f64 = 3.5;
/// Width at which a journal's chart is laid out; text shrinks with it, from 14 pixels to 7 points.
const COLUMN_LAYOUT: f64 = 500.0;
/// Tallest journal chart in inches.
const TALLEST: f64 = 8.5;
/// Heights at which a slide is laid out until all fits: the taller, the smaller its text.
const SLIDE_LAYOUTS: [f64; 6] = [540.0, 612.0, 702.0, 801.0, 900.0, 1080.0];
/// Least height of a row of names and of plots, in pixels of the layout; several panels share a column's height.
const LEAST_ROW: f64 = 17.0;
/// Rows of names that a column of a journal has room for.
const MOST_ROWS: usize = 30;
/// Characters of a name that a column of a journal has room for beside the plot.
const LONG_NAME: usize = 16;
const SLIDE_PLOT: f64 = 80.0;
const COLUMN_PLOT: f64 = 210.0;

/// Where a chart is going to stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Size {
    /// The size its builder gave it; rasters have twice as many pixels.
    #[default]
    Screen,
    /// 1280 × 720 pixels, 16:9; rasters have 1920 × 1080.
    Slide,
    /// A column 3.5 inches wide; rasters have 600 pixels per inch.
    Journal,
}

/// A figure with the size at which it is laid out, and what becomes of it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Arranged {
    /// The figure; its size is that of the layout.
    pub(crate) figure: Figure,
    /// The theme with the text sizes of the layout.
    pub(crate) theme: Theme,
    /// Width and height in CSS pixels.
    pub(crate) css: (f64, f64),
    /// Width and height of a raster.
    pub(crate) raster: (u32, u32),
    /// Resolution of a raster in pixels per inch.
    pub(crate) dpi: f64,
    /// Least height of a plot with weight one.
    pub(crate) least: f64,
}

impl Size {
    /// Layouts of the figure in this size, the most generous text first; the first that has room is drawn.
    pub(crate) fn candidates(self, figure: &Figure, theme: &Theme) -> Result<Vec<Arranged>, ReportError> {
        match self {
            Self::Screen => {
                let css = (f64::from(figure.size.0), f64::from(figure.size.1));
                Ok(vec![arrange(figure, theme, css, css, 2.0, 0.0)])
            }
            Self::Slide => Ok(slides(figure, theme)),
            Self::Journal => columns(figure, theme),
        }
    }
}

fn slides(figure: &Figure, theme: &Theme) -> Vec<Arranged> {
    let one =
        |height: f64| arrange(figure, theme, (height * 16.0 / 9.0, height), (1280.0, 720.0), 1.5, SLIDE_PLOT);
    SLIDE_LAYOUTS.into_iter().map(one).collect()
}

/// Columns as high as the chart is wide, and higher where there is more to show.
fn columns(figure: &Figure, theme: &Theme) -> Result<Vec<Arranged>, ReportError> {
    if figure.panels.iter().any(Panel::is_page) {
        return Err(ReportError::Unsuitable {
            figure: figure.id.clone(),
            panel: 1,
            what: "a table drawn as a chart is too wide for a column of a journal; take the size `screen`"
                .into(),
        });
    }
    if let Some(panel) = figure.panels.iter().position(is_wordy) {
        return Err(ReportError::Unsuitable {
            figure: figure.id.clone(),
            panel: panel + 1,
            what: "its rows, or the words beside their marks, are too many for a column of a journal; take the size `screen`"
                .into(),
        });
    }
    let width = COLUMN * CSS_DPI;
    let scale = width / COLUMN_LAYOUT;
    let sizes =
        TextSizes { title: 17.0, subtitle: 14.0, heading: 14.0, label: 14.0, value: 13.0, note: 12.5 };
    let theme = Theme { sizes, ..theme.clone() };
    let first = (f64::from(figure.size.1) * 0.7).clamp(360.0, 1000.0);
    let least = COLUMN_PLOT / (figure.panels.len().max(1) as f64).sqrt();
    let heights = (0..16).map(|k| first + 60.0 * f64::from(k));
    let heights = heights.filter(|height| height * scale <= TALLEST * CSS_DPI);
    Ok(heights
        .map(|height| {
            let css = (width, (height * scale).round());
            arrange(figure, &theme, (COLUMN_LAYOUT, css.1 / scale), css, 600.0 / CSS_DPI, least)
        })
        .collect())
}

/// Whether a panel has more rows than a column is high, or more than half of them have words, not only numbers, beside their marks.
fn is_wordy(panel: &Panel) -> bool {
    let Scale::Category(names) = &panel.y.scale else { return false };
    if names.len() > MOST_ROWS {
        return true;
    }
    let words =
        |mark: &&Mark| matches!(mark, Mark::Text { text, .. } if text.chars().count() > LONG_NAME / 2);
    2 * panel.marks.iter().filter(words).count() > names.len()
}

fn arrange(
    figure: &Figure,
    theme: &Theme,
    layout: (f64, f64),
    css: (f64, f64),
    pixels: f64,
    least: f64,
) -> Arranged {
    let size = (layout.0.round() as u32, layout.1.round() as u32);
    Arranged {
        figure: Figure { size, ..figure.clone() },
        theme: theme.clone(),
        css,
        raster: ((css.0 * pixels).round() as u32, (css.1 * pixels).round() as u32),
        dpi: CSS_DPI * pixels,
        least,
    }
}

/// Whether a panel of this height can be read: rows of names one line high, other plots not flattened.
pub(crate) fn has_room(panel: &Panel, height: f64, least: f64) -> bool {
    match &panel.y.scale {
        Scale::Category(names) => {
            // In a narrow column long names take two lines.
            let lines = |name: &String| {
                if least > SLIDE_PLOT && name.chars().count() > LONG_NAME { 2.0 } else { 1.0 }
            };
            height >= LEAST_ROW * names.iter().map(lines).fold(1.0, f64::max) * names.len() as f64
        }
        _ => height >= least * panel.weight.min(1.0),
    }
}
