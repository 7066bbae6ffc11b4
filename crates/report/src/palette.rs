//! Colours that stay apart for colour-blind readers.
//!
//! The hues follow Okabe and Ito (2008), "Color universal design". Labels use darker shades of the same hues, so
//! that small text keeps a contrast of at least 4.5 to 1 on white.

/// An opaque colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Color {
    /// Red.
    pub red: u8,
    /// Green.
    pub green: u8,
    /// Blue.
    pub blue: u8,
}

impl Color {
    /// A colour written as in CSS: `0x00_72B2`.
    pub const fn hex(code: u32) -> Self {
        Self { red: (code >> 16) as u8, green: (code >> 8) as u8, blue: code as u8 }
    }

    /// Contrast ratio between two colours as defined by WCAG 2.1, from 1 to 21.
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let c = f64::from(channel) / 255.0;
            if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }
}

/// Blue.
pub const BLUE: Color = Color::hex(0x00_72B2);
/// Vermilion.
pub const VERMILION: Color = Color::hex(0xD5_5E00);
/// Bluish green.
pub const GREEN: Color = Color::hex(0x00_9E73);
/// Orange.
pub const ORANGE: Color = Color::hex(0xE6_9F00);
/// Reddish purple.
pub const PURPLE: Color = Color::hex(0xCC_79A7);
/// Crimson, darker than every other hue; not part of the original set.
pub const CRIMSON: Color = Color::hex(0xA3_123F);
/// Yellow, for fills only.
pub const YELLOW: Color = Color::hex(0xF0_DC3C);
