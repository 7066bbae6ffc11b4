//! What colour, pattern and size everything has. Drawing code asks the theme and names no colour itself.
//!
//! Four themes: [`Theme::light`] for screens, [`Theme::dark`] for dark pages, [`Theme::print`] whose colours stay apart
//! on a black-and-white printer, and [`Theme::greyscale`] for journals, where series differ by lightness and by stroke,
//! marker or hatching.

mod dark;
mod greyscale;
mod light;
mod pattern;
mod print;

#[cfg(test)]
mod tests;

use fxsens_core::figure::Role;

use crate::error::ReportError;
use crate::face::Face;
use crate::palette::Color;
use crate::render::text::Font;

pub use pattern::{Hatch, Pattern};

/// Colours, patterns and sizes of a chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Theme {
    /// One of [`Theme::NAMES`].
    pub name: &'static str,
    /// Page behind the chart.
    pub background: Color,
    /// Titles and labels.
    pub ink: Color,
    /// Subtitles, axis labels, notes.
    pub faint_ink: Color,
    /// Gridlines.
    pub grid: Color,
    /// Axis and zero lines.
    pub axis: Color,
    /// Colours of the eight roles.
    pub roles: [RoleColors; 8],
    /// Strokes, markers and hatchings of the eight roles; all plain where colour tells them apart.
    pub patterns: [Pattern; 8],
    /// Sizes of text.
    pub sizes: TextSizes,
    /// The font for characters that the embedded one lacks.
    pub face: Option<Face>,
    /// Names of the months on time axes.
    pub months: [&'static str; 12],
}

/// English names of the months.
pub const ENGLISH_MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
/// Japanese names of the months.
pub const JAPANESE_MONTHS: [&str; 12] =
    ["1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月"];

/// The shades of one role.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RoleColors {
    /// Lines, bars and points.
    pub stroke: Color,
    /// Bands and spans.
    pub fill: Color,
    /// Opacity of bands and spans.
    pub fill_opacity: f64,
    /// Words.
    pub text: Color,
}

/// Font sizes in CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TextSizes {
    /// The figure's title.
    pub title: f64,
    /// Its subtitle.
    pub subtitle: f64,
    /// Headings of panels.
    pub heading: f64,
    /// Legends, tick labels and words inside the plot.
    pub label: f64,
    /// Values at the ends of bars.
    pub value: f64,
    /// Small print.
    pub note: f64,
}

impl TextSizes {
    /// Sizes for a chart about 960 pixels wide.
    pub const SCREEN: Self =
        Self { title: 21.0, subtitle: 15.5, heading: 15.0, label: 14.0, value: 13.0, note: 13.0 };
}

impl Theme {
    /// Names of all themes, as [`Theme::named`] takes them.
    pub const NAMES: [&'static str; 4] = ["light", "dark", "print", "greyscale"];

    /// The theme of a name.
    ///
    /// # Errors
    /// [`ReportError::UnknownTheme`] when there is none.
    pub fn named(name: &str) -> Result<Self, ReportError> {
        match name {
            "light" => Ok(Self::light()),
            "dark" => Ok(Self::dark()),
            "print" => Ok(Self::print()),
            "greyscale" => Ok(Self::greyscale()),
            other => Err(ReportError::UnknownTheme { name: other.into() }),
        }
    }

    /// The same theme with a font for characters that the embedded one lacks.
    #[must_use]
    pub fn with_face(mut self, face: Option<Face>) -> Self {
        self.face = face;
        self
    }

    pub(crate) fn regular(&self, size: f64) -> Font {
        Font { face: self.face, ..Font::regular(size) }
    }

    pub(crate) fn bold(&self, size: f64) -> Font {
        Font { face: self.face, ..Font::bold(size) }
    }

    /// The shades of a role.
    pub fn role(&self, role: Role) -> RoleColors {
        self.roles[index(role)]
    }

    /// The pattern of a role.
    pub fn pattern(&self, role: Role) -> Pattern {
        self.patterns[index(role)]
    }
}

impl Default for Theme {
    fn default() -> Self {
        Self::light()
    }
}

const fn index(role: Role) -> usize {
    match role {
        Role::Ink => 0,
        Role::Muted => 1,
        Role::Primary => 2,
        Role::Secondary => 3,
        Role::Tertiary => 4,
        Role::Quaternary => 5,
        Role::Quinary => 6,
        Role::Highlight => 7,
    }
}

/// Stroke, fill, its opacity and words of one role.
const fn shades(stroke: Color, fill: Color, fill_opacity: f64, text: Color) -> RoleColors {
    RoleColors { stroke, fill, fill_opacity, text }
}
