//! What colour and size everything has. Drawing code asks the theme and names no colour itself.

use fxsens_core::figure::Role;

use crate::palette::{BLUE, CRIMSON, Color, GREEN, ORANGE, PURPLE, VERMILION, YELLOW};

/// Colours and sizes of a chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Theme {
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
    /// Sizes of text.
    pub sizes: TextSizes,
}

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

impl Theme {
    /// Dark ink on white.
    pub fn light() -> Self {
        let shades = |stroke, fill, fill_opacity, text| RoleColors { stroke, fill, fill_opacity, text };
        let ink = Color::hex(0x1B_2530);
        let faint = Color::hex(0x56_626E);
        let muted = Color::hex(0x8F_99A3);
        Self {
            background: Color::hex(0xFF_FFFF),
            ink,
            faint_ink: faint,
            grid: Color::hex(0xDF_E4E8),
            axis: Color::hex(0x3D_4853),
            roles: [
                shades(ink, ink, 0.10, ink),
                shades(muted, muted, 0.20, faint),
                shades(BLUE, BLUE, 0.18, Color::hex(0x00_629A)),
                shades(VERMILION, VERMILION, 0.18, Color::hex(0xB0_4A00)),
                shades(GREEN, GREEN, 0.18, Color::hex(0x00_7556)),
                shades(ORANGE, ORANGE, 0.20, Color::hex(0x8A_5F00)),
                shades(PURPLE, PURPLE, 0.22, Color::hex(0x9A_4676)),
                shades(CRIMSON, YELLOW, 0.42, CRIMSON),
            ],
            sizes: TextSizes {
                title: 21.0,
                subtitle: 15.5,
                heading: 15.0,
                label: 14.0,
                value: 13.0,
                note: 13.0,
            },
        }
    }

    /// The shades of a role.
    pub fn role(&self, role: Role) -> RoleColors {
        let index = match role {
            Role::Ink => 0,
            Role::Muted => 1,
            Role::Primary => 2,
            Role::Secondary => 3,
            Role::Tertiary => 4,
            Role::Quaternary => 5,
            Role::Quinary => 6,
            Role::Highlight => 7,
        };
        self.roles[index]
    }
}

impl Default for Theme {
    fn default() -> Self {
        Self::light()
    }
}

#[cfg(test)]
mod tests {
    use super::Theme;

    #[test]
    fn words_are_readable_on_the_background() {
        let theme = Theme::light();
        for shades in theme.roles {
            assert!(shades.text.contrast(theme.background) >= 4.5, "{:?}", shades.text);
        }
        assert!(theme.faint_ink.contrast(theme.background) >= 4.5);
        assert!((theme.background.contrast(crate::palette::Color::hex(0)) - 21.0).abs() < 1e-9);
    }
}
